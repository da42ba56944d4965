import type { Statement } from '../../policy/domain/document';

export function bucketArnOf(partition: string, bucketName: string): string {
  return `arn:${partition}:s3:::${bucketName}`;
}

/** Plain HTTP is refused, whoever comes with it. */
export function onlyEncrypted(bucketArn: string): Statement {
  return {
    Sid: 'OnlyEncrypted', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}
