import { coverageOf } from './account-coverage';
import { accountName, accountsById, unitName } from './account-index';
import { coverageMarkup } from './html-coverage';
import { Markup, NOTHING, html, joined, name, names } from './html-escape';
import { PRIVILEGED, Section, badge, facts, note, table } from './html-parts';
import { counted, retention, timeSpan } from './number-words';
import { AccessReport, PermissionSetFacts } from './report-model';

const NONE = html`<span class="soft">–</span>`;

export function accountsSection(report: AccessReport): Section {
  const body = table({
    id: 'accounts-table',
    caption: 'Every account of the snapshot',
    columns: ['Account', 'Id', 'Unit', 'Used as', 'Status'],
    rows: report.accounts.map(({ id, name: called, unit, roles, status }) => [
      name(called),
      html`<code>${id}</code>`,
      name(unitName(unit)),
      roles.length > 0 ? joined(roles.map((role) => badge(role === 'management' ? 'alert' : 'plain', role)), ' ') : NONE,
      status === 'ACTIVE' ? 'active' : badge('warn', status.toLowerCase()),
    ]),
  });
  return { id: 'accounts', title: 'Accounts', body };
}

export function permissionSetsSection(report: AccessReport): Section {
  const body = table({
    id: 'permission-sets-table',
    caption: 'What each permission set is made of',
    columns: ['Permission set', 'What for', 'Session', 'Policies', 'Permissions boundary', { title: 'Inline policy', numeric: true }],
    rows: report.permissionSets.map((set) => [
      html`${name(set.name)}${set.privileged ? html`<br/>${PRIVILEGED}` : ''}${managementName(set)}`,
      name(set.description),
      html`<span class="whole">${timeSpan(set.sessionMinutes)}</span>`,
      policies(set),
      set.permissionsBoundary ? name(set.permissionsBoundary) : NONE,
      set.inlinePolicyBytes > 0 ? html`<span class="whole">${counted(set.inlinePolicyBytes, 'byte')}</span>` : NONE,
    ]),
  });
  return { id: 'permission-sets', title: 'Permission sets', body: html`${body}${assumed(report)}` };
}

function assumed(report: AccessReport): Markup {
  const coverage = coverageOf(report);
  return report.assumedPolicies.length === 0 ? NOTHING : table({
    id: 'assumed-policies',
    caption: 'Assumed to exist: customer managed policies that are not deployed with the sets that name them',
    columns: ['Policy', 'Permission sets', 'Needed in'],
    rows: report.assumedPolicies.map(({ policy, permissionSets, accountIds }) => [
      name(policy),
      names(permissionSets),
      accountIds.length > 0 ? coverageMarkup(coverage(accountIds)) : html`<span class="soft">no rule gives them</span>`,
    ]),
  });
}

function managementName({ managementName: called }: PermissionSetFacts): Markup {
  return called ? html`<br/><span class="soft">in the management account: ${name(called)}</span>` : NOTHING;
}

function policies({ managedPolicies, customerManagedPolicies }: PermissionSetFacts): Markup {
  if (managedPolicies.length + customerManagedPolicies.length === 0) {
    return NONE;
  }
  return html`<ul class="units">${managedPolicies.map((policy) => html`<li>${name(policy)} <span class="soft">AWS managed</span></li>`)}${
    customerManagedPolicies.map((policy) => html`<li>${name(policy)} <span class="soft">customer managed</span></li>`)}</ul>`;
}

export function trailSection(report: AccessReport): Section {
  const { trail } = report;
  const accounts = accountsById(report);
  const body = trail ? facts([
    ['Trail', name(trail.name)],
    ['Home Region', trail.homeRegion],
    ['Bucket', html`${name(trail.bucketName)} <span class="soft">in ${name(accountName(accounts, trail.bucketAccountId))} <code>${trail.bucketAccountId}</code></span>`],
    ['Key', name(trail.keyAlias)],
    ['Object Lock', html`${badge(trail.retentionMode === 'COMPLIANCE' ? 'good' : 'warn', trail.retentionMode)} ${retention(trail.retentionDays)}`],
    ['Organization trail', answer(trail.organizationTrail)],
    ['All Regions', answer(trail.multiRegion)],
    ['Global service events', answer(trail.globalServiceEvents)],
    ['Log file validation', answer(trail.logFileValidation)],
  ]) : note('This synth declares no organization trail.');
  return { id: 'trail', title: 'Audit trail', body };
}

function answer(yes: boolean): Markup {
  return yes ? badge('good', 'yes') : badge('alert', 'no');
}

export function stacksSection(report: AccessReport): Section {
  const accounts = accountsById(report);
  const body = report.stacks.length === 0 ? note('This synth declares no stack.') : table({
    id: 'stacks-table',
    caption: 'What is deployed where',
    columns: ['Stack', 'Account', 'Region', 'Holds'],
    rows: report.stacks.map(({ name: called, accountId, region, holds }) => [
      name(called),
      html`${name(accountName(accounts, accountId))} <code>${accountId}</code>`,
      region,
      name(holds),
    ]),
  });
  return { id: 'stacks', title: 'Stacks', body };
}

