import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';

/** What one synth took, in a process of its own. */
export interface Measured {
  readonly milliseconds: number;
  readonly megabytes: number;
  /** Where the assembly is. */
  readonly directory: string;
}

export interface Run {
  readonly script: string;
  readonly given: readonly string[];
  /** CDK's own validation of templates, which takes as long for either side. */
  readonly validation?: boolean;
}

/** Runs each so often, in turns, so that what else the machine does falls on all of them; medians. */
export function inTurns(compiled: string, runs: readonly Run[], rounds: number): Measured[] {
  const results = runs.map((): Measured[] => []);
  for (let round = 0; round < rounds; round++) {
    runs.forEach((run, index) => results[index].push(once(compiled, run)));
  }
  return results.map((measured) => ({
    milliseconds: median(measured.map(({ milliseconds }) => milliseconds)),
    megabytes: median(measured.map(({ megabytes }) => megabytes)),
    directory: measured[0].directory,
  }));
}

function once(compiled: string, { script, given, validation = false }: Run): Measured {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', join(compiled, 'import-library.js'), join(compiled, script), ...given], {
    cwd: compiled,
    encoding: 'utf8',
    env: { ...process.env, CDK_VALIDATION: String(validation), CDK_OUTDIR: mkdtempSync(join(compiled, 'assembly-')) },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) {
    throw new Error(`${script} ${given.join(' ')} failed:\n${stderr}`);
  }
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
