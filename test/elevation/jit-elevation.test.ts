import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Accounts, PermissionSet } from '../../src';
import { ElevationBackend } from '../../src/elevation/elevation-backend';
import { ElevationLeases } from '../../src/elevation/elevation-leases';
import { GrantedRoles, concrete, madeArn } from '../support/granted-roles';
import { type ElevationWorld, POLICY, jitElevation } from '../support/jit-elevation';
import { codes, refusal } from '../support/messages';
import { nagFindings } from '../support/nag';
import { AUDIT, MANAGEMENT, PRODUCTION, SANDBOX } from '../support/small-organization';

const EVERYWHERE: ElevationWorld = {
  props: { policies: [{ ...POLICY, accounts: Accounts.all() }], logArchiveAccount: 'log-archive' }, catalog: { lentInManagement: ['Administrator'] },
};

const templateOf = (world?: ElevationWorld) => Template.fromStack(jitElevation(world).stack);
const account = (id: string) => `arn:aws:sso:::account/${id}`;

function rolesOf(world?: ElevationWorld) {
  const template = templateOf(world);
  const sets = Object.entries(template.findResources('AWS::SSO::PermissionSet'));
  const setArn = (name: string) => madeArn(sets.find(([, { Properties }]) => Properties.Name === name)![0]);
  return { template, setArn, roles: new GrantedRoles(template, world?.account ?? AUDIT) };
}

describe('of all roles of the stack', () => {
  const LENDS = ['ElevationFunctionsLendRole'];

  test('one can assign a set that is lent, and it can assign no other, nowhere else', () => {
    const { roles, setArn } = rolesOf();
    expect(roles.whoMay('sso:CreateAccountAssignment', setArn('Administrator'))).toEqual(LENDS);
    expect(roles.whoMay('sso:CreateAccountAssignment', account(PRODUCTION))).toEqual(LENDS);
    expect(roles.whoMay('sso:CreateAccountAssignment', setArn('ReadOnly'))).toEqual([]);
    expect(roles.whoMay('sso:CreateAccountAssignment', 'arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-somebodys')).toEqual([]);
    expect(roles.whoMay('sso:CreateAccountAssignment', account(SANDBOX))).toEqual([]);
  });

  test('another one can take it back, and it cannot give', () => {
    const { roles, setArn } = rolesOf();
    expect(roles.whoMay('sso:DeleteAccountAssignment', setArn('Administrator'))).toEqual(['ElevationFunctionsEndRole']);
    expect(roles.whoMay('sso:DeleteAccountAssignment', setArn('ReadOnly'))).toEqual([]);
  });

  test('what policies lent that are gone is taken back all the same, and not lent any more', () => {
    const permissionSets = [PermissionSet.readOnly(), PermissionSet.administrator(), PermissionSet.administrator({ name: 'Formerly' })];
    const { roles, setArn } = rolesOf({ catalog: { permissionSets } });
    expect(roles.whoMay('sso:DeleteAccountAssignment', setArn('Formerly'))).toEqual(['ElevationFunctionsEndRole']);
    expect(roles.whoMay('sso:DeleteAccountAssignment', account(SANDBOX))).toEqual(['ElevationFunctionsEndRole']);
    expect(roles.whoMay('sso:CreateAccountAssignment', setArn('Formerly'))).toEqual([]);
    expect(roles.whoMay('sso:CreateAccountAssignment', account(SANDBOX))).toEqual([]);
  });

  test.each([
    ['sso:PutInlinePolicyToPermissionSet'], ['sso:CreatePermissionSet'], ['sso:AttachManagedPolicyToPermissionSet'], ['sso:UpdatePermissionSet'],
    ['identitystore:CreateGroupMembership'], ['organizations:UpdatePolicy'], ['iam:CreateRole'],
  ])('none may do %s', (action) => {
    const { roles, setArn } = rolesOf();
    expect([setArn('Administrator'), '*'].flatMap((resource) => roles.whoMay(action, resource))).toEqual([]);
  });

  test('only the one that a deployment calls writes the rules', () => {
    const { roles, template } = rolesOf();
    const [table] = Object.keys(template.findResources('AWS::DynamoDB::Table')).filter((id) => id.startsWith('ElevationElevations'));
    const writers = (key: string) => roles.whoMay('dynamodb:PutItem', madeArn(table), { 'dynamodb:LeadingKeys': [key] });
    expect(writers('rules')).toEqual(['ElevationRulesKeepFunctionRole']);
    expect(writers('rules/v1')).toEqual(['ElevationRulesKeepFunctionRole']);
    expect(writers('elevation/1')).toEqual([
      'ElevationApiFunctionRole', 'ElevationFunctionsBeginRole', 'ElevationFunctionsEndRole', 'ElevationFunctionsLendRole', 'ElevationFunctionsSweepRole',
    ]);
    expect(writers('evidence/1')).toEqual(['ElevationFunctionsEndRole']);
    expect(roles.whoMay('dynamodb:DeleteItem', madeArn(table), { 'dynamodb:LeadingKeys': ['elevation/1'] })).toEqual([]);
  });

  test('only the one that ends can have sessions denied', () => {
    const { roles, template } = rolesOf();
    const [worker] = Object.keys(template.findResources('AWS::Lambda::Function')).filter((id) => id.startsWith('SessionDenialWorker'));
    expect(roles.whoMay('lambda:InvokeFunction', madeArn(worker))).toEqual(['ElevationFunctionsEndRole']);
  });

  test('only the one that records adds to the vault, and it only adds', () => {
    const { roles } = rolesOf(EVERYWHERE);
    const object = 'arn:aws:s3:::zero-trust-trail-vault-000000000003-eu-west-1/evidence/elevation/2026/11/01/1/1.json';
    expect(roles.whoMay('s3:PutObject', object)).toEqual(['ElevationEvidenceRecordRole']);
    expect(roles.whoMay('s3:PutObject', object.replace('evidence/elevation', 'AWSLogs'))).toEqual([]);
    expect(['s3:GetObject', 's3:DeleteObject', 's3:PutObjectRetention', 's3:BypassGovernanceRetention'].flatMap((action) => roles.whoMay(action, object))).toEqual([]);
  });

  test('those that reach into the management account take one role each', () => {
    const { roles } = rolesOf(EVERYWHERE);
    const role = (name: string) => roles.whoMay('sts:AssumeRole', `arn:aws:iam::${MANAGEMENT}:role/zero-trust-management-${name}`);
    expect([role('access'), role('removal'), role('listing')]).toEqual([LENDS, ['ElevationFunctionsEndRole'], ['ElevationFunctionsSweepRole']]);
  });

  test('none does where nothing is lent there', () => {
    const { roles } = rolesOf();
    expect(['access', 'removal', 'listing'].flatMap((name) => roles.whoMay('sts:AssumeRole', `arn:aws:iam::${MANAGEMENT}:role/zero-trust-management-${name}`))).toEqual([]);
  });

  test('in the management account itself, nothing is lent there, and everywhere else as ever', () => {
    const { roles, setArn } = rolesOf({ account: MANAGEMENT });
    expect(roles.whoMay('sso:CreateAccountAssignment', account(MANAGEMENT))).toEqual([]);
    expect(roles.whoMay('sso:CreateAccountAssignment', account(PRODUCTION))).toEqual(LENDS);
    expect(roles.whoMay('sso:CreateAccountAssignment', setArn('Administrator'))).toEqual(LENDS);
    expect(roles.whoMay('sts:AssumeRole', `arn:aws:iam::${MANAGEMENT}:role/zero-trust-management-access`)).toEqual([]);
  });

  test('more than a hundred accounts are not listed, and sets still are', () => {
    const many = (snapshot: any) => snapshot.Accounts.push(...Array.from({ length: 100 }, (_, index) => (
      { ...snapshot.Accounts[3], Id: String(100_000_000_000 + index), Name: `many-${index}` })));
    const { roles, setArn } = rolesOf({ props: { policies: [{ ...POLICY, accounts: Accounts.under('Workloads') }] }, snapshot: many });
    expect(roles.whoMay('sso:CreateAccountAssignment', account(SANDBOX))).toEqual(LENDS);
    expect(roles.whoMay('sso:CreateAccountAssignment', setArn('ReadOnly'))).toEqual([]);
  });
});

describe('where roles are lent through account access manager', () => {
  const APPLICATION = `arn:aws:account-access:eu-west-1:${MANAGEMENT}:application/1234567890abcdef`;
  const backend = ElevationBackend.accountAccess({ applicationArn: APPLICATION, roles: { Administrator: 'team/Operator' } });

  test('one makes entitlements, another removes them, and nobody assigns a set', () => {
    const { roles, setArn } = rolesOf({ props: { backend } });
    expect(roles.whoMay('account-access:CreateEntitlement', APPLICATION)).toEqual(['ElevationFunctionsLendRole']);
    expect(roles.whoMay('account-access:DeleteEntitlement', APPLICATION)).toEqual(['ElevationFunctionsEndRole']);
    expect(roles.whoMay('sso:CreateAccountAssignment', setArn('Administrator'))).toEqual([]);
  });

  test('sets that were lent before are still taken back, and no other', () => {
    const { roles, setArn } = rolesOf({ props: { backend } });
    expect(roles.whoMay('sso:DeleteAccountAssignment', setArn('Administrator'))).toEqual(['ElevationFunctionsEndRole']);
    expect(roles.whoMay('sso:DeleteAccountAssignment', account(PRODUCTION))).toEqual(['ElevationFunctionsEndRole']);
    expect(roles.whoMay('sso:DeleteAccountAssignment', setArn('ReadOnly'))).toEqual([]);
  });

  test('rules speak of the role, and only functions that have to do with it are told of the application', () => {
    const template = templateOf({ props: { backend } });
    const [{ Properties }] = Object.values(template.findResources('Custom::ElevationRules'));
    expect(JSON.parse(concrete(Properties.Rules))).toMatchObject({
      sets: [{ permissionSet: 'Administrator', arn: 'arn:aws:iam:::role/team/Operator', name: 'team/Operator', sessionSeconds: 3_600 }], managementSets: [],
    });
    const told = Object.entries(template.findResources('AWS::Lambda::Function'))
      .filter(([, { Properties: { Environment } }]) => Environment?.Variables.ACCOUNT_ACCESS_APPLICATION_ARN === APPLICATION).map(([id]) => id.replace(/Function\w{8}$/, ''));
    expect(told.sort()).toEqual(['ElevationFunctionsEnd', 'ElevationFunctionsLend', 'ElevationFunctionsSweep']);
    expect(JSON.stringify(templateOf().toJSON())).not.toContain('ACCOUNT_ACCESS_APPLICATION_ARN');
  });

  test('its sessions of one hour are no reason to warn, as four hours of the set are', () => {
    const warned = (world: ElevationWorld) => Annotations.fromStack(jitElevation(world).stack).findWarning('*', Match.stringLikeRegexp('lasts longer|session')).length;
    expect([warned({}) > 0, warned({ props: { backend } })]).toEqual([true, 0]);
  });

  test.each<[string, ElevationWorld, string[]]>([
    ['the management account', { ...EVERYWHERE, props: { ...EVERYWHERE.props, backend } }, ['ElevationBackendManagement']],
    ['the management account, without a twin that would not be used', { props: { policies: [{ ...POLICY, accounts: Accounts.all() }], backend } },
      ['ElevationBackendManagement']],
    ['a set without a role', { props: { backend: ElevationBackend.accountAccess({ applicationArn: APPLICATION, roles: { Other: 'Other' } }) } },
      ['ElevationBackendRoles']],
    ['another application', { props: { backend: ElevationBackend.accountAccess({
      applicationArn: APPLICATION.replace('eu-west-1', 'us-east-1'), roles: { Administrator: 'Operator' },
    }) } }, ['ElevationBackendApplication']],
  ])('%s is refused', (_, world, expected) => {
    expect(codes(refusal(() => jitElevation(world)))).toEqual(expected);
  });
});

describe('a deployment', () => {
  test('puts rules in force after everything that ends elevations', () => {
    const template = templateOf(EVERYWHERE);
    const [[, rules]] = Object.entries(template.findResources('Custom::ElevationRules'));
    for (const before of ['ElevationFunctionsEndFunction', 'ElevationFunctionsSweepFunction', 'ElevationEachMinute', 'SessionDenialWorkerFunction', 'ElevationEvidenceStream']) {
      expect(rules.DependsOn.filter((id: string) => id.startsWith(before))).not.toEqual([]);
    }
  });

  test('writes down policies as they are, with groups and sets by their ids', () => {
    const template = templateOf(EVERYWHERE);
    const [{ Properties }] = Object.values(template.findResources('Custom::ElevationRules'));
    const rules = JSON.parse(concrete(Properties.Rules));
    expect(rules.rules).toHaveLength(1);
    expect(rules.rules[0]).toMatchObject({
      name: 'Administrator for ops', permissionSet: 'Administrator', maxSeconds: 3_600, accountIds: expect.arrayContaining([MANAGEMENT, PRODUCTION]),
      requesterGroups: [expect.stringContaining('made:')], stages: [{ approverGroups: [expect.stringContaining('made:')], approvals: 1 }],
    });
    expect(rules.sets.map(({ name }: any) => name)).toEqual(['Administrator']);
    expect(rules.managementSets).toEqual([{ permissionSet: 'Administrator', arn: '', name: 'Administrator-mgmt', sessionSeconds: 14_400 }]);
  });

  test('refers to nothing in another account', () => {
    expect(JSON.stringify(templateOf(EVERYWHERE).toJSON())).not.toMatch(/Fn::GetStackOutput|Fn::ImportValue/);
  });

  test('keeps the table, whatever becomes of the stack', () => {
    templateOf().hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain',
      Properties: Match.objectLike({
        KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }], StreamSpecification: { StreamViewType: 'NEW_IMAGE' }, TimeToLiveSpecification: Match.absent(),
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    });
  });

  test('has the sweep called each minute', () => {
    templateOf().hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)', Description: 'Whether elevations are over', State: Match.absent() });
  });

  test('is told in its functions all that they ask for', () => {
    const template = templateOf(EVERYWHERE);
    const functions = Object.entries(template.findResources('AWS::Lambda::Function')).filter(([id]) => id.startsWith('ElevationFunctions'));
    expect(functions).toHaveLength(5);
    for (const [, { Properties: { FunctionName, Environment } }] of functions) {
      const name = String(FunctionName).replace(/^zero-trust-(.*)-[0-9a-f]{8}$/, '$1');
      const bundle = join(__dirname, '..', '..', 'assets', 'elevation', 'runtime', `${name}.lambda`, 'index.js');
      // each handler makes what it uses when it is loaded, and throws for what it was not told.
      execFileSync(process.execPath, ['-e', `require(${JSON.stringify(bundle)})`], {
        stdio: 'pipe', env: { PATH: process.env.PATH, AWS_REGION: 'eu-west-1', ...concrete(Environment.Variables) },
      });
    }
  });
});

describe('what is wrong', () => {
  const rows: [string, ElevationWorld, string[]][] = [
    ['no policy', { props: { policies: [] } }, ['ElevationPoliciesMissing']],
    ['an account that is none', { props: { policies: [{ ...POLICY, accounts: Accounts.named('prodution') }] } }, ['AccountUnknown']],
    ['a set that is none', { props: { policies: [{ ...POLICY, permissionSet: 'Adminstrator' }] } }, ['ElevationSetUnknown']],
    ['a set that people may hold', { props: { policies: [{ ...POLICY, permissionSet: 'ReadOnly' }] } }, ['ElevationSetNotPrivileged']],
    ['twelve hours', { props: { policies: [{ ...POLICY, maxDuration: Duration.hours(12) }] } }, []],
    ['more than twelve hours', { props: { policies: [{ ...POLICY, maxDuration: Duration.minutes(721) }] } }, ['ElevationDuration']],
    ['the management account without a twin', { props: { policies: [{ ...POLICY, accounts: Accounts.all() }] } }, ['ElevationSetNotInManagement']],
    ['the management account from where Identity Center is administered', { ...EVERYWHERE, account: MANAGEMENT }, ['ElevationManagementUndenied']],
    ['a call a second', { props: { callsPerSecond: 1 } }, []],
    ['no calls', { props: { callsPerSecond: 0 } }, ['ElevationCallRate']],
    ['a thousand calls', { props: { callsPerSecond: 1_000 } }, []],
    ['more calls', { props: { callsPerSecond: 1_001 } }, ['ElevationCallRate']],
    ['a blank security group', { props: { securityGroups: [' '] } }, ['ElevationGroups']],
    ['an archive that is none', { props: { logArchiveAccount: 'log-archiv' } }, ['AccountUnknown']],
    ['rules of 100,000 bytes and more', { props: { policies: Array.from({ length: 200 }, (_, index) => (
      { ...POLICY, name: `policy ${index}`, requesters: ['x'.repeat(400)] })) } }, ['ElevationRulesSize']],
    ['several things at once', { props: { policies: [{ ...POLICY, requesters: [], maxDuration: Duration.minutes(14) }], callsPerSecond: 0 } },
      ['ElevationGroups', 'ElevationDuration', 'ElevationCallRate']],
  ];
  test.each(rows)('%s', (_name, world, expected) => {
    expect(expected.length === 0 ? (jitElevation(world), []) : codes(refusal(() => jitElevation(world)))).toEqual(expected);
  });

  test('a catalogue whose drift check does not read the leases', () => {
    expect(codes(refusal(() => jitElevation({ catalog: { drift: {} } })))).toEqual(['ElevationLeasesUnread']);
    const { stack } = jitElevation();
    expect(codes(refusal(() => jitElevation({ props: { leases: new ElevationLeases(stack, 'Others') } })))).toEqual(['ElevationLeasesUnread']);
  });

  test('is told together with where', () => {
    expect(refusal(() => jitElevation({ props: { policies: [] } }))).toBe([
      "[ElevationPoliciesMissing] 'policies' is empty; elevation must have at least one policy",
      '  fix: leave elevation out where nobody is lent anything',
      '  at: Identity/Elevation',
    ].join('\n'));
  });
});

describe('a warning says', () => {
  const warnings = (world: ElevationWorld) => Annotations.fromStack(jitElevation(world).stack).findWarning('/Identity/Elevation', Match.anyValue())
    .map(({ entry }) => String(entry.data).replace(/.*\[ack: (.*)\]$/s, '$1'));

  test.each<[string, ElevationWorld, string[]]>([
    ['nothing of what is as it should be', { catalog: { permissionSets: [PermissionSet.administrator({ sessionDuration: Duration.hours(1) })] } }, []],
    ['that sessions last longer', {}, ['elevation-shorter-than-session']],
    ['that nobody consents', { props: { policies: [{ ...POLICY, approvers: [], maxDuration: Duration.hours(4) }] } }, ['elevation-without-consent']],
    ['that people consent for each other', { props: { policies: [{ ...POLICY, approvers: ['ops'], maxDuration: Duration.hours(4) }] } }, ['elevation-approvers-are-requesters']],
  ])('%s', (_name, world, expected) => {
    expect(warnings(world)).toEqual(expected.map((id) => `cdk-zero-trust-landing-zone:${id}`));
  });
});

test('cdk-nag finds nothing', () => {
  expect(nagFindings(jitElevation(EVERYWHERE).app).filter((finding) => finding.includes('Elevation/'))).toEqual([]);
});
