import { changeElevation } from './change-elevation';
import type { ElevationPorts } from './ports';
import { type HeldAssignment, assignmentKey } from '../../identity/domain/held-access';
import { finishedOperation } from '../../identity/runtime/finished-operation';
import { IdentityCenterFailure } from '../../identity/runtime/identity-center';
import { type Elevation, assignmentOf } from '../domain/elevation';
import { SYSTEM, happenedAtMs } from '../domain/elevation-life';
import { joined, mustObserve } from '../domain/lease-life';

export type LendPorts = Pick<ElevationPorts, 'elevations' | 'leases' | 'backend' | 'people' | 'notices' | 'clock'>;

/** What is next: once more after a while, the end, or nothing. */
export type Lent =
  | { readonly next: 'lend'; readonly waitSeconds: number }
  | { readonly next: 'active' }
  | { readonly next: 'end' }
  | { readonly next: 'over' };

/** A call that is made has so long to come to its end; less is left of an invocation, and it is not made. */
export const CALL_MS = 20_000;
/** After so long without access, it is given up. */
const GIVE_UP_MS = 15 * 60_000;
const AGAIN_SECONDS = 5;
const PASSING: readonly string[] = ['throttled', 'conflict', 'unavailable'];

/**
 * Gives access. Running it again goes on from where it stopped.
 *
 * Order: the person is asked about once more → row 'granting' → lease → the row once more, because its end may have come → create, polled → read back → row 'active'.
 * Whatever stops it, the row and the lease say that there may be access, and the sweeper ends it in time.
 */
export async function lendAccess(id: string, deadlineMs: number, ports: LendPorts): Promise<Lent> {
  const { elevations, clock } = ports;
  const elevation = await startGranting(id, ports);
  if (elevation?.state !== 'granting') {
    return nextOf(elevation);
  }
  if (clock.nowMs() >= elevation.endsAtMs!) {
    return toEnd(id, 'time', undefined, ports);
  }
  if (clock.nowMs() >= happenedAtMs(elevation, 'granting')! + GIVE_UP_MS) {
    return toEnd(id, 'grant-failed', 'Identity Center gave no access for a quarter of an hour', ports);
  }
  const lease = await joinLease(elevation, ports);
  if (lease !== 'joined') {
    return { next: 'lend', waitSeconds: lease.waitSeconds };
  }
  // an end that came before the lease was written found nothing to take away: it is this one's to see.
  const still = await elevations.find(id);
  if (still?.state !== 'granting') {
    return nextOf(still);
  }
  return give(still, deadlineMs, ports);
}

async function startGranting(id: string, { elevations, people, notices, clock }: LendPorts): Promise<Elevation | undefined> {
  const elevation = await elevations.find(id);
  if (elevation?.state !== 'scheduled') {
    return elevation;
  }
  const person = await people.find(elevation.requesterId);
  const eligible = person?.enabled === true && (await people.groupsOf(elevation.requesterId, elevation.terms.requesterGroups)).length > 0;
  const after = await changeElevation(id, (one) => {
    const atMs = clock.nowMs();
    if (one.state !== 'scheduled') {
      return undefined;
    }
    if (atMs >= one.endsAtMs!) {
      return { kind: 'expired', atMs };
    }
    return eligible ? { kind: 'granting', atMs } : { kind: 'failed', atMs, note: 'whoever asked is disabled, gone, or not in the group any more' };
  }, elevations);
  if (after?.state === 'failed' || after?.state === 'expired') {
    await notices.publish({ kind: after.state, elevation: after });
  }
  return after;
}

function nextOf(elevation: Elevation | undefined): Lent {
  return { next: elevation?.state === 'active' ? 'active' : elevation?.state === 'ending' ? 'end' : 'over' };
}

async function toEnd(id: string, reason: 'time' | 'grant-failed', note: string | undefined, { elevations, clock }: LendPorts): Promise<Lent> {
  const after = await changeElevation(id, ({ state }) => (
    state === 'granting' ? { kind: 'ending', atMs: clock.nowMs(), reason, by: SYSTEM, note } : undefined), elevations);
  return nextOf(after);
}

async function joinLease(elevation: Elevation, { leases, backend, clock }: LendPorts): Promise<'joined' | { readonly waitSeconds: number }> {
  const assignment = assignmentOf(elevation);
  const lease = await leases.find(assignment);
  const observed = mustObserve(lease) && await backend.holds(assignment);
  const joining = joined(lease, assignment, elevation.id, observed, clock.nowMs());
  if (joining.kind === 'wait') {
    return { waitSeconds: joining.untilMs === undefined ? AGAIN_SECONDS : Math.max(1, Math.ceil((joining.untilMs - clock.nowMs()) / 1_000)) };
  }
  // somebody else was first: looked at anew.
  return joining.lease === lease || await leases.save(joining.lease) === 'written' ? 'joined' : { waitSeconds: 1 };
}

async function give(elevation: Elevation, deadlineMs: number, ports: LendPorts): Promise<Lent> {
  const { elevations, backend, notices, clock } = ports;
  const assignment = assignmentOf(elevation);
  try {
    if (!await backend.holds(assignment)) {
      const problem = await create(assignment, elevation.endsAtMs!, deadlineMs, ports);
      if (problem !== undefined) {
        return problem === 'again' ? { next: 'lend', waitSeconds: AGAIN_SECONDS } : await toEnd(elevation.id, 'grant-failed', problem, ports);
      }
    }
  } catch (error) {
    if (!(error instanceof IdentityCenterFailure)) {
      throw error;
    }
    return PASSING.includes(error.kind) ? { next: 'lend', waitSeconds: AGAIN_SECONDS } : toEnd(elevation.id, 'grant-failed', error.message, ports);
  }
  const after = await changeElevation(elevation.id, ({ state }) => (state === 'granting' ? { kind: 'active', atMs: clock.nowMs() } : undefined), elevations);
  if (after?.state === 'active') {
    await notices.publish({ kind: 'granted', elevation: after });
  }
  return nextOf(after);
}

/** Why there is no access: a reason, or 'again' for what may pass. */
async function create(assignment: HeldAssignment, endsAtMs: number, deadlineMs: number, { backend, clock }: LendPorts): Promise<string | undefined> {
  // a call that outlived its function could take effect when nobody looks any more.
  if (clock.nowMs() + CALL_MS > Math.min(deadlineMs, endsAtMs)) {
    return 'again';
  }
  const begun = await backend.grant(assignment);
  const ended = await finishedOperation(begun, async (requestId) => backend.granting(assignment, requestId), clock, deadlineMs - 5_000);
  if (ended.status === 'FAILED') {
    return `Identity Center could not give ${assignmentKey(assignment)}: ${ended.failureReason ?? 'it gave no reason'}`;
  }
  // what it says is not enough: it is looked at.
  return ended.status === 'SUCCEEDED' && await backend.holds(assignment) ? undefined : 'again';
}
