import { TrailReadFailure } from './trail-failures';
import type { TrailClock } from './trail-ports';

const MOST_TRIES = 5;
const FIRST_WAIT_MS = 500;

/** Does something until it is answered: the SDK has tried a few times already, and a day of logs can wait some seconds. */
export async function patiently<T>(clock: TrailClock, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const passing = error instanceof TrailReadFailure && (error.kind === 'throttled' || error.kind === 'unavailable');
      if (!passing || tries === MOST_TRIES) {
        throw error;
      }
      // at least half of a wait that doubles: readers that were refused together do not come back together.
      const wholeMs = FIRST_WAIT_MS * 2 ** (tries - 1);
      await clock.sleep(wholeMs / 2 + clock.random() * wholeMs / 2);
    }
  }
}

/** Keys of a folder that lie after the one and before the other. */
export interface KeyBounds {
  readonly after: string;
  readonly before: string;
}

/** Pages of the keys within bounds; a page that fails is asked for again, from where the last one ended. */
export async function* patientList(
  list: (after: string) => AsyncIterable<readonly string[]>, clock: TrailClock, { after, before }: KeyBounds,
): AsyncIterable<readonly string[]> {
  let last = after;
  let pages = list(last)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await patiently(clock, async () => {
        try {
          return await pages.next();
        } catch (error) {
          pages = list(last)[Symbol.asyncIterator]();
          throw error;
        }
      });
      if (next.done) {
        return;
      }
      last = next.value.at(-1) ?? last;
      if (last >= before) {
        yield next.value.filter((key) => key < before);
        return;
      }
      yield next.value;
    }
  } finally {
    await pages.return?.();
  }
}
