import { join } from 'node:path';

/** Where bundles of handlers are. At the top of the sources, because the published library is one file at the top of `lib/`. */
export const ASSETS_FOLDER = join(__dirname, '..', 'assets');
