import type { Denial, DenialProof } from '../domain/denial';

/** Ends sessions that are already open. Both may be asked again with the same values; both return only when it was read back, and throw when it could not be done. */
export interface SessionDenials {
  deny(denials: readonly Denial[]): Promise<readonly DenialProof[]>;
  lift(ids: readonly string[]): Promise<readonly DenialProof[]>;
}
