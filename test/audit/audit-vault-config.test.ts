import { Match } from 'aws-cdk-lib/assertions';
import { ACCESS_LOGS, KEY, LANDING, VAULT, VIA_S3, isAllowed, policiesOf, vaultStack } from './vault-policies';
import { LOG_ARCHIVE, SANDBOX } from '../support/small-organization';

const { vault, template } = vaultStack();
const policies = policiesOf(template);
const ORGANIZATION = { 'aws:SourceOrgID': 'o-smallorgan' };
const OWNER = { 's3:x-amz-acl': 'bucket-owner-full-control' };
const DELIVERY = `${LANDING}/AWSLogs/${SANDBOX}/Config/eu-west-1/x.json.gz`;

describe('the bucket that Config delivers to', () => {
  const name = { BucketName: `zero-trust-config-landing-${LOG_ARCHIVE}-eu-west-1` };

  test('has no lock, is versioned, encrypted, closed to the public, and stays', () => {
    expect(vault.configLandingBucket.bucketName).toBe(name.BucketName);
    template.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain', Properties: {
      ...name,
      ObjectLockEnabled: Match.absent(),
      ObjectLockConfiguration: Match.absent(),
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      LoggingConfiguration: { LogFilePrefix: 'config-landing/' },
    } });
  });

  test('lets what was delivered go after 90 days, where the vault lets nothing go', () => {
    template.hasResourceProperties('AWS::S3::Bucket', { ...name, LifecycleConfiguration: { Rules: [Match.objectLike({
      Status: 'Enabled', ExpirationInDays: 90, NoncurrentVersionExpiration: { NoncurrentDays: 7 }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    })] } });
    template.hasResourceProperties('AWS::S3::Bucket', { BucketName: VAULT.split(':::')[1], LifecycleConfiguration: Match.absent() });
  });

  test('is copied into the vault with its key, and what is deleted here is not deleted there', () => {
    template.hasResourceProperties('AWS::S3::Bucket', { ...name, ReplicationConfiguration: { Rules: [{
      Status: 'Enabled',
      Priority: 1,
      Filter: { Prefix: 'AWSLogs/' },
      DeleteMarkerReplication: { Status: 'Disabled' },
      Destination: {
        Bucket: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Vault[0-9A-F]{8}$|^VaultVault'), 'Arn'] },
        EncryptionConfiguration: { ReplicaKmsKeyID: { 'Fn::GetAtt': [Match.stringLikeRegexp('^VaultKey'), 'Arn'] } },
      },
    }] } });
  });

  test.each<[string, string, string, Record<string, string>, boolean]>([
    ['a delivery of the organization', 's3:PutObject', DELIVERY, { ...ORGANIZATION, ...OWNER }, true],
    ['one of another organization', 's3:PutObject', DELIVERY, { 'aws:SourceOrgID': 'o-another000', ...OWNER }, false],
    ['one of an account without organization', 's3:PutObject', DELIVERY, OWNER, false],
    ['one that leaves the object to another owner', 's3:PutObject', DELIVERY, ORGANIZATION, false],
    ['one beside the folders of Config', 's3:PutObject', `${LANDING}/AWSLogs/${SANDBOX}/CloudTrail/x`, { ...ORGANIZATION, ...OWNER }, false],
    ['one over plain HTTP', 's3:PutObject', DELIVERY, { ...ORGANIZATION, ...OWNER, 'aws:SecureTransport': 'false' }, false],
    ['the look whether the bucket is there', 's3:ListBucket', LANDING, ORGANIZATION, true],
    ['the same from outside', 's3:ListBucket', LANDING, { 'aws:SourceOrgID': 'o-another000' }, false],
    ['the look at its owner', 's3:GetBucketAcl', LANDING, ORGANIZATION, true],
    ['the same from outside, too', 's3:GetBucketAcl', LANDING, {}, false],
    ['reading what was delivered', 's3:GetObject', DELIVERY, ORGANIZATION, false],
    ['deleting it', 's3:DeleteObject', DELIVERY, ORGANIZATION, false],
  ])('%s (%s on %s with %j) is allowed to Config: %s', (...[, action, resource, context, expected]) => {
    expect(isAllowed({ principal: 'config.amazonaws.com', action, resource, context }, policies.landing)).toBe(expected);
    expect(isAllowed({ principal: 'cloudtrail.amazonaws.com', action, resource, context }, policies.landing)).toBe(false);
    expect(isAllowed({ principal: 'config.amazonaws.com', action, resource: resource.replace(LANDING, VAULT), context }, policies.vault)).toBe(false);
  });

  test.each<[string, string, string, string, boolean]>([
    ['config-landing/x', LANDING, LOG_ARCHIVE, 'its own', true],
    ['vault/x', VAULT, LOG_ARCHIVE, "the vault's", true],
    ['config-landing/x', VAULT, LOG_ARCHIVE, "the vault's below another name", false],
    ['vault/x', LANDING, LOG_ARCHIVE, 'its own below another name', false],
    ['config-landing/x', LANDING, SANDBOX, 'those of another account', false],
  ])('access logs at %s of %s in account %s, %s, are taken: %s', (key, source, account, _, expected) => {
    const context = { 'aws:SourceArn': source, 'aws:SourceAccount': account };
    expect(isAllowed({ principal: 'logging.s3.amazonaws.com', action: 's3:PutObject', resource: `${ACCESS_LOGS}/${key}`, context }, policies.accessLogs)).toBe(expected);
  });
});

describe('the role that copies', () => {
  const { copier } = policies;
  const role = `arn:aws:iam::${LOG_ARCHIVE}:role/zero-trust/copier`;
  const COPY = `${VAULT}/AWSLogs/${SANDBOX}/Config/eu-west-1/x.json.gz`;

  test.each<[string, string, string, boolean]>([
    ['s3.amazonaws.com', 'for this account', LOG_ARCHIVE, true], ['s3.amazonaws.com', 'for another', SANDBOX, false], ['config.amazonaws.com', 'for this account', LOG_ARCHIVE, false],
  ])('%s %s (%s) takes it: %s', (principal, _, account, expected) => {
    expect(isAllowed({ principal, action: 'sts:AssumeRole', resource: role, context: { 'aws:SourceAccount': account } }, copier.trust)).toBe(expected);
  });

  test.each<[string, string, boolean]>([
    ['s3:GetReplicationConfiguration', LANDING, true], ['s3:ListBucket', LANDING, true],
    ['s3:GetObjectVersionForReplication', DELIVERY, true], ['s3:GetObjectVersionAcl', DELIVERY, true], ['s3:GetObjectVersionTagging', DELIVERY, true],
    ['s3:ReplicateObject', COPY, true], ['s3:ReplicateTags', COPY, true],
    ['s3:ReplicateObject', `${VAULT}/evidence/x`, false], ['s3:ReplicateDelete', COPY, false], ['s3:DeleteObject', DELIVERY, false], ['s3:DeleteObjectVersion', COPY, false],
    ['s3:PutObject', COPY, false], ['s3:PutObjectRetention', COPY, false], ['s3:GetObjectVersionForReplication', COPY, false], ['s3:ReplicateObject', 'arn:aws:s3:::another/AWSLogs/x', false],
    ['s3:ObjectOwnerOverrideToBucketOwner', COPY, false], ['s3:PutReplicationConfiguration', LANDING, false],
  ])('%s on %s: %s', (action, resource, expected) => {
    const policy = resource.startsWith(LANDING) ? policies.landing : policies.vault;
    expect(isAllowed({ principal: role, action, resource }, policy, copier.policy)).toBe(expected);
  });

  test.each<[string, Record<string, string>, boolean]>([
    ['kms:GenerateDataKey', VIA_S3, true], ['kms:Encrypt', VIA_S3, true], ['kms:GenerateDataKey', {}, false], ['kms:Decrypt', VIA_S3, false],
  ])('%s with %j: %s', (action, context, expected) => {
    expect(isAllowed({ principal: role, action, resource: KEY, context }, policies.key, copier.policy)).toBe(expected);
  });
});
