import { App, Stack } from 'aws-cdk-lib';
import { Accounts, BreakGlass, type LandingZoneProps, MfaEvidence, Rollout, Stage } from '../../src';
import { type LandingZoneGuardrails, makeGuardrails } from '../../src/landing-zone/landing-zone-guardrails';
import { minified, policyDocument } from '../../src/policy/domain/document';
import { Refusals } from '../../src/private/errors';
import { FIRST, SECOND, trustingOrganization } from '../support/break-glass-fixture';
import { refusal } from '../support/messages';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, PRODUCTION, SANDBOX } from '../support/small-organization';
import { KEY, VAULT, signedIn } from '../support/vault-world';
import { ALLOWED, type Asked, deniedBy, underScp } from '../support/verdict';

const PATTERN = BreakGlass._rolePattern(trustingOrganization());
const everywhere = Rollout.stages(['Sandbox', 'Security', 'Workloads'].map((unit) => ({ unit, stage: Stage.enforce({ acknowledgement: 'tried' }) })));

/** The guardrails of a landing zone that makes the role for emergencies, or does not. */
function guardrailsWith(breakGlassPattern: string | undefined, change: Partial<LandingZoneProps> = {}) {
  const app = new App();
  const organization = trustingOrganization();
  const stack = (id: string, account: string) => new Stack(app, id, { env: { account, region: 'eu-west-1' } });
  const managementStack = stack('ZoneManagement', MANAGEMENT);
  const refusals = new Refusals();
  const made = makeGuardrails({
    organization, logArchiveAccount: 'log-archive', auditAccount: 'audit', allowedRegions: ['eu-west-1'], rollout: everywhere, permissionSets: [], access: [], ...change,
  }, {
    managementStack, memberStacks: [stack('ZoneLogArchive', LOG_ARCHIVE), stack('ZoneAudit', AUDIT)],
    logArchiveAccountId: LOG_ARCHIVE, auditAccountId: AUDIT, identityAccountId: AUDIT, breakGlassPattern, asOf: '2026-11-01',
  }, refusals);
  refusals.raise();
  return { app, organization, managementStack, made };
}

/** What all of them deny together. */
function contentOf({ quarantine, orgPerimeter, ...made }: LandingZoneGuardrails): string {
  return minified(policyDocument(Object.values(made).flatMap((guardrail) => JSON.parse(guardrail?.content ?? '{"Statement":[]}').Statement)));
}

const role = (account: string, pathAndName = '/member-zero-trust/zero-trust-break-glass') => `arn:aws:iam::${account}:role${pathAndName}`;
const { made } = guardrailsWith(PATTERN);
const all = contentOf(made);

/** What somebody else is kept from by one statement, and the role for emergencies is not. */
const SPARED: [string, Asked, string][] = [
  ['starts a machine in another Region', { action: 'ec2:RunInstances', region: 'ap-southeast-2' }, 'DenyOtherRegions'],
  ['makes a key in another Region', { action: 'kms:CreateKey', region: 'ap-southeast-2' }, 'ConfineExemptServices'],
  ['stops a trail', { action: 'cloudtrail:StopLogging' }, 'KeepSecurityServices'],
  ['switches GuardDuty off', { action: 'guardduty:DeleteDetector' }, 'KeepSecurityServices'],
  ['detaches a guardrail', { action: 'organizations:DetachPolicy', region: 'us-east-1' }, 'KeepPolicies'],
  ['makes a user', { action: 'iam:CreateUser', resource: `arn:aws:iam::${SANDBOX}:user/somebody`, region: 'us-east-1' }, 'DenyLongLivedCredentials'],
  ['makes an access key', { action: 'iam:CreateAccessKey', resource: `arn:aws:iam::${SANDBOX}:user/somebody`, region: 'us-east-1' }, 'DenyLongLivedCredentials'],
  ['changes a role of the library', { action: 'iam:UpdateAssumeRolePolicy', resource: role(SANDBOX, '/zero-trust/elevation/lend'), region: 'us-east-1' }, 'KeepProtected'],
  ['takes the way in of the management account', { action: 'sts:AssumeRole', resource: role(SANDBOX, '/OrganizationAccountAccessRole') }, 'KeepProtected'],
  ['changes the provider of Identity Center', { action: 'iam:UpdateSAMLProvider', resource: `arn:aws:iam::${SANDBOX}:saml-provider/own`, region: 'us-east-1' }, 'KeepProviders'],
  ['assigns a permission set', { action: 'sso:CreateAccountAssignment' }, 'KeepAccessModel'],
  ['changes a stack of StackSets', { action: 'cloudformation:UpdateStack', resource: `arn:aws:cloudformation:eu-west-1:${SANDBOX}:stack/StackSet-any-1/1` }, 'KeepStacks'],
  ['switches a rule of the library off', { action: 'events:DisableRule', resource: `arn:aws:events:eu-west-1:${SANDBOX}:rule/member-zero-trust-any` }, 'KeepStacks'],
  ['writes a record of the library', { action: 'dynamodb:PutItem', resource: `arn:aws:dynamodb:eu-west-1:${SANDBOX}:table/zero-trust-any` }, 'KeepRecords'],
];

describe.each(SPARED)('somebody who %s', (_, asked, sid) => {
  test('is let through as the role for emergencies, and as nobody else, whoever it looks like', () => {
    const asks = (principal: string) => underScp(all, { ...asked, principal });
    expect(asks(role(SANDBOX))).toEqual(ALLOWED);
    for (const other of [
      signedIn('Administrator', SANDBOX), role(SANDBOX, '/break-glass'), role(SANDBOX, '/zero-trust-break-glass'),
      role(SANDBOX, '/member-zero-trust/zero-trust-break-glass-reader'), role(SANDBOX, '/my/member-zero-trust/zero-trust-break-glass'),
    ]) {
      expect(asks(other)).toEqual(deniedBy(sid));
    }
  });

  test('is not let through as that role where the landing zone makes none', () => {
    expect(underScp(contentOf(guardrailsWith(undefined).made), { ...asked, principal: role(SANDBOX) })).toEqual(deniedBy(sid));
  });
});

test('the role is the same in each account', () => {
  const asks = (account: string) => underScp(all, { action: 'ec2:RunInstances', region: 'ap-southeast-2', principal: role(account) });
  expect([AUDIT, LOG_ARCHIVE, PRODUCTION, SANDBOX].map(asks)).toEqual(Array(4).fill(ALLOWED));
});

describe('what binds the role for emergencies as well', () => {
  test.each(['organizations:LeaveOrganization', 'organizations:AcceptHandshake'])('its account does not leave the organization: %s', (action) => {
    expect(underScp(all, { action, region: 'us-east-1', principal: role(SANDBOX) })).toEqual(deniedBy('StayInOrganization'));
  });

  test.each<[string, Asked, string]>([
    ['deletes a log', { action: 's3:DeleteObjectVersion', resource: `${VAULT}/AWSLogs/log` }, 'KeepVaultObjects'],
    ['adds a log', { action: 's3:PutObject', resource: `${VAULT}/AWSLogs/log` }, 'KeepVaultAdditions'],
    ['changes the policy of the vault', { action: 's3:PutBucketPolicy', resource: VAULT }, 'KeepVaultBucket'],
    ['bypasses the lock', { action: 's3:BypassGovernanceRetention', resource: `${VAULT}/AWSLogs/log` }, 'KeepVaultObjects'],
    ['deletes the key', { action: 'kms:ScheduleKeyDeletion', resource: KEY, context: { 'kms:ResourceAliases': ['alias/zero-trust-trail-vault'] } }, 'KeepVaultKey'],
    ['changes who reads the vault', { action: 'iam:PutRolePolicy', resource: role(LOG_ARCHIVE, '/zero-trust-audit-reader'), region: 'us-east-1' }, 'KeepBesideVault'],
  ])('in the log archive nobody %s', (_, asked, sid) => {
    expect(underScp(all, { ...asked, principal: role(LOG_ARCHIVE) })).toEqual(deniedBy(sid));
  });
});

describe('the role itself', () => {
  const change = (principal: string, action = 'iam:UpdateAssumeRolePolicy') => underScp(all, { action, resource: role(SANDBOX), region: 'us-east-1', principal });

  test.each(['iam:CreateRole', 'iam:UpdateAssumeRolePolicy', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:UpdateRole', 'iam:TagRole', 'iam:DeleteRole'])(
    'is changed by StackSets, which made it: %s', (action) => {
      expect(change(role(SANDBOX, '/stacksets-exec-0123456789abcdef0123456789abcdef'), action)).toEqual(ALLOWED);
    });

  test.each<[string, string]>([
    ['an administrator', signedIn('Administrator', SANDBOX)],
    ['a role of the library', role(SANDBOX, '/zero-trust/elevation/lending/any')],
    ['the role by which it is looked at', role(SANDBOX, '/member-zero-trust/zero-trust-break-glass-reader')],
    ['bootstrap roles of an application account', role(SANDBOX, `/cdk-hnb659fds-cfn-exec-role-${SANDBOX}-eu-west-1`)],
    ['StackSets that a team runs with roles of its own', role(SANDBOX, '/AWSCloudFormationStackSetExecutionRole')],
  ])('is neither changed, made nor taken by %s', (_, principal) => {
    expect(['iam:CreateRole', 'iam:UpdateAssumeRolePolicy', 'iam:PutRolePolicy', 'iam:PassRole', 'sts:AssumeRole'].map((action) => change(principal, action)))
      .toEqual(Array(5).fill(deniedBy('KeepStacks')));
  });
});

describe('the lockout proof', () => {
  const withRole = (pattern: string | undefined, change: Partial<LandingZoneProps> = {}) => {
    const { app, organization, managementStack } = guardrailsWith(pattern, change);
    new BreakGlass(managementStack, 'BreakGlass', { organization, accounts: Accounts.all(), trustedUsers: [FIRST, SECOND] });
    return app;
  };
  const closing = { quarantine: Rollout.stages([{ unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'closed' }) }]) };

  test.each<[string, Partial<LandingZoneProps>]>([['all guardrails', {}], ['a resource perimeter', { orgPerimeter: {} }], ['a quarantine', closing]])(
    'finds that StackSets make the role and that it works under %s', (_, change) => {
      expect(() => withRole(PATTERN, change).synth()).not.toThrow();
    });

  test('says so when a quarantine does not know the role', () => {
    expect(refusal(() => withRole(undefined, closing).synth())).toContain("[LockedOut] 'the role for emergencies asks who it is' must stay possible and is denied");
  });
});

test('who is asked for MFA evidence is not warned of a missing way in when there is this one', () => {
  const warned = (pattern: string | undefined) => guardrailsWith(pattern, {
    mfaEvidence: MfaEvidence.enforce({ rollout: everywhere }),
  }).made.mfaEvidence!.node.metadata.map(({ data }) => String(data)).filter((text) => text.includes('mfa-evidence-without-break-glass'));
  expect([warned(undefined).length, warned(PATTERN).length]).toEqual([1, 0]);
});
