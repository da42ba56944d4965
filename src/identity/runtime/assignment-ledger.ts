import type { AccountAssignment } from './identity-center';

/**
 * Which assignments somebody else answers for. Elevation gives access for a limited time: it writes each assignment down
 * here before it makes it, and takes it out after it is gone, so that whoever looks in between is never told too little.
 */
export interface AssignmentLedger {
  /** Those of the given assignments that the ledger answers for now. */
  known(assignments: readonly AccountAssignment[]): Promise<readonly AccountAssignment[]>;
}
