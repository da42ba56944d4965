import { writeAtomically } from '../organization/runtime/atomic-file';
import type { SnapshotOutput } from '../organization/runtime/snapshot-ports';

export const standardOutput: SnapshotOutput = {
  write: async (text) => new Promise((resolve, reject) => {
    // without a listener, a reader that went away (`| head`) would end the process with a stack trace.
    process.stdout.once('error', reject);
    process.stdout.write(text, (error) => error ? reject(error) : resolve());
  }),
};

export function snapshotFileOutput(file: string): SnapshotOutput {
  return { write: async (text) => writeAtomically(file, text) };
}
