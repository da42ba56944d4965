import type { AssignmentLedger } from './assignment-ledger';

/** Where the table of those who lend stands in another account: they answer for every assignment of these sets to a user, and look for those that nobody made. */
export function lentSetsLedger(permissionSetArns: readonly string[]): AssignmentLedger {
  const lent = new Set(permissionSetArns);
  return { known: async (assignments) => assignments.filter(({ permissionSetArn, principal }) => principal.type === 'USER' && lent.has(permissionSetArn)) };
}
