import { bucketArnOf } from './bucket-statements';
import { READ_BUCKET, READ_OBJECTS } from './read-actions';
import type { Statement } from '../../policy/domain/document';

/** The roles of the audit account that work with the vault. */
export interface AuditAccountReference {
  readonly partition: string;
  readonly accountId: string;
  /** Path of the roles, with a slash at both ends. */
  readonly rolePath: string;
  readonly region: string;
  readonly bucketName: string;
  /** How the names of objects begin that these roles may add. */
  readonly prefixes: readonly string[];
}

/**
 * The account is named as the principal and its roles by a condition, because a role that is named as a principal must exist, and is forgotten when it is made anew.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
function auditRoles({ partition, accountId, rolePath }: AuditAccountReference): { readonly Principal: object; readonly ArnLike: object } {
  return {
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    ArnLike: { 'aws:PrincipalArn': `arn:${partition}:iam::${accountId}:role${rolePath}*` },
  };
}

/** Reading everything, and adding below a few names. Nothing deletes, and nothing sets a retention: the default of the bucket is all there is. */
export function auditVaultStatements(audit: AuditAccountReference): Statement[] {
  const bucketArn = bucketArnOf(audit.partition, audit.bucketName);
  const { Principal, ArnLike } = auditRoles(audit);
  const common = { Effect: 'Allow', Principal, Condition: { ArnLike } };
  return [
    { ...common, Sid: 'AuditReadsObjects', Action: READ_OBJECTS, Resource: `${bucketArn}/*` },
    { ...common, Sid: 'AuditReadsTheBucket', Action: READ_BUCKET, Resource: bucketArn },
    { ...common, Sid: 'AuditAdds', Action: 's3:PutObject', Resource: audit.prefixes.map((prefix) => `${bucketArn}/${prefix}*`) },
  ];
}

/** The key through S3 only: with the key alone, nothing that was read elsewhere is decrypted. */
export function auditKeyStatement(audit: AuditAccountReference): Statement {
  const { Principal, ArnLike } = auditRoles(audit);
  return {
    Sid: 'AuditReadsAndAdds',
    Effect: 'Allow',
    Principal,
    Action: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
    Resource: '*',
    Condition: { ArnLike, StringEquals: { 'kms:ViaService': `s3.${audit.region}.amazonaws.com` } },
  };
}
