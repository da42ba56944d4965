import type { Elevation } from './elevation';
import type { Explanation } from './end-facts';
import type { Lease } from './lease';
import { CLOCK_SKEW_MS, ON_THE_WAY_MS, SETTLE_MS } from './timings';
import type { HeldAssignment } from '../../identity/domain/held-access';

export type Joined =
  | { readonly kind: 'joined'; readonly lease: Lease }
  | { readonly kind: 'already'; readonly lease: Lease }
  /** Somebody's end is not over yet. */
  | { readonly kind: 'wait' };

export type Left =
  /** It has not been in it, or left before. */
  | { readonly kind: 'not-in-it' }
  /** The last one leaves: the assignment goes, and until it is gone nobody joins. */
  | { readonly kind: 'removing'; readonly lease: Lease }
  | { readonly kind: 'others-stay'; readonly lease: Lease; readonly explanation: Explanation }
  /** Nobody of ours is left, and it was there before us. */
  | { readonly kind: 'standing-stays'; readonly lease: Lease; readonly explanation: Explanation };

/** The assignment that an elevation is made of. */
export function assignmentOf({ permissionSetArn, accountId, requesterId }: Pick<Elevation, 'permissionSetArn' | 'accountId' | 'requesterId'>): HeldAssignment {
  return { permissionSetArn, accountId, principal: { type: 'USER', id: requesterId } };
}

/** Where nobody had it before, `standing` is what was just read; otherwise what was observed back then. */
export function joined(lease: Lease | undefined, elevation: Elevation, standing: boolean, nowMs: number): Joined {
  if (!lease) {
    const { id, setName, sessionSeconds } = elevation;
    return { kind: 'joined', lease: { ...assignmentOf(elevation), revision: 1, phase: 'held', elevationIds: [id], standing, setName, sessionSeconds } };
  }
  if (lease.phase === 'held' && lease.elevationIds.includes(elevation.id)) {
    return { kind: 'already', lease };
  }
  if (lease.phase === 'removing' || lease.toConfirm || nowMs < (lease.deniedBeforeMs ?? -Infinity) + CLOCK_SKEW_MS + ON_THE_WAY_MS) {
    return { kind: 'wait' };
  }
  const { settlesAtMs, deniedBeforeMs, standingGroups, ...rest } = lease;
  return {
    kind: 'joined',
    lease: {
      ...rest, revision: lease.revision + 1, phase: 'held', elevationIds: [...lease.elevationIds, elevation.id],
      sessionSeconds: Math.max(lease.sessionSeconds, elevation.sessionSeconds),
    },
  };
}

/** It was there before us, and somebody took it away since: what we make now is ours. */
export function notStanding(lease: Lease): Lease {
  return { ...lease, revision: lease.revision + 1, standing: false };
}

/** `there` is whether the assignment is there now; it matters only for one that is standing. */
export function left(lease: Lease | undefined, elevationId: string, there: boolean): Left {
  if (!lease?.elevationIds.includes(elevationId)) {
    return { kind: 'not-in-it' };
  }
  const revision = lease.revision + 1;
  const others = lease.elevationIds.filter((id) => id !== elevationId);
  if (lease.phase === 'removing') {
    return { kind: 'removing', lease };
  }
  if (others.length > 0) {
    return { kind: 'others-stay', lease: { ...lease, revision, elevationIds: others }, explanation: { kind: 'elevations', ids: others } };
  }
  if (lease.standing && there) {
    return { kind: 'standing-stays', lease, explanation: { kind: 'standing' } };
  }
  return { kind: 'removing', lease: { ...lease, revision, phase: 'removing', standing: false } };
}

/** What is in 'removing' now goes without a denial where groups give the person the same. */
export function besidesGroups(removing: Lease, groupIds: readonly string[]): Lease {
  return groupIds.length === 0 ? removing : { ...removing, standingGroups: groupIds };
}

/** A call that was lost on its way has made it again. */
export function reappeared({ settlesAtMs, deniedBeforeMs, toConfirm, standingGroups, ...rest }: Lease): Lease {
  return { ...rest, revision: rest.revision + 1, phase: 'removing' };
}

/** A list was read in which it is not any more. */
export function gone(lease: Lease, nowMs: number): Lease {
  return { ...lease, revision: lease.revision + 1, deniedBeforeMs: nowMs + CLOCK_SKEW_MS };
}

/** The denial says since when people are let in again; where a group explained their sessions there is none. */
export function settling(lease: Lease, denialId: string, nowMs: number): Lease {
  return {
    ...lease, revision: lease.revision + 1, phase: 'settling', elevationIds: [], settlesAtMs: nowMs + SETTLE_MS,
    ...(lease.standingGroups ? {} : { toConfirm: { denialId, fromMs: lease.deniedBeforeMs! + ON_THE_WAY_MS } }),
  };
}

export function confirmed({ toConfirm, ...rest }: Lease): Lease {
  return { ...rest, revision: rest.revision + 1 };
}

/** Whether nothing that was lost on its way can take effect any more. */
export function isSettled({ phase, settlesAtMs, toConfirm }: Lease, nowMs: number): boolean {
  return phase === 'settling' && !toConfirm && nowMs >= settlesAtMs!;
}
