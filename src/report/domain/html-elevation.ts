import { coverageOf } from './account-coverage';
import { NOTHING_IS_LENT, askedWords, consentWords, timesWords } from './elevation-words';
import { coverageMarkup } from './html-coverage';
import { NOTHING, html, joined, name, names } from './html-escape';
import { type Section, badge, note, table } from './html-parts';
import type { AccessReport, ElevationFacts } from './report-model';

export function elevationSection(report: AccessReport): Section {
  const { elevation } = report;
  const body = elevation ? html`${policies(report, elevation)}${denials(report, elevation)}${security(elevation)}` : note(NOTHING_IS_LENT);
  return { id: 'elevation', title: 'Access for a limited time', body };
}

function policies(report: AccessReport, { policies: rows }: ElevationFacts) {
  const coverage = coverageOf(report);
  return table({
    id: 'elevation-policies',
    caption: 'Who may ask for what, and whose consent it takes',
    columns: ['Policy', 'Permission set', 'Accounts', 'May ask', 'Must consent', 'For how long', 'Besides'],
    rows: rows.map((policy) => [
      name(policy.name), name(policy.permissionSet), coverageMarkup(coverage(policy.accountIds)), names(policy.requesters),
      policy.stages.length === 0 ? badge('warn', 'nobody') : joined(consentWords(policy, names).map(({ before, groups }) => html`${before}${groups}`), ', '),
      timesWords(policy),
      policyAsks(policy),
    ]),
  });
}

function policyAsks(policy: ElevationFacts['policies'][number]) {
  const asked = askedWords(policy);
  return asked.length === 0 ? '–' : joined(asked.map(({ before, pattern }) => (pattern === undefined ? html`${before}` : html`${before} <code>${pattern}</code>`)), '; ');
}

function denials(report: AccessReport, { denials: rows }: ElevationFacts) {
  const coverage = coverageOf(report);
  return rows.length === 0 ? NOTHING : table({
    id: 'elevation-denials',
    caption: 'Never lent, whatever a policy says',
    columns: ['Denial', 'Groups', 'Permission sets', 'Accounts', 'Reason'],
    rows: rows.map((denial) => [
      name(denial.name), names(denial.groups), denial.permissionSets.length === 0 ? 'every set' : names(denial.permissionSets),
      denial.accountIds.length === 0 ? 'everywhere' : coverageMarkup(coverage(denial.accountIds)), name(denial.reason),
    ]),
  });
}

function security({ securityGroups }: ElevationFacts) {
  return securityGroups.length === 0 ? NOTHING : note(html`May end any elevation: ${names(securityGroups)}.`);
}
