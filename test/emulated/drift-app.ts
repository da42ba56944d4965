// The app that drift.test.ts deploys: two permission sets, who holds them, and the check of both, for the organization in the working directory.
import { readFileSync } from 'node:fs';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import { AccessDrift, AccessRecords, Accounts, Organization, PermissionSet, UndeclaredAssignments } from '../../src';
import { accessMatrix } from '../../src/identity/domain/access-matrix';
import { desiredAccess } from '../../src/identity/domain/desired-access';
import { nativePlan } from '../../src/identity/domain/native-plan';
import { GroupDirectory } from '../../src/identity/group-directory';
import { NativeAssignments } from '../../src/identity/native-assignments';

const { removes }: { removes: boolean } = JSON.parse(readFileSync('input.json', 'utf8'));
const organization = Organization.fromSnapshot('organization.json');
const stack = new Stack(new App(), 'Identity', { env: { account: organization.account('audit').accountId, region: 'us-east-1' } });

const sets = [PermissionSet.readOnly({ name: 'Reader' }), PermissionSet.readOnly({ name: 'Auditor' })].map((set) => set._data());
const rules = [
  { group: 'readers', permissionSet: 'Reader', accounts: Accounts.named('sandbox', 'production')._selection() },
  { group: 'readers', permissionSet: 'Auditor', accounts: Accounts.named('production')._selection() },
];
const { assignments } = accessMatrix({ permissionSets: sets, rules }, organization._directory(), organization._quotas(), '2026-11-01');
const { instanceArn } = organization.identityCenter!;
const inlinePolicy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }] };
const setArn = (name: string) => new CfnPermissionSet(stack, name, { instanceArn, name, inlinePolicy }).attrPermissionSetArn;
const setArns = Object.fromEntries(sets.map(({ name }) => [name, setArn(name)]));
const directory = new GroupDirectory(stack, 'Directory', organization, { used: ['readers'], all: ['readers'] });

const records = new AccessRecords(stack, 'Records', { organization });
const desired = desiredAccess({
  organizationId: organization.organizationId, managementAccountId: organization.managementAccount.accountId, sets: sets.map(({ name }) => name),
  assignments, rules, directory: organization._directory(),
});
const document = records._declare({ desired, setArns, groupIds: { readers: directory.groupId('readers') }, limits: { most: 50, advice: '' } });
new NativeAssignments(stack, 'Native', {
  instanceArn, plan: nativePlan(assignments, organization._quotas()), setArn: (set) => setArns[set], groupId: (group) => directory.groupId(group),
  brake: document, handOver: false,
});
const drift = new AccessDrift(stack, 'Drift', {
  organization, records, undeclared: removes ? UndeclaredAssignments.remove({ protectedAccounts: Accounts.named('production') }) : undefined,
});
// somebody who administers the account, by a policy that the emulator can read.
new CfnRole(stack, 'Operator', {
  roleName: 'operator',
  assumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${organization.managementAccount.accountId}:root` } }],
  },
  policies: [{ policyName: 'All', policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }],
});
new CfnOutput(stack, 'StateMachine', { value: drift.stateMachineArn });
