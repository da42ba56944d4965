import { App, Stack } from 'aws-cdk-lib';
import { Accounts, Exemption, Rollout, SecurityServicesDenySCP, type SecurityServicesDenySCPProps } from '../../src';
import { codes, refusal } from '../support/messages';
import { LOG_ARCHIVE, MANAGEMENT, PRODUCTION, SANDBOX, smallOrganization } from '../support/small-organization';
import { ALLOWED, deniedBy, underScp } from '../support/verdict';

const DETAILS = { reason: 'moves its trail', owner: 'platform', ticket: 'SEC-6', expires: '2027-01-31' };

function synth(change: Partial<SecurityServicesDenySCPProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  return new SecurityServicesDenySCP(stack, 'Deny', {
    organization: smallOrganization(), rollout: Rollout.stages([]), asOf: '2026-11-01', deployers: ['arn:aws:iam::*:role/deployer'], ...change,
  });
}

const administrator = `arn:aws:iam::${LOG_ARCHIVE}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Administrator_0123456789abcdef`;
const root = `arn:aws:iam::${LOG_ARCHIVE}:root`;
const deployer = `arn:aws:iam::${LOG_ARCHIVE}:role/deployer`;
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
])('%s detaches guardrails, but does not leave the organization', (_, exemption) => {
  const { content: exempt } = synth({ exemptions: [exemption] });
  const asks = (action: string) => underScp(exempt, { action, principal: `arn:aws:iam::${LOG_ARCHIVE}:role/mover` });
  expect(asks('organizations:DetachPolicy')).toEqual(ALLOWED);
  expect(asks('organizations:LeaveOrganization')).toEqual(deniedBy('StayInOrganization'));
  expect(asks('organizations:AcceptHandshake')).toEqual(deniedBy('StayInOrganization'));
});

test('the vault is not its business, which another guardrail keeps', () => {
  expect(underScp(content(), { action: 's3:DeleteObjectVersion', resource: 'arn:aws:s3:::vault/log', principal: administrator })).toEqual(ALLOWED);
});

test.each([['DeployerTooBroad', 'arn:aws:iam::*:role/*'], ['DeployerPrincipal', `arn:aws:sts::${SANDBOX}:assumed-role/deployer/session`]])('deployers are checked: %s', (code, pattern) => {
  expect(codes(refusal(() => synth({ deployers: [pattern] })))).toEqual([code]);
});

describe('roles that set recorders up', () => {
  const recorder = `arn:aws:iam::${LOG_ARCHIVE}:role/stacksets-exec-0123456789abcdef0123456789abcdef`;
  const withRecorders = () => synth({ recorders: ['arn:aws:iam::*:role/stacksets-exec-*'] }).content;

  test.each(['config:PutConfigurationRecorder', 'config:PutDeliveryChannel'])('call %s, which Administrator and root do not', (action) => {
    expect(underScp(withRecorders(), { action, principal: recorder })).toEqual(ALLOWED);
    expect(underScp(withRecorders(), { action, principal: deployer })).toEqual(ALLOWED);
    expect(underScp(withRecorders(), { action, principal: administrator })).toEqual(deniedBy('KeepRecorders'));
    expect(underScp(withRecorders(), { action, principal: root })).toEqual(deniedBy('KeepRecorders'));
  });

  test.each(asked.filter(([, action]) => !['config:PutConfigurationRecorder', 'config:PutDeliveryChannel'].includes(action)))('do nothing else: a recorder %s', (_, action) => {
    expect(underScp(withRecorders(), { action, principal: recorder })).toEqual(deniedBy('KeepSecurityServices'));
  });

  test.each([['recorders', 'arn:aws:iam::*:role/stacksets-exec-*'], ['nobody', undefined]])('left to %s, every weakening action is still denied to Administrator', (_, pattern) => {
    const { content: document } = synth({ recorders: pattern === undefined ? undefined : [pattern] });
    asked.forEach(([, action]) => expect(underScp(document, { action, principal: administrator }).decision).not.toBe('allowed'));
  });

  test('an exempt account is exempt from both halves', () => {
    const { content: document } = synth({ recorders: ['arn:aws:iam::*:role/stacksets-exec-*'], exemptions: [Exemption.accounts(Accounts.named('sandbox'), DETAILS)] });
    const principal = `arn:aws:iam::${SANDBOX}:role/Admin`;
    ['config:PutConfigurationRecorder', 'config:StopConfigurationRecorder'].forEach((action) => expect(underScp(document, { action, principal })).toEqual(ALLOWED));
  });
});
