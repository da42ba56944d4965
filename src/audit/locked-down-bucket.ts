import type { RemovalPolicy } from 'aws-cdk-lib';
import { CfnBucket, CfnBucketPolicy, type CfnBucketProps } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Statement } from '../policy/domain/document';

/** What buckets without a key of their own are encrypted with: the only way that S3 delivers access logs into, and it needs no key policy for who else delivers. */
export const S3_ENCRYPTION: CfnBucket.BucketEncryptionProperty = {
  serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
};

/** A versioned bucket, closed to the public, without ACLs. An L1, which has no method that adds to its policy. */
export function lockedDownBucket(scope: Construct, id: string, props: CfnBucketProps, removalPolicy: RemovalPolicy): CfnBucket {
  const bucket = new CfnBucket(scope, id, {
    ...props,
    ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
    publicAccessBlockConfiguration: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    versioningConfiguration: { status: 'Enabled' },
  });
  bucket.applyRemovalPolicy(removalPolicy);
  return bucket;
}

/** The policy stays as long as its bucket: one that stays without it would refuse who delivers and take plain HTTP. */
export function bucketPolicy(scope: Construct, id: string, bucket: CfnBucket, Statement: Statement[], removalPolicy: RemovalPolicy): void {
  new CfnBucketPolicy(scope, id, { bucket: bucket.ref, policyDocument: { Version: '2012-10-17', Statement } }).applyRemovalPolicy(removalPolicy);
}
