import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AuditVault, type AuditVaultProps, WormRetention } from '../../src';
import { codes, refusal } from '../support/messages';
import { LOG_ARCHIVE, smallOrganization } from '../support/small-organization';

const BUCKET = `arn:aws:s3:::zero-trust-trail-vault-${LOG_ARCHIVE}-eu-west-1`;

function synth(change: Partial<AuditVaultProps> = {}) {
  const stack = new Stack(new App(), 'LogArchive', { env: { account: LOG_ARCHIVE, region: 'eu-west-1' } });
  const vault = new AuditVault(stack, 'Vault', { organization: smallOrganization(), ...change });
  return { stack, vault, template: Template.fromStack(stack) };
}

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

  test('writes access logs of itself and of the landing bucket into a bucket without a lock', () => {
    template.hasResourceProperties('AWS::S3::Bucket', { BucketName: `zero-trust-access-logs-${LOG_ARCHIVE}-eu-west-1`, ObjectLockEnabled: Match.absent(), ObjectLockConfiguration: Match.absent() });
    const logged = Object.values<any>(template.findResources('AWS::S3::Bucket')).flatMap(({ Properties }) => Properties.LoggingConfiguration?.LogFilePrefix ?? []);
    expect(logged.sort()).toEqual(['config-landing/', 'vault/']);
  });

  test('takes what Config delivers in a bucket without a lock, and copies it with the key, but never its end', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        BucketName: `zero-trust-config-landing-${LOG_ARCHIVE}-eu-west-1`,
        ObjectLockEnabled: Match.absent(),
        ObjectLockConfiguration: Match.absent(),
        VersioningConfiguration: { Status: 'Enabled' },
        ReplicationConfiguration: { Rules: [{
          Status: 'Enabled', Filter: { Prefix: 'AWSLogs/' }, DeleteMarkerReplication: { Status: 'Disabled' }, SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
          Destination: { Bucket: Match.anyValue(), EncryptionConfiguration: { ReplicaKmsKeyID: Match.anyValue() }, Metrics: { Status: 'Enabled' } },
        }] },
      },
    });
  });

  test('moves what is worth it, and says so to S3, which else moves nothing below 128 KB', () => {
    synth({ retention: WormRetention.compliance(7, { acknowledgement: 'agreed' }) }).template.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      LifecycleConfiguration: {
        TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
        Rules: Match.arrayWith([Match.objectLike({ ObjectSizeGreaterThan: '65535', Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 90 }] })]),
      },
    });
  });

  test('an alarm tells of copies that failed, under the name of the rule that makes them', () => {
    const { template: told } = synth({ alarmActions: ['arn:aws:sns:eu-west-1:000000000003:alarms'] });
    const [bucket] = Object.values<any>(told.findResources('AWS::S3::Bucket')).flatMap(({ Properties }) => (Properties.ReplicationConfiguration ? [Properties] : []));
    told.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/S3', MetricName: 'OperationsFailedReplication', Threshold: 1, AlarmActions: ['arn:aws:sns:eu-west-1:000000000003:alarms'],
      Dimensions: [{ Name: 'SourceBucket', Value: bucket.BucketName }, { Name: 'DestinationBucket', Value: BUCKET.split(':::')[1] }, { Name: 'RuleId', Value: bucket.ReplicationConfiguration.Rules[0].Id }],
    });
  });

  test('keeps its policies when it stays, so that a retained bucket is not left open', () => {
    template.allResources('AWS::S3::BucketPolicy', Match.objectLike({ DeletionPolicy: 'RetainExceptOnCreate' }));
  });
});

test.each([['us-east-1', LOG_ARCHIVE, 'StackRegion'], ['eu-west-1', '999999999999', 'StackAccount']])('a vault in %s and account %s, where the trail does not look for it, is refused: %s', (region, account, code) => {
  const stack = new Stack(new App(), 'LogArchive', { env: { account, region } });
  expect(codes(refusal(() => new AuditVault(stack, 'Vault', { organization: smallOrganization() })))).toEqual([code]);
});

test.each<[string, string, (snapshot: any) => void]>([
  ['management', 'RoleAccountIsManagement', () => {}],
  ['nobody', 'AccountUnknown', () => {}],
  ['audit', 'RoleAccountNotActive', (snapshot) => { snapshot.Accounts[1].State = 'SUSPENDED'; }],
])('an audit account %s is refused: %s', (auditAccount, code, change) => {
  expect(codes(refusal(() => synth({ auditAccount, organization: smallOrganization(change) })))).toEqual([code]);
});

test('the reader takes sessions of an hour, and its role is no role that only deployers take', () => {
  synth({ auditAccount: 'audit' }).template.hasResourceProperties('AWS::IAM::Role', { RoleName: 'zero-trust-audit-reader', Path: Match.absent(), MaxSessionDuration: 3600 });
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
