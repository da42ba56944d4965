import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { MORNING, chainFrom, watched } from '../support/trail-day';

const INDEX = 'evidence/integrity/2026-03-17.json';

describe('docs/trail-integrity.schema.json', () => {
  const validate = addFormats(new Ajv2020({ strict: true, allErrors: true })).compile(JSON.parse(readFileSync(join(__dirname, '../../docs/trail-integrity.schema.json'), 'utf8')));

  test('takes the evidence of a day that passes, of one that fails, and of one that replaces it', async () => {
    const trail = chainFrom(0);
    const world = watched([trail]);
    const passed = await world.run('run-1', MORNING);
    trail.stored.delete(trail.logKeys[3]);
    const failed = await world.run('run-2', MORNING);
    expect([validate(passed), validate(failed), failed.result, validate.errors]).toEqual([true, true, 'fail', null]);
    await world.plan('run-3', MORNING);
    await world.finish('run-3');
    expect([validate(world.index(INDEX)), validate.errors]).toEqual([true, null]);
  });

  test.each<[string, (index: any) => void]>([
    ['without a manifest', (index) => { delete index.manifest; }],
    ['with another version', (index) => { index.schemaVersion = 2; }],
    ['with a hash that is none', (index) => { index.manifest[0].sha256 = 'x'; }],
    ['with a result of its own', (index) => { index.result = 'fine'; }],
    ['with a count below nothing', (index) => { index.found.invalid = -1; }],
  ])('refuses one %s', async (_, change) => {
    const index = JSON.parse(JSON.stringify(await watched([chainFrom(0)]).run('run-1', MORNING)));
    change(index);
    expect(validate(index)).toBe(false);
  });
});
