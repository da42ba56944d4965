import type { Statement } from '../../policy/domain/document';

/** What the audit account may do with the vault. */
export interface AuditAccess {
  readonly partition: string;
  readonly region: string;
  readonly bucketName: string;
  readonly auditAccountId: string;
  /** ARN pattern of the roles of its functions. */
  readonly functions: string;
  /** Below which names they add objects. */
  readonly prefixes: readonly string[];
}

const LISTING = ['s3:GetBucketLocation', 's3:GetBucketObjectLockConfiguration', 's3:GetBucketVersioning', 's3:ListBucket', 's3:ListBucketVersions'];
const READING = ['s3:GetObject', 's3:GetObjectVersion'];

/**
 * Functions of the audit account read everything and add below their own names. The account is trusted and narrowed by the role's
 * path, because S3 refuses a policy that names a role which is made later. Nothing here deletes, or says how long objects are locked.
 */
export function auditFunctionStatements({ partition, bucketName, auditAccountId, functions, prefixes }: AuditAccess): Statement[] {
  const bucketArn = `arn:${partition}:s3:::${bucketName}`;
  const common = {
    Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${auditAccountId}:root` }, Condition: { ArnLike: { 'aws:PrincipalArn': functions } },
  };
  return [
    { ...common, Sid: 'AuditFunctionsList', Action: LISTING, Resource: bucketArn },
    { ...common, Sid: 'AuditFunctionsRead', Action: READING, Resource: `${bucketArn}/*` },
    { ...common, Sid: 'AuditFunctionsAdd', Action: 's3:PutObject', Resource: prefixes.map((prefix) => `${bucketArn}/${prefix}*`) },
  ];
}

/** Not narrowed by S3's encryption context: CloudTrail encrypts with one of its own. */
export function auditFunctionKeyStatement({ partition, region, auditAccountId, functions }: AuditAccess): Statement {
  return {
    Sid: 'AuditFunctionsUseTheKey',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${auditAccountId}:root` },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: '*',
    Condition: { ArnLike: { 'aws:PrincipalArn': functions }, StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
  };
}

/** What people of the audit account may read by the reader role. */
export interface ReaderAccess {
  readonly partition: string;
  readonly auditAccountId: string;
  readonly bucketNames: readonly string[];
  readonly keyArn: string;
}

const RULES = [
  's3:GetBucketLogging', 's3:GetBucketPolicy', 's3:GetBucketPublicAccessBlock', 's3:GetEncryptionConfiguration', 's3:GetLifecycleConfiguration', 's3:GetReplicationConfiguration',
];
const LOCKS = ['s3:GetObjectLegalHold', 's3:GetObjectRetention'];

/** Sessions of Identity Center only: its path is one that nobody else makes roles in. They carry no MFA key, which their sign-in answers for. */
export function readerTrust({ partition, auditAccountId }: ReaderAccess): Statement {
  return {
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${auditAccountId}:root` },
    Action: 'sts:AssumeRole',
    Condition: { ArnLike: { 'aws:PrincipalArn': `arn:${partition}:iam::${auditAccountId}:role/aws-reserved/sso.amazonaws.com/*` } },
  };
}

/** Objects and their locks, the rules of the buckets and of the key, and the keys that digests are verified with. */
export function readerStatements({ partition, bucketNames, keyArn }: ReaderAccess): Statement[] {
  const buckets = bucketNames.map((name) => `arn:${partition}:s3:::${name}`);
  return [
    { Sid: 'LookAtTheBuckets', Effect: 'Allow', Action: [...LISTING, ...RULES].sort(), Resource: buckets },
    { Sid: 'ReadObjects', Effect: 'Allow', Action: [...READING, ...LOCKS].sort(), Resource: buckets.map((arn) => `${arn}/*`) },
    { Sid: 'ReadWithTheKey', Effect: 'Allow', Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus'], Resource: keyArn },
    { Sid: 'VerifyDigests', Effect: 'Allow', Action: 'cloudtrail:ListPublicKeys', Resource: '*' },
  ];
}
