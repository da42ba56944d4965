import { coverageOf } from './account-coverage';
import { NOTHING_IS_LENT, askedWords, consentWords, timesWords } from './elevation-words';
import { coverageWords } from './markdown-access';
import { names, plain, section, table } from './markdown-tables';
import type { AccessReport } from './report-model';

export function elevationSection(report: AccessReport): string {
  const { elevation } = report;
  const coverage = coverageOf(report);
  if (!elevation) {
    return section(2, 'Access for a limited time', NOTHING_IS_LENT);
  }
  const policies = elevation.policies.map((policy) => [
    plain(policy.name), plain(policy.permissionSet), coverageWords(coverage(policy.accountIds)), names(policy.requesters),
    consentWords(policy, names).map(({ before, groups }) => before + groups).join(', ') || '**nobody**',
    timesWords(policy),
    askedWords(policy).map(({ before, pattern }) => (pattern === undefined ? before : `${before} ${plain(pattern)}`)).join('; ') || '–',
  ]);
  const denials = elevation.denials.map((denial) => [
    plain(denial.name), names(denial.groups), names(denial.permissionSets) || 'every set',
    denial.accountIds.length > 0 ? coverageWords(coverage(denial.accountIds)) : 'everywhere', plain(denial.reason),
  ]);
  return section(2, 'Access for a limited time',
    table(['Policy', 'Permission set', 'Accounts', 'May ask', 'Must consent', 'For how long', 'Besides'], policies),
    denials.length === 0 ? '' : section(3, 'Never lent', table(['Denial', 'Groups', 'Permission sets', 'Accounts', 'Reason'], denials)),
    elevation.securityGroups.length === 0 ? '' : `May end any elevation: ${names(elevation.securityGroups)}.`);
}
