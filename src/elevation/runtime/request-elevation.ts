import type { ApiOutcome } from './api-answer';
import type { ApiCall } from './api-event';
import type { ApiPorts } from './api-ports';
import { createElevation } from './create-elevation';

interface NewElevation {
  readonly permissionSet: string;
  readonly accountId: string;
  readonly seconds: number;
  readonly startsAt?: string;
  readonly justification: string;
  readonly ticket?: string;
}

export async function requestElevation(call: ApiCall, ports: ApiPorts): Promise<ApiOutcome> {
  const { startsAt, ...asked } = call.body as unknown as NewElevation;
  return createElevation({ ...asked, ...(startsAt === undefined ? {} : { startsAtMs: Date.parse(startsAt) }) }, call, ports);
}
