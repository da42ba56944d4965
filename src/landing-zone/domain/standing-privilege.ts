import type { MatrixFacts } from './landing-zone-parts';
import type { AccessReport, AssignmentRow } from '../../report/domain/report-model';

/** Who holds privileged sets permanently, and how much of it no exception stands behind: one for the same group, set and account. */
export function standingPrivilege({ assignments, permissionSets, standingExceptions }: Pick<AccessReport, 'assignments' | 'permissionSets' | 'standingExceptions'>): MatrixFacts {
  const sets = new Set(permissionSets.filter((set) => set.privileged).map(({ name }) => name));
  const privileged = assignments.filter(({ permissionSet }) => sets.has(permissionSet));
  const key = ({ group, permissionSet }: Pick<AssignmentRow, 'group' | 'permissionSet'>, accountId: string) =>
    JSON.stringify([group, permissionSet, accountId]);
  const explained = new Set(standingExceptions.flatMap((row) => row.accountIds.map((id) => key(row, id))));
  return {
    assignments: assignments.length,
    privilegedSets: sets.size,
    privileged: privileged.length,
    unexplained: privileged.filter((row) => !explained.has(key(row, row.accountId))).length,
    exceptions: standingExceptions.map(({ group, permissionSet, accountIds, owner, expires }) => (
      { group, permissionSet, accounts: accountIds.length, owner, expires })),
  };
}
