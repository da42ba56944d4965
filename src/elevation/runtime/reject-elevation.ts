import { type ApiOutcome, problem } from './api-answer';
import type { ApiCall } from './api-event';
import type { ApiPorts } from './api-ports';
import { moveElevation, wakeExecution } from './move-elevation';
import { isApprover, mayReject } from '../domain/decide-consent';

/** Rejects for the caller, once: the same person again gets the elevation as it is. */
export async function rejectElevation(call: ApiCall, ports: ApiPorts): Promise<ApiOutcome> {
  const outcome = await moveElevation(call, (elevation, person) => {
    if (elevation.history.some(({ kind, by }) => kind === 'rejected' && by === call.callerId)) {
      return undefined;
    }
    if (!isApprover(elevation, person)) {
      return problem('not-allowed', { reason: elevation.requesterId === call.callerId ? 'own-request' : 'not-an-approver' });
    }
    const note = call.body.note as string | undefined;
    return mayReject(elevation, person)
      ? { kind: 'rejected', atMs: ports.clock.nowMs(), by: call.callerId, ...(note === undefined ? {} : { note }) }
      : problem('not-possible', { reason: elevation.state });
  }, ports);
  if (outcome.kind === 'elevation') {
    await wakeExecution(call.id, ports);
  }
  return outcome;
}
