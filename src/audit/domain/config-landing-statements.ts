import { bucketArnOf, onlyEncrypted } from './bucket-statements';
import type { Statement } from '../../policy/domain/document';

/** The bucket that AWS Config delivers to. */
export interface ConfigLandingReference {
  readonly partition: string;
  readonly bucketName: string;
  readonly organizationId: string;
}

/** The copying of what was delivered into the vault. */
export interface ReplicationReference {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly landingName: string;
  readonly vaultName: string;
  readonly keyArn: string;
}

/**
 * Config delivers for accounts of this organization: the ids of accounts would have to be written down, and a new account would be missing.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 * @see https://docs.aws.amazon.com/controltower/latest/userguide/logging-s3-audit-bucket.html
 */
export function configLandingStatements({ partition, bucketName, organizationId }: ConfigLandingReference): Statement[] {
  const bucketArn = bucketArnOf(partition, bucketName);
  const common = { Effect: 'Allow', Principal: { Service: 'config.amazonaws.com' } };
  return [
    onlyEncrypted(bucketArn),
    {
      ...common, Sid: 'ConfigLooksAtTheBucket', Action: ['s3:GetBucketAcl', 's3:ListBucket'], Resource: bucketArn,
      Condition: { StringEquals: { 'aws:SourceOrgID': organizationId } },
    },
    {
      ...common, Sid: 'ConfigDelivers', Action: 's3:PutObject', Resource: `${bucketArn}/AWSLogs/*/Config/*`,
      Condition: { StringEquals: { 'aws:SourceOrgID': organizationId, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  ];
}

/** S3 copies, for buckets of this account. */
export function replicationTrust(accountId: string): Statement[] {
  return [{
    Sid: 'S3Copies', Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
  }];
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
export function replicationStatements({ partition, region, landingName, vaultName, keyArn }: ReplicationReference): Statement[] {
  const [landing, vault] = [landingName, vaultName].map((name) => bucketArnOf(partition, name));
  return [
    { Sid: 'ReadTheRule', Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: landing },
    {
      Sid: 'ReadWhatLanded', Effect: 'Allow', Resource: `${landing}/*`,
      Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
    },
    { Sid: 'CopyIntoTheVault', Effect: 'Allow', Action: ['s3:ReplicateObject', 's3:ReplicateTags'], Resource: `${vault}/AWSLogs/*` },
    {
      Sid: 'EncryptForTheVault', Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Encrypt'], Resource: keyArn,
      Condition: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
    },
  ];
}
