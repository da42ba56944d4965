import { renderAccessDiagram } from './access-diagram';
import { AccessMatrix, accessMatrix } from './access-matrix';
import { accessRows, privilegedSets, unassignedSets } from './access-rows';
import { coverageOf } from './account-coverage';
import { unitName } from './account-index';
import { coverageMarkup } from './html-coverage';
import { Markup, NOTHING, html, name, names } from './html-escape';
import { PRIVILEGED, Section, badge, captionMarkup, frame, isCrowded, note, table } from './html-parts';
import { counted, thousands } from './number-words';
import { AccessReport, AccountFacts } from './report-model';

export function modelSection(report: AccessReport): Section {
  return {
    id: 'model',
    title: 'Access model',
    // our own drawing, escaped where it was made.
    body: html`<div class="frame drawing" role="region" aria-label="Access model, drawn" tabindex="0">${new Markup(renderAccessDiagram(report))}</div>
`,
  };
}

export function accessSection(report: AccessReport): Section {
  const matrix = accessMatrix(report);
  const tooLarge = `${counted(report.accounts.length, 'account')} and ${counted(report.permissionSets.length, 'permission set')} do not fit a matrix that can be read: the list says the same, and report.json holds each assignment.`;
  const missing = report.assignments.length === 0 ? 'No group holds anything.' : tooLarge;
  return { id: 'access', title: 'Who can do what', body: html`${matrix ? matrixTable(report, matrix) : note(missing)}${byGroup(report)}${unassigned(report)}` };
}

function matrixTable(report: AccessReport, { sets, units, holders }: AccessMatrix): Markup {
  const privileged = privilegedSets(report);
  const row = (account: AccountFacts) => html`<tr${account.id === report.organization.managementAccountId ? html` class="management"` : ''}><th scope="row">${accountHeading(report, account)}</th>${
    sets.map((set) => cell(holders(account.id, set), privileged.has(set)))}</tr>
`;
  return frame('access-matrix-caption', html`<table class="matrix${isCrowded(sets.length + 1) ? ' crowded' : ''}" id="access-matrix">
${captionMarkup('access-matrix-caption', 'By account: the groups that hold each permission set there')}
<thead><tr><th scope="col">Account</th>${sets.map((set) => html`<th scope="col">${name(set)}${privileged.has(set) ? html`<br/>${PRIVILEGED}` : ''}</th>`)}</tr></thead>
${units.map(({ unit, accounts }) => html`<tbody>
<tr class="unit"><th scope="rowgroup" colspan="${sets.length + 1}">${name(unitName(unit))}</th></tr>
${accounts.map(row)}</tbody>
`)}</table>`);
}

function accountHeading(report: AccessReport, account: AccountFacts): Markup {
  const management = account.id === report.organization.managementAccountId ? html` ${badge('alert', 'management')}` : NOTHING;
  const asleep = account.status === 'ACTIVE' ? NOTHING : html` ${badge('warn', account.status.toLowerCase())}`;
  return html`${name(account.name)}${management}${asleep}<br/><code>${account.id}</code>`;
}

function cell(groups: readonly string[], privileged: boolean): Markup {
  if (groups.length === 0) {
    return html`<td class="none">–</td>`;
  }
  const mark = privileged ? html`<span aria-hidden="true">◆&#160;</span>` : NOTHING;
  return html`<td class="${privileged ? 'held strong' : 'held'}"><ul>${groups.map((group) => html`<li>${mark}${name(group)}</li>`)}</ul></td>`;
}

function byGroup(report: AccessReport): Markup {
  const coverage = coverageOf(report);
  const rows = accessRows(report);
  return rows.length === 0 ? NOTHING : table({
    id: 'access-by-group',
    caption: 'By group: where each group holds what',
    columns: ['Group', 'Permission set', { title: 'Accounts', numeric: true }, 'Which'],
    rows: rows.map((row) => {
      const where = coverage(row.accountIds);
      return [name(row.group), html`${name(row.permissionSet)}${row.privileged ? html` ${PRIVILEGED}` : ''}`, thousands(where.covered), coverageMarkup(where)];
    }),
  });
}

function unassigned(report: AccessReport): Markup {
  const sets = unassignedSets(report);
  return sets.length > 0 ? note(html`Held permanently by nobody: ${names(sets)}.`) : NOTHING;
}
