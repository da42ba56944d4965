import type { ApiCall } from './api-event';
import type { ApiPorts } from './api-ports';
import { type PersonFacts, maySee } from '../domain/decide-consent';
import type { Elevation } from '../domain/elevation';

export interface SeenElevation {
  readonly elevation: Elevation;
  /** The caller, as the directory knows them now. */
  readonly person: PersonFacts;
}

/** The elevation of a call; nothing when there is none, or when it is none of the caller's business: nobody can tell which. */
export async function seenElevation(
  { callerId, id }: Pick<ApiCall, 'callerId' | 'id'>, { elevations, rules, people }: Pick<ApiPorts, 'elevations' | 'rules' | 'people'>,
): Promise<SeenElevation | undefined> {
  const elevation = await elevations.find(id);
  if (!elevation) {
    return undefined;
  }
  const { securityGroups } = await rules.current();
  const asked = [...elevation.terms.stages.flatMap(({ approverGroups }) => approverGroups), ...securityGroups];
  const person = { personId: callerId, groups: await people.groupsOf(callerId, [...new Set(asked)]), securityGroups };
  return maySee(elevation, person) ? { elevation, person } : undefined;
}
