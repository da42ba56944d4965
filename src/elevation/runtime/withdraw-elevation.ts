import { type ApiOutcome, problem } from './api-answer';
import type { ApiCall } from './api-event';
import type { ApiPorts } from './api-ports';
import { moveElevation, wakeExecution } from './move-elevation';
import { mayWithdraw } from '../domain/decide-consent';

/** Takes back what the caller asked for, before there is access; again, it is withdrawn still. */
export async function withdrawElevation(call: ApiCall, ports: ApiPorts): Promise<ApiOutcome> {
  const outcome = await moveElevation(call, (elevation, person) => {
    if (elevation.requesterId !== person.personId) {
      return problem('not-allowed', { reason: 'not-yours' });
    }
    if (elevation.state === 'withdrawn') {
      return undefined;
    }
    return mayWithdraw(elevation, person) ? { kind: 'withdrawn', atMs: ports.clock.nowMs(), by: person.personId } : problem('not-possible', { reason: elevation.state });
  }, ports);
  if (outcome.kind === 'elevation') {
    await wakeExecution(call.id, ports);
  }
  return outcome;
}
