import { onlyEncrypted } from './vault-policies';
import { s3Service } from '../../organization/domain/s3-service';
import type { Statement } from '../../policy/domain/document';

/** The bucket that AWS Config delivers to, as its policy names it. */
export interface LandingReference {
  readonly partition: string;
  readonly organizationId: string;
  readonly bucketName: string;
}

const CONFIG = { Service: 'config.amazonaws.com' };

/**
 * AWS Config of every account of the organization delivers, and of no other: it comes as the service itself, for the account that `aws:SourceOrgID` tells of.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
export function configLandingStatements({ partition, organizationId, bucketName }: LandingReference): Statement[] {
  const bucketArn = `arn:${partition}:s3:::${bucketName}`;
  const ours = { 'aws:SourceOrgID': organizationId };
  return [
    onlyEncrypted(bucketArn),
    { Sid: 'ConfigLooksAtTheBucket', Effect: 'Allow', Principal: CONFIG, Action: ['s3:GetBucketAcl', 's3:ListBucket'], Resource: bucketArn, Condition: { StringEquals: ours } },
    {
      Sid: 'ConfigDelivers',
      Effect: 'Allow',
      Principal: CONFIG,
      Action: 's3:PutObject',
      Resource: `${bucketArn}/AWSLogs/*/Config/*`,
      Condition: { StringEquals: { ...ours, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  ];
}

/** @see https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html */
export function configKeyStatement(organizationId: string): Statement {
  return {
    Sid: 'ConfigEncrypts', Effect: 'Allow', Principal: CONFIG, Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*',
    Condition: { StringEquals: { 'aws:SourceOrgID': organizationId } },
  };
}

/** From where to where S3 copies. */
export interface CopyReference {
  readonly partition: string;
  readonly region: string;
  readonly from: string;
  readonly to: string;
  readonly keyArn: string;
}

/** What Config delivers stands below this name in both buckets, beside the trail's own folders. */
export const CONFIG_PREFIX = 'AWSLogs/';

/**
 * What S3 needs to copy, and nothing that deletes: the end of an object is never copied.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function copyStatements({ partition, region, from, to, keyArn }: CopyReference): Statement[] {
  const [source, target] = [from, to].map((name) => `arn:${partition}:s3:::${name}`);
  // with a bucket key the context is the bucket, else the object.
  const encrypted = (bucketArn: string) => ({
    StringEquals: { 'kms:ViaService': s3Service(partition, region) }, StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucketArn, `${bucketArn}/*`] },
  });
  return [
    { Sid: 'LookAtTheLanding', Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: source },
    {
      Sid: 'ReadTheLanding', Effect: 'Allow', Action: ['s3:GetObjectVersionAcl', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionTagging'],
      Resource: `${source}/${CONFIG_PREFIX}*`,
    },
    { Sid: 'CopyIntoTheVault', Effect: 'Allow', Action: ['s3:ReplicateObject', 's3:ReplicateTags'], Resource: `${target}/${CONFIG_PREFIX}*` },
    { Sid: 'Decrypt', Effect: 'Allow', Action: 'kms:Decrypt', Resource: keyArn, Condition: encrypted(source) },
    { Sid: 'Encrypt', Effect: 'Allow', Action: ['kms:Encrypt', 'kms:GenerateDataKey'], Resource: keyArn, Condition: encrypted(target) },
  ];
}
