import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Accounts, BreakGlass, type BreakGlassProps, Organization, OrganizationFeatures } from '../../src';
import { FIRST, SECOND, trustingOrganization } from '../support/break-glass-fixture';
import { codes, refusal } from '../support/messages';
import { nagFindings } from '../support/nag';
import { MANAGEMENT, PRODUCTION, SANDBOX, smallOrganization, smallSnapshot } from '../support/small-organization';

function made(change: Partial<BreakGlassProps> = {}, app = new App()) {
  const stack = new Stack(app, 'Stack', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  const breakGlass = new BreakGlass(stack, 'BreakGlass', {
    organization: trustingOrganization(), accounts: Accounts.named('production', 'sandbox', 'management'), trustedUsers: [SECOND, FIRST], ...change,
  });
  return { app, stack, breakGlass, template: () => Template.fromStack(stack) };
}

test('a StackSet makes the role in the chosen member accounts only, and is kept when it leaves the template', () => {
  const { template } = made();
  template().hasResource('AWS::CloudFormation::StackSet', {
    DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain',
    Properties: {
      StackSetName: 'zero-trust-break-glass', PermissionModel: 'SERVICE_MANAGED', AutoDeployment: { Enabled: false },
      StackInstancesGroup: [{ Regions: ['eu-west-1'], DeploymentTargets: { OrganizationalUnitIds: ['r-root'], AccountFilterType: 'INTERSECTION', Accounts: [PRODUCTION, SANDBOX] } }],
    },
  });
});

test('the role of the management account is one of the stack, kept when it leaves the template', () => {
  made().template().hasResource('AWS::IAM::Role', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: { RoleName: 'zero-trust-break-glass', Path: '/member-zero-trust/', MaxSessionDuration: 3600, ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
  });
});

test('accounts that are not chosen get nothing', () => {
  const members = made({ accounts: Accounts.named('sandbox') }).template();
  expect(Object.keys(members.findResources('AWS::IAM::Role', { Properties: { RoleName: 'zero-trust-break-glass' } }))).toEqual([]);
  made({ accounts: Accounts.named('management') }).template().resourceCountIs('AWS::CloudFormation::StackSet', 0);
});

test('the people may take the role, by a policy of their own', () => {
  made().template().hasResourceProperties('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'zero-trust-break-glass', Users: ['first', 'second'] });
});

test('the check may read what it looks at, and nothing where there is nothing to look at', () => {
  const actions = (accounts: Accounts) => {
    const roles = Object.values(made({ accounts }).template().findResources('AWS::IAM::Role', { Properties: { Path: '/zero-trust/break-glass/' } }));
    return roles.flatMap(({ Properties }) => Properties.Policies[0].PolicyDocument.Statement.flatMap(({ Action }: any) => Action)).sort();
  };
  const looking = ['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'];
  const members = ['organizations:DescribePolicy', 'organizations:ListParents', 'organizations:ListPoliciesForTarget', 'sts:AssumeRole'];
  const always = ['iam:ListMFADevices', 'logs:CreateLogStream', 'logs:PutLogEvents'];
  expect(actions(Accounts.named('management'))).toEqual([...always, ...looking].sort());
  expect(actions(Accounts.named('sandbox'))).toEqual([...always, ...members].sort());
  expect(actions(Accounts.all())).toEqual([...always, ...looking, ...members].sort());
});

test('a use, a finding, silence, a failure and a lost event each tell', () => {
  const { template, breakGlass } = made({ alarmActions: ['arn:aws:sns:eu-west-1:000000000001:woken'] });
  expect(breakGlass.alarms).toHaveLength(5);
  const alarms = Object.values(template().findResources('AWS::CloudWatch::Alarm'));
  expect(alarms.map(({ Properties }) => Properties.AlarmActions)).toEqual(alarms.map(() => ['arn:aws:sns:eu-west-1:000000000001:woken']));
  template().hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Used', TreatMissingData: 'notBreaching', Threshold: 1 });
  template().hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Findings', TreatMissingData: 'ignore' });
  // the longest that CloudWatch looks back is seven days.
  template().hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'ChecksCompleted', TreatMissingData: 'breaching', Period: 3600, EvaluationPeriods: 49 });
  template().hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)' });
  template().hasResourceProperties('AWS::Events::Rule', { EventPattern: Match.objectLike({ 'detail-type': Match.arrayWith(['AWS API Call via CloudTrail']) }) });
});

test('whoever watches every Region may leave the alarm over uses out, and nobody else loses one', () => {
  const { template, breakGlass } = made({ alarmOnUse: false });
  expect(breakGlass.alarms).toHaveLength(4);
  const patterns = Object.values(template().findResources('AWS::Events::Rule')).map(({ Properties }) => Properties.EventPattern?.source);
  expect(patterns).toEqual([undefined, ['aws.cloudformation']]);
});

test('what the check is told has room in the environment of a function, at its longest', () => {
  const snapshot = smallSnapshot();
  snapshot.EnabledServicePrincipals.push({ ServicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com' });
  const [, account] = snapshot.Accounts;
  snapshot.Accounts.push(...Array.from({ length: 195 }, (_, index) => ({ ...account, Id: String(index + 100).padStart(12, '0'), Name: `team-${index}` })));
  const text = JSON.parse(JSON.stringify(snapshot).replaceAll('o-smallorgan', `o-${'x'.repeat(32)}`).replaceAll('eu-west-1', 'ap-southeast-5'));
  const stack = new Stack(new App(), 'Stack', { env: { account: MANAGEMENT, region: 'ap-southeast-5' } });
  new BreakGlass(stack, 'BreakGlass', {
    organization: Organization.fromObject(text), accounts: Accounts.all(), managedPolicy: 'p'.repeat(128),
    trustedUsers: [1, 2, 3, 4, 5].map((n) => `arn:aws:iam::${MANAGEMENT}:user/${'p'.repeat(63)}/${'n'.repeat(63)}${n}`),
  });
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  const { ACCOUNTS } = Properties.Environment.Variables;
  expect(ACCOUNTS.split(',')).toHaveLength(200);
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  expect(JSON.stringify(Properties.Environment.Variables).length).toBeLessThanOrEqual(4_096);
});

test('the roles are named for whoever exempts them', () => {
  const { breakGlass } = made();
  expect(breakGlass.rolePattern).toBe('arn:aws:iam::*:role/member-zero-trust/zero-trust-break-glass');
  expect(breakGlass.roleArns).toEqual([MANAGEMENT, PRODUCTION, SANDBOX].map((id) => breakGlass.rolePattern.replace('*', id)));
});

test('the runbook is in the cloud assembly', () => {
  const { app, breakGlass } = made();
  const { directory } = app.synth();
  expect(readFileSync(join(directory, 'break-glass', 'RUNBOOK.md'), 'utf8')).toBe(breakGlass.runbook);
});

test('each organization of an app has a runbook of its own', () => {
  const { app } = made();
  const other = smallOrganization((snapshot) => {
    snapshot.Organization.Id = 'o-otherorgan';
  });
  new BreakGlass(new Stack(app, 'Other', { env: { account: MANAGEMENT, region: 'eu-west-1' } }), 'BreakGlass', {
    organization: other, accounts: Accounts.named('management'), trustedUsers: [FIRST, SECOND],
  });
  const { directory } = app.synth();
  expect(['o-smallorgan', 'o-otherorgan'].map((id) => existsSync(join(directory, `break-glass-${id}`, 'RUNBOOK.md')))).toEqual([true, true]);
});

test('StackSets are waited for where this app has them trusted', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  const organization = smallOrganization();
  new OrganizationFeatures(stack, 'Features', { organization, policyTypes: [], trustedServices: ['member.org.stacksets.cloudformation.amazonaws.com'] });
  new BreakGlass(stack, 'BreakGlass', { organization, accounts: Accounts.named('sandbox'), trustedUsers: [FIRST, SECOND] });
  const [{ DependsOn }] = Object.values(Template.fromStack(stack).findResources('AWS::CloudFormation::StackSet'));
  expect(DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^Features/)]));
});

test.each<[string, string[] | undefined, Partial<BreakGlassProps>]>([
  ['one hour', undefined, { sessionDuration: Duration.hours(1) }],
  ['four hours', undefined, { sessionDuration: Duration.hours(4) }],
  ['59 minutes', ['BreakGlassSession'], { sessionDuration: Duration.minutes(59) }],
  ['241 minutes', ['BreakGlassSession'], { sessionDuration: Duration.minutes(241) }],
  ['one user', ['BreakGlassUsers'], { trustedUsers: [FIRST] }],
  ['one user twice', ['BreakGlassUsers'], { trustedUsers: [FIRST, FIRST] }],
  ['five users', undefined, { trustedUsers: [1, 2, 3, 4, 5].map((n) => `${FIRST}${n}`) }],
  ['six users', ['BreakGlassUsers'], { trustedUsers: [1, 2, 3, 4, 5, 6].map((n) => `${FIRST}${n}`) }],
  ['a wildcard', ['BreakGlassUser'], { trustedUsers: [FIRST, `arn:aws:iam::${MANAGEMENT}:user/*`] }],
  ['root', ['BreakGlassUser'], { trustedUsers: [FIRST, `arn:aws:iam::${MANAGEMENT}:root`] }],
  ['a role', ['BreakGlassUser'], { trustedUsers: [FIRST, `arn:aws:iam::${MANAGEMENT}:role/admin`] }],
  ['a user of a member account', ['BreakGlassUser'], { trustedUsers: [FIRST, `arn:aws:iam::${SANDBOX}:user/second`] }],
  ['a user of another partition', ['BreakGlassUser'], { trustedUsers: [FIRST, SECOND.replace('arn:aws:', 'arn:aws-cn:')] }],
  ['everybody', ['BreakGlassUser'], { trustedUsers: [FIRST, '*'] }],
  ['a user of 128 characters', undefined, { trustedUsers: [FIRST, `arn:aws:iam::${MANAGEMENT}:user/${'p'.repeat(63)}/${'n'.repeat(64)}`] }],
  ['a user of 129 characters', ['BreakGlassUser'], { trustedUsers: [FIRST, `arn:aws:iam::${MANAGEMENT}:user/${'p'.repeat(64)}/${'n'.repeat(64)}`] }],
  ['a user without a name', ['BreakGlassUser'], { trustedUsers: [FIRST, `arn:aws:iam::${MANAGEMENT}:user/`] }],
  ['a policy by its ARN', ['BreakGlassPolicy'], { managedPolicy: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
  ['a policy of job functions', undefined, { managedPolicy: 'job-function/SystemAdministrator' }],
  ['an unknown account', ['AccountUnknown'], { accounts: Accounts.named('sandbx') }],
  ['StackSets that are not trusted', ['StackSetsNotTrusted'], { organization: smallOrganization() }],
  ['the management account alone, which needs no StackSet', undefined, { organization: smallOrganization(), accounts: Accounts.named('management') }],
])('%s: %j', (_what, refused, change) => {
  if (refused === undefined) {
    expect(() => made(change)).not.toThrow();
  } else {
    expect(codes(refusal(() => made(change)))).toEqual(refused);
  }
});

test('everything that is wrong is said at once', () => {
  const wrong = () => new BreakGlass(new Stack(new App(), 'Stack', { env: { account: SANDBOX, region: 'us-east-1' } }), 'BreakGlass', {
    organization: smallOrganization(), accounts: Accounts.named('nobody'), trustedUsers: [], sessionDuration: Duration.hours(12), managedPolicy: '',
  });
  expect(codes(refusal(wrong))).toEqual(['AccountUnknown', 'BreakGlassUsers', 'BreakGlassSession', 'BreakGlassPolicy', 'StackAccount', 'StackRegion']);
});

test('cdk-nag finds nothing', () => {
  expect(nagFindings(made().app)).toEqual([]);
});
