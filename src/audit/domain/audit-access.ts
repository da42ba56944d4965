import { s3Service } from '../../organization/domain/s3-service';
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
  readonly activityReader: string;
  /** Below which names functions add objects. */
  readonly prefixes: readonly string[];
}

/** What tells which objects a bucket holds and how it keeps them, and what hands them over. */
export const LISTING = ['s3:GetBucketLocation', 's3:GetBucketObjectLockConfiguration', 's3:GetBucketVersioning', 's3:ListBucket', 's3:ListBucketVersions'];
export const READING = ['s3:GetObject', 's3:GetObjectVersion'];

/**
 * Functions of the audit account read everything and add below their own names; the role that asks the activity view reads. The account is trusted and narrowed by the role's
 * path or name, because S3 refuses a policy that names a role which is made later. Nothing here deletes, or says how long objects are locked.
 */
export function auditAccountStatements({ partition, bucketName, auditAccountId, functions, activityReader, prefixes }: AuditAccess): Statement[] {
  const bucketArn = `arn:${partition}:s3:::${bucketName}`;
  const by = (principals: string | string[]) => ({
    Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${auditAccountId}:root` }, Condition: { ArnLike: { 'aws:PrincipalArn': principals } },
  });
  return [
    { ...by([functions, activityReader]), Sid: 'AuditAccountLists', Action: LISTING, Resource: bucketArn },
    { ...by([functions, activityReader]), Sid: 'AuditAccountReads', Action: READING, Resource: `${bucketArn}/*` },
    { ...by(functions), Sid: 'AuditFunctionsAdd', Action: 's3:PutObject', Resource: prefixes.map((prefix) => `${bucketArn}/${prefix}*`) },
  ];
}

/** Not narrowed by S3's encryption context: CloudTrail encrypts with one of its own. */
export function auditAccountKeyStatements({ partition, region, auditAccountId, functions, activityReader }: AuditAccess): Statement[] {
  const use = (Sid: string, Action: string[], principals: string): Statement => ({
    Sid,
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${auditAccountId}:root` },
    Action,
    Resource: '*', // in a key policy '*' is the key itself.
    Condition: { ArnLike: { 'aws:PrincipalArn': principals }, StringEquals: { 'kms:ViaService': s3Service(partition, region) } },
  });
  return [use('AuditFunctionsUseTheKey', ['kms:Decrypt', 'kms:GenerateDataKey'], functions), use('ActivityReaderDecrypts', ['kms:Decrypt'], activityReader)];
}
