import type { Executions } from './run-lock';
import type { Clock } from '../../private/runtime/clock';
import { WAIT_SECONDS } from '../domain/convergence';

/** What a custom resource hands to the one after it when there is nothing left to wait for. */
export const OVER = 'over';

export interface AwaitRequest {
  /** ARN of the execution, or `OVER`. */
  readonly awaited: string;
  /** After the last nobody goes on waiting. */
  readonly last: boolean;
}

const LONGEST_PAUSE_MS = 15_000;

/** An answer to CloudFormation holds 4,096 bytes. */
const MOST_CHARACTERS = 2_000;

/** Waits for the end of a run as long as one custom resource can. What the next one has to wait for. */
export async function awaitReconciliation(
  { awaited, last }: AwaitRequest, { executions, clock }: { readonly executions: Executions; readonly clock: Clock },
): Promise<string> {
  if (awaited === OVER) {
    return OVER;
  }
  const until = clock.nowMs() + WAIT_SECONDS * 1_000;
  for (let pause = 1_000; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
    const state = await executions.state(awaited);
    if (state.kind === 'failed') {
      throw new Error(`The run ${nameOf(awaited)} failed. ${state.cause}`.slice(0, MOST_CHARACTERS));
    }
    if (state.kind !== 'running') {
      // what is so old that it was forgotten has ended.
      return OVER;
    }
    if (clock.nowMs() + pause > until) {
      break;
    }
    await clock.sleep(pause);
  }
  if (last) {
    throw new Error(`The run ${nameOf(awaited)} is still at work after twice the time that was modelled for it; it goes on. Deploy again when it has ended.`);
  }
  return awaited;
}

function nameOf(executionArn: string): string {
  return executionArn.split(':').slice(-2).join(':');
}
