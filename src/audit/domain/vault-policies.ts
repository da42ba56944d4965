import type { Statement } from '../../policy/domain/document';

/** The organization trail as the vault's policies name it; its ARN is known before it exists. */
export interface TrailReference {
  readonly partition: string;
  readonly organizationId: string;
  readonly managementAccountId: string;
  readonly region: string;
  readonly name: string;
  readonly bucketName: string;
}

/** Below which names access logs stand in their bucket. */
export const VAULT_LOG_PREFIX = 'vault/';
export const LANDING_LOG_PREFIX = 'config-landing/';

/** The bucket of access logs as its policy names it. */
export interface AccessLogReference {
  readonly partition: string;
  readonly bucketName: string;
  /** Buckets whose access is recorded, each below a name of its own. */
  readonly sources: readonly { readonly bucketName: string; readonly prefix: string }[];
  readonly accountId: string;
}

function trailArn({ partition, region, managementAccountId, name }: TrailReference): string {
  return `arn:${partition}:cloudtrail:${region}:${managementAccountId}:trail/${name}`;
}

/**
 * What lets this one trail deliver: without the source ARN, any trail of any account could write here.
 *
 * There is no statement against unencrypted uploads: it would stop the trail from being created, and the bucket encrypts by itself.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html#org-trail-bucket-policy
 */
export function vaultStatements(trail: TrailReference): Statement[] {
  const bucketArn = `arn:${trail.partition}:s3:::${trail.bucketName}`;
  const cloudTrail = { Service: 'cloudtrail.amazonaws.com' };
  return [
    onlyEncrypted(bucketArn),
    {
      Sid: 'TrailLooksAtTheBucket',
      Effect: 'Allow',
      Principal: cloudTrail,
      Action: 's3:GetBucketAcl',
      Resource: bucketArn,
      Condition: { StringEquals: { 'aws:SourceArn': trailArn(trail) } },
    },
    {
      Sid: 'TrailDelivers',
      Effect: 'Allow',
      Principal: cloudTrail,
      Action: 's3:PutObject',
      Resource: [`${bucketArn}/AWSLogs/${trail.managementAccountId}/*`, `${bucketArn}/AWSLogs/${trail.organizationId}/*`],
      Condition: { StringEquals: { 'aws:SourceArn': trailArn(trail), 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  ];
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
export function accessLogStatements({ partition, bucketName, sources, accountId }: AccessLogReference): Statement[] {
  const bucketArn = `arn:${partition}:s3:::${bucketName}`;
  return [onlyEncrypted(bucketArn), ...sources.map((source): Statement => ({
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `${bucketArn}/${source.prefix}*`,
    Condition: { ArnLike: { 'aws:SourceArn': `arn:${partition}:s3:::${source.bucketName}` }, StringEquals: { 'aws:SourceAccount': accountId } },
  }))];
}

export function onlyEncrypted(bucketArn: string): Statement {
  return {
    Sid: 'OnlyEncrypted', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
export function vaultKeyStatements(trail: TrailReference, accountId: string): Statement[] {
  const common = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Resource: '*' }; // in a key policy '*' is the key itself.
  return [
    // without it nobody could ever change the policy: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    { Sid: 'AccountAdministers', Effect: 'Allow', Principal: { AWS: `arn:${trail.partition}:iam::${accountId}:root` }, Action: 'kms:*', Resource: '*' },
    {
      ...common,
      Sid: 'TrailEncrypts',
      Action: 'kms:GenerateDataKey*',
      Condition: {
        StringEquals: { 'aws:SourceArn': trailArn(trail) },
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${trail.partition}:cloudtrail:*:${trail.managementAccountId}:trail/*` },
      },
    },
    // CloudTrail is asked for it when the bucket has an S3 Bucket Key, or the trail cannot be created.
    { ...common, Sid: 'TrailDecrypts', Action: 'kms:Decrypt', Condition: { StringEquals: { 'aws:SourceArn': trailArn(trail) } } },
    { ...common, Sid: 'TrailLooksAtTheKey', Action: 'kms:DescribeKey', Condition: { StringEquals: { 'aws:SourceArn': trailArn(trail) } } },
  ];
}
