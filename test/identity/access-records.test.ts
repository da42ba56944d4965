import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccessRecords } from '../../src/identity/access-records';
import { policyDocument } from '../../src/policy/domain/document';
import { compileChain, evaluate } from '../../src/policy/domain/evaluate';
import { AUDIT, SANDBOX, smallOrganization } from '../support/small-organization';

const BUCKET = 'arn:aws:s3:::records';
const EVERYTHING = policyDocument([{ Effect: 'Allow', Action: '*', Resource: '*' }]);

/** The bucket's policy as it is when the bucket is called 'records'. */
function policy(): unknown {
  const stack = new Stack(new App(), 'Identity', { env: { account: AUDIT, region: 'eu-west-1' } });
  new AccessRecords(stack, 'Records', { organization: smallOrganization() });
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'));
  const known = (value: any) => (value?.['Fn::GetAtt'] ? BUCKET : value?.['Fn::Join'] ? value['Fn::Join'][1].join('') : value);
  return JSON.parse(JSON.stringify(Properties.PolicyDocument), (_, value) => known(value));
}

/** What somebody may do whose own permissions let him do everything. */
function decision(principalArn: string, action: string, { resource = `${BUCKET}/desired/access.json`, encrypted = true } = {}): string {
  return evaluate({
    principalArn, principalAccount: principalArn.split(':')[4], action, resource, resourceAccount: AUDIT,
    context: { 'aws:PrincipalArn': principalArn, 'aws:SecureTransport': String(encrypted) },
  }, compileChain({ scps: [], rcps: [], identityPolicies: [EVERYTHING], sessionPolicies: [], resourcePolicy: policy() })).decision;
}

const role = (name: string, account = AUDIT) => `arn:aws:iam::${account}:role/${name}`;
const OPERATOR = role('operator');
const DEPLOYER = role(`cdk-hnb659fds-cfn-exec-role-${AUDIT}-eu-west-1`);

describe('what is written in the bucket', () => {
  test.each(['zero-trust/Identity-Keeper', 'zero-trust/provisioning/Identity-Reconcile'])('is written and deleted by %s', (name) => {
    expect(['s3:PutObject', 's3:DeleteObject', 's3:GetObject'].map((action) => decision(role(name), action))).toEqual(['allowed', 'allowed', 'allowed']);
  });

  test.each([
    's3:PutObject', 's3:PutObjectTagging', 's3:PutObjectRetention', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:ReplicateObject', 's3:ReplicateDelete',
  ])('is kept from everybody else who may call %s', (action) => {
    const others = [OPERATOR, DEPLOYER, role('not-zero-trust/x'), role('zero-trust'), `arn:aws:iam::${AUDIT}:user/zero-trust/x`, `arn:aws:iam::${AUDIT}:root`];
    expect(others.map((principal) => decision(principal, action))).toEqual(others.map(() => 'explicitly-denied'));
  });

  test('is kept from roles of that path in another account', () => {
    expect(decision(role('zero-trust/x', SANDBOX), 's3:PutObject')).toBe('explicitly-denied');
  });

  test('is read by whoever may', () => {
    expect([decision(OPERATOR, 's3:GetObject'), decision(OPERATOR, 's3:GetObjectVersion')]).toEqual(['allowed', 'allowed']);
  });
});

test.each(['s3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutLifecycleConfiguration', 's3:PutBucketVersioning', 's3:DeleteBucket'])(
  'CloudFormation keeps %s, so that a deployment can change the bucket', (action) => {
    expect(decision(DEPLOYER, action, { resource: BUCKET })).toBe('allowed');
  });

test('nobody gets in without encryption', () => {
  expect(decision(role('zero-trust/x'), 's3:GetObject', { encrypted: false })).toBe('explicitly-denied');
});
