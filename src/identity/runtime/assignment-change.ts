import { type AccountAssignment, type IdentityCenter, IdentityCenterFailure, type Operation } from './identity-center';
import type { Clock } from '../../private/runtime/clock';
import { FIRST_POLL_SECONDS, NEXT_POLL_SECONDS } from '../domain/convergence';

/** Identity Center ends an operation in seconds; one that takes so long is stuck, and somebody has to look. */
export const OPERATION_LIMIT_MS = 4 * 60_000;

export type ChangeKind = 'create' | 'delete';

/** Makes one change and waits for its end. The reason why it failed, or undefined. */
export async function changeAssignment(
  kind: ChangeKind, assignment: AccountAssignment, identityCenter: IdentityCenter, clock: Clock,
): Promise<string | undefined> {
  try {
    const accepted = await (kind === 'create' ? identityCenter.createAssignment(assignment) : identityCenter.deleteAssignment(assignment));
    const ended = await end(accepted, (requestId) => (kind === 'create' ? identityCenter.creation(requestId) : identityCenter.deletion(requestId)), clock);
    if (ended.status === 'IN_PROGRESS') {
      return `did not end within ${OPERATION_LIMIT_MS / 60_000} minutes`;
    }
    return ended.status === 'FAILED' ? ended.failureReason ?? 'failed without a reason' : undefined;
  } catch (error) {
    if (!(error instanceof IdentityCenterFailure)) {
      throw error;
    }
    // gone is what was asked for.
    return kind === 'delete' && error.kind === 'missing' ? undefined : error.message;
  }
}

async function end(accepted: Operation, ask: (requestId: string) => Promise<Operation>, clock: Clock): Promise<Operation> {
  const started = clock.nowMs();
  let operation = accepted;
  for (let wait = FIRST_POLL_SECONDS; operation.status === 'IN_PROGRESS' && clock.nowMs() - started < OPERATION_LIMIT_MS; wait = NEXT_POLL_SECONDS) {
    await clock.sleep(wait * 1_000);
    operation = await ask(accepted.requestId);
  }
  return operation;
}
