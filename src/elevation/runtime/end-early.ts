import { type ApiOutcome, problem } from './api-answer';
import type { ApiCall } from './api-event';
import type { ApiPorts } from './api-ports';
import { moveElevation, wakeExecution } from './move-elevation';
import { mayEnd } from '../domain/decide-consent';
import type { ElevationState, EndReason } from '../domain/elevation';

const GIVEN: readonly ElevationState[] = ['granting', 'active', 'ending'];
const COMING: readonly ElevationState[] = ['approved', 'scheduled'];

/**
 * Ends access before its time: asks for it, since nothing here can take access away. What did not begin yet is withdrawn, whoever of those wants it.
 * To ask twice does no harm.
 */
export async function endEarly(call: ApiCall, ports: ApiPorts): Promise<ApiOutcome> {
  let reason: EndReason | undefined;
  const outcome = await moveElevation(call, (elevation, person) => {
    reason = mayEnd(elevation, person);
    if (reason === undefined) {
      return problem('not-allowed');
    }
    if (COMING.includes(elevation.state)) {
      return { kind: 'withdrawn', atMs: ports.clock.nowMs(), by: person.personId };
    }
    return GIVEN.includes(elevation.state) ? undefined : problem('not-possible', { reason: elevation.state });
  }, ports);
  if (outcome.kind === 'elevation' && outcome.elevation.state === 'withdrawn') {
    await wakeExecution(call.id, ports);
  } else if (outcome.kind === 'elevation') {
    await ports.enders.ask({ kind: 'end', id: call.id, reason, by: call.callerId });
  }
  return outcome;
}
