import { type ApiOutcome, problem } from './api-answer';
import type { ApiCall } from './api-event';
import type { ApiPorts } from './api-ports';
import { decideConsent } from '../domain/decide-consent';
import type { Elevation } from '../domain/elevation';
import { elevationView } from '../domain/elevation-view';

const PAGE = 50;

export async function listElevations({ callerId, query }: ApiCall, ports: ApiPorts): Promise<ApiOutcome> {
  const { list, next } = query;
  const cursor = next === undefined ? undefined : readCursor(next, list, callerId);
  if (next !== undefined && cursor === undefined) {
    return WRONG_PAGE;
  }
  const page = list === 'mine' ? await mine(callerId, cursor, ports) : await toApprove(callerId, cursor, ports);
  return page === undefined ? WRONG_PAGE : {
    kind: 'value',
    value: { elevations: page.items.map(elevationView), ...(page.next === undefined ? {} : { next: writeCursor(page.next, list, callerId) }) },
  };
}

interface Page {
  readonly items: readonly Elevation[];
  readonly next?: string;
}

const WRONG_PAGE = problem('invalid-request', { errors: [{ pointer: '/next', detail: 'is not what a page of this list ended with' }] });

async function mine(callerId: string, cursor: string | undefined, { elevations }: ApiPorts): Promise<Page | undefined> {
  try {
    const { items, next } = await elevations.ofRequester(callerId, cursor);
    return { items: items.filter(({ requesterId }) => requesterId === callerId), next };
  } catch (error) {
    // what somebody wrote instead of a page's end is refused where it is read.
    if (cursor !== undefined && (error as Error).name === 'ValidationException') {
      return undefined;
    }
    throw error;
  }
}

/** Those that the caller's consent would count for now, the oldest first. */
async function toApprove(callerId: string, cursor: string | undefined, { elevations, people, clock }: ApiPorts): Promise<Page> {
  const waiting: Elevation[] = [];
  for await (const elevation of elevations.open()) {
    if (elevation.state === 'requested' && elevation.requesterId !== callerId) {
      waiting.push(elevation);
    }
  }
  const asked = new Set(waiting.flatMap(({ terms }) => terms.stages.flatMap(({ approverGroups }) => approverGroups)));
  const groups = asked.size === 0 ? [] : await people.groupsOf(callerId, [...asked]);
  const facts = { approverId: callerId, enabled: true, groups, nowMs: clock.nowMs() };
  const place = ({ requestedAtMs, id }: Elevation) => `${String(requestedAtMs).padStart(16, '0')} ${id}`;
  const theirs = waiting.filter((elevation) => decideConsent(elevation, facts).kind === 'given')
    .filter((elevation) => cursor === undefined || place(elevation) > cursor).sort((one, other) => (place(one) < place(other) ? -1 : 1));
  const items = theirs.slice(0, PAGE);
  return { items, ...(theirs.length > PAGE ? { next: place(items[PAGE - 1]) } : {}) };
}

/** A page's end belongs to one list of one person. */
function writeCursor(cursor: string, list: string, callerId: string): string {
  return Buffer.from(JSON.stringify([list, callerId, cursor])).toString('base64url');
}

function readCursor(text: string, list: string, callerId: string): string | undefined {
  try {
    const [ofList, of, cursor, ...more] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    return ofList === list && of === callerId && typeof cursor === 'string' && more.length === 0 ? cursor : undefined;
  } catch {
    return undefined;
  }
}
