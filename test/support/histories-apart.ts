import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { playHistories } from './random-elevations';

const ROOT = resolve(__dirname, '..', '..');

/** What came of random histories that a process of its own plays: beside everything else that tests load, the same takes ten times as long. */
export function historiesApart(count: number, seed: number): Awaited<ReturnType<typeof playHistories>> {
  const printed = execFileSync(process.execPath, ['--import', require.resolve('tsx'), join(__dirname, 'play-histories.ts'), String(count), String(seed)], {
    encoding: 'utf8', cwd: ROOT, maxBuffer: 64 * 1_024 * 1_024, env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'test', 'tsconfig.json') },
  });
  return JSON.parse(printed);
}
