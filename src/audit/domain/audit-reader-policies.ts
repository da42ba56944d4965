import { LISTING, READING } from './audit-access';
import type { Statement } from '../../policy/domain/document';

/** What people of the audit account may read by the reader role. */
export interface AuditReaderAccess {
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
export function auditReaderTrust({ partition, auditAccountId }: AuditReaderAccess): Statement {
  return {
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${auditAccountId}:root` },
    Action: 'sts:AssumeRole',
    Condition: { ArnLike: { 'aws:PrincipalArn': `arn:${partition}:iam::${auditAccountId}:role/aws-reserved/sso.amazonaws.com/*` } },
  };
}

/** Objects and their locks, the rules of the buckets and of the key, and the keys that digests are verified with. */
export function auditReaderStatements({ partition, bucketNames, keyArn }: AuditReaderAccess): Statement[] {
  const buckets = bucketNames.map((name) => `arn:${partition}:s3:::${name}`);
  return [
    { Sid: 'LookAtTheBuckets', Effect: 'Allow', Action: [...LISTING, ...RULES].sort(), Resource: buckets },
    { Sid: 'ReadObjects', Effect: 'Allow', Action: [...READING, ...LOCKS].sort(), Resource: buckets.map((arn) => `${arn}/*`) },
    { Sid: 'ReadWithTheKey', Effect: 'Allow', Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus'], Resource: keyArn },
    { Sid: 'VerifyDigests', Effect: 'Allow', Action: 'cloudtrail:ListPublicKeys', Resource: '*' },
  ];
}
