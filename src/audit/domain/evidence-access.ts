import { s3Service } from '../../organization/domain/s3-service';
import type { Statement } from '../../policy/domain/document';

/** Who adds evidence of access that was lent or taken away, and reads nothing. */
export interface EvidenceAccess {
  readonly partition: string;
  readonly region: string;
  readonly bucketName: string;
  /** The account that administers Identity Center. */
  readonly accountId: string;
  /** ARN pattern of the roles of its functions that write evidence. */
  readonly writers: string;
  readonly prefixes: readonly string[];
}

/** The account is trusted and narrowed by the role's path, because S3 refuses a policy that names a role which is made later. */
export function evidenceStatements({ partition, bucketName, accountId, writers, prefixes }: EvidenceAccess): Statement[] {
  return [{
    Sid: 'EvidenceIsAdded',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: 's3:PutObject',
    Resource: prefixes.map((prefix) => `arn:${partition}:s3:::${bucketName}/${prefix}*`),
    Condition: { ArnLike: { 'aws:PrincipalArn': writers } },
  }];
}

export function evidenceKeyStatements({ partition, region, accountId, writers }: EvidenceAccess): Statement[] {
  return [{
    Sid: 'EvidenceIsEncrypted',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: 'kms:GenerateDataKey',
    Resource: '*', // in a key policy '*' is the key itself.
    Condition: { ArnLike: { 'aws:PrincipalArn': writers }, StringEquals: { 'kms:ViaService': s3Service(partition, region) } },
  }];
}
