import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Peak, Rates } from './child';

const LOGS = 2_000;
const TASKSET = '/usr/bin/taskset';

/**
 * One digest with 2,000 logs of several sizes: how much of it is verified in a second, beside two floors over the same
 * bodies: what it takes to inflate them and to hash their content, and what to hash them as they are.
 */
export function digestVerificationTable(): Record<string, string | number>[] {
  const folder = mkdtempSync(join(tmpdir(), 'digest-verification-'));
  try {
    const child = join(folder, 'child.cjs');
    const esbuild = join(__dirname, '..', '..', 'node_modules', '.bin', 'esbuild');
    execFileSync(esbuild, [join(__dirname, 'child.ts'), '--bundle', '--platform=node', '--log-level=error', `--outfile=${child}`]);
    return [2, 60, 500].map((records) => {
      const hour = mkdtempSync(join(folder, 'hour-'));
      once(child, 'make', hour, String(LOGS), String(records));
      return row(once<Peak>(child, 'memory', hour), once<Rates>(child, 'rates', hour));
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

function row({ peakMegabytes }: Peak, rates: Rates): Record<string, string | number> {
  const { compressedBytes, inflatedBytes, verified, inflatedAndHashed, hashed } = rates;
  const rate = (seconds: readonly number[]) => Math.round(compressedBytes / 1e6 / median(seconds));
  const speedTo = (floor: readonly number[]) => median(verified.map((seconds, round) => floor[round] / seconds)).toFixed(2);
  return {
    'kB in a log': (compressedBytes / LOGS / 1e3).toFixed(1),
    'MB in all': (compressedBytes / 1e6).toFixed(1),
    'inflated, MB': Math.round(inflatedBytes / 1e6),
    'verified, MB/s': rate(verified),
    'gunzip + SHA-256, MB/s': rate(inflatedAndHashed),
    'speed to that': speedTo(inflatedAndHashed),
    'SHA-256 of compressed, MB/s': rate(hashed),
    'speed to this': speedTo(hashed),
    'peak, MB': Math.round(peakMegabytes),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
