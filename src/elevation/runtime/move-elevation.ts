import { type ApiOutcome, type ApiProblem, problem } from './api-answer';
import type { ApiCall } from './api-event';
import type { ApiPorts } from './api-ports';
import { Contended, changeElevation } from './change-elevation';
import { failureName } from './failure-name';
import { seenElevation } from './seen-elevation';
import type { PersonFacts } from '../domain/decide-consent';
import type { Elevation } from '../domain/elevation';
import type { Change } from '../domain/elevation-life';

/** What a caller's wish comes to, for what the elevation is now: a change, a refusal, or nothing where it is so already. */
export type Wish = (elevation: Elevation, person: PersonFacts) => Change | ApiProblem | undefined;

/** Changes an elevation as its caller wishes. Who the caller is is asked once; what the elevation is, again after everybody who was faster. */
export async function moveElevation(call: ApiCall, wish: Wish, ports: ApiPorts): Promise<ApiOutcome> {
  const seen = await seenElevation(call, ports);
  if (!seen) {
    return problem('not-found');
  }
  let refusal: ApiProblem | undefined;
  try {
    const elevation = await changeElevation(call.id, (one) => {
      const wished = wish(one, seen.person);
      refusal = wished?.kind === 'problem' ? wished : undefined;
      return wished?.kind === 'problem' ? undefined : wished;
    }, ports.elevations);
    return refusal ?? (elevation ? { kind: 'elevation', elevation } : problem('not-found'));
  } catch (error) {
    if (error instanceof Contended) {
      return problem('busy');
    }
    throw error;
  }
}

/** Lets the execution see what became of its elevation. Where it does not wait yet, or cannot be told, it sees it later or the sweeper does. */
export async function wakeExecution(id: string, { elevations, executions, log }: ApiPorts): Promise<void> {
  try {
    const token = await elevations.token(id);
    if (token !== undefined) {
      await executions.wake(token);
    }
  } catch (error) {
    log({ left: 'wake', elevationId: id, failure: failureName(error) });
  }
}
