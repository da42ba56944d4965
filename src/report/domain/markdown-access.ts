import { accessMatrix } from './access-matrix';
import { accessRows, privilegedSets, unassignedSets } from './access-rows';
import { coverageOf, unitWords, Coverage } from './account-coverage';
import { accountsById, unitName } from './account-index';
import { names, plain, section, table } from './markdown-tables';
import { counted, timeSpan } from './number-words';
import { AccessReport } from './report-model';

export const PRIVILEGED = '◆';

export function accessSection(report: AccessReport): string {
  return section(2, 'Who can do what', `${PRIVILEGED} marks a privileged permission set.`, matrix(report), byGroup(report), unassigned(report));
}

function matrix(report: AccessReport): string {
  const grid = accessMatrix(report);
  if (!grid) {
    return '';
  }
  const privileged = privilegedSets(report);
  const head = ['Unit', 'Account', ...grid.sets.map((set) => setName(set, privileged))];
  const rows = grid.units.flatMap(({ unit, accounts }) => accounts.map((account) => [
    plain(unitName(unit)),
    plain(account.name) + (account.id === report.organization.managementAccountId ? ' (management)' : ''),
    ...grid.sets.map((set) => names(grid.holders(account.id, set)) || '–'),
  ]));
  return section(3, 'By account', 'Each cell names the groups that hold the permission set in the account.', table(head, rows));
}

function byGroup(report: AccessReport): string {
  const coverage = coverageOf(report);
  const privileged = privilegedSets(report);
  const rows = accessRows(report).map((row) => {
    const where = coverage(row.accountIds);
    return [plain(row.group), setName(row.permissionSet, privileged), String(where.covered), coverageWords(where)];
  });
  return section(3, 'By group', rows.length > 0 ? table(['Group', 'Permission set', 'Accounts', 'Which'], rows) : 'No group holds anything.');
}

export function coverageWords(where: Coverage): string {
  const management = where.management ? ', **management account included**' : '';
  const { everywhereExcept: missing } = where;
  if (missing) {
    return `all ${counted(where.covered + missing.length, 'active account')}${missing.length > 0 ? ` except ${names(missing)}` : ''}${management}`;
  }
  return where.units.map(unitWords).map(({ before, names: list, after }) => plain(before) + names(list) + after).join('; ') + management;
}

function unassigned(report: AccessReport): string {
  const sets = unassignedSets(report);
  return sets.length > 0 ? `Held permanently by nobody: ${names(sets)}.` : '';
}

function setName(set: string, privileged: ReadonlySet<string>): string {
  return privileged.has(set) ? `${PRIVILEGED} ${plain(set)}` : plain(set);
}

export function accountsSection(report: AccessReport): string {
  const rows = [...accountsById(report).values()].map(({ id, name, unit, roles, status }) =>
    [plain(name), plain(id), plain(unitName(unit)), names(roles) || '–', plain(status)]);
  return section(2, 'Accounts', table(['Account', 'Id', 'Unit', 'Used as', 'Status'], rows));
}

export function permissionSetsSection(report: AccessReport): string {
  const privileged = privilegedSets(report);
  const rows = report.permissionSets.map((set) => [
    setName(set.name, privileged) + (set.managementName ? ` (in the management account: ${plain(set.managementName)})` : ''),
    plain(set.description),
    timeSpan(set.sessionMinutes),
    set.privileged ? 'privileged' : '–',
    names(set.managedPolicies) || '–',
    names(set.customerManagedPolicies) || '–',
    set.permissionsBoundary ? plain(set.permissionsBoundary) : '–',
    set.inlinePolicyBytes > 0 ? counted(set.inlinePolicyBytes, 'byte') : '–',
  ]);
  return section(2, 'Permission sets', table(
    ['Permission set', 'What for', 'Session', 'Privileged', 'AWS managed policies', 'Customer managed policies', 'Permissions boundary', 'Inline policy'], rows), assumed(report));
}

function assumed(report: AccessReport): string {
  const coverage = coverageOf(report);
  const rows = report.assumedPolicies.map(({ policy, permissionSets, accountIds }) =>
    [plain(policy), names(permissionSets), accountIds.length > 0 ? coverageWords(coverage(accountIds)) : 'no rule gives them']);
  return rows.length === 0 ? '' : section(3, 'Assumed to exist', 'Customer managed policies that are not deployed with the sets that name them.',
    table(['Policy', 'Permission sets', 'Needed in'], rows));
}
