import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** `zero-trust` as one file, bundled from the sources of this moment; a test file needs a quarter of a second for it. */
export function bundledZeroTrust(): string {
  const folder = join(ROOT, 'node_modules', '.cache', 'zero-trust');
  const [own, shared] = [join(folder, `${process.pid}.js`), join(folder, 'zero-trust.js')];
  const options = ['--bundle', '--platform=node', '--target=node20', '--main-fields=module,main', '--log-level=error', `--outfile=${own}`];
  execFileSync(join(ROOT, 'node_modules', '.bin', 'esbuild'), [join(ROOT, 'src', 'cli', 'zero-trust.ts'), ...options], { stdio: 'inherit' });
  // test files run at the same time: each sees a whole file.
  renameSync(own, shared);
  return shared;
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly process: ChildProcess;
  readonly finished: Promise<Finished>;
}

interface Surroundings {
  readonly program: string;
  readonly cwd: string;
  readonly env?: Record<string, string | undefined>;
}

/** Runs the command as a user would, with nothing of the AWS configuration of whoever runs the test. */
export function startZeroTrust(args: readonly string[], { program, cwd, env = {} }: Surroundings): Running {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, AWS_EC2_METADATA_DISABLED: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr]: Buffer[][] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  return {
    process: child,
    finished: new Promise((resolve) => child.once('close', (code) => resolve({
      code,
      stdout: Buffer.concat(stdout).toString(),
      stderr: Buffer.concat(stderr).toString(),
    }))),
  };
}

export async function zeroTrust(args: readonly string[], surroundings: Surroundings): Promise<Finished> {
  return startZeroTrust(args, surroundings).finished;
}
