// `npm run elevation-api`: writes the OpenAPI document of the elevation API, after its routes changed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../../src/elevation/domain/openapi';

writeFileSync(join(__dirname, '..', '..', 'docs', 'elevation-api.json'), `${JSON.stringify(openApiDocument(), undefined, 2)}\n`);
