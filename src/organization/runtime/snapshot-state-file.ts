import { appendFile, readFile, rm } from 'node:fs/promises';
import { writeAtomically } from './atomic-file';
import { SnapshotRefused } from './snapshot-failures';
import type { KeptPage, SnapshotStart, SnapshotState, SnapshotStateStore } from './snapshot-ports';

const FORMAT = 'zero-trust snapshot state 1';

/** The state holds e-mail addresses of accounts. */
const OWNER_ONLY = 0o600;

/**
 * The state as a file of JSON lines: first what was begun, then one line for each answer.
 *
 * A line is added for each answer, so a run that is killed loses the one answer it was waiting for.
 */
export function snapshotStateFile(file: string): SnapshotStateStore {
  return {
    name: file,

    async load() {
      const text = await readFile(file, 'utf8').catch(nothingIfMissing);
      if (text === undefined) {
        return undefined;
      }
      // without its newline the last line was cut off when the run was killed.
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      const state = parsed(whole);
      if (!state) {
        throw new SnapshotRefused(`'${file}' is not the state of an unfinished snapshot: move it away, or pass another file with --state`);
      }
      if (whole !== text) {
        await writeAtomically(file, whole, OWNER_ONLY);
      }
      return state;
    },

    async start(start: SnapshotStart) {
      await writeAtomically(file, line({ format: FORMAT, ...start }), OWNER_ONLY);
    },

    async keep(page: KeptPage) {
      await appendFile(file, line(page));
    },

    async clear() {
      await rm(file, { force: true });
    },
  };
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

function parsed(text: string): SnapshotState | undefined {
  try {
    const [head, ...pages] = text.split('\n').filter((row) => row !== '').map((row) => JSON.parse(row));
    const { format, ...start } = head;
    return format === FORMAT ? { start, pages } : undefined;
  } catch {
    return undefined;
  }
}

function nothingIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') {
    throw error;
  }
  return undefined;
}
