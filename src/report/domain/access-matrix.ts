import { assignedSets } from './access-rows';
import { UnitAccounts, accountsByUnit } from './account-index';
import { AccessReport } from './report-model';

/** Above these a grid is wallpaper; the list by group says the same in fewer words. */
const MOST_ACCOUNTS = 40;
const MOST_SETS = 16;

/**
 * Accounts down, permission sets across, in each cell the groups that hold the set there.
 * A row answers "who can touch this account, and how"; an empty row or a lone cell stands out.
 */
export interface AccessMatrix {
  readonly sets: readonly string[];
  readonly units: readonly UnitAccounts[];
  /** Groups that hold the set in the account, in the report's order. */
  readonly holders: (accountId: string, permissionSet: string) => readonly string[];
}

/** The matrix, or nothing when the organization is too large for one. */
export function accessMatrix(report: AccessReport): AccessMatrix | undefined {
  const sets = assignedSets(report);
  if (report.accounts.length > MOST_ACCOUNTS || sets.length > MOST_SETS || sets.length === 0) {
    return undefined;
  }
  const cells = new Map<string, string[]>();
  for (const { group, permissionSet, accountId } of report.assignments) {
    // an account id never contains a slash, so two cells cannot share a key.
    const key = `${accountId}/${permissionSet}`;
    const groups = cells.get(key) ?? [];
    groups.push(group);
    cells.set(key, groups);
  }
  return {
    sets,
    units: accountsByUnit(report.accounts),
    holders: (accountId, permissionSet) => cells.get(`${accountId}/${permissionSet}`) ?? [],
  };
}
