import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AuditVault, type AuditVaultProps, WormRetention } from '../../src';
import { codes, refusal } from '../support/messages';
import { LOG_ARCHIVE, MANAGEMENT, smallOrganization } from '../support/small-organization';

const TRAIL = `arn:aws:cloudtrail:eu-west-1:${MANAGEMENT}:trail/zero-trust-organization-trail`;
const BUCKET = `arn:aws:s3:::zero-trust-trail-vault-${LOG_ARCHIVE}-eu-west-1`;

function synth(change: Partial<AuditVaultProps> = {}) {
  const stack = new Stack(new App(), 'LogArchive', { env: { account: LOG_ARCHIVE, region: 'eu-west-1' } });
  const vault = new AuditVault(stack, 'Vault', { organization: smallOrganization(), ...change });
  return { stack, vault, template: Template.fromStack(stack) };
}

const statementsOf = (template: Template, type: string, property: string) =>
  Object.values(template.findResources(type)).flatMap(({ Properties }) => Properties[property].Statement);

describe('the vault', () => {
  const { template } = synth();

  test('is locked, versioned, encrypted with its own rotating key, closed to the public, and stays', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketName: `zero-trust-trail-vault-${LOG_ARCHIVE}-eu-west-1`,
        ObjectLockEnabled: true,
        ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 } } },
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Match.anyValue() } }] },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      },
    });
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'RetainExceptOnCreate', Properties: { EnableKeyRotation: true } });
  });

  test('takes objects from this one trail only, and no other Allow is there', () => {
    const allows = statementsOf(template, 'AWS::S3::BucketPolicy', 'PolicyDocument').filter(({ Effect, Resource }) => Effect === 'Allow' && JSON.stringify(Resource).includes('vault-'));
    expect(allows).toHaveLength(2);
    for (const { Principal, Condition } of allows) {
      expect(Principal).toEqual({ Service: 'cloudtrail.amazonaws.com' });
      expect(Condition.StringEquals['aws:SourceArn']).toBe(TRAIL);
    }
    expect(allows.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      ['s3:GetBucketAcl', BUCKET],
      ['s3:PutObject', [`${BUCKET}/AWSLogs/${MANAGEMENT}/*`, `${BUCKET}/AWSLogs/o-smallorgan/*`]],
    ]);
  });

  test('refuses plain HTTP on its three buckets, and does not refuse unencrypted uploads, which would stop the trail', () => {
    const denies = statementsOf(template, 'AWS::S3::BucketPolicy', 'PolicyDocument').filter(({ Effect }) => Effect === 'Deny');
    expect(denies).toHaveLength(3);
    expect(denies.every(({ Condition }) => Condition.Bool['aws:SecureTransport'] === 'false')).toBe(true);
  });

  test('lets CloudTrail use the key for this trail only', () => {
    const trail = statementsOf(template, 'AWS::KMS::Key', 'KeyPolicy').filter(({ Principal }) => Principal.Service);
    expect(trail.map(({ Action, Condition }) => [Action, Condition.StringEquals['aws:SourceArn']])).toEqual([['kms:GenerateDataKey*', TRAIL], ['kms:DescribeKey', TRAIL]]);
    expect(trail[0].Condition.StringLike).toEqual({ 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${MANAGEMENT}:trail/*` });
  });

  test('writes its access logs into a bucket without a lock, which takes them from the vault only', () => {
    template.hasResourceProperties('AWS::S3::Bucket', { BucketName: `zero-trust-access-logs-${LOG_ARCHIVE}-eu-west-1`, ObjectLockEnabled: Match.absent(), ObjectLockConfiguration: Match.absent() });
    const [allow] = statementsOf(template, 'AWS::S3::BucketPolicy', 'PolicyDocument').filter(({ Principal }) => Principal.Service === 'logging.s3.amazonaws.com');
    expect(allow.Condition).toEqual({ ArnLike: { 'aws:SourceArn': BUCKET }, StringEquals: { 'aws:SourceAccount': LOG_ARCHIVE } });
  });

  test('keeps its policies when it stays, so that a retained bucket is not left open', () => {
    template.allResources('AWS::S3::BucketPolicy', Match.objectLike({ DeletionPolicy: 'RetainExceptOnCreate' }));
  });
});

test.each([['us-east-1', LOG_ARCHIVE, 'StackRegion'], ['eu-west-1', '999999999999', 'StackAccount']])('a vault in %s and account %s, where the trail does not look for it, is refused: %s', (region, account, code) => {
  const stack = new Stack(new App(), 'LogArchive', { env: { account, region } });
  expect(codes(refusal(() => new AuditVault(stack, 'Vault', { organization: smallOrganization() })))).toEqual([code]);
});

describe('retention', () => {
  test.each([[1, 366], [4, 1461], [7, 2557], [99, 36160]])('%i years in COMPLIANCE mode are %i days', (years, days) => {
    const retention = WormRetention.compliance(years, { acknowledgement: 'agreed by secops' });
    synth({ retention }).template.hasResourceProperties('AWS::S3::Bucket', { ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: days } } } });
  });

  test.each<[string, string[], () => unknown]>([
    ['0 years', ['RetentionYears'], () => WormRetention.compliance(0, { acknowledgement: 'x' })],
    ['100 years', ['RetentionYears'], () => WormRetention.compliance(100, { acknowledgement: 'x' })],
    ['half a year', ['RetentionYears'], () => WormRetention.compliance(0.5, { acknowledgement: 'x' })],
    ['an acknowledgement that says nothing', ['RetentionAcknowledgement'], () => WormRetention.compliance(7, { acknowledgement: ' ' })],
    ['both at once', ['RetentionYears', 'RetentionAcknowledgement'], () => WormRetention.compliance(-1, { acknowledgement: '' })],
    ['0 days', ['RetentionDays'], () => WormRetention.governance(0)],
    ['36,501 days', ['RetentionDays'], () => WormRetention.governance(36_501)],
    ['COMPLIANCE in a vault that is to be destroyed', ['RetentionDestroyed'], () => synth({ removalPolicy: RemovalPolicy.DESTROY, retention: WormRetention.compliance(1, { acknowledgement: 'x' }) })],
  ])('%s is refused: %j', (...[, expected, act]) => {
    expect(codes(refusal(act))).toEqual(expected);
  });

  test.each([1, 36_500])('%i days in GOVERNANCE mode are taken', (days) => {
    expect(WormRetention.governance(days).days).toBe(days);
  });

  test('a vault in GOVERNANCE mode may be destroyed, with a warning', () => {
    const { stack, template } = synth({ removalPolicy: RemovalPolicy.DESTROY });
    template.allResources('AWS::S3::Bucket', Match.objectLike({ DeletionPolicy: 'Delete' }));
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('The vault is deleted with its stack'));
  });
});
