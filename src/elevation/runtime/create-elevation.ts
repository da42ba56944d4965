import { type ApiOutcome, problem } from './api-answer';
import type { ApiCall } from './api-event';
import type { ApiPorts } from './api-ports';
import { elevationId } from './elevation-id';
import { failureName } from './failure-name';
import { type Asked, decideRequest, groupsAsked } from '../domain/decide-request';
import { type Elevation, isOpen } from '../domain/elevation';
import { requested } from '../domain/elevation-life';

/** Nothing that was asked for so long ago is open still. */
const OPEN_MS = 366 * 24 * 3_600_000;

/**
 * Decides a request and begins what it leads to. Again with the same key, it gives what is there.
 *
 * Order: row → execution. After a crash between them the sweeper starts the execution.
 */
export async function createElevation(asked: Asked, { callerId, idempotencyKey }: ApiCall, ports: ApiPorts): Promise<ApiOutcome> {
  const { elevations, rules, people, clock } = ports;
  const id = elevationId(callerId, idempotencyKey);
  const before = await elevations.find(id);
  if (before) {
    return again(before, asked, ports);
  }
  const inForce = await rules.current();
  const nowMs = clock.nowMs();
  const groups = await people.groupsOf(callerId, groupsAsked(inForce));
  const open = await openOf(callerId, nowMs, ports);
  const decision = decideRequest(asked, { requesterId: callerId, enabled: true, groups, nowMs, open }, inForce);
  if (decision.kind === 'refused') {
    return problem('refused', { reason: decision.reason, detail: decision.detail });
  }
  const { accountId, seconds, startsAtMs, justification, ticket } = asked;
  const written = await elevations.create(requested({
    id, requesterId: callerId, accountId, set: decision.set, justification, terms: decision.terms, seconds,
    ...(ticket === undefined ? {} : { ticket }), ...(startsAtMs === undefined ? {} : { startsAtMs }),
    ...(asked.extends ? { extends: asked.extends.id } : {}),
  }, nowMs), idempotencyKey);
  return again(written, asked, ports);
}

async function again(elevation: Elevation, asked: Asked, { executions, log }: ApiPorts): Promise<ApiOutcome> {
  if (!isSame(elevation, asked)) {
    return problem('key-used', { detail: 'a new request needs a new key' });
  }
  if (elevation.state === 'requested') {
    try {
      await executions.start(elevation.id, 1);
    } catch (error) {
      // it is asked for all the same, and the sweeper starts what nobody started.
      log({ left: 'start', elevationId: elevation.id, failure: failureName(error) });
    }
  }
  return { kind: 'elevation', elevation };
}

/** When an extension begins follows from when it is asked for; everything else is what the caller wrote. */
function isSame(elevation: Elevation, asked: Asked): boolean {
  const { permissionSet, accountId, seconds, justification, ticket, startsAtMs } = elevation;
  return permissionSet === asked.permissionSet && accountId === asked.accountId && seconds === asked.seconds && justification === asked.justification
    && ticket === asked.ticket && elevation.extends === asked.extends?.id && (asked.extends !== undefined || startsAtMs === asked.startsAtMs);
}

async function openOf(requesterId: string, nowMs: number, { elevations }: ApiPorts): Promise<Elevation[]> {
  const open: Elevation[] = [];
  let next: string | undefined;
  do {
    const page = await elevations.ofRequester(requesterId, next);
    open.push(...page.items.filter(isOpen));
    const oldest = page.items.at(-1);
    next = oldest === undefined || oldest.requestedAtMs >= nowMs - OPEN_MS ? page.next : undefined;
  } while (next !== undefined);
  return open;
}
