/**
 * - `denied`: not allowed
 * - `throttled`: too many calls, worth another try
 * - `unavailable`: no answer, half an answer, or an error of the service; worth another try
 * - `archived`: moved to a storage class from which it must be restored first
 * - `credentials`: nobody is signed in, or no longer
 * - `no-bucket`: there is no bucket of this name
 */
export type TrailFailureKind = 'denied' | 'throttled' | 'unavailable' | 'archived' | 'credentials' | 'no-bucket';

/** A call that was not answered. */
export class TrailReadFailure extends Error {
  constructor(readonly kind: TrailFailureKind, readonly action: string, reason: string) {
    super(`${action} ${kind === 'denied' ? 'was denied' : 'failed'}: ${reason}`);
  }
}
