import type { Statement } from '../../policy/domain/document';

/** What the audit account may do with the vault. */
export interface AuditAccess {
  readonly partition: string;
  readonly region: string;
  readonly bucketName: string;
  readonly auditAccountId: string;
  /** ARN pattern of the roles of its functions. */
  readonly functions: string;
  /** ARN of the role by which people ask the activity view. */
  readonly asker: string;
  /** Below which names functions add objects. */
  readonly prefixes: readonly string[];
}

const LISTING = ['s3:GetBucketLocation', 's3:GetBucketObjectLockConfiguration', 's3:GetBucketVersioning', 's3:ListBucket', 's3:ListBucketVersions'];
const READING = ['s3:GetObject', 's3:GetObjectVersion'];

/**
 * Functions of the audit account read everything and add below their own names; the role that asks the activity view reads. The account is trusted and narrowed by the role's
 * path or name, because S3 refuses a policy that names a role which is made later. Nothing here deletes, or says how long objects are locked.
 */
export function auditAccountStatements({ partition, bucketName, auditAccountId, functions, asker, prefixes }: AuditAccess): Statement[] {
  const bucketArn = `arn:${partition}:s3:::${bucketName}`;
  const by = (principals: string | string[]) => ({
    Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${auditAccountId}:root` }, Condition: { ArnLike: { 'aws:PrincipalArn': principals } },
  });
  return [
    { ...by([functions, asker]), Sid: 'AuditAccountLists', Action: LISTING, Resource: bucketArn },
    { ...by([functions, asker]), Sid: 'AuditAccountReads', Action: READING, Resource: `${bucketArn}/*` },
    { ...by(functions), Sid: 'AuditFunctionsAdd', Action: 's3:PutObject', Resource: prefixes.map((prefix) => `${bucketArn}/${prefix}*`) },
  ];
}

/** Not narrowed by S3's encryption context: CloudTrail encrypts with one of its own. */
export function auditAccountKeyStatements({ partition, region, auditAccountId, functions, asker }: AuditAccess): Statement[] {
  const use = (Sid: string, Action: string[], principals: string): Statement => ({
    Sid,
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${auditAccountId}:root` },
    Action,
    Resource: '*', // in a key policy '*' is the key itself.
    Condition: { ArnLike: { 'aws:PrincipalArn': principals }, StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
  });
  return [use('AuditFunctionsUseTheKey', ['kms:Decrypt', 'kms:GenerateDataKey'], functions), use('ActivityReaderDecrypts', ['kms:Decrypt'], asker)];
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
