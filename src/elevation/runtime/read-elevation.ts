import { type ApiOutcome, problem } from './api-answer';
import type { ApiCall } from './api-event';
import type { ApiPorts } from './api-ports';
import { seenElevation } from './seen-elevation';

export async function readElevation(call: ApiCall, ports: ApiPorts): Promise<ApiOutcome> {
  const seen = await seenElevation(call, ports);
  return seen ? { kind: 'elevation', elevation: seen.elevation } : problem('not-found');
}
