import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, Effect, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  Accounts, AuditTamperDenySCP, AuditVault, CustomRcp, CustomScp, type LandingZone, type Organization, ProtectedRolesSCP, QuarantineSCP,
  RegionDenyOptIn, Rollout, Stage,
} from '../../src';
import { regionDenyStatements } from '../../src/guardrails/domain/region-deny';
import { REGION_DENY_EXEMPT } from '../../src/guardrails/domain/region-deny-data';
import { vaultBucketName } from '../../src/private/naming';
import { landingZone } from '../support/landing-zone';
import { refusal } from '../support/messages';
import { LOG_ARCHIVE, MANAGEMENT, PRODUCTION, SANDBOX, SANDBOX_UNIT, scp, smallOrganization } from '../support/small-organization';

const everywhere = Rollout.stages([{ unit: '/', stage: Stage.enforce({ acknowledgement: 'tried' }) }]);
const common = (organization: Organization) => ({ organization, rollout: everywhere, asOf: '2026-11-01' });
const denyAll = (...actions: string[]) => new PolicyStatement({ sid: 'Handmade', effect: Effect.DENY, actions, resources: ['*'] });

/** A landing zone whose guardrails bind everywhere, with something added; synthesized. */
function synthWith(add: (zone: LandingZone, organization: Organization) => void, change: Parameters<typeof landingZone>[0] = {}) {
  const organization = change.organization ?? smallOrganization();
  const { app, zone } = landingZone({ organization, rollout: everywhere, ...change });
  add(zone, organization);
  return app.synth();
}

/** A stack of the management account without a landing zone. */
function managementStack(organization: Organization, add: (stack: Stack) => void) {
  const app = new App();
  add(new Stack(app, 'Management', { env: { account: organization.managementAccount.accountId, region: 'eu-west-1' } }));
  return app;
}

test('a landing zone whose guardrails bind everywhere locks nobody out', () => {
  expect(() => synthWith(() => {})).not.toThrow();
});

describe('a region deny that forgets a global service locks people out of', () => {
  const data = {
    partition: 'aws', allowedRegions: ['eu-west-1'], globalRegion: 'us-east-1', exemptPrincipals: [], exemptPrincipalRegions: [], globalRegionRoles: [], deployers: [], extensions: [],
  };
  const without = (action: string) => REGION_DENY_EXEMPT.map((entry) => ({
    ...entry, actions: entry.actions.filter((one) => one !== action && one !== `${action.split(':')[0]}:*`),
  }));

  test.each([
    ['the Identity Center portal', 'sso:DescribeRegisteredRegions'],
    ['knowing who they are', 'sts:GetCallerIdentity'],
    ['support', 'support:CreateCase'],
    ['support plans', 'supportplans:GetSupportPlan'],
    ['service health', 'health:DescribeEvents'],
    ['the bill', 'billing:GetBillingData'],
    ['costs', 'ce:GetCostAndUsage'],
    ['the account', 'account:GetAccountInformation'],
    ['roles', 'iam:ListRoles'],
    ['buckets', 's3:ListAllMyBuckets'],
    ['Regions', 'ec2:DescribeRegions'],
    ['the organization', 'organizations:DescribeOrganization'],
    ['hosted zones', 'route53:ListHostedZones'],
    ['distributions', 'cloudfront:ListDistributions'],
    ['invoices', 'invoicing:ListInvoiceSummaries'],
    ['payments', 'payments:ListPaymentInstruments'],
    ['advice', 'trustedadvisor:ListChecks'],
    ['notifications', 'notifications:ListNotificationEvents'],
    ['where a bucket is', 's3:GetBucketLocation'],
    ['sign-in events', 'cloudtrail:LookupEvents'],
    ['certificates of CloudFront', 'acm:ListCertificates'],
    ['firewalls of CloudFront', 'wafv2:ListWebACLs'],
  ])('%s: %s', (_, action) => {
    const message = refusal(() => synthWith((zone, organization) => new CustomScp(zone.managementStack, 'handmade-region-deny', {
      ...common(organization), purpose: 'Denies Regions', statements: regionDenyStatements(data, without(action)).map((statement) => PolicyStatement.fromJson(statement)),
    })));
    expect(message).toContain('[LockedOut]');
    expect(message).toContain("by 'DenyOtherRegions' of 'handmade-region-deny' on 'Root'");
    expect(message).toContain(`: ${action} on`);
  });

  test('nothing, when it forgets nothing', () => {
    expect(() => synthWith((zone, organization) => new CustomScp(zone.managementStack, 'handmade-region-deny', {
      ...common(organization), purpose: 'Denies Regions',
      // what sends events to detections stands in us-east-1 as well.
      statements: regionDenyStatements({ ...data, globalRegionRoles: ['arn:aws:iam::*:role/stacksets-exec-*'] }).map((statement) => PolicyStatement.fromJson(statement)),
    }))).not.toThrow();
  });
});

describe('CDK in us-east-1', () => {
  const stackIn = (zone: LandingZone, qualifier?: string) => new Bucket(new Stack(zone.node.root, 'Edge', {
    env: { account: PRODUCTION, region: 'us-east-1' }, synthesizer: qualifier === undefined ? undefined : new DefaultStackSynthesizer({ qualifier }),
  }), 'Bucket');

  test('is locked out without the opt-in, by the names of its roles in that account and Region', () => {
    const message = refusal(() => synthWith((zone) => stackIn(zone)));
    for (const role of ['deploy', 'cfn-exec', 'file-publishing', 'image-publishing', 'lookup']) {
      expect(message).toContain(`arn:aws:iam::${PRODUCTION}:role/cdk-hnb659fds-${role}-role-${PRODUCTION}-us-east-1`);
    }
    expect(message).toContain("by 'DenyOtherRegions' of 'zero-trust-region-deny' on 'Root'");
    expect(message).toContain('allow the Region or opt in to it');
  });

  test('works with it', () => {
    expect(() => synthWith((zone) => stackIn(zone), { regionDeny: { optIns: [RegionDenyOptIn.cdkInGlobalRegion()] } })).not.toThrow();
  });

  test('is asked for by the qualifier that the stack really uses', () => {
    const message = refusal(() => synthWith((zone) => stackIn(zone, 'team'), { regionDeny: { optIns: [RegionDenyOptIn.cdkInGlobalRegion()] } }));
    expect(message).toContain(`role/cdk-team-deploy-role-${PRODUCTION}-us-east-1`);
    expect(() => synthWith((zone) => stackIn(zone, 'team'), { regionDeny: { optIns: [RegionDenyOptIn.cdkInGlobalRegion('team')] } })).not.toThrow();
  });
});

describe('without deployers', () => {
  const organization = smallOrganization();
  const withVault = (app: App) => new AuditVault(new Stack(app, 'LogArchive', { env: { account: LOG_ARCHIVE, region: 'eu-west-1' } }), 'Vault', { organization });
  const execution = `arn:aws:iam::${LOG_ARCHIVE}:role/cdk-hnb659fds-cfn-exec-role-${LOG_ARCHIVE}-eu-west-1`;

  test("the guardrail of the audit trail locks out the vault's own deployment, and with them it does not", () => {
    const synth = (deployers: string[]) => {
      const app = managementStack(organization, (stack) => new AuditTamperDenySCP(stack, 'Deny', {
        ...common(organization), deployers, logArchiveAccount: 'log-archive',
      }));
      withVault(app);
      return app.synth();
    };
    const message = refusal(() => synth([]));
    expect(message).toContain(`${execution}: s3:PutBucketPolicy on arn:aws:s3:::${vaultBucketName(LOG_ARCHIVE, 'eu-west-1')} in 'eu-west-1'`);
    expect(message).toContain("by 'KeepVaultBucket' of 'zero-trust-audit-tamper'");
    expect(() => synth([execution])).not.toThrow();
  });

  test("the guardrail of protected roles locks out CDK's deploy role, which passes the execution role", () => {
    const synth = (deployers: string[]) => {
      const app = managementStack(organization, (stack) => new ProtectedRolesSCP(stack, 'Protected', { ...common(organization), roles: [execution], deployers: [execution, ...deployers] }));
      withVault(app);
      return app.synth();
    };
    expect(refusal(() => synth([]))).toContain(`'CDK calls iam:PassRole with its deploy role' must stay possible and is denied, in account 'log-archive' (${LOG_ARCHIVE}): by 'KeepProtected'`);
    // the vault makes roles below the path that is protected, so whoever deploys it is a deployer as well.
    expect(() => synth([execution, `arn:aws:iam::${LOG_ARCHIVE}:role/cdk-hnb659fds-deploy-role-*`])).not.toThrow();
  });

  test.each([
    ['Control Tower', 'AWSControlTowerExecution'],
    ['StackSets', 'stacksets-exec-0123456789abcdef0123456789abcdef'],
    ['the management account', 'OrganizationAccountAccessRole'],
  ])('a quarantine locks out %s', (who, role) => {
    const served = smallOrganization((snapshot) => snapshot.EnabledServicePrincipals.push(
      { ServicePrincipal: 'controltower.amazonaws.com' }, { ServicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com' }));
    const names = ['AWSControlTowerExecution', 'stacksets-exec-0123456789abcdef0123456789abcdef', 'OrganizationAccountAccessRole'];
    const synth = (allowed: string[]) => managementStack(served, (stack) => new QuarantineSCP(stack, 'Quarantine', {
      ...common(served), deployers: allowed.map((name) => `arn:aws:iam::*:role/${name}`),
    })).synth();
    const message = refusal(() => synth(names.filter((name) => name !== role)));
    expect(message).toContain(`${who} makes roles as`);
    expect(message).toContain(`role/${role}: iam:CreateRole`);
    names.filter((name) => name !== role).forEach((name) => expect(message).not.toContain(`role/${name}:`));
    expect(() => synth(names)).not.toThrow();
  });
});

test.each<[string, string, Parameters<typeof landingZone>[0], string]>([
  ['what a permission set is for', 'ec2:DescribeInstances', {}, "'ReadOnly calls ec2:DescribeInstances' must stay possible"],
  ['what a function of the library calls', 'identitystore:GetGroupId', {}, 'calls identitystore:GetGroupId'],
  ['break glass', 'iam:PutRolePolicy', { breakGlassRoles: ['arn:aws:iam::*:role/break-glass'] }, "'break glass mends a role' must stay possible"],
  ['the making of assignments in nested templates', 'sso:CreateAccountAssignment', {}, "'CDK calls sso:CreateAccountAssignment with its execution role' must stay possible"],
  ['their removal', 'sso:DeleteAccountAssignment', {}, "'CDK calls sso:DeleteAccountAssignment with its execution role' must stay possible"],
  ['how people look around', 'tag:GetResources', {}, "'somebody searches tagged resources' must stay possible"],
])('a policy of the team that denies %s is refused by name', (_, action, change, text) => {
  const message = refusal(() => synthWith((zone, organization) => new CustomScp(zone.managementStack, 'own', { ...common(organization), purpose: 'Denies', statements: [denyAll(action)] }), change));
  expect(message).toContain(text);
  expect(message).toContain("by 'Handmade' of 'own' on 'Root'");
});

describe('a policy that somebody else attached', () => {
  const foreign = (content: object, change: (snapshot: any) => void = () => {}) => smallOrganization((snapshot) => {
    snapshot.Policies.push(scp('p-foreign00', 'foreign', [SANDBOX_UNIT], { content: JSON.stringify(content) }));
    change(snapshot);
  });
  const deny = (Action: string[], more: object = {}) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action, Resource: '*', ...more }] });

  test('and that locks people out together with ours is told by its name, its statement and the one account', () => {
    expect(refusal(() => synthWith(() => {}, { organization: foreign(deny(['sts:*'])) })))
      .toContain(`'somebody asks who they are' must stay possible and is denied, in account 'sandbox' (${SANDBOX}): by 'statement 1' of 'foreign' on 'Sandbox'`);
  });

  test('and that allows less than everything is told by the level where nothing allows', () => {
    const allowList = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
    const organization = foreign(allowList, (snapshot) => {
      snapshot.Policies[0].Targets = snapshot.Policies[0].Targets.filter(({ TargetId }: any) => TargetId !== SANDBOX_UNIT);
    });
    expect(refusal(() => synthWith(() => {}, { organization }))).toContain("denied, in account 'sandbox' (000000000005): by 'Sandbox', where no policy allows it");
  });

  test('and that closes an account on purpose is taken, once the landing zone is told so, and the report says it', () => {
    const organization = foreign(deny(['*']));
    const zone = (closedAccounts?: Accounts) => landingZone({ organization, rollout: everywhere, closedAccounts }).app.synth();
    expect(refusal(() => zone())).toContain('accounts that policies of others close on purpose are named in `closedAccounts`');
    const { proofs } = JSON.parse(readFileSync(join(zone(Accounts.named('sandbox')).directory, 'access-report', 'report.json'), 'utf8'));
    const open = proofs.filter(({ expected, proved }: any) => expected === 'allowed' && proved.includes(SANDBOX));
    expect(open).toEqual([]);
    expect(proofs.flatMap(({ notCovered }: any) => notCovered)).toContainEqual({ accountIds: [SANDBOX], reason: 'closed by policies of others' });
  });

  test('and that hangs on a key nobody knows at synth stops nothing', () => {
    const organization = foreign(deny(['sts:*'], { Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } } }));
    expect(() => synthWith(() => {}, { organization })).not.toThrow();
  });

  test('binds nobody who is not below it', () => {
    const organization = smallOrganization((snapshot) => snapshot.Policies.push(scp('p-foreign00', 'foreign', [MANAGEMENT], { content: JSON.stringify(deny(['*'])) })));
    expect(() => synthWith(() => {}, { organization })).not.toThrow();
  });
});

test('an organization whose service control policies are not switched on yet is proved as it will be: with FullAWSAccess everywhere', () => {
  const organization = smallOrganization((snapshot) => {
    snapshot.Roots[0].PolicyTypes = [];
    snapshot.Policies = [];
  });
  expect(() => synthWith(() => {}, { organization })).not.toThrow();
});

test('a root deny without the carve-out for central root access is refused', () => {
  const root = new PolicyStatement({
    sid: 'RootDeny', effect: Effect.DENY, actions: ['*'], resources: ['*'], conditions: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } },
  });
  expect(refusal(() => synthWith((zone, organization) => new CustomScp(zone.managementStack, 'own', { ...common(organization), purpose: 'Denies root', statements: [root] }))))
    .toContain("'central root access deletes a login profile' must stay possible and is denied");
});

test('a resource perimeter that denies sign-in through SAML is refused', () => {
  const signIn = new PolicyStatement({
    sid: 'Sts', effect: Effect.DENY, actions: ['sts:*'], resources: ['*'], conditions: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-smallorgan' } },
  });
  expect(refusal(() => synthWith((zone, organization) => new CustomRcp(zone.managementStack, 'own', { ...common(organization), purpose: 'Denies', statements: [signIn] }), { orgPerimeter: {} })))
    .toContain("'Identity Center signs somebody in' must stay possible and is denied");
});

describe("a team's own claims", () => {
  const principal = 'arn:aws:iam::*:role/pipeline';

  test('are proved: what is denied is denied, what is allowed is allowed', () => {
    expect(() => synthWith((zone) => {
      zone.mustDeny({ claim: 'the pipeline makes users', principal, action: 'iam:CreateUser', regions: ['us-east-1'] });
      zone.mustAllow({ claim: 'the pipeline makes functions', principal, action: 'lambda:CreateFunction' });
    })).not.toThrow();
  });

  test('fail the synth where they do not hold, and say for which accounts', () => {
    const message = refusal(() => synthWith((zone) => {
      zone.mustDeny({ claim: 'the pipeline makes functions', principal, action: 'lambda:CreateFunction' });
      zone.mustAllow({ claim: 'the pipeline makes users', principal, action: 'iam:CreateUser', regions: ['us-east-1'] });
    }));
    expect(message).toContain("[NotDenied] 'the pipeline makes functions' must be denied and is not, in 4 accounts 'audit' (000000000002)");
    expect(message).toContain("[LockedOut] 'the pipeline makes users' must stay possible and is denied, in 4 accounts");
  });

  test('that hang on a key nobody knows are not proved denied', () => {
    const conditional = new PolicyStatement({ sid: 'Own', effect: Effect.DENY, actions: ['sqs:*'], resources: ['*'], conditions: { StringEquals: { 'aws:PrincipalTag/team': 'data' } } });
    const synth = (context?: Record<string, string>) => synthWith((zone, organization) => {
      new CustomScp(zone.managementStack, 'own', { ...common(organization), purpose: 'Denies', statements: [conditional] });
      zone.mustDeny({ claim: 'the pipeline sends messages', principal, action: 'sqs:SendMessage', context });
    });
    expect(refusal(() => synth())).toContain("must be denied and is not, in 4 accounts 'audit' (000000000002), 'log-archive' (000000000003), 'production' (000000000004), 'sandbox' (000000000005): the answer hangs on 'aws:principaltag/team'");
    expect(() => synth({ 'aws:PrincipalTag/team': 'data' })).not.toThrow();
  });
});

test('a trail that could not deliver into the vault any more is refused', () => {
  const noServices = new PolicyStatement({ sid: 'Services', effect: Effect.DENY, actions: ['s3:PutObject'], resources: ['*'], conditions: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } });
  expect(refusal(() => synthWith((zone, organization) => new CustomRcp(zone.managementStack, 'own', { ...common(organization), purpose: 'Denies', statements: [noServices] }))))
    .toContain("'CloudTrail calls s3:PutObject for the vault' must stay possible and is denied");
});

test('a break-glass role that nobody could make any more under its name is told by that name', () => {
  const message = refusal(() => synthWith((zone) => new Role(new Stack(zone.node.root, 'Emergency', { env: { account: PRODUCTION, region: 'eu-west-1' } }), 'Role', {
    roleName: 'break-glass', assumedBy: new AccountPrincipal(MANAGEMENT),
  }), { breakGlassRoles: ['arn:aws:iam::*:role/break-glass'] }));
  expect(message).toContain(`iam:CreateRole on arn:aws:iam::${PRODUCTION}:role/break-glass`);
});

test('where roles are left alone and the guardrail of protected roles does not bind, it is warned of', () => {
  const apart = everywhere.forPolicy('zero-trust-protected-roles', Rollout.stages([{ unit: 'Security', stage: Stage.enforce({ acknowledgement: 'tried' }) }]));
  const warned = (rollout: Rollout) => landingZone({ rollout }).zone.node.metadata.map(({ data }) => String(data)).filter((text) => text.includes('does not bind: whoever'));
  expect(warned(apart)).toEqual(['zero-trust-security-services', 'zero-trust-audit-tamper'].map((name) =>
    expect.stringMatching(new RegExp(`^${name} leaves \\d+ roles alone, and in 'production', 'sandbox' zero-trust-protected-roles does not bind`))));
  expect(warned(everywhere)).toEqual([]);
});
