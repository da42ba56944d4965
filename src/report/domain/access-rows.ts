import { AccessReport } from './report-model';

/** All accounts in which one group holds one permission set. */
export interface AccessRow {
  readonly group: string;
  readonly permissionSet: string;
  readonly privileged: boolean;
  readonly accountIds: readonly string[];
}

/** The assignments, one row for each group and set, in the report's order. */
export function accessRows(report: AccessReport): AccessRow[] {
  const privileged = privilegedSets(report);
  const byGroup = new Map<string, Map<string, string[]>>();
  for (const { group, permissionSet, accountId } of report.assignments) {
    const bySet = byGroup.get(group) ?? new Map<string, string[]>();
    const accountIds = bySet.get(permissionSet) ?? [];
    accountIds.push(accountId);
    byGroup.set(group, bySet.set(permissionSet, accountIds));
  }
  return [...byGroup].flatMap(([group, bySet]) =>
    [...bySet].map(([permissionSet, accountIds]) => ({ group, permissionSet, accountIds, privileged: privileged.has(permissionSet) })));
}

export function privilegedSets(report: AccessReport): ReadonlySet<string> {
  return new Set(report.permissionSets.filter((set) => set.privileged).map(({ name }) => name));
}

/** Sets that some group holds, in the catalogue's order with the privileged ones last; then any the catalogue does not know. */
export function assignedSets(report: AccessReport): string[] {
  const held = new Set(report.assignments.map(({ permissionSet }) => permissionSet));
  const known = report.permissionSets.filter(({ name }) => held.has(name));
  const inOrder = [...known.filter((set) => !set.privileged), ...known.filter((set) => set.privileged)].map(({ name }) => name);
  return [...new Set([...inOrder, ...held])];
}

/** Sets of the catalogue that nobody holds permanently. */
export function unassignedSets(report: AccessReport): string[] {
  const held = new Set(report.assignments.map(({ permissionSet }) => permissionSet));
  return report.permissionSets.map(({ name }) => name).filter((name) => !held.has(name));
}
