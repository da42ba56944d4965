import type { ApiOutcome } from './api-answer';
import type { ApiCall } from './api-event';
import type { ApiPorts } from './api-ports';
import { groupsAsked } from '../domain/decide-request';
import { elevationOptions } from '../domain/elevation-options';

export async function readOptions({ callerId }: ApiCall, { rules, people }: ApiPorts): Promise<ApiOutcome> {
  const inForce = await rules.current();
  const groups = await people.groupsOf(callerId, groupsAsked(inForce));
  return { kind: 'value', value: { callerId, options: elevationOptions(inForce, groups) } };
}
