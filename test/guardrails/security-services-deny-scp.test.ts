import { App, Stack } from 'aws-cdk-lib';
import { Accounts, Exemption, Rollout, SecurityServicesDenySCP, type SecurityServicesDenySCPProps } from '../../src';
import { codes, refusal } from '../support/messages';
import { LOG_ARCHIVE, MANAGEMENT, PRODUCTION, SANDBOX, smallOrganization } from '../support/small-organization';
import { ALLOWED, type Asked, deniedBy, underScp } from '../support/verdict';

const DETAILS = { reason: 'moves its trail', owner: 'platform', ticket: 'SEC-6', expires: '2027-01-31' };
const ALIAS = 'alias/zero-trust-trail-vault';

function synth(change: Partial<SecurityServicesDenySCPProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  return new SecurityServicesDenySCP(stack, 'Deny', {
    organization: smallOrganization(), rollout: Rollout.stages([]), asOf: '2026-11-01', deployers: ['arn:aws:iam::*:role/deployer'],
    vaultBuckets: ['vault'], vaultKeys: [{ alias: ALIAS, account: 'log-archive' }], ...change,
  });
}

const administrator = `arn:aws:iam::${LOG_ARCHIVE}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Administrator_0123456789abcdef`;
const root = `arn:aws:iam::${LOG_ARCHIVE}:root`;
const deployer = `arn:aws:iam::${LOG_ARCHIVE}:role/deployer`;
const key = (account: string) => `arn:aws:kms:eu-west-1:${account}:key/11111111-2222-3333-4444-555555555555`;
const content = () => synth().content;

/** Deleting, stopping, leaving, narrowing what is recorded, hiding what was found. */
const asked: [what: string, action: string][] = [
  ['deletes the trail', 'cloudtrail:DeleteTrail'],
  ['stops the trail', 'cloudtrail:StopLogging'],
  ['changes the trail', 'cloudtrail:UpdateTrail'],
  ['narrows what the trail records', 'cloudtrail:PutEventSelectors'],
  ['deletes the recorder', 'config:DeleteConfigurationRecorder'],
  ['stops the recorder', 'config:StopConfigurationRecorder'],
  ['changes the recorder', 'config:PutConfigurationRecorder'],
  ['deletes where Config delivers', 'config:DeleteDeliveryChannel'],
  ['deletes the detector', 'guardduty:DeleteDetector'],
  ['switches the detector off', 'guardduty:UpdateDetector'],
  ['leaves GuardDuty by its old name', 'guardduty:DisassociateFromMasterAccount'],
  ['leaves GuardDuty by its new name', 'guardduty:DisassociateFromAdministratorAccount'],
  ['switches Security Hub off', 'securityhub:DisableSecurityHub'],
  ['switches standards off', 'securityhub:BatchDisableStandards'],
  ['switches a control off', 'securityhub:UpdateStandardsControl'],
  ['leaves Security Hub by its old name', 'securityhub:DisassociateFromMasterAccount'],
  ['leaves Security Hub by its new name', 'securityhub:DisassociateFromAdministratorAccount'],
  ['deletes an analyzer', 'access-analyzer:DeleteAnalyzer'],
  ['stops a lake of events', 'cloudtrail:StopEventDataStoreIngestion'],
  ['deletes a lake of events', 'cloudtrail:DeleteEventDataStore'],
  ['turns Config to another bucket', 'config:PutDeliveryChannel'],
  ['shortens how long Config remembers', 'config:PutRetentionConfiguration'],
  ['deletes what joins Config of all accounts', 'config:DeleteConfigurationAggregator'],
  ['tells GuardDuty which findings not to show', 'guardduty:CreateFilter'],
  ['tells GuardDuty whom to trust', 'guardduty:CreateIPSet'],
  ['hides findings of GuardDuty', 'guardduty:ArchiveFindings'],
  ['stops watching members', 'guardduty:StopMonitoringMembers'],
  ['switches a protection of members off', 'guardduty:UpdateMemberDetectors'],
  ['turns findings to another bucket', 'guardduty:UpdatePublishingDestination'],
  ['switches controls off by their associations', 'securityhub:BatchUpdateStandardsControlAssociations'],
  ['changes what a control asks', 'securityhub:UpdateSecurityControl'],
  ['stops gathering findings', 'securityhub:DeleteFindingAggregator'],
  ['takes a member out', 'securityhub:DisassociateMembers'],
  ['takes a member out of the central configuration', 'securityhub:StartConfigurationPolicyDisassociation'],
  ['hides findings of an analyzer by a rule', 'access-analyzer:CreateArchiveRule'],
];

test.each(asked)('Administrator or root %s: denied; a deployer does', (_, action) => {
  expect(underScp(content(), { action, principal: administrator })).toEqual(deniedBy('KeepSecurityServices'));
  expect(underScp(content(), { action, principal: root })).toEqual(deniedBy('KeepSecurityServices'));
  expect(underScp(content(), { action, principal: deployer })).toEqual(ALLOWED);
});

test.each([
  'access-analyzer:ApplyArchiveRule', 'access-analyzer:UpdateAnalyzer', 'access-analyzer:UpdateArchiveRule', 'cloudtrail:PutEventConfiguration',
  'cloudtrail:PutInsightSelectors', 'cloudtrail:UpdateEventDataStore', 'config:DeleteAggregationAuthorization', 'config:DeleteRetentionConfiguration',
  'config:DeleteServiceLinkedConfigurationRecorder', 'config:DisassociateResourceTypes', 'guardduty:DeleteMembers', 'guardduty:DeletePublishingDestination',
  'guardduty:DisableOrganizationAdminAccount', 'guardduty:DisassociateMembers', 'guardduty:UpdateFilter', 'guardduty:UpdateIPSet',
  'guardduty:UpdateOrganizationConfiguration', 'guardduty:CreateTrustedEntitySet', 'guardduty:UpdateTrustedEntitySet', 'securityhub:BatchUpdateAutomationRules',
  'securityhub:CreateAutomationRule', 'securityhub:DeleteConfigurationPolicy', 'securityhub:DeleteMembers', 'securityhub:DisableImportFindingsForProduct',
  'securityhub:DisableOrganizationAdminAccount', 'securityhub:DisableSecurityHubV2', 'securityhub:UpdateConfigurationPolicy', 'securityhub:UpdateFindingAggregator',
  'securityhub:UpdateOrganizationConfiguration', 'securityhub:UpdateSecurityHubConfiguration',
])('%s weakens as well: denied', (action) => {
  expect(underScp(content(), { action, principal: administrator })).toEqual(deniedBy('KeepSecurityServices'));
});

test('without deployers nobody does', () => {
  const { content: nobody } = synth({ deployers: undefined });
  expect(underScp(nobody, { action: 'cloudtrail:StopLogging', principal: deployer })).toEqual(deniedBy('KeepSecurityServices'));
});

test.each([['Administrator', administrator], ['root', root], ['a deployer', deployer]])('%s leaves the organization: denied', (_, principal) => {
  expect(underScp(content(), { action: 'organizations:LeaveOrganization', principal, region: 'us-east-1' })).toEqual(deniedBy('StayInOrganization'));
});

test.each([
  ['detaches a guardrail', 'organizations:DetachPolicy'],
  ['deletes a guardrail', 'organizations:DeletePolicy'],
  ['rewrites a guardrail', 'organizations:UpdatePolicy'],
  ['switches guardrails off', 'organizations:DisablePolicyType'],
  ['closes the account', 'account:CloseAccount'],
])('Administrator or root of whom policies were delegated to %s: denied; a deployer does', (_, action) => {
  const asks = (principal: string) => underScp(content(), { action, principal, region: 'us-east-1' });
  expect([asks(administrator), asks(root), asks(deployer)]).toEqual([deniedBy('KeepPolicies'), deniedBy('KeepPolicies'), ALLOWED]);
});

test.each([
  'cloudtrail:DescribeTrails', 'cloudtrail:GetTrailStatus', 'cloudtrail:ListTrails', 'cloudtrail:LookupEvents', 'config:DescribeConfigurationRecorders',
  'config:GetComplianceDetailsByConfigRule', 'config:ListDiscoveredResources', 'config:SelectResourceConfig', 'guardduty:GetDetector', 'guardduty:ListFindings',
  'guardduty:DescribeOrganizationConfiguration', 'securityhub:DescribeHub', 'securityhub:GetFindings', 'securityhub:ListMembers',
  'access-analyzer:GetAnalyzer', 'access-analyzer:ListFindingsV2', 'organizations:DescribeOrganization',
])('whoever reads with %s goes on reading', (action) => {
  expect(underScp(content(), { action, principal: administrator })).toEqual(ALLOWED);
});

describe("the vault's bucket", () => {
  const [bucket, log] = ['arn:aws:s3:::vault', 'arn:aws:s3:::vault/AWSLogs/log.json.gz'];

  test.each<[string, Asked, string[], string[]]>([
    ['when logs end', { action: 's3:PutLifecycleConfiguration', resource: bucket }, ['KeepVaultBucket'], []],
    ['where logs are copied', { action: 's3:PutReplicationConfiguration', resource: bucket }, ['KeepVaultBucket'], []],
    ['how long logs are locked', { action: 's3:PutBucketObjectLockConfiguration', resource: bucket }, ['KeepVaultBucket'], []],
    ['who reads it', { action: 's3:PutBucketPolicy', resource: bucket }, ['KeepVaultBucket'], []],
    ['that nobody reads it', { action: 's3:DeleteBucketPolicy', resource: bucket }, ['KeepVaultBucket'], []],
    ['that it keeps versions', { action: 's3:PutBucketVersioning', resource: bucket }, ['KeepVaultBucket'], []],
    ['that it is there', { action: 's3:DeleteBucket', resource: bucket }, ['KeepVaultBucket'], []],
    ['a log, by hiding it', { action: 's3:DeleteObject', resource: log }, ['KeepVaultObjects'], ['KeepVaultObjects']],
    ['a log by a copy of another one', { action: 's3:ReplicateObject', resource: log }, ['KeepVaultObjects'], ['KeepVaultObjects']],
    ['a log by a copy of its end', { action: 's3:ReplicateDelete', resource: log }, ['KeepVaultObjects'], ['KeepVaultObjects']],
    ['a log, through an access point', { action: 's3:DeleteObject', resource: `arn:aws:s3:eu-west-1:${LOG_ARCHIVE}:accesspoint/any/object/log` },
      ['KeepVaultObjects'], ['KeepVaultObjects']],
    ['a log that was there', { action: 's3:DeleteObjectVersion', resource: log }, ['KeepVaultObjects'], ['KeepVaultObjects']],
    ['the lock of a log', { action: 's3:PutObjectRetention', resource: log }, ['KeepVaultObjects'], ['KeepVaultObjects']],
    ['the legal hold on a log', { action: 's3:PutObjectLegalHold', resource: log }, ['KeepVaultObjects'], ['KeepVaultObjects']],
    ['a log in governance mode', { action: 's3:BypassGovernanceRetention', resource: log }, ['KeepVaultObjects'], ['KeepVaultObjects']],
    ['who may write whose objects', { action: 's3:PutBucketOwnershipControls', resource: bucket }, ['KeepVaultBucket'], []],
    ['who reads it, by a list', { action: 's3:PutBucketAcl', resource: bucket }, ['KeepVaultBucket'], []],
    ['that the public does not', { action: 's3:PutBucketPublicAccessBlock', resource: bucket }, ['KeepVaultBucket'], []],
    ['what it is encrypted with', { action: 's3:PutEncryptionConfiguration', resource: bucket }, ['KeepVaultBucket'], []],
    ['that access to it is logged', { action: 's3:PutBucketLogging', resource: bucket }, ['KeepVaultBucket'], []],
    ['who is told of new logs', { action: 's3:PutBucketNotification', resource: bucket }, ['KeepVaultBucket'], []],
    ['who reads a log', { action: 's3:PutObjectAcl', resource: log }, ['KeepVaultObjects'], ['KeepVaultObjects']],
    ['who reads an old log', { action: 's3:PutObjectVersionAcl', resource: log }, ['KeepVaultObjects'], ['KeepVaultObjects']],
    ['nothing, by reading a log', { action: 's3:GetObject', resource: log }, [], []],
    ['nothing, by listing it', { action: 's3:ListBucketVersions', resource: bucket }, [], []],
    ['another bucket', { action: 's3:PutLifecycleConfiguration', resource: 'arn:aws:s3:::vault-of-somebody' }, [], []],
    ['an object in another bucket', { action: 's3:DeleteObjectVersion', resource: 'arn:aws:s3:::vault-of-somebody/log' }, [], []],
  ])('somebody changes %s', (_, request, others, deployers) => {
    const verdict = (sids: string[]) => (sids.length > 0 ? deniedBy(...sids) : ALLOWED);
    expect(underScp(content(), { ...request, principal: administrator })).toEqual(verdict(others));
    expect(underScp(content(), { ...request, principal: root })).toEqual(verdict(others));
    expect(underScp(content(), { ...request, principal: deployer })).toEqual(verdict(deployers));
  });

  test('central root access does not unlock it: the task for locked buckets is denied there, and elsewhere is not', () => {
    const unlock = (resource: string) => underScp(content(), { action: 's3:DeleteBucketPolicy', resource, principal: root, context: { 'aws:AssumedRoot': 'true' } });
    expect(unlock(bucket)).toEqual(deniedBy('KeepVaultBucket'));
    expect(unlock('arn:aws:s3:::locked-by-mistake')).toEqual(ALLOWED);
  });

  test('without a bucket or key named, the services are kept and nothing else', () => {
    const { content: bare } = synth({ vaultBuckets: undefined, vaultKeys: undefined });
    expect(JSON.parse(bare).Statement.map(({ Sid }: any) => Sid)).toEqual(['StayInOrganization', 'KeepSecurityServices', 'KeepPolicies']);
  });
});

describe("the vault's key", () => {
  const named = (...aliases: string[]) => ({ 'kms:ResourceAliases': aliases });

  test.each<[string, Asked, string[]]>([
    ['its deletion is scheduled', { action: 'kms:ScheduleKeyDeletion', resource: key(LOG_ARCHIVE), context: named(ALIAS) }, ['KeepVaultKey']],
    ['it is switched off', { action: 'kms:DisableKey', resource: key(LOG_ARCHIVE), context: named(ALIAS) }, ['KeepVaultKey']],
    ['its policy is changed', { action: 'kms:PutKeyPolicy', resource: key(LOG_ARCHIVE), context: named(ALIAS) }, ['KeepVaultKey']],
    ['it is granted away', { action: 'kms:CreateGrant', resource: key(LOG_ARCHIVE), context: named(ALIAS) }, ['KeepVaultKey']],
    ['its rotation is switched off', { action: 'kms:DisableKeyRotation', resource: key(LOG_ARCHIVE), context: named(ALIAS) }, ['KeepVaultKey']],
    ['what it is made of is deleted', { action: 'kms:DeleteImportedKeyMaterial', resource: key(LOG_ARCHIVE), context: named(ALIAS) }, ['KeepVaultKey']],
    ['another Region becomes its first', { action: 'kms:UpdatePrimaryRegion', resource: key(LOG_ARCHIVE), context: named(ALIAS) }, ['KeepVaultKey']],
    ['it has another alias as well', { action: 'kms:DisableKey', resource: key(LOG_ARCHIVE), context: named('alias/a', ALIAS, 'alias/z') }, ['KeepVaultKey']],
    ['its alias is deleted', { action: 'kms:DeleteAlias', resource: `arn:aws:kms:eu-west-1:${LOG_ARCHIVE}:${ALIAS}` }, ['KeepVaultKeyAlias']],
    ['its alias is turned to another key', { action: 'kms:UpdateAlias', resource: `arn:aws:kms:eu-west-1:${LOG_ARCHIVE}:${ALIAS}` }, ['KeepVaultKeyAlias']],
    ['it decrypts', { action: 'kms:Decrypt', resource: key(LOG_ARCHIVE), context: named(ALIAS) }, []],
    ['another key of the account is switched off', { action: 'kms:DisableKey', resource: key(LOG_ARCHIVE), context: named('alias/other') }, []],
    ['a key without alias is switched off', { action: 'kms:DisableKey', resource: key(LOG_ARCHIVE) }, []],
    ['a key of that alias in another account is switched off', { action: 'kms:DisableKey', resource: key(PRODUCTION), context: named(ALIAS) }, []],
    ['another alias is deleted', { action: 'kms:DeleteAlias', resource: `arn:aws:kms:eu-west-1:${LOG_ARCHIVE}:alias/other` }, []],
  ])('%s', (_, request, sids) => {
    expect(underScp(content(), { ...request, principal: administrator })).toEqual(sids.length > 0 ? deniedBy(...sids) : ALLOWED);
    expect(underScp(content(), { ...request, principal: deployer })).toEqual(ALLOWED);
  });

  test('of two keys each is told by its own alias', () => {
    const { content: two } = synth({ vaultKeys: [{ alias: 'alias/two', account: 'audit' }, { alias: 'alias/one', account: 'log-archive' }] });
    const off = (alias: string) => underScp(two, { action: 'kms:DisableKey', resource: key(LOG_ARCHIVE), context: named(alias) });
    expect([off('alias/one'), off('alias/three')]).toEqual([deniedBy('KeepVaultKey'), ALLOWED]);
  });

  test.each([
    ["without 'alias/' before it", 'vault'], ['with a wildcard', 'alias/*'], ['without a name', 'alias/'], ['with a name of 251 characters', `alias/${'x'.repeat(251)}`],
  ])('an alias %s is refused', (_, alias) => {
    expect(codes(refusal(() => synth({ vaultKeys: [{ alias, account: 'log-archive' }] })))).toEqual(['VaultKeyAlias']);
  });

  test('an alias with a name of 250 characters is not refused, and an unknown account is', () => {
    expect(() => synth({ vaultKeys: [{ alias: `alias/${'x'.repeat(250)}`, account: 'log-archive' }] })).not.toThrow();
    expect(codes(refusal(() => synth({ vaultKeys: [{ alias: ALIAS, account: 'nobody' }] })))).toEqual(['AccountUnknown']);
  });
});

test('an exempt account changes its own services; an exempt role everywhere', () => {
  const exemptions = [Exemption.accounts(Accounts.named('production'), DETAILS), Exemption.principals(['arn:aws:iam::*:role/mover'], DETAILS)];
  const { content: exempt } = synth({ exemptions });
  const stops = (principal: string) => underScp(exempt, { action: 'cloudtrail:StopLogging', principal });
  expect(stops(`arn:aws:iam::${PRODUCTION}:role/anybody`)).toEqual(ALLOWED);
  expect(stops(`arn:aws:iam::${SANDBOX}:role/mover`)).toEqual(ALLOWED);
  expect(stops(`arn:aws:iam::${SANDBOX}:role/anybody`)).toEqual(deniedBy('KeepSecurityServices'));
});

test.each<[string, Exemption]>([
  ['an exempt account', Exemption.accounts(Accounts.named('log-archive'), DETAILS)],
  ['an exempt role', Exemption.principals(['arn:aws:iam::*:role/mover'], DETAILS)],
])('%s changes the rules of the vault, but does not leave the organization and takes no log away', (_, exemption) => {
  const { content: exempt } = synth({ exemptions: [exemption] });
  const asks = (action: string, resource?: string) => underScp(exempt, { action, resource, principal: `arn:aws:iam::${LOG_ARCHIVE}:role/mover` });
  expect(asks('s3:PutBucketPolicy', 'arn:aws:s3:::vault')).toEqual(ALLOWED);
  expect(asks('organizations:DetachPolicy')).toEqual(ALLOWED);
  expect(asks('organizations:LeaveOrganization')).toEqual(deniedBy('StayInOrganization'));
  expect(asks('organizations:AcceptHandshake')).toEqual(deniedBy('StayInOrganization'));
  expect(asks('s3:DeleteObject', 'arn:aws:s3:::vault/log')).toEqual(deniedBy('KeepVaultObjects'));
  expect(asks('s3:DeleteObjectVersion', 'arn:aws:s3:::vault/log')).toEqual(deniedBy('KeepVaultObjects'));
});

test.each([['DeployerTooBroad', 'arn:aws:iam::*:role/*'], ['DeployerPrincipal', `arn:aws:sts::${SANDBOX}:assumed-role/deployer/session`]])('deployers are checked: %s', (code, pattern) => {
  expect(codes(refusal(() => synth({ deployers: [pattern] })))).toEqual([code]);
});
