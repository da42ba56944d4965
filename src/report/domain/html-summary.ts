import { coverageOf } from './account-coverage';
import { accountName, accountsById } from './account-index';
import { day, moment } from './day-words';
import { coverageMarkup } from './html-coverage';
import { Markup, html, name, names } from './html-escape';
import { expiryMarkup } from './html-expiry';
import { Section, facts, note, table } from './html-parts';
import { thousands } from './number-words';
import { Figure, reportFigures } from './report-figures';
import { AccessReport } from './report-model';

export function masthead(report: AccessReport): Markup {
  const { organization } = report;
  const management = accountName(accountsById(report), organization.managementAccountId);
  const about = facts([
    ['Management account', html`${name(management)}<br/><code>${organization.managementAccountId}</code>`],
    ['Identity provider', name(organization.identityProvider)],
    ...(organization.accessPortalUrl === undefined ? [] : [['Access portal', name(organization.accessPortalUrl)] as const]),
    ['Home Region', html`${organization.homeRegion} <span class="soft">(${organization.partition})</span>`],
    ['Allowed Regions', organization.allowedRegions.length > 0 ? names(organization.allowedRegions) : 'not restricted'],
    ['Snapshot taken', moment(organization.takenAt)],
    ['Ends compared with', day(organization.asOf)],
  ]);
  return html`<header class="masthead">
<p class="kind">AWS organization ${name(organization.id)}</p>
<h1>Access report</h1>
<p class="lead">Who may do what, in which account, and which guardrails stand above them. It says what the templates of this synth declare
for the organization as its snapshot shows it, not what is deployed.</p>
${about}${figures(report)}</header>
`;
}

function figures(report: AccessReport): Markup {
  const figure = ({ label, value, note: proportion, attention }: Figure) => html`<div${
    attention ? html` class="attention"` : ''}><dt>${label}</dt><dd><strong>${thousands(value)}</strong> <span>${proportion}</span></dd></div>
`;
  return html`<dl class="figures" aria-label="Counts">
${reportFigures(report).map(figure)}</dl>
`;
}

export function attentionSection(report: AccessReport): Section {
  return { id: 'attention', title: 'Needs attention', body: html`${warnings(report)}${standingExceptions(report)}` };
}

function warnings(report: AccessReport): Markup {
  return report.warnings.length === 0 ? note('The synth warned of nothing.') : html`<div class="callout warn">
<h3>Warnings</h3>
<ul class="warnings">
${report.warnings.map((warning) => html`<li>${name(warning)}</li>
`)}</ul>
</div>
`;
}

function standingExceptions(report: AccessReport): Markup {
  if (report.standingExceptions.length === 0) {
    return note('Nobody holds a privileged permission set permanently.');
  }
  const coverage = coverageOf(report);
  const rows = table({
    id: 'standing-exceptions',
    caption: 'Privileged sets held permanently',
    captionUnseen: true,
    columns: ['Group', 'Permission set', 'Accounts', 'Reason', 'Owner', 'Ends'],
    rows: report.standingExceptions.map((row) => [
      name(row.group),
      html`<span class="privileged"><span aria-hidden="true">◆&#160;</span>${name(row.permissionSet)}</span>`,
      coverageMarkup(coverage(row.accountIds)),
      name(row.reason),
      name(row.owner),
      expiryMarkup(row.expires, report.organization.asOf),
    ]),
  });
  return html`<div class="callout alert">
<h3>Standing exceptions</h3>
<p>Privileged permission sets that somebody holds permanently, instead of for as long as a task takes.</p>
${rows}</div>
`;
}
