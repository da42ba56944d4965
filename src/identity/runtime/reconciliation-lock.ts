import type { Executions, RunLock } from './run-lock';
import type { Clock } from '../../private/runtime/clock';

/** Another run has the lock: try again later. */
export class Busy extends Error {
  public override readonly name = 'Busy';
}

/** A function that an execution called lives so long at most, also when the execution was stopped meanwhile. */
export const WORKER_LIFE_MS = 15 * 60_000;

export interface LockPorts {
  readonly lock: RunLock;
  readonly executions: Executions;
  readonly clock: Clock;
}

/**
 * Takes the lock, also from a run that ended without giving it back: somebody stopped it, or AWS did. Its workers may still be at
 * work, so that their last operation could be one above ten; they are waited for.
 */
export async function takeLock(owner: string, { lock, executions, clock }: LockPorts): Promise<void> {
  const holder = await lock.take(owner);
  if (holder.owner === owner) {
    return;
  }
  const state = await executions.state(holder.owner);
  const over = state.kind === 'unknown' || (state.kind !== 'running' && clock.nowMs() - state.endedMs >= WORKER_LIFE_MS);
  if (!over || (await lock.take(owner, holder.owner)).owner !== owner) {
    throw new Busy(`${holder.owner} is at work`);
  }
}
