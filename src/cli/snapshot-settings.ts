import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type CommandValues, UsageError } from './command';

export interface SnapshotSettings {
  readonly callsPerSecond: number;
  readonly region?: string;
  readonly access: boolean;
  readonly stateFile: string;
  readonly outFile?: string;
}

const REGION = /^[a-z]{2,}(-[a-z]+)+-\d$/;
const MOST_CALLS_PER_SECOND = 100;

/** What the options say, checked before the first call: a snapshot may take minutes. */
export function snapshotSettings(values: CommandValues): SnapshotSettings {
  const settings = {
    callsPerSecond: callsPerSecond(values['calls-per-second'] as string | undefined ?? '8'),
    region: region(values.region as string | undefined),
    access: values.access === true,
    stateFile: values.state as string | undefined ?? 'zero-trust-snapshot.partial.json',
    outFile: values.out as string | undefined,
  };
  if (settings.outFile === settings.stateFile) {
    throw new UsageError(`'--out' and '--state' are both '${settings.outFile}'; they must be two files`);
  }
  writable('--state', settings.stateFile);
  if (settings.outFile !== undefined) {
    writable('--out', settings.outFile);
  }
  return settings;
}

function callsPerSecond(given: string): number {
  const calls = Number(given);
  if (!(calls > 0 && calls <= MOST_CALLS_PER_SECOND)) {
    throw new UsageError(`'--calls-per-second' is '${given}'; it must be a number above 0, at most ${MOST_CALLS_PER_SECOND}`);
  }
  return calls;
}

function region(given?: string): string | undefined {
  if (given !== undefined && !REGION.test(given)) {
    throw new UsageError(`'--region' is '${given}'; it must be a Region such as 'eu-west-1'`);
  }
  return given;
}

function writable(option: string, file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`'${option}' is '${file}', which is a folder; it must be a file`);
  }
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch {
    throw new UsageError(`'${option}' is '${file}', but nothing can be written in the folder '${dirname(file)}'`);
  }
}
