import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ElevationLeases } from '../../src/elevation/elevation-leases';
import { ElevationTopic } from '../../src/elevation/elevation-topic';
import { nagFindings } from '../support/nag';
import { AUDIT, SANDBOX } from '../support/small-organization';
import { deployed, only, templateVerdict } from '../support/template-verdict';

function made() {
  const app = new App();
  const stack = new Stack(app, 'Identity', { env: { account: AUDIT, region: 'eu-west-1' } });
  return { app, stack, leases: new ElevationLeases(stack, 'Leases'), topic: new ElevationTopic(stack, 'Topic', 'aws') };
}

const synth = () => Template.fromStack(made().stack);

test('leases outlive their stack, can be restored, and are encrypted', () => {
  const table = only(synth(), 'AWS::DynamoDB::Table');
  expect([table.DeletionPolicy, table.UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
  expect(table.Properties).toMatchObject({
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }, SSESpecification: { SSEEnabled: true },
    BillingMode: 'PAY_PER_REQUEST',
  });
});

test('leases have the key that the drift check reads, and a name that guardrails know', () => {
  const { stack, leases } = made();
  const { Properties } = only(Template.fromStack(stack), 'AWS::DynamoDB::Table');
  expect(Properties.KeySchema).toEqual([{ AttributeName: 'assignment', KeyType: 'HASH' }]);
  expect(Properties.AttributeDefinitions).toEqual([{ AttributeName: 'assignment', AttributeType: 'S' }]);
  expect([Properties.TableName, leases.table.tableName]).toEqual([expect.stringMatching(/^zero-trust-elevation-leases-\w{8}$/), Properties.TableName]);
});

test('two tables of leases and two topics can stand in one account', () => {
  const { stack } = made();
  new ElevationLeases(stack, 'Others');
  new ElevationTopic(stack, 'OtherTopic', 'aws');
  const template = Template.fromStack(stack);
  const names = (type: string, name: string) => Object.values(template.findResources(type)).map(({ Properties }) => Properties[name]);
  expect(new Set([...names('AWS::DynamoDB::Table', 'TableName'), ...names('AWS::SNS::Topic', 'TopicName')]).size).toBe(4);
});

const TOPIC = `arn:aws:sns:eu-west-1:${AUDIT}:zero-trust-elevation`;
const TLS = { 'aws:SecureTransport': 'true' };

test.each([
  ['a function of elevation', `arn:aws:iam::${AUDIT}:role/zero-trust/elevation/sweep`, TLS, 'allowed'],
  ['a function of elevation that lends', `arn:aws:iam::${AUDIT}:role/zero-trust/elevation/lending/lend`, TLS, 'allowed'],
  ['a function of elevation without TLS', `arn:aws:iam::${AUDIT}:role/zero-trust/elevation/sweep`, { 'aws:SecureTransport': 'false' }, 'explicitly-denied'],
  ['an administrator', `arn:aws:iam::${AUDIT}:role/Administrator`, TLS, 'explicitly-denied'],
  ['another function of ours', `arn:aws:iam::${AUDIT}:role/zero-trust/drift-check`, TLS, 'explicitly-denied'],
  ['a role whose name looks like the path', `arn:aws:iam::${AUDIT}:role/zero-trust-elevation`, TLS, 'explicitly-denied'],
  ['a role of the same path elsewhere', `arn:aws:iam::${SANDBOX}:role/zero-trust/elevation/sweep`, TLS, 'explicitly-denied'],
  ['an AWS service', 'events.amazonaws.com', TLS, 'explicitly-denied'],
])('whether %s may publish', (_, principal, context, expected) => {
  const { Properties } = only(synth(), 'AWS::SNS::TopicPolicy');
  const onResource = deployed(Properties.PolicyDocument, () => TOPIC);
  expect(templateVerdict({ principal, action: 'sns:Publish', resource: TOPIC, resourceAccount: AUDIT, context, onResource })).toBe(expected);
});

test('a function that has no permission of its own does not publish because of the topic alone', () => {
  const onResource = deployed(only(synth(), 'AWS::SNS::TopicPolicy').Properties.PolicyDocument, () => TOPIC);
  const identity = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' }] };
  const principal = `arn:aws:iam::${AUDIT}:role/zero-trust/elevation/api`;
  expect(templateVerdict({ principal, action: 'sns:Publish', resource: TOPIC, context: TLS, identity, onResource })).toBe('implicitly-denied');
});

test('what is published is encrypted with a key of its own, which is renewed and which only this account administers', () => {
  const template = synth();
  const [key] = Object.values(template.findResources('AWS::KMS::Key'));
  expect(key.Properties.EnableKeyRotation).toBe(true);
  const [keyId] = Object.keys(template.findResources('AWS::KMS::Key'));
  expect(only(template, 'AWS::SNS::Topic').Properties.KmsMasterKeyId).toEqual({ 'Fn::GetAtt': [keyId, 'Arn'] });
  const decrypts = (account: string) => templateVerdict({
    principal: `arn:aws:iam::${account}:role/any`, action: 'kms:Decrypt', resource: '*', resourceAccount: AUDIT, onResource: key.Properties.KeyPolicy,
  });
  expect([decrypts(AUDIT), decrypts(SANDBOX)]).toEqual(['allowed', 'implicitly-denied']);
});

test('in another partition roles are those of that partition', () => {
  const stack = new Stack(new App(), 'Identity', { env: { account: AUDIT, region: 'us-gov-west-1' } });
  new ElevationTopic(stack, 'Topic', 'aws-us-gov');
  expect(JSON.stringify(Template.fromStack(stack).toJSON().Resources)).not.toContain('arn:aws:');
});

test('cdk-nag finds nothing', () => {
  expect(nagFindings(made().app)).toEqual([]);
});
