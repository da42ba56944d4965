import { type ApiOutcome, type ApiProblem, problem } from './api-answer';
import type { ApiCall } from './api-event';
import type { ApiPorts } from './api-ports';
import { changeElevation } from './change-elevation';
import { moveElevation, wakeExecution } from './move-elevation';
import { type ConsentRefusal, decideConsent } from '../domain/decide-consent';
import { stageMissing } from '../domain/elevation-life';

const NEVER: readonly ConsentRefusal[] = ['own-request', 'disabled', 'not-an-approver'];

/**
 * Consents for the caller. Who consented already gets the elevation as it is, and what may not have been done after that is done.
 *
 * Order: consent → approved, when it was the last → wake. After a crash between them the execution or the sweeper goes on.
 */
export async function giveConsent(call: ApiCall, ports: ApiPorts): Promise<ApiOutcome> {
  const outcome = await moveElevation(call, (elevation, { personId, groups }) => {
    if (elevation.consents.some(({ approverId }) => approverId === personId)) {
      return undefined;
    }
    const atMs = ports.clock.nowMs();
    const consent = decideConsent(elevation, { approverId: personId, enabled: true, groups, nowMs: atMs });
    return consent.kind === 'given' ? { kind: 'consented', approverId: personId, stage: consent.stage, atMs } : withheld(consent.reason);
  }, ports);
  if (outcome.kind !== 'elevation' || stageMissing(outcome.elevation) !== undefined) {
    return outcome;
  }
  const elevation = await changeElevation(call.id, (one) =>
    (one.state === 'requested' && stageMissing(one) === undefined ? { kind: 'approved', atMs: ports.clock.nowMs() } : undefined), ports.elevations);
  await wakeExecution(call.id, ports);
  return { kind: 'elevation', elevation: elevation ?? outcome.elevation };
}

function withheld(reason: ConsentRefusal): ApiProblem {
  return problem(NEVER.includes(reason) ? 'not-allowed' : 'not-possible', { reason });
}
