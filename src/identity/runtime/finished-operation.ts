import type { Operation } from './identity-center';
import type { Clock } from '../../private/runtime/clock';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

/** Asks until an accepted change has ended, or the deadline has passed: it is then still IN_PROGRESS. */
export async function finishedOperation(
  begun: Operation, ask: (requestId: string) => Promise<Operation>, clock: Pick<Clock, 'nowMs' | 'sleep'>, deadlineMs: number,
): Promise<Operation> {
  let operation = begun;
  for (let waitMs = FIRST_WAIT_MS; operation.status === 'IN_PROGRESS' && clock.nowMs() + waitMs < deadlineMs; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
    await clock.sleep(waitMs);
    operation = await ask(begun.requestId);
  }
  return operation;
}
