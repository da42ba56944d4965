import { appendFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshotStateFile } from '../../src/organization/runtime/snapshot-state-file';

const START = { organizationId: 'o-a1b2c3d4e5', startedAt: '2026-11-01T00:00:00.000Z' };
const PAGE = { call: 'ListRoots', number: 0, items: [{ Id: 'r-ab12' }] } as const;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'snapshot-state-'));
  file = join(folder, 'state.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what was kept is there for the next run', async () => {
  await snapshotStateFile(file).start(START);
  await snapshotStateFile(file).keep(PAGE);
  expect(await snapshotStateFile(file).load()).toEqual({ start: START, pages: [PAGE] });
});

test('without a file there is no state', async () => {
  expect(await snapshotStateFile(file).load()).toBeUndefined();
});

test('an answer that was cut off is dropped, and the file can be continued', async () => {
  const state = snapshotStateFile(file);
  await state.start(START);
  await state.keep(PAGE);
  appendFileSync(file, '{"call":"ListAcc');
  expect(await state.load()).toEqual({ start: START, pages: [PAGE] });
  await state.keep({ ...PAGE, call: 'ListAccounts' });
  expect((await state.load())?.pages).toEqual([PAGE, { ...PAGE, call: 'ListAccounts' }]);
});

test('only its owner can read it', async () => {
  await snapshotStateFile(file).start(START);
  expect((statSync(file).mode % 0o1000).toString(8)).toBe('600');
});

test('a new start replaces what was there, and the end removes it', async () => {
  const state = snapshotStateFile(file);
  await state.start(START);
  await state.keep(PAGE);
  await state.start(START);
  expect((await state.load())?.pages).toEqual([]);
  await state.clear();
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test.each(['{"hello":1}\n', '[]\n', 'null\n', 'notes to myself', '', '{"format":"zero-trust snapshot state 0"}\n'])('a file that holds %j is somebody else\'s: refused and left alone', async (text) => {
  writeFileSync(file, text);
  await expect(snapshotStateFile(file).load()).rejects.toThrow(`'${file}' is not the state of an unfinished snapshot: move it away, or pass another file with --state`);
  expect(readFileSync(file, 'utf8')).toBe(text);
});
