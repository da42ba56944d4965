import type { Lease } from './lease';
import type { HeldAssignment } from '../../identity/domain/held-access';

/**
 * How far clocks of ours and of AWS may be apart. What is denied is denied for so much longer, and nobody is let in again before it is surely past.
 */
export const SKEW_MS = 60_000;

/** As long as a call that was lost on its way may still take effect: a function that makes it has no more time than this. */
export const SETTLING_MS = 15 * 60_000;

export type Joining =
  | { readonly kind: 'joined'; readonly lease: Lease }
  /** It is being taken away, or sessions from before are denied a moment longer: ask again after that time. */
  | { readonly kind: 'wait'; readonly untilMs?: number };

/** Whether somebody else's assignment is there has to be observed before: only a lease that is there already knows it. */
export function mustObserve(lease: Lease | undefined): boolean {
  return lease === undefined;
}

/** One more elevation holds the assignment. */
export function joined(lease: Lease | undefined, assignment: HeldAssignment, elevationId: string, observedStanding: boolean, nowMs: number): Joining {
  if (lease === undefined) {
    return { kind: 'joined', lease: { ...assignment, revision: 1, phase: 'held', elevationIds: [elevationId], standing: observedStanding } };
  }
  if (lease.elevationIds.includes(elevationId)) {
    return { kind: 'joined', lease };
  }
  if (lease.phase === 'removing') {
    return { kind: 'wait' };
  }
  const letInAtMs = lease.deniedBeforeMs === undefined ? 0 : lease.deniedBeforeMs + SKEW_MS;
  if (nowMs < letInAtMs) {
    return { kind: 'wait', untilMs: letInAtMs };
  }
  const { settlesAtMs: _settles, ...rest } = lease;
  return { kind: 'joined', lease: { ...rest, revision: lease.revision + 1, phase: 'held', elevationIds: [...lease.elevationIds, elevationId] } };
}

export type Leaving =
  /** Nobody else explains the assignment: it goes. */
  | { readonly kind: 'remove'; readonly lease: Lease }
  /** Somebody else made it, or another elevation goes on. */
  | { readonly kind: 'keep'; readonly because: 'standing' | 'another elevation'; readonly lease: Lease | undefined };

/** An elevation is over. Asked again, it says the same until what follows is done. */
export function left(lease: Lease | undefined, elevationId: string): Leaving | undefined {
  if (lease === undefined) {
    return undefined;
  }
  if (lease.phase === 'removing' && lease.elevationIds.includes(elevationId)) {
    return { kind: 'remove', lease };
  }
  if (!lease.elevationIds.includes(elevationId)) {
    return undefined;
  }
  const others = lease.elevationIds.filter((id) => id !== elevationId);
  if (others.length > 0) {
    return { kind: 'keep', because: 'another elevation', lease: { ...lease, revision: lease.revision + 1, elevationIds: others } };
  }
  if (lease.standing) {
    return { kind: 'keep', because: 'standing', lease: undefined };
  }
  // it stays the one whom it is taken from until it is gone, so that whoever goes on after a crash finds its way.
  return { kind: 'remove', lease: { ...lease, revision: lease.revision + 1, phase: 'removing' } };
}

/** Gone, as was read back: it settles, and sessions from before are denied. */
export function removed(lease: Lease, nowMs: number, deniedBeforeMs: number): Lease {
  return { ...lease, revision: lease.revision + 1, phase: 'settling', elevationIds: [], deniedBeforeMs, settlesAtMs: nowMs + SETTLING_MS };
}

/** Whether nothing that is still on its way can take effect any more. */
export function isSettled(lease: Lease, nowMs: number): boolean {
  return lease.phase === 'settling' && nowMs >= (lease.settlesAtMs ?? 0);
}
