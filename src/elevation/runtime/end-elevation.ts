import { changedElevation } from './changed-elevation';
import { leaveLease } from './leave-lease';
import type { ElevationPorts } from './ports';
import { told } from './told';
import { type Elevation, type EndReason, isOpen } from '../domain/elevation';
import { type Change, moved, wasActive } from '../domain/elevation-life';
import { evidenceRecord } from '../domain/evidence-record';
import { assignmentOf } from '../domain/lease-life';
import { endIsDue, isExpired } from '../domain/sweep-plan';

export type EndPorts = Pick<ElevationPorts, 'elevations' | 'leases' | 'backend' | 'people' | 'denials' | 'schedules' | 'notices' | 'evidence' | 'clock'>;

export interface EndRequest {
  readonly id: string;
  /** 'time' unless told, which ends only what is due. */
  readonly reason?: EndReason;
  /** Id of a person; 'system' unless told. */
  readonly by?: string;
}

/** What is left to do: whoever asked asks again after that time. */
export type EndProgress = { readonly done: true } | { readonly done: false; readonly waitSeconds: number };

/**
 * Ends an elevation: the row says 'ending', what was lent is taken back, the evidence is kept, the row says that it is over. Running it twice, also at once,
 * does no harm; after a crash anywhere the next run goes on.
 */
export async function endElevation({ id, reason = 'time', by = 'system' }: EndRequest, ports: EndPorts, deadlineMs: number): Promise<EndProgress> {
  const nowMs = ports.clock.nowMs();
  const { elevation, changed } = await changedElevation(id, ports.elevations, (each) => firstStep(each, reason, by, nowMs));
  if (!elevation || !isOpen(elevation)) {
    if (changed) {
      await toldOfTheEnd(elevation!, ports);
    }
    return { done: true };
  }
  if (elevation.state !== 'ending') {
    return { done: false, waitSeconds: Math.max(1, Math.ceil(((elevation.endsAtMs ?? nowMs) - nowMs) / 1_000)) };
  }
  const noted = async (facts: Elevation['endFacts'] & object) => void await changedElevation(id, ports.elevations, () => ({ kind: 'noted', facts }));
  if (!await leaveLease(id, assignmentOf(elevation), noted, ports, deadlineMs)) {
    return { done: false, waitSeconds: 2 };
  }
  return finished(id, ports);
}

/** Ends or withdraws everything that a person asked for; goes on with the rest when one fails. */
export async function endElevationsOf(userId: string, ports: EndPorts, deadlineMs: number): Promise<EndProgress> {
  let [left, next]: [number, string | undefined] = [0, undefined];
  do {
    const page: Awaited<ReturnType<EndPorts['elevations']['ofRequester']>> = await ports.elevations.ofRequester(userId, next);
    for (const { id } of page.items.filter(isOpen)) {
      const progress = await endElevation({ id, reason: 'requester-left' }, ports, deadlineMs).catch((error: unknown) => {
        console.error(`elevation ${id} did not end`, error);
        return { done: false };
      });
      left += progress.done ? 0 : 1;
    }
    next = page.next;
  } while (next !== undefined);
  return left === 0 ? { done: true } : { done: false, waitSeconds: 2 };
}

function firstStep(elevation: Elevation, reason: EndReason, by: string, atMs: number): Change | undefined {
  switch (elevation.state) {
    case 'requested': case 'approved': case 'scheduled':
      if (isExpired(elevation, atMs)) {
        return { kind: 'expired', atMs };
      }
      return reason === 'time' ? undefined : reason === 'grant-failed' ? { kind: 'failed', atMs, note: 'it could not be lent' }
        : { kind: 'withdrawn', atMs, by, note: reason };
    case 'granting': case 'active':
      if (endIsDue(elevation, atMs)) {
        return { kind: 'ending', atMs, reason: 'time', by: 'system' };
      }
      // what is active was lent, whatever became of whoever lent it.
      return reason === 'time' || (reason === 'grant-failed' && elevation.state === 'active') ? undefined : { kind: 'ending', atMs, reason, by };
    default: return undefined;
  }
}

async function finished(id: string, ports: EndPorts): Promise<EndProgress> {
  const elevation = await ports.elevations.find(id);
  if (elevation?.state !== 'ending') {
    return { done: true };
  }
  const atMs = ports.clock.nowMs();
  const over = moved(elevation, wasActive(elevation) ? { kind: 'ended', atMs } : { kind: 'failed', atMs, note: lastNote(elevation) });
  if (over.kind === 'impossible') {
    throw new Error(`elevation ${id}: ${over.reason}`);
  }
  // the evidence comes first: a crash here keeps it twice, and never leaves an end without it.
  await ports.evidence.keep(evidenceRecord(over.elevation));
  if (await ports.elevations.save(over.elevation) === 'conflict') {
    return { done: false, waitSeconds: 1 };
  }
  await ports.schedules.cancelEnd(id).catch((error: unknown) => console.error(`the schedule of elevation ${id} is left, and finds nothing to do`, error));
  await toldOfTheEnd(over.elevation, ports);
  return { done: true };
}

async function toldOfTheEnd(elevation: Elevation, ports: EndPorts): Promise<void> {
  if (elevation.state === 'ended' || elevation.state === 'failed' || elevation.state === 'expired') {
    await told(ports.notices, { kind: elevation.state, elevation, ...(elevation.state === 'failed' ? { detail: lastNote(elevation) } : {}) });
  }
}

function lastNote({ history }: Elevation): string {
  return [...history].reverse().find(({ note }) => note !== undefined)?.note ?? 'no reason was noted';
}
