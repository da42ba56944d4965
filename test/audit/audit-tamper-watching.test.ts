import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AuditTamperDenySCP, type AuditTamperDenySCPProps, Exemption, OktaEvents, OktaOrgUrl, ProtectedRolesSCP, Rollout, Stage } from '../../src';
import { landingZone } from '../support/landing-zone';
import { AUDIT, MANAGEMENT, PRODUCTION, SANDBOX, smallOrganization } from '../support/small-organization';
import { auditRole, signedIn } from '../support/vault-world';
import { ALLOWED, type Asked, deniedBy, underScp } from '../support/verdict';

function managementStack() {
  return new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
}

function synth(change: Partial<AuditTamperDenySCPProps> = {}) {
  return new AuditTamperDenySCP(managementStack(), 'Deny', {
    organization: smallOrganization(), rollout: Rollout.stages([]), asOf: '2026-11-01', deployers: ['arn:aws:iam::*:role/deployer'],
    logArchiveAccount: 'log-archive', auditAccount: 'audit', ...change,
  });
}

const { content } = synth();
const administrator = signedIn('Administrator');
const root = `arn:aws:iam::${AUDIT}:root`;
const deployer = `arn:aws:iam::${AUDIT}:role/deployer`;
const snapshotWriter = `arn:aws:iam::${PRODUCTION}:role/zero-trust/identity-snapshot/writer`;
const at = (service: string, resource: string, account = AUDIT) => `arn:aws:${service}:eu-west-1:${account}:${resource}`;
const TOPIC = at('sns', 'zero-trust-detections-0123abcd');
const BUS = at('events', 'event-bus/zero-trust-detections');
const ARCHIVE = at('events', 'archive/Zone-Audit-OktaArchive-0123');
const QUEUE = at('sqs', 'zero-trust-okta-events-0123abcd');
const PEOPLE = `arn:aws:s3:::zero-trust-activity-${AUDIT}-eu-west-1`;
const TABLE = at('glue', 'table/zero_trust_audit/activity');
const DATABASE = at('glue', 'database/zero_trust_audit');
const WORK_GROUP = at('athena', 'workgroup/zero-trust-audit');

describe('what watches and what is asked, in the audit account', () => {
  test.each([
    ['sns:DeleteTopic', TOPIC], ['sns:SetTopicAttributes', TOPIC], ['sns:AddPermission', TOPIC], ['sns:RemovePermission', TOPIC], ['sns:PutDataProtectionPolicy', TOPIC],
    ['events:DeleteEventBus', BUS], ['events:PutPermission', BUS], ['events:RemovePermission', BUS], ['events:UpdateEventBus', BUS],
    ['events:DeleteArchive', ARCHIVE], ['events:UpdateArchive', ARCHIVE],
    ['sqs:DeleteQueue', QUEUE], ['sqs:PurgeQueue', QUEUE], ['sqs:SetQueueAttributes', QUEUE], ['sqs:AddPermission', QUEUE], ['sqs:RemovePermission', QUEUE],
    ['s3:PutBucketPolicy', PEOPLE], ['s3:DeleteBucketPolicy', PEOPLE], ['s3:PutBucketVersioning', PEOPLE], ['s3:PutLifecycleConfiguration', PEOPLE], ['s3:DeleteBucket', PEOPLE],
    ['s3:PutReplicationConfiguration', PEOPLE], ['s3:PutEncryptionConfiguration', PEOPLE],
    ['s3:PutObject', `${PEOPLE}/identities/now.json`], ['s3:DeleteObject', `${PEOPLE}/identities/now.json`], ['s3:DeleteObjectVersion', `${PEOPLE}/identities/now.json`],
    ['s3:ReplicateObject', `${PEOPLE}/identities/now.json`], ['s3:UpdateObjectEncryption', `${PEOPLE}/identities/now.json`],
    ['s3:PutObject', at('s3', 'accesspoint/any/object/identities/now.json')], ['s3:DeleteObjectVersion', at('s3', 'accesspoint/any/object/identities/now.json')],
    ['glue:UpdateTable', TABLE], ['glue:DeleteTable', TABLE], ['glue:BatchDeleteTable', TABLE], ['glue:CreateTable', TABLE], ['glue:BatchCreatePartition', TABLE], ['glue:BatchUpdatePartition', TABLE],
    ['glue:DeleteDatabase', DATABASE], ['glue:UpdateDatabase', DATABASE],
    ['athena:UpdateWorkGroup', WORK_GROUP], ['athena:DeleteWorkGroup', WORK_GROUP], ['athena:UpdateNamedQuery', WORK_GROUP], ['athena:DeleteNamedQuery', WORK_GROUP],
    ['athena:UpdatePreparedStatement', WORK_GROUP], ['athena:DeletePreparedStatement', WORK_GROUP],
  ])('%s of %s: deployers and roles of the library, and nobody else', (action, resource) => {
    const asks = (principal: string) => underScp(content, { action, resource, principal, resourceAccount: AUDIT });
    const pretenders = [auditRole('writer').replace('/zero-trust/', '/not-zero-trust/'), signedIn('Administrator', SANDBOX)];
    expect([administrator, root, ...pretenders].map(asks)).toEqual(Array(4).fill(deniedBy('KeepWatching')));
    expect([deployer, auditRole('writer')].map(asks)).toEqual([ALLOWED, ALLOWED]);
    // of another account, so that the resource's own policy has the last word.
    expect(asks(snapshotWriter).by).toEqual([]);
  });

  test.each([
    ['athena:StartQueryExecution', WORK_GROUP], ['athena:StopQueryExecution', WORK_GROUP], ['athena:GetQueryResults', WORK_GROUP], ['athena:GetPreparedStatement', WORK_GROUP], ['athena:BatchGetNamedQuery', WORK_GROUP],
    ['glue:GetTable', TABLE], ['glue:BatchGetPartition', TABLE], ['glue:GetDatabase', DATABASE],
    ['s3:GetObject', `${PEOPLE}/identities/now.json`], ['s3:ListBucket', PEOPLE], ['s3:GetObject', at('s3', 'accesspoint/any/object/any')], ['s3:PutAccessPointPolicy', at('s3', 'accesspoint/any')],
    ['sns:Publish', TOPIC], ['sns:Subscribe', TOPIC], ['sns:GetTopicAttributes', TOPIC],
    ['events:PutEvents', BUS], ['events:DescribeEventBus', BUS], ['events:DescribeArchive', ARCHIVE],
    ['sqs:ReceiveMessage', QUEUE], ['sqs:DeleteMessage', QUEUE], ['sqs:StartMessageMoveTask', QUEUE], ['sqs:GetQueueAttributes', QUEUE],
  ])('%s of %s goes on', (action, resource) => {
    expect(underScp(content, { action, resource, principal: administrator })).toEqual(ALLOWED);
  });

  test.each([
    ['a topic', 'sns:DeleteTopic', at('sns', 'shop-orders')],
    ['a queue', 'sqs:PurgeQueue', at('sqs', 'shop-orders')],
    ['a bus', 'events:DeleteEventBus', at('events', 'event-bus/shop')],
    ['a bucket', 's3:DeleteBucket', 'arn:aws:s3:::shop-orders'],
    ['the same bucket of another account', 's3:PutObject', `${PEOPLE.replace(AUDIT, SANDBOX)}/identities/now.json`],
    ['a table', 'glue:DeleteTable', at('glue', 'table/shop/orders')],
    ['a database whose name goes on', 'glue:DeleteDatabase', at('glue', 'database/zero_trust_audit_of_somebody')],
    ['a workgroup', 'athena:DeleteWorkGroup', at('athena', 'workgroup/primary')],
    ['a topic of that name in another account', 'sns:DeleteTopic', at('sns', 'zero-trust-detections-0123abcd', SANDBOX)],
    ['an archive of another account', 'events:DeleteArchive', at('events', 'archive/any', SANDBOX)],
  ])('whoever changes %s is left alone', (_, action, resource) => {
    expect(underScp(content, { action, resource, principal: administrator })).toEqual(ALLOWED);
  });
});

describe('subscriptions', () => {
  // it is not documented which of these the request is about.
  test.each([['the topic', TOPIC], ['the subscription', `${TOPIC}:11111111-2222-3333-4444-555555555555`], ['every topic', at('sns', '*')]])(
    'are taken away and turned by deployers only, if the request is about %s', (_, resource) => {
      for (const action of ['sns:Unsubscribe', 'sns:SetSubscriptionAttributes']) {
        const asks = (principal: string) => underScp(content, { action, resource, principal });
        expect([administrator, root].map((one) => asks(one).by.includes('KeepBesideVault'))).toEqual([true, true]);
        expect(asks(deployer)).toEqual(ALLOWED);
      }
    });

  test('of another account are left alone', () => {
    expect(underScp(content, { action: 'sns:Unsubscribe', resource: at('sns', 'shop:1', SANDBOX), principal: signedIn('Administrator', SANDBOX) })).toEqual(ALLOWED);
  });
});

test.each<[string, Asked, string[]]>([
  ...['kms:PutKeyPolicy', 'kms:DisableKey', 'kms:ScheduleKeyDeletion'].map((action): [string, Asked, string[]] => [
    `${action} of the key of detections`, { action, resource: at('kms', 'key/1'), context: { 'kms:ResourceAliases': ['alias/zero-trust-detections'] } }, ['KeepVaultKey'],
  ]),
  ['its alias is deleted', { action: 'kms:DeleteAlias', resource: at('kms', 'alias/zero-trust-detections') }, ['KeepBesideVault']],
  ['another key is switched off', { action: 'kms:DisableKey', resource: at('kms', 'key/1'), context: { 'kms:ResourceAliases': ['alias/shop'] } }, []],
  ['it decrypts', { action: 'kms:Decrypt', resource: at('kms', 'key/1'), context: { 'kms:ResourceAliases': ['alias/zero-trust-detections'] } }, []],
  ['an object is added through an access point, which is not about the vault', { action: 's3:PutObjectLegalHold', resource: at('s3', 'accesspoint/any') }, []],
])('%s: others denied by the expected statements, deployers by none', (_, asked, sids) => {
  expect(underScp(content, { ...asked, principal: administrator })).toEqual(sids.length > 0 ? deniedBy(...sids) : ALLOWED);
  expect(underScp(content, { ...asked, principal: deployer })).toEqual(ALLOWED);
});

test('an exempt role may, and without an audit account nothing there is kept', () => {
  const exemptions = [Exemption.principals(['arn:aws:iam::*:role/mover'], { reason: 'moves', owner: 'platform', ticket: 'SEC-6', expires: '2027-01-31' })];
  const deletes = (change: Partial<AuditTamperDenySCPProps>, principal: string) => underScp(synth(change).content, { action: 'sns:DeleteTopic', resource: TOPIC, principal });
  expect(deletes({ exemptions }, `arn:aws:iam::${AUDIT}:role/mover`)).toEqual(ALLOWED);
  expect(deletes({ exemptions }, administrator)).toEqual(deniedBy('KeepWatching'));
  expect(deletes({ auditAccount: undefined }, administrator)).toEqual(ALLOWED);
});

describe('what a landing zone really makes in the audit account', () => {
  const { zone, template } = landingZone();
  const made = template(zone.auditStack).toJSON().Resources;
  const all = (type: string) => Object.values<any>(made).filter((one) => one.Type === type).map(({ Properties }) => Properties);
  const kept = (asked: Asked) => underScp(zone.auditTamperDeny.content, { ...asked, principal: administrator }).by;

  test.each<[string, (properties: any) => Asked]>([
    ['AWS::SNS::Topic', ({ TopicName }) => ({ action: 'sns:DeleteTopic', resource: at('sns', TopicName) })],
    ['AWS::SQS::Queue', ({ QueueName }) => ({ action: 'sqs:DeleteQueue', resource: at('sqs', QueueName) })],
    ['AWS::Events::EventBus', ({ Name }) => ({ action: 'events:DeleteEventBus', resource: at('events', `event-bus/${Name}`) })],
    ['AWS::Athena::WorkGroup', ({ Name }) => ({ action: 'athena:DeleteWorkGroup', resource: at('athena', `workgroup/${Name}`) })],
    ['AWS::Glue::Database', ({ DatabaseInput }) => ({ action: 'glue:DeleteDatabase', resource: at('glue', `database/${DatabaseInput.Name}`) })],
    ['AWS::Glue::Table', ({ DatabaseName, TableInput }) => ({ action: 'glue:DeleteTable', resource: at('glue', `table/${DatabaseName}/${TableInput.Name}`) })],
  ])('each %s is kept', (type, asked) => {
    expect(all(type).length).toBeGreaterThan(0);
    expect(all(type).map((properties) => kept(asked(properties)))).toEqual(all(type).map(() => ['KeepWatching']));
  });

  test('the key of detections has the alias by which it is kept', () => {
    expect(all('AWS::KMS::Alias').map(({ AliasName }) => AliasName)).toEqual(['alias/zero-trust-detections']);
  });
});

test('what keeps the events of Okta has names by which roles and records are kept', () => {
  const stack = new Stack(new App(), 'Audit', { env: { account: AUDIT, region: 'eu-west-1' } });
  const source = 'aws.partner/okta.com/example/stream';
  new OktaEvents(stack, 'Okta', {
    organization: smallOrganization(), logArchiveAccount: 'log-archive', oktaOrgUrl: OktaOrgUrl.hosted('https://small.okta.com'), eventSourceName: source,
    apiTokenSecretArn: at('secretsmanager', 'secret:okta/token-a1B2c3'),
  });
  const made = Object.values<any>(Template.fromStack(stack).toJSON().Resources);
  const named = (type: string) => made.filter((one) => one.Type === type).map(({ Properties }) => Properties);
  const roles = new ProtectedRolesSCP(managementStack(), 'Roles', { organization: smallOrganization(), rollout: Rollout.stages([]), asOf: '2026-11-01', deployers: ['arn:aws:iam::*:role/deployer'] });
  const kept = (asked: Asked) => underScp(roles.content, { ...asked, principal: administrator });
  const rules = named('AWS::Events::Rule').map(({ Name, EventBusName }) => at('events', `rule/${EventBusName === undefined ? '' : `${source}/`}${Name}`));
  expect(rules.some((arn) => arn.includes('/aws.partner/'))).toBe(true);
  expect(named('AWS::DynamoDB::Table')).toHaveLength(1);
  for (const action of ['events:DeleteRule', 'events:DisableRule', 'events:PutRule', 'events:RemoveTargets']) {
    expect(rules.map((resource) => kept({ action, resource }))).toEqual(rules.map(() => deniedBy('KeepRecords')));
  }
  expect(kept({ action: 'dynamodb:DeleteTable', resource: at('dynamodb', `table/${named('AWS::DynamoDB::Table')[0].TableName}`) })).toEqual(deniedBy('KeepRecords'));
  expect(named('AWS::SQS::Queue').map(({ QueueName }) => underScp(content, { action: 'sqs:PurgeQueue', resource: at('sqs', QueueName), principal: administrator }).by))
    .toEqual(named('AWS::SQS::Queue').map(() => ['KeepWatching']));
});

test('the claims ask it of Administrator of the audit account, for each group', () => {
  const rollout = Rollout.stages([{ unit: '/', stage: Stage.enforce({ acknowledgement: 'tried' }) }]);
  const claims = (change: Partial<AuditTamperDenySCPProps>) => synth({ rollout, ...change })._claims('o-smallorgan').filter(({ accountIds }) => accountIds.includes(AUDIT));
  expect(claims({}).map(({ action, expected, accountIds }) => [action, expected, accountIds])).toEqual(expect.arrayContaining([
    'sns:DeleteTopic', 'sns:Unsubscribe', 'events:DeleteEventBus', 'events:DeleteArchive', 'sqs:PurgeQueue', 's3:PutObject', 's3:PutBucketPolicy', 'glue:DeleteTable', 'athena:UpdateWorkGroup', 'kms:DisableKey',
  ].map((action) => [action, 'denied', [AUDIT]])));
  expect(claims({ auditAccount: undefined })).toEqual([]);
});
