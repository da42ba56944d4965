import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { OrganizationFeatures } from '../../src';
import { keepDenialPolicies } from '../../src/containment/runtime/keep-denial-policies';
import { SessionDenialPolicies, type SessionDenialPoliciesProps } from '../../src/containment/session-denial-policies';
import { refusal } from '../support/messages';
import { nagFindings } from '../support/nag';
import { AUDIT, MANAGEMENT, SANDBOX, WORKLOADS_UNIT, scp, smallOrganization } from '../support/small-organization';
import { allowedActions, deployed, only, templateVerdict } from '../support/template-verdict';

function made(change: Partial<SessionDenialPoliciesProps> = {}, account = MANAGEMENT) {
  const app = new App();
  const stack = new Stack(app, 'Management', { env: { account, region: 'us-east-1' } });
  const policies = new SessionDenialPolicies(stack, 'Denials', { organization: smallOrganization(), identityAccount: 'audit', ...change });
  return { app, stack, policies };
}

const synth = (change?: Partial<SessionDenialPoliciesProps>) => Template.fromStack(made(change).stack);

const POLICY = `arn:aws:organizations::${MANAGEMENT}:policy/o-smallorgan/service_control_policy`;
const ROOT = `arn:aws:organizations::${MANAGEMENT}:root/o-smallorgan/r-root`;
const MANAGEMENT_POLICY = `arn:aws:iam::${MANAGEMENT}:policy/zero-trust/zero-trust-session-denial`;
/** What is known once it is deployed. */
const known = (reference: any) => (reference['Fn::GetAtt']?.[1].startsWith('PolicyArn') ? `${POLICY}/p-ours${reference['Fn::GetAtt'][1].slice(9)}` : 'arn:aws:logs:::own-log');

function writer(template = synth()) {
  const { Properties } = only(template, 'AWS::IAM::Role', 'DenialsWriter');
  const [trust, policy] = [Properties.AssumeRolePolicyDocument, Properties.Policies[0].PolicyDocument].map((document) => deployed(document, known));
  return { trust, policy, properties: Properties };
}

const keeper = (template = synth()) => deployed(only(template, 'AWS::IAM::Role', 'DenialsKeep').Properties.Policies[0].PolicyDocument, known);

describe('the role that writes', () => {
  test.each([
    ['changes what the first of ours says', 'organizations:UpdatePolicy', `${POLICY}/p-ours1`, 'allowed'],
    ['changes what the second of ours says', 'organizations:UpdatePolicy', `${POLICY}/p-ours2`, 'allowed'],
    ['reads what ours say', 'organizations:DescribePolicy', `${POLICY}/p-ours2`, 'allowed'],
    ['finds them by their names', 'organizations:ListPolicies', '*', 'allowed'],
    ['changes the policy of IAM', 'iam:CreatePolicyVersion', MANAGEMENT_POLICY, 'allowed'],
    ['makes room for its next version', 'iam:DeletePolicyVersion', MANAGEMENT_POLICY, 'allowed'],
    ['changes no other policy', 'organizations:UpdatePolicy', `${POLICY}/p-other`, 'implicitly-denied'],
    ['reads no other policy', 'organizations:DescribePolicy', `${POLICY}/p-other`, 'implicitly-denied'],
    ['detaches none', 'organizations:DetachPolicy', `${POLICY}/p-ours1`, 'implicitly-denied'],
    ['deletes none', 'organizations:DeletePolicy', `${POLICY}/p-ours1`, 'implicitly-denied'],
    ['attaches none', 'organizations:AttachPolicy', ROOT, 'implicitly-denied'],
    ['makes none', 'organizations:CreatePolicy', '*', 'implicitly-denied'],
    ['deletes no policy of IAM', 'iam:DeletePolicy', MANAGEMENT_POLICY, 'implicitly-denied'],
    ['changes no other policy of IAM', 'iam:CreatePolicyVersion', `arn:aws:iam::${MANAGEMENT}:policy/zero-trust/other`, 'implicitly-denied'],
    ['gives no role a policy', 'iam:AttachRolePolicy', `arn:aws:iam::${MANAGEMENT}:role/any`, 'implicitly-denied'],
    ['takes no role', 'sts:AssumeRole', `arn:aws:iam::${MANAGEMENT}:role/any`, 'implicitly-denied'],
  ])('%s', (_, action, resource, expected) => {
    const principal = `arn:aws:iam::${MANAGEMENT}:role/zero-trust-deny-writer`;
    expect(templateVerdict({ principal, action, resource, identity: writer().policy })).toBe(expected);
  });

  test.each([
    ['the function that denies', AUDIT, 'zero-trust/containment/worker', 'allowed'], ['an administrator there', AUDIT, 'Administrator', 'implicitly-denied'],
    ['another function of ours', AUDIT, 'zero-trust/elevation/end', 'implicitly-denied'], ['a role of such a path elsewhere', SANDBOX, 'zero-trust/containment/worker', 'implicitly-denied'],
    ['a role whose name looks like the path', AUDIT, 'zero-trust-containment', 'implicitly-denied'],
  ])('whether it is taken by %s', (_, account, role, expected) => {
    const resource = `arn:aws:iam::${MANAGEMENT}:role/zero-trust-deny-writer`;
    const asked = { principal: `arn:aws:iam::${account}:role/${role}`, action: 'sts:AssumeRole', resource, resourceAccount: MANAGEMENT, onResource: writer().trust };
    expect(templateVerdict(asked)).toBe(expected);
  });

  test('is taken for an hour at most, by the name that the other account knows', () => {
    expect(writer().properties).toMatchObject({ RoleName: 'zero-trust-deny-writer', MaxSessionDuration: 3_600 });
  });
});

describe('what deploys the policies', () => {
  test.each([
    ['makes one', 'organizations:CreatePolicy', '*', 'allowed'], ['attaches one', 'organizations:AttachPolicy', `${POLICY}/p-ours1`, 'allowed'],
    ['attaches to the root', 'organizations:AttachPolicy', ROOT, 'allowed'],
    ['attaches to no unit', 'organizations:AttachPolicy', `arn:aws:organizations::${MANAGEMENT}:ou/o-smallorgan/${WORKLOADS_UNIT}`, 'implicitly-denied'],
    ['attaches to no account', 'organizations:AttachPolicy', `arn:aws:organizations::${MANAGEMENT}:account/o-smallorgan/${SANDBOX}`, 'implicitly-denied'],
    ['writes none', 'organizations:UpdatePolicy', `${POLICY}/p-ours1`, 'implicitly-denied'], ['detaches none', 'organizations:DetachPolicy', ROOT, 'implicitly-denied'],
    ['deletes none', 'organizations:DeletePolicy', `${POLICY}/p-ours1`, 'implicitly-denied'],
    ['makes the policy of IAM', 'iam:CreatePolicy', MANAGEMENT_POLICY, 'allowed'], ['makes no other', 'iam:CreatePolicy', `${MANAGEMENT_POLICY}-2`, 'implicitly-denied'],
    ['writes the policy of IAM never again', 'iam:CreatePolicyVersion', MANAGEMENT_POLICY, 'implicitly-denied'],
    ['deletes it never', 'iam:DeletePolicy', MANAGEMENT_POLICY, 'implicitly-denied'],
  ])('%s', (_, action, resource, expected) => {
    const principal = `arn:aws:iam::${MANAGEMENT}:role/zero-trust/keep`;
    expect(templateVerdict({ principal, action, resource, identity: keeper() })).toBe(expected);
  });

  test('may nothing else', () => {
    expect(allowedActions(keeper())).toEqual([
      'iam:CreatePolicy', 'iam:GetPolicy', 'logs:CreateLogStream', 'logs:PutLogEvents', 'organizations:AttachPolicy', 'organizations:CreatePolicy',
      'organizations:ListPolicies', 'organizations:ListTargetsForPolicy',
    ]);
  });

  test('is told names and where, and nothing of what a policy says, so that no deployment changes that', () => {
    const { Properties, DeletionPolicy, UpdateReplacePolicy } = only(synth(), 'Custom::SessionDenialPolicies');
    expect(Object.keys(Properties).sort()).toEqual([
      'Description', 'ManagementPolicyName', 'ManagementPolicyPath', 'Partition', 'PolicyNames', 'RootId', 'ServiceTimeout', 'ServiceToken',
    ]);
    expect(JSON.stringify(Properties)).not.toMatch(/Statement|Effect|Deny|Condition|UserId|2012-10-17/);
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });

  test('waits for service control policies to be enabled', () => {
    const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'us-east-1' } });
    const organization = smallOrganization();
    new OrganizationFeatures(stack, 'Features', { organization });
    new SessionDenialPolicies(stack, 'Denials', { organization, identityAccount: 'audit' });
    expect(JSON.stringify(only(Template.fromStack(stack), 'Custom::SessionDenialPolicies').DependsOn)).toContain('Features');
  });
});

test.each([[1, 1], [undefined, 2], [5, 5]])('with %s policies, the writer has %d and their names say which', (policies, count) => {
  const { stack, policies: construct } = made(policies === undefined ? {} : { policies });
  expect(construct.policyNames).toEqual(Array.from({ length: count }, (_, nth) => `zero-trust-session-denial-${nth + 1}`));
  expect(only(Template.fromStack(stack), 'Custom::SessionDenialPolicies').Properties.PolicyNames).toEqual(construct.policyNames);
  expect(writer(Template.fromStack(stack)).policy.Statement[0].Resource).toEqual(construct.policyNames.map((_, nth) => `${POLICY}/p-ours${nth + 1}`));
});

test.each([0, 6, 1.5, NaN])('%s policies are refused', (policies) => {
  expect(refusal(() => made({ policies }))).toBe([
    `[SessionDenialPolicies] 'policies' is ${policies}; it must be a whole number from 1 to 5`, '  fix: two are enough for some hundred people who leave within twelve hours',
    '  at: Management/Denials',
  ].join('\n'));
});

test('everything that is wrong is said at once', () => {
  expect(refusal(() => made({ identityAccount: 'nobody', policies: 9 }, AUDIT))).toBe([
    '3 problems',
    "[AccountUnknown] there is no account 'nobody' among the 5 of the organization",
    "  fix: choose among 'audit', 'log-archive', 'management', 'production', 'sandbox'",
    "[SessionDenialPolicies] 'policies' is 9; it must be a whole number from 1 to 5",
    '  fix: two are enough for some hundred people who leave within twelve hours',
    "[StackAccount] the stack 'Management' is in account 000000000002; what keeps the policies that deny sessions works only in the management account (000000000001)",
    "  fix: give the stack env.account '000000000001'",
    '  at: Management/Denials',
  ].join('\n'));
});

test('cdk-nag finds nothing', () => {
  expect(nagFindings(made().app)).toEqual([]);
});

test('asking for fewer policies than the organization has is refused, and a deployment that goes back to fewer takes none away', async () => {
  const organization = smallOrganization((snapshot) => snapshot.Policies.push(...[1, 2, 3].map((number) => (
    scp(`p-denial000${number}`, `zero-trust-session-denial-${number}`, ['r-root'])))));
  const asked = (policies: number) => made({ organization, policies });
  expect(refusal(() => asked(2))).toContain("'policies' is 2, and the organization has 3 already");
  expect(() => asked(3)).not.toThrow();
  const calls: string[] = [];
  const admin = {
    find: async (name: string) => ({ id: name, arn: `arn:${name}` }), create: async () => { throw new Error('nothing is made'); }, targets: async () => ['r-root'],
    attach: async () => void calls.push('attach'), managementPolicyExists: async () => true, createManagementPolicy: async () => void calls.push('create'),
  };
  const { policyArns } = await keepDenialPolicies({
    partition: 'aws', names: ['d-1', 'd-2'], rootId: 'r-root', description: '', managementPolicy: { name: 'd', path: '/' },
  }, admin);
  expect([policyArns, calls]).toEqual([['arn:d-1', 'arn:d-2'], []]);
});
