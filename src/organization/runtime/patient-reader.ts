import type { SnapshotCall } from './snapshot-calls';
import { ReadFailure } from './snapshot-failures';
import type { OrganizationReader, SnapshotProgress } from './snapshot-ports';
import type { Clock } from '../../private/runtime/clock';

const MOST_TRIES = 8;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

interface Surroundings {
  readonly reader: OrganizationReader;
  readonly clock: Clock;
  readonly progress: Pick<SnapshotProgress, 'doing' | 'note'>;
}

/**
 * A reader that leaves room between calls and waits when AWS asks for it.
 *
 * The quotas of the Organizations API are shared by the whole organization, consoles and pipelines
 * included: a snapshot has time, they may not.
 */
export function patientReader({ reader, clock, progress }: Surroundings, callsPerSecond: number): OrganizationReader {
  const gapMs = 1_000 / callsPerSecond;
  let earliestMs = -Infinity;

  const ownTurn = async () => {
    await pause(clock, earliestMs - clock.nowMs());
    earliestMs = clock.nowMs() + gapMs;
  };

  return {
    async page<C extends SnapshotCall>(call: C, about?: string, next?: string) {
      for (let tries = 1; ; tries++) {
        await ownTurn();
        try {
          return await reader.page(call, about, next);
        } catch (error) {
          if (!(error instanceof ReadFailure) || error.kind !== 'throttled' || tries === MOST_TRIES) {
            throw error;
          }
          progress.doing('waiting, AWS asks for fewer calls');
          await pause(clock, waitMs(tries, clock.random()));
        }
      }
    },
  };
}

/** At least half of a wait that doubles: two snapshots that started together do not meet again. */
function waitMs(tries: number, random: number): number {
  const whole = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
  return whole / 2 + random * whole / 2;
}

async function pause(clock: Clock, milliseconds: number): Promise<void> {
  if (milliseconds > 0) {
    await clock.sleep(milliseconds);
  }
}
