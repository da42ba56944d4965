import { Duration } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CustomerManagedPolicy, PermissionSet, type PermissionSetProps, PermissionsBoundary } from '../../src';
import { permissionSetProblems } from '../../src/identity/domain/permission-set-problems';
import { codes, refusal } from '../support/messages';
import { smallOrganization } from '../support/small-organization';

const quotas = smallOrganization()._quotas();
const custom = (change: Partial<PermissionSetProps> = {}) => PermissionSet.custom({ name: 'Reader', description: 'Reads', managedPolicies: ['ReadOnlyAccess'], ...change });
const problems = (set: PermissionSet) => permissionSetProblems(set._data(), quotas).map(({ code }) => code);
const statement = (actions: string[], resources = ['*']) => new PolicyStatement({ actions, resources });
const policies = (count: number) => Array.from({ length: count }, (_, index) => `Policy${index}`);

const PRESETS: [string, PermissionSet, number, boolean][] = [
  ['Developer', PermissionSet.developer(), 480, false],
  ['DataEngineer', PermissionSet.dataEngineer(), 480, false],
  ['DevOps', PermissionSet.devOps(), 480, false],
  ['ReadOnly', PermissionSet.readOnly(), 480, false],
  ['BillingReadOnly', PermissionSet.billingReadOnly(), 480, false],
  ['DeveloperAccess', PermissionSet.developerAccess(), 480, false],
  ['DataAnalyst', PermissionSet.dataAnalyst(), 480, false],
  ['SecurityAuditor', PermissionSet.securityAuditor(), 480, false],
  ['Operator', PermissionSet.operator(), 480, false],
  ['Administrator', PermissionSet.administrator(), 240, true],
];

describe.each(PRESETS)('the preset %s', (name, preset, minutes, privileged) => {
  test('has its name, its session and its privilege, and nothing that Identity Center refuses', () => {
    expect(preset._data()).toMatchObject({ name, sessionMinutes: minutes, privileged });
    expect(problems(preset)).toEqual([]);
  });

  test('allows no action without limit unless it is privileged', () => {
    const allowed = preset._data().statements.filter(({ Effect: effect }) => effect === 'Allow').flatMap(({ Action }) => [Action].flat());
    expect(allowed).not.toContain('*');
    expect(preset._data().managedPolicies.includes('AdministratorAccess')).toBe(privileged);
  });
});

test.each<[string, string[], Partial<PermissionSetProps>]>([
  ['a name of 1 character', [], { name: 'R' }],
  ['a name of 32 characters', [], { name: 'R'.repeat(32) }],
  ['a name of 33 characters', ['PermissionSetName'], { name: 'R'.repeat(33) }],
  ['no name', ['PermissionSetName'], { name: '' }],
  ['a name with a space', ['PermissionSetName'], { name: 'Read Only' }],
  ['a name that ends in a line break', ['PermissionSetName'], { name: 'Reader\n' }],
  ['a description of 700 characters', [], { description: 'x'.repeat(700) }],
  ['a description of 701 characters', ['PermissionSetDescription'], { description: 'x'.repeat(701) }],
  ['no description', ['PermissionSetDescription'], { description: '' }],
  ['a session of 60 minutes', [], { sessionDuration: Duration.minutes(60) }],
  ['a session of 59 minutes', ['PermissionSetSession'], { sessionDuration: Duration.minutes(59) }],
  ['a session of 12 hours', [], { sessionDuration: Duration.hours(12) }],
  ['a session of 12 hours and a minute', ['PermissionSetSession'], { sessionDuration: Duration.minutes(721) }],
  ['a session of 90 minutes and a half', ['PermissionSetSession'], { sessionDuration: Duration.seconds(5430) }],
  ['ten managed policies', [], { managedPolicies: policies(10) }],
  ['eleven managed policies, five of them the customer’s', ['PermissionSetPolicies'], { managedPolicies: policies(6), customerManagedPolicies: policies(5).map((name) => CustomerManagedPolicy.existing(`own-${name}`)) }],
  ['a policy named twice', ['PermissionSetPolicyTwice'], { managedPolicies: ['ReadOnlyAccess', 'ReadOnlyAccess'] }],
  ['a customer managed policy whose path does not end in a slash', ['PermissionSetPolicyName'], { customerManagedPolicies: [CustomerManagedPolicy.existing('own', '/team')] }],
  ['a customer managed policy with a path', [], { customerManagedPolicies: [CustomerManagedPolicy.existing('own', '/team/')] }],
  ['a boundary whose name holds a path', ['PermissionSetPolicyName'], { permissionsBoundary: PermissionsBoundary.customerManaged('team/own') }],
  ['a boundary of AWS', [], { permissionsBoundary: PermissionsBoundary.awsManaged('job-function/ViewOnlyAccess') }],
  ['an AWS managed policy by its ARN', ['PermissionSetManagedPolicy'], { managedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'] }],
  ['an AWS managed policy without a name', ['PermissionSetManagedPolicy'], { managedPolicies: [''] }],
  ['an AWS managed policy that begins with a slash', ['PermissionSetManagedPolicy'], { managedPolicies: ['/AdministratorAccess'] }],
  ['a boundary of AWS by its ARN', ['PermissionSetManagedPolicy'], { permissionsBoundary: PermissionsBoundary.awsManaged('arn:aws:iam::aws:policy/ReadOnlyAccess') }],
  ['an AWS managed policy with a path', [], { managedPolicies: ['service-role/AWSLambdaRole'] }],
  ['nothing that it gives', ['PermissionSetEmpty'], { managedPolicies: [] }],
  ['a relay state over https', [], { relayState: 'https://console.aws.amazon.com/athena/home' }],
  ['a relay state over http', ['PermissionSetRelayState'], { relayState: 'http://console.aws.amazon.com' }],
  ['a relay state of 241 characters', ['PermissionSetRelayState'], { relayState: `https://${'x'.repeat(233)}` }],
  ['a relay state of 240 characters', [], { relayState: `https://${'x'.repeat(232)}` }],
  ['a tag of AWS', ['PermissionSetTag'], { tags: { 'aws:team': 'x' } }],
  ['a tag value of 257 characters', ['PermissionSetTag'], { tags: { team: 'x'.repeat(257) } }],
  ['a tag value of 256 characters', [], { tags: { team: 'x'.repeat(256) } }],
  ['forty-nine tags, beside the one that is ours', [], { tags: Object.fromEntries(policies(49).map((name) => [name, ''])) }],
  ['fifty tags', ['PermissionSetTag'], { tags: Object.fromEntries(policies(50).map((name) => [name, ''])) }],
  ['no limit, said not to be privileged', ['PermissionSetPrivileged'], { managedPolicies: ['AdministratorAccess'], privileged: false }],
])('a set with %s: %j', (_, expected, change) => {
  expect(problems(custom(change))).toEqual(expected);
});

test('the inline policy may have exactly as many bytes without white space as the quota says', () => {
  const sized = (bytes: number) => {
    const empty = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '' }] }).length;
    return custom({ statements: [statement(['s3:GetObject'], ['x'.repeat(bytes - empty)])] });
  };
  expect(problems(sized(10240))).toEqual([]);
  expect(problems(sized(10241))).toEqual(['PermissionSetInlineSize']);
});

test.each<[string, boolean, Partial<PermissionSetProps>]>([
  ['AdministratorAccess', true, { managedPolicies: ['AdministratorAccess'] }],
  ['IAMFullAccess', true, { managedPolicies: ['IAMFullAccess'] }],
  ['the action *', true, { statements: [statement(['*'])] }],
  ['the action iam:*', true, { statements: [statement(['s3:Get*', 'iam:*'])] }],
  ['the action IAM:*, whose case IAM ignores', true, { statements: [statement(['IAM:*'])] }],
  ['everything but some actions', true, { statements: [new PolicyStatement({ notActions: ['s3:*'], resources: ['*'] })] }],
  ...['AddUserToGroup', 'AttachRolePolicy', 'CreateAccessKey', 'CreateLoginProfile', 'CreatePolicyVersion', 'PassRole', 'PutRolePermissionsBoundary', 'PutRolePolicy', 'PutUserPolicy',
    'UpdateAssumeRolePolicy']
    .map((action): [string, boolean, Partial<PermissionSetProps>] => [`the action iam:${action} on every resource`, true, { statements: [statement([`iam:${action}`])] }]),
  ['the action * on two patterns that cover everything', true, { statements: [statement(['*'], ['arn:aws:iam::*:*', 'arn:*'])] }],
  ['the action iam:* on every role', true, { statements: [statement(['iam:*'], ['arn:aws:iam::*:role/*'])] }],
  ['the action iam:* on every role of China', true, { statements: [statement(['iam:*'], ['arn:aws-cn:iam::*:role/*'])] }],
  ['the actions of Identity Center', true, { statements: [statement(['sso:*'])] }],
  ['the policy that administers Identity Center', true, { managedPolicies: ['AWSSSOMasterAccountAdministrator'] }],
  ['the action s3:* on everything', false, { statements: [statement(['s3:*'])] }],
  ['the action iam:PassRole on roles of one path', false, { statements: [statement(['iam:PassRole'], ['arn:aws:iam::*:role/application/*'])] }],
  ['the action iam:PutRolePolicy on roles of one path', false, { statements: [statement(['iam:PutRolePolicy'], ['arn:aws:iam::*:role/application/*'])] }],
  ['the actions iam:Get* and iam:List*', false, { statements: [statement(['iam:Get*', 'iam:List*'])] }],
  ['everything but IAM, which leaves Identity Center', true, { statements: [new PolicyStatement({ notActions: ['iam:*', 'organizations:*'], resources: ['*'] })] }],
  ['everything but IAM and Identity Center', false, { statements: [new PolicyStatement({ notActions: ['iam:*', 'sso:*'], resources: ['*'] })] }],
  ['a denial of *', false, { statements: [new PolicyStatement({ effect: Effect.DENY, actions: ['*'], resources: ['*'] })] }],
  ['ReadOnlyAccess', false, {}],
])('a set with %s is privileged without saying so: %s', (_, privileged, change) => {
  expect(custom(change).privileged).toBe(privileged);
});

test('a privileged set lasts an hour by default, others eight', () => {
  expect(custom({ privileged: true })._data().sessionMinutes).toBe(60);
  expect(custom()._data().sessionMinutes).toBe(480);
});

test('a statement with a principal belongs to a resource, not to a permission set', () => {
  const wrong = new PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'], principals: [new AnyPrincipal()] });
  expect(codes(refusal(() => custom({ statements: [wrong] })))).toEqual(['PermissionSetStatement']);
});

test('leaving every optional prop out gives no policy, no boundary and no privilege beyond what was written', () => {
  const set = PermissionSet.custom({ name: 'Bare', description: 'Bare' });
  expect(set._data()).toMatchObject({ managedPolicies: [], customerManagedPolicies: [], statements: [], privileged: false, tags: {} });
});
