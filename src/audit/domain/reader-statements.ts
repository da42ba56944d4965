import { bucketArnOf } from './bucket-statements';
import { READ_BUCKET, READ_OBJECTS } from './read-actions';
import type { Statement } from '../../policy/domain/document';

/** What people of the audit account read. */
export interface ReaderReference {
  readonly partition: string;
  readonly region: string;
  /** The vault and the bucket of its access logs. */
  readonly bucketNames: readonly string[];
  readonly keyArn: string;
}

/** Who may become the reader: whomever the audit account's own policies let. */
export function readerTrust(partition: string, auditAccountId: string): Statement[] {
  return [{ Sid: 'AuditAccount', Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${auditAccountId}:root` }, Action: 'sts:AssumeRole' }];
}

/** Reading of two buckets, and decrypting of what S3 read. */
export function readerStatements({ partition, region, bucketNames, keyArn }: ReaderReference): Statement[] {
  const buckets = bucketNames.map((name) => bucketArnOf(partition, name));
  return [
    { Sid: 'ReadObjects', Effect: 'Allow', Action: READ_OBJECTS, Resource: buckets.map((arn) => `${arn}/*`) },
    { Sid: 'ReadBuckets', Effect: 'Allow', Action: READ_BUCKET, Resource: buckets },
    {
      Sid: 'Decrypt', Effect: 'Allow', Action: 'kms:Decrypt', Resource: keyArn,
      Condition: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
    },
  ];
}
