import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FloorRate, VerificationRate } from './child';

const LOGS = 2_000;
const TASKSET = '/usr/bin/taskset';

/** One digest with 2,000 logs of several sizes: how much of it is verified in a second, and what it takes to inflate and hash the same bytes. */
export function digestVerificationTable(): Record<string, string | number>[] {
  const folder = mkdtempSync(join(tmpdir(), 'digest-verification-'));
  try {
    const child = join(folder, 'child.cjs');
    const esbuild = join(__dirname, '..', '..', 'node_modules', '.bin', 'esbuild');
    execFileSync(esbuild, [join(__dirname, 'child.ts'), '--bundle', '--platform=node', '--log-level=error', `--outfile=${child}`]);
    return [2, 60, 500].map((records) => {
      const hour = mkdtempSync(join(folder, 'hour-'));
      once(child, 'make', hour, String(LOGS), String(records));
      return row(once<VerificationRate>(child, 'verify', hour), once<FloorRate>(child, 'floor', hour));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** In a process of its own, so that its memory is nobody else's, and on one core where that can be said. */
function once<T>(child: string, ...args: string[]): T {
  const command = [...(existsSync(TASKSET) ? [TASKSET, '-c', '0'] : []), process.execPath, child, ...args];
  return JSON.parse(execFileSync(command[0], command.slice(1), { encoding: 'utf8' })) as T;
}

function row({ verifySeconds, peakMegabytes }: VerificationRate, floor: FloorRate): Record<string, string | number> {
  const rate = (seconds: number) => Math.round(floor.compressedBytes / 1e6 / seconds);
  return {
    'kB in a log': (floor.compressedBytes / LOGS / 1e3).toFixed(1),
    'MB in all': Math.round(floor.compressedBytes / 1e6),
    'inflated, MB': Math.round(floor.inflatedBytes / 1e6),
    'verified, MB/s': rate(verifySeconds),
    'floor: inflate + SHA-256, MB/s': rate(floor.inflateAndHashSeconds),
    'time ratio': (verifySeconds / floor.inflateAndHashSeconds).toFixed(2),
    'SHA-256 of inflated alone, MB/s': rate(floor.hashSeconds),
    'peak, MB': Math.round(peakMegabytes),
  };
}
