import { spawn } from 'node:child_process';

/** What one process took, in milliseconds since it began. */
export interface ColdStart {
  /** Until the handler could be called. */
  readonly loaded: number;
  /** Until it had answered each event. */
  readonly done: number;
  readonly answers: readonly unknown[];
}

/** Runs a handler in a process of its own, which knows nothing of the caller's environment. */
export async function coldStart(child: string, file: string, env: Readonly<Record<string, string>>, events: readonly object[]): Promise<ColdStart> {
  const running = spawn(process.execPath, ['--no-warnings', child, file], { env: { PATH: process.env.PATH, ...env } });
  const [output, errors]: [Buffer[], Buffer[]] = [[], []];
  running.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  running.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  running.stdin.end(events.map((event) => JSON.stringify(event)).join('\n'));
  const code = await new Promise<number | null>((resolve, reject) => running.on('error', reject).on('close', resolve));
  // what a handler reports as a failure and goes on after would be measured as if it were its work.
  if (code !== 0 || errors.length > 0) {
    throw new Error(`${file} failed with ${code}:\n${Buffer.concat(errors).toString()}`);
  }
  return JSON.parse(Buffer.concat(output).toString().trim().split('\n').at(-1)!) as ColdStart;
}
