import { coverageOf } from './account-coverage';
import { accountName, accountsById } from './account-index';
import { expiry, day, moment } from './day-words';
import { accessSection, accountsSection, coverageWords, permissionSetsSection } from './markdown-access';
import { chainsSection } from './markdown-chains';
import { elevationSection } from './markdown-elevation';
import { guardrailsSection } from './markdown-guardrails';
import { promisesSection } from './markdown-promises';
import { proofsSection } from './markdown-proofs';
import { slotsSection } from './markdown-slots';
import { bullets, names, plain, section, table } from './markdown-tables';
import { retention, thousands, yesOrNo } from './number-words';
import { reportFigures } from './report-figures';
import { AccessReport } from './report-model';

/** `report.md`: the report for a pull request, where a changed line is a changed fact. */
export function renderMarkdown(report: AccessReport): string {
  return [
    summary(report),
    attention(report),
    promisesSection(report),
    accessSection(report),
    elevationSection(report),
    accountsSection(report),
    permissionSetsSection(report),
    guardrailsSection(report),
    proofsSection(report),
    chainsSection(report),
    slotsSection(report),
    trail(report),
    stacks(report),
  ].join('\n\n') + '\n';
}

function summary(report: AccessReport): string {
  const { organization: facts } = report;
  const management = accountName(accountsById(report), facts.managementAccountId);
  return [
    '# Access report',
    `What the templates of this synth declare for organization ${plain(facts.id)}, on the snapshot of ${plain(moment(facts.takenAt))}. It says what is declared, not what is deployed.`,
    bullets([
      `Partition ${plain(facts.partition)}, home Region ${plain(facts.homeRegion)}, allowed Regions ${names(facts.allowedRegions) || 'not restricted'}`,
      `Management account ${plain(management)} (${plain(facts.managementAccountId)})`,
      `People sign in with ${plain(facts.identityProvider)}${portal(facts.accessPortalUrl)}`,
      `Expiry dates are compared with ${plain(day(facts.asOf))}`,
    ]),
    table(['Count of', 'Number', ''], reportFigures(report).map(({ label, value, note }) => [label, thousands(value), note])),
  ].join('\n\n');
}

function portal(url: string | undefined): string {
  return url === undefined ? '' : ` at ${plain(url)}; the folder aws-config has a configuration of the AWS command line for each group`;
}

function attention(report: AccessReport): string {
  const coverage = coverageOf(report);
  const rows = report.standingExceptions.map((row) => {
    const { on, words } = expiry(row.expires, report.organization.asOf);
    return [plain(row.group), plain(row.permissionSet), coverageWords(coverage(row.accountIds)), plain(row.reason), plain(row.owner), plain(on) + (words && ` (${words})`)];
  });
  return section(2, 'Needs attention',
    section(3, 'Warnings', report.warnings.length > 0 ? bullets(report.warnings.map(plain)) : 'The synth warned of nothing.'),
    section(3, 'Standing exceptions', rows.length > 0
      ? `Privileged permission sets that somebody holds permanently.\n\n${table(['Group', 'Permission set', 'Accounts', 'Reason', 'Owner', 'Ends'], rows)}`
      : 'Nobody holds a privileged permission set permanently.'));
}

function trail(report: AccessReport): string {
  const { trail: facts } = report;
  if (!facts) {
    return section(2, 'Audit trail', 'This synth declares no organization trail.');
  }
  const account = accountName(accountsById(report), facts.bucketAccountId);
  return section(2, 'Audit trail', table(['Fact', 'Value'], [
    ['Trail', plain(facts.name)],
    ['Home Region', plain(facts.homeRegion)],
    ['Bucket', `${plain(facts.bucketName)} in ${plain(account)} (${plain(facts.bucketAccountId)})`],
    ['Key', plain(facts.keyAlias)],
    ['Object Lock', `${plain(facts.retentionMode)}, ${retention(facts.retentionDays)}`],
    ['Organization trail', yesOrNo(facts.organizationTrail)],
    ['All Regions', yesOrNo(facts.multiRegion)],
    ['Global service events', yesOrNo(facts.globalServiceEvents)],
    ['Log file validation', yesOrNo(facts.logFileValidation)],
  ]));
}

function stacks(report: AccessReport): string {
  const accounts = accountsById(report);
  const rows = report.stacks.map(({ name, accountId, region, holds }) =>
    [plain(name), `${plain(accountName(accounts, accountId))} (${plain(accountId)})`, plain(region), plain(holds)]);
  return section(2, 'Stacks', rows.length > 0 ? table(['Stack', 'Account', 'Region', 'Holds'], rows) : 'This synth declares no stack.');
}
