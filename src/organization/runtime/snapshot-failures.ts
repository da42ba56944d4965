import { type SnapshotCall, actionOf } from './snapshot-calls';

/**
 * - `throttled`: too many calls, worth another try
 * - `denied`: not allowed
 * - `credentials`: nobody is signed in, or no longer
 * - `gone`: what the call is about does not exist any more
 * - `input`: the request is not accepted, which is how an old page token looks too
 */
export type ReadFailureKind = 'throttled' | 'denied' | 'credentials' | 'gone' | 'input' | 'other';

/** A call that was not answered. */
export class ReadFailure extends Error {
  constructor(readonly call: SnapshotCall, readonly kind: ReadFailureKind, readonly reason: string) {
    super(`${actionOf(call)} ${kind === 'denied' ? 'was denied' : 'failed'}: ${reason}`);
  }
}

/** The snapshot cannot be taken, and the message says what to do. */
export class SnapshotRefused extends Error {}

/** Two answers contradict each other, because the organization was changed between them. */
export class OrganizationChanged extends Error {}
