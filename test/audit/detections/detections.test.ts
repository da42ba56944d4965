import { OWN_EVENTS } from './own-events';
import { type Rows, WATCHERS } from './watched-watchers';
import { allDetections } from '../../../src/audit/domain/detections/all-detections';
import { MOST_PATTERN_CHARACTERS } from '../../../src/audit/domain/detections/detection';
import { matchesEvent } from '../../support/event-pattern';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, SANDBOX } from '../../support/small-organization';
import { DEPLOYER, FACTS, call, caller, oktaEvent } from '../../support/trail-events';

const DENIED = { errorCode: 'AccessDenied', errorMessage: 'not authorized' };
const ALL = allDetections(FACTS);
const root = (account: string) => `arn:aws:iam::${account}:root`;
const user = (account: string) => `arn:aws:iam::${account}:user/ada`;
const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const signIn = (by: string, result = 'Success') => call('signin', 'ConsoleLogin', {
  by, region: 'us-east-1', type: 'AWS Console Sign In via CloudTrail', detail: { eventType: 'AwsConsoleSignIn', responseElements: { ConsoleLogin: result } },
});
const centralRoot = caller(root(SANDBOX), { sessionContext: { attributes: { mfaAuthenticated: 'false' }, assumedRoot: 'true' } });
const iam = (name: string, more: object = {}) => call('iam', name, { region: 'us-east-1', ...more });
const trail = (name: string, more: object = {}, by = role(MANAGEMENT, 'admin')) => call('cloudtrail', name, { by, detail: { requestParameters: { name: FACTS.trailName }, ...more } });
const bucket = (name: string, bucketName = FACTS.vaultBucket, more: object = {}, by = role(LOG_ARCHIVE, 'admin')) =>
  call('s3', name, { by, detail: { requestParameters: { bucketName }, ...more } });
const key = (name: string, by: string | object = role(LOG_ARCHIVE, 'admin')) => call('kms', name, { by });
const organizations = (name: string, more: object = {}) => call('organizations', name, { by: role(MANAGEMENT, 'admin'), region: 'us-east-1', ...more });
const sso = (name: string, by = role(AUDIT, 'admin'), detail: object = {}, account?: string) => call('sso', name, { by, detail, account });
const assume = (name: string, roleArn: string, detail: object = {}) => call('sts', name, { by: role(SANDBOX, 'ops'), detail: { requestParameters: { roleArn, roleSessionName: 'ada' }, ...detail } });
const switched = (to: string, name = 'SwitchRole') => call('signin', name, {
  by: user(SANDBOX), type: 'AWS Console Sign In via CloudTrail', detail: { eventType: 'AwsConsoleSignIn', additionalEventData: { SwitchTo: to }, responseElements: { SwitchRole: 'Success' } },
});

/** By detection: what it tells, and what comes near and is not told. */
const ROWS: Record<string, Rows> = {
  ...OWN_EVENTS,
  ...WATCHERS,
  'root-activity': {
    told: [
      ['a sign-in', signIn(root(SANDBOX))],
      ['a sign-in that failed', signIn(root(SANDBOX), 'Failure')],
      ['a sign-in to the management account', signIn(root(MANAGEMENT))],
      ['a call', call('s3', 'PutBucketPolicy', { by: root(SANDBOX) })],
      ['a call that was denied', call('ec2', 'RunInstances', { by: root(SANDBOX), detail: DENIED })],
      ['a call with an access key, which has no session', call('iam', 'CreateUser', { by: caller(root(SANDBOX), { sessionContext: undefined }) })],
    ],
    untold: [
      ['a session of central root access', call('s3', 'DeleteBucketPolicy', { by: centralRoot })],
      ['what a service does on behalf of root', call('kms', 'GenerateDataKey', { by: caller(root(SANDBOX), { invokedBy: 's3.amazonaws.com' }) })],
      ['an event of a service', call('kms', 'RotateKey', { by: root(SANDBOX), type: 'AWS Service Event via CloudTrail', detail: { eventType: 'AwsServiceEvent' } })],
      ['a role called root', call('s3', 'PutBucketPolicy', { by: role(SANDBOX, 'root') })],
      ['a user called root', signIn(`arn:aws:iam::${SANDBOX}:user/root`)],
      ['a spelling that CloudTrail does not use', call('s3', 'PutBucketPolicy', { by: caller(root(SANDBOX), { type: 'root' }) })],
    ],
  },
  'root-session': {
    told: [
      ['a session that is opened', call('sts', 'AssumeRoot', { by: role(MANAGEMENT, 'admin'), detail: { requestParameters: { targetPrincipal: SANDBOX } } })],
      ['one that is denied', call('sts', 'AssumeRoot', { by: role(AUDIT, 'admin'), detail: DENIED })],
      ['what is done with it', call('s3', 'DeleteBucketPolicy', { by: centralRoot })],
      ['in whatever Region', call('sqs', 'SetQueueAttributes', { by: centralRoot, region: 'us-east-1' })],
    ],
    untold: [
      ['a role that is taken', assume('AssumeRole', role(SANDBOX, 'AssumeRoot'))],
      ['root itself', call('s3', 'DeleteBucketPolicy', { by: root(SANDBOX) })],
      ['a sign-in of root', signIn(root(SANDBOX))],
      ['another spelling', call('sts', 'assumeRoot', { by: role(MANAGEMENT, 'admin') })],
      ['a call of that name to another service', call('iam', 'AssumeRoot', { by: role(MANAGEMENT, 'admin') })],
    ],
  },
  'long-lived-credentials': {
    told: [
      ['an access key', iam('CreateAccessKey')],
      ['a user', iam('CreateUser', { by: user(SANDBOX) })],
      ['a password', iam('CreateLoginProfile', { by: root(MANAGEMENT) })],
      ['a key by a deployment', iam('CreateAccessKey', { by: DEPLOYER })],
      ['credentials for one service', iam('CreateServiceSpecificCredential')],
    ],
    untold: [
      ['a try that was denied', iam('CreateAccessKey', { detail: DENIED })],
      ['a try beyond the quota', iam('CreateUser', { detail: { errorCode: 'LimitExceededException' } })],
      ['reading', iam('ListAccessKeys', { detail: { readOnly: true } })],
      ['deleting', iam('DeleteAccessKey')],
      ['a role', iam('CreateRole')],
      ['another spelling', iam('createAccessKey')],
      ['a user of another service', call('rds', 'CreateUser')],
    ],
  },
  'trail-tampering': {
    told: [
      ['stopping it', trail('StopLogging')],
      ['a try that was denied', trail('StopLogging', DENIED)],
      ['by its ARN', trail('DeleteTrail', { requestParameters: { name: `arn:aws:cloudtrail:eu-west-1:${MANAGEMENT}:trail/${FACTS.trailName}` } })],
      ['from a member account', trail('UpdateTrail', {}, role(SANDBOX, 'admin'))],
      ['by the deployer', trail('UpdateTrail', {}, role(MANAGEMENT, 'cdk-hnb659fds-cfn-exec-role-000000000001-eu-west-1'))],
      ['recording less', trail('PutEventSelectors', { requestParameters: { trailName: FACTS.trailName } })],
      ['another administrator of it', trail('DeregisterOrganizationDelegatedAdmin', { requestParameters: { delegatedAdminAccountId: AUDIT } })],
    ],
    untold: [
      ['another trail', trail('StopLogging', { requestParameters: { name: 'own' } })],
      ['a trail of that name in another account', trail('DeleteTrail', { requestParameters: { name: `arn:aws:cloudtrail:eu-west-1:${SANDBOX}:trail/${FACTS.trailName}` } })],
      ['a trail whose name begins the same', trail('StopLogging', { requestParameters: { name: `${FACTS.trailName}-2` } })],
      ['starting it', trail('StartLogging')],
      ['reading', trail('GetTrailStatus', { readOnly: true })],
      ['the events of another trail', trail('PutEventSelectors', { requestParameters: { trailName: 'own' } })],
    ],
  },
  'vault-tampering': {
    told: [
      ['the policy', bucket('PutBucketPolicy')],
      ['the default retention', bucket('PutBucketObjectLockConfiguration')],
      ['the lifecycle, denied', bucket('PutBucketLifecycle', FACTS.vaultBucket, DENIED)],
      ['the bucket of access logs', bucket('DeleteBucketPolicy', FACTS.accessLogBucket)],
      ['a landing bucket that is copied from no longer', bucket('DeleteBucketReplication', FACTS.landingBucket)],
      ['a landing bucket that is copied from elsewhere, denied', bucket('PutBucketReplication', FACTS.landingBucket, DENIED)],
      ['from another account', call('s3', 'PutBucketVersioning', { by: role(SANDBOX, 'admin'), account: LOG_ARCHIVE, detail: { requestParameters: { bucketName: FACTS.vaultBucket } } })],
      ['deleting a key', key('ScheduleKeyDeletion')],
      ['deleting a key by way of CloudFormation', key('ScheduleKeyDeletion', caller(role(LOG_ARCHIVE, 'admin'), { invokedBy: 'cloudformation.amazonaws.com' }))],
      ['the policy of a key, by root', key('PutKeyPolicy', root(LOG_ARCHIVE))],
    ],
    untold: [
      ['another bucket', bucket('PutBucketPolicy', 'own')],
      ['a bucket whose name begins the same', bucket('PutBucketPolicy', `${FACTS.vaultBucket}-2`)],
      ['a bucket of AWS Config in another Region', bucket('DeleteBucketReplication', FACTS.landingBucket.replace('eu-west-1', 'us-east-1'))],
      ['how the landing bucket is copied', bucket('GetBucketReplication', FACTS.landingBucket, { readOnly: true })],
      ['reading', bucket('GetBucketPolicy', FACTS.vaultBucket, { readOnly: true })],
      ['a key of another account', key('ScheduleKeyDeletion', role(SANDBOX, 'admin'))],
      ['a grant that a service makes', key('CreateGrant', caller(role(LOG_ARCHIVE, 'admin'), { invokedBy: 'rds.amazonaws.com' }))],
      ['using a key', key('GenerateDataKey')],
      ['a key that is kept after all', key('CancelKeyDeletion')],
    ],
  },
  'organization-policies': {
    told: [
      ['attaching', organizations('AttachPolicy', { detail: { requestParameters: { policyId: 'p-12345678', targetId: 'r-root' } } })],
      ['detaching', organizations('DetachPolicy')],
      ['changing', organizations('UpdatePolicy')],
      ['making, by a deployment', organizations('CreatePolicy', { by: role(MANAGEMENT, 'cdk-hnb659fds-cfn-exec-role-000000000001-eu-west-1') })],
      ['deleting', organizations('DeletePolicy', { by: root(MANAGEMENT) })],
      ['switching a policy type off', organizations('DisablePolicyType')],
    ],
    untold: [
      ['a try that was denied', organizations('DetachPolicy', { detail: DENIED })],
      ['a try while somebody else writes', organizations('UpdatePolicy', { detail: { errorCode: 'ConcurrentModificationException' } })],
      ['reading', organizations('ListPolicies', { detail: { readOnly: true } })],
      ['an account that moves', organizations('MoveAccount')],
      ['a policy of IAM', call('iam', 'DetachPolicy', { by: role(MANAGEMENT, 'admin') })],
      ['a member account that pretends', organizations('DetachPolicy', { by: role(SANDBOX, 'admin') })],
    ],
  },
  'access-changes': {
    told: [
      ['an assignment by a person', sso('CreateAccountAssignment')],
      ['one taken away by a user', sso('DeleteAccountAssignment', user(AUDIT))],
      ['by root', sso('CreateAccountAssignment', root(MANAGEMENT))],
      ["a role with the deployer's name in another account", sso('PutInlinePolicyToPermissionSet', DEPLOYER.replaceAll(AUDIT, MANAGEMENT))],
      ['a role of the management account', sso('CreatePermissionSet', role(MANAGEMENT, 'OrganizationAccountAccessRole'))],
      ['a role whose name differs in case', sso('UpdatePermissionSet', role(AUDIT, 'Elevation-end'))],
      ['a role called like ours at another path', sso('CreateAccountAssignment', role(AUDIT, 'provisioning/worker'))],
    ],
    untold: [
      ['the deployer', sso('CreateAccountAssignment', DEPLOYER)],
      ['provisioning', sso('DeleteAccountAssignment', role(AUDIT, 'zero-trust/provisioning/remove'))],
      ['elevation', sso('CreateAccountAssignment', role(AUDIT, 'elevation-grant'))],
      ['a try that was denied', sso('CreateAccountAssignment', role(AUDIT, 'admin'), DENIED)],
      ['a try that conflicts', sso('UpdatePermissionSet', role(AUDIT, 'admin'), { errorCode: 'ConflictException' })],
      ['reading', sso('ListAccountAssignments', role(AUDIT, 'admin'), { readOnly: true })],
      ['provisioning what is already changed', sso('ProvisionPermissionSet')],
      ['an account that has no Identity Center to administer', sso('CreatePermissionSet', role(SANDBOX, 'admin'))],
    ],
  },
  'identity-center-configuration': {
    told: [
      ['attributes for access control', sso('UpdateInstanceAccessControlAttributeConfiguration')],
      ['another directory', sso('AssociateDirectory', role(MANAGEMENT, 'admin'))],
      ['another identity provider', call('sso-directory', 'UpdateExternalIdPConfigurationForDirectory', { by: role(AUDIT, 'admin') })],
      ['a token for provisioning', call('sso-directory', 'CreateBearerToken', { by: role(AUDIT, 'admin') })],
      ['a change by the deployer', sso('CreateInstanceAccessControlAttributeConfiguration', DEPLOYER)],
    ],
    untold: [
      ['a try that was denied', sso('DeleteInstance', role(AUDIT, 'admin'), DENIED)],
      ['reading', sso('DescribeInstance', role(AUDIT, 'admin'), { readOnly: true })],
      ['an assignment', sso('CreateAccountAssignment')],
      ['a user that is made', call('sso-directory', 'CreateUser', { by: role(AUDIT, 'admin') })],
      ['a member account with an instance of its own', sso('CreateInstance', role(SANDBOX, 'admin'))],
    ],
  },
  'break-glass': {
    told: [
      ['a call', assume('AssumeRole', role(SANDBOX, 'break-glass'))],
      ['by SAML', assume('AssumeRoleWithSAML', role(SANDBOX, 'break-glass'))],
      ['in the management account', assume('AssumeRole', role(MANAGEMENT, 'break-glass'))],
      ['by switching roles in the console', switched(role(SANDBOX, 'break-glass'))],
    ],
    untold: [
      ['a try that was denied', assume('AssumeRole', role(SANDBOX, 'break-glass'), DENIED)],
      ['another role', assume('AssumeRole', role(SANDBOX, 'ops'))],
      ['a role whose name begins the same', assume('AssumeRole', role(SANDBOX, 'break-glass-test'))],
      ['a role of that name at a path', assume('AssumeRole', role(SANDBOX, 'team/break-glass'))],
      ['another spelling, which STS refuses', assume('AssumeRole', role(SANDBOX, 'Break-Glass'))],
      ['what is done with it', call('s3', 'PutBucketPolicy', { by: role(SANDBOX, 'break-glass') })],
      ['leaving a role', switched(role(SANDBOX, 'break-glass'), 'ExitRole')],
    ],
  },
  'okta-stream-off': {
    told: [
      ['switched off by somebody', oktaEvent('system.log_stream.lifecycle.deactivate')],
      ['switched off by Okta', oktaEvent('system.log_stream.lifecycle.deactivate', { actor: { alternateId: 'system@okta.com', type: 'SystemPrincipal' } })],
      ['deleted', oktaEvent('system.log_stream.lifecycle.delete')],
      ['changed', oktaEvent('system.log_stream.lifecycle.update')],
    ],
    untold: [
      ['switched on', oktaEvent('system.log_stream.lifecycle.activate')],
      ['a try that failed', oktaEvent('system.log_stream.lifecycle.deactivate', { outcome: { result: 'FAILURE' } })],
      ['another event', oktaEvent('user.session.start')],
      ['another spelling', oktaEvent('system.log_stream.lifecycle.Deactivate')],
      ['somebody who is not Okta', oktaEvent('system.log_stream.lifecycle.deactivate', {}, 'com.example/okta.com/logs')],
    ],
  },
};

test('every detection has rows, and no other', () => {
  expect(Object.keys(ROWS).sort()).toEqual(ALL.map(({ name }) => name).sort());
  expect(Object.values(ROWS).filter(({ told, untold }) => told.length < 3 || untold.length < 3)).toEqual([]);
});

describe.each(ALL)('$name', ({ name, pattern }) => {
  test.each(ROWS[name].told)('tells of %s', (_, event) => {
    expect(matchesEvent(pattern, event)).toBe(true);
  });

  test.each(ROWS[name].untold)('does not tell of %s', (_, event) => {
    expect(matchesEvent(pattern, event)).toBe(false);
  });

  test('has a pattern that EventBridge takes', () => {
    expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(MOST_PATTERN_CHARACTERS);
  });
});

test('root and what is done with central root access are told once each, by different detections', () => {
  const names = (event: object) => ALL.filter(({ pattern }) => matchesEvent(pattern, event)).map(({ name }) => name);
  expect(names(call('sqs', 'SetQueueAttributes', { by: root(SANDBOX) }))).toEqual(['root-activity']);
  expect(names(call('sqs', 'SetQueueAttributes', { by: centralRoot }))).toEqual(['root-session']);
});

test('what moves guardrails is told once, as a policy or as the organization', () => {
  const names = (event: object) => ALL.filter(({ pattern }) => matchesEvent(pattern, event)).map(({ name }) => name);
  expect(names(organizations('DisablePolicyType'))).toEqual(['organization-policies']);
  expect(names(organizations('MoveAccount'))).toEqual(['organization-changes']);
});

test('without deployers every change of access is told, and without roles or a stream nothing watches for them', () => {
  const bare = allDetections({ ...FACTS, assigners: [], breakGlassRoles: [], okta: false });
  const changes = bare.find(({ name }) => name === 'access-changes')!;
  expect(matchesEvent(changes.pattern, sso('CreateAccountAssignment', DEPLOYER))).toBe(true);
  expect(bare.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['break-glass', 'okta-stream-off']));
  expect(bare).toHaveLength(ALL.length - 2);
});
