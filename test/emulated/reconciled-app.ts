// The app that reconciled.test.ts deploys: two permission sets and a reconciler, for the organization and the rules in the working directory.
import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import { Accounts, Organization, PermissionSet } from '../../src';
import { AccessRecords } from '../../src/identity/access-records';
import { accessMatrix } from '../../src/identity/domain/access-matrix';
import { desiredAccess } from '../../src/identity/domain/desired-access';
import { nativePlan } from '../../src/identity/domain/native-plan';
import { GroupDirectory } from '../../src/identity/group-directory';
import { NativeAssignments } from '../../src/identity/native-assignments';
import { OrganizationEventForwarding } from '../../src/identity/organization-event-forwarding';
import { ReconciledAssignments } from '../../src/identity/reconciled-assignments';

interface Input {
  readonly engine: 'reconciled' | 'native' | 'handOver';
  readonly maxRemovals: number;
  readonly rules: { readonly group: string; readonly permissionSet: string; readonly accounts: string[] }[];
}

const { engine, maxRemovals, rules }: Input = JSON.parse(readFileSync('input.json', 'utf8'));
const organization = Organization.fromSnapshot('organization.json');
const account = organization._find('audit');
const app = new App();
const stack = new Stack(app, 'Identity', { env: { account: 'account' in account ? account.account.id : '', region: 'us-east-1' } });

const sets = [PermissionSet.readOnly({ name: 'Reader' }), PermissionSet.readOnly({ name: 'Writer' })].map((set) => set._data());
const selected = (names: string[]) => (names[0].startsWith('/') ? Accounts.under(...names.map((name) => name.slice(1))) : Accounts.named(...names))._selection();
const ruleData = rules.map(({ accounts, ...rule }) => ({ ...rule, accounts: selected(accounts) }));
const matrix = accessMatrix({ permissionSets: sets, rules: ruleData }, organization._directory(), organization._quotas(), '2026-11-01');
const { instanceArn } = organization.identityCenter!;
const inlinePolicy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }] };
const made = sets.map(({ name }) => new CfnPermissionSet(stack, name, { instanceArn, name, inlinePolicy }));
const setArns = Object.fromEntries(made.map(({ name, attrPermissionSetArn }) => [name, attrPermissionSetArn]));
const groups = rules.map(({ group }) => group);
const directory = new GroupDirectory(stack, 'Directory', organization, { used: groups, all: groups });

if (engine === 'reconciled') {
  const records = new AccessRecords(stack, 'Records', { organization });
  const desired = desiredAccess({
    organizationId: organization.organizationId, managementAccountId: organization.managementAccount.accountId, sets: sets.map(({ name }) => name),
    assignments: matrix.assignments, rules: ruleData, directory: organization._directory(),
  });
  const limits = { most: maxRemovals, advice: 'Raise `maxRemovals` of AssignmentEngine.reconciled() for this deployment.' };
  const groupIds = Object.fromEntries(groups.map((group) => [group, directory.groupId(group)]));
  const document = records._declare({ desired, setArns, groupIds, limits });
  new ReconciledAssignments(stack, 'Assignments', {
    organization, records, document, limits, assignmentsByAccount: [matrix.assignments.length], setsPerAccount: 2,
  });
  const global = new Stack(app, 'ManagementGlobal', { env: { account: organization.managementAccount.accountId, region: 'us-east-1' } });
  new OrganizationEventForwarding(global, 'Events', { organization, identityAccount: 'audit' });
} else {
  new NativeAssignments(stack, 'Native', {
    instanceArn, plan: nativePlan(matrix.assignments, organization._quotas()), handOver: engine === 'handOver',
    setArn: (set) => setArns[set], groupId: (group) => directory.groupId(group),
  });
}
