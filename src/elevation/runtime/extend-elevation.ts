import { type ApiOutcome, problem } from './api-answer';
import type { ApiCall } from './api-event';
import type { ApiPorts } from './api-ports';
import { createElevation } from './create-elevation';
import { seenElevation } from './seen-elevation';
import { EXTENSION_LEAD_MS } from '../domain/decide-request';

interface Extension {
  readonly seconds: number;
  readonly justification: string;
  readonly ticket?: string;
}

/** Asks for the same once more, so that it begins a little before the end of what it goes on from. */
export async function extendElevation(call: ApiCall, ports: ApiPorts): Promise<ApiOutcome> {
  const seen = await seenElevation(call, ports);
  if (!seen) {
    return problem('not-found');
  }
  const { elevation } = seen;
  if (elevation.requesterId !== call.callerId) {
    return problem('not-allowed', { reason: 'not-yours', detail: 'only whoever asked for it asks for more' });
  }
  const { permissionSet, accountId, endsAtMs } = elevation;
  const beginsMs = (endsAtMs ?? 0) - EXTENSION_LEAD_MS;
  const startsAtMs = beginsMs > ports.clock.nowMs() ? { startsAtMs: beginsMs } : {};
  return createElevation({ permissionSet, accountId, ...startsAtMs, ...call.body as unknown as Extension, extends: elevation }, call, ports);
}
