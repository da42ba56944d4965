import type { RemovalPolicy } from 'aws-cdk-lib';
import { CfnBucket, CfnBucketPolicy, type CfnBucketProps } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { LifecycleRule } from './domain/bucket-lifecycles';
import type { Statement } from '../policy/domain/document';

/** What makes one bucket of the audit trail differ from another. */
export interface ClosedBucketProps {
  readonly bucket: CfnBucketProps & { readonly bucketName: string };
  readonly lifecycle: LifecycleRule[];
  readonly statements: Statement[];
  readonly removalPolicy: RemovalPolicy;
}

/**
 * A versioned bucket that no ACL and no public policy opens, and its policy.
 *
 * The policy stays as long as its bucket: one that stays without it would refuse the trail and take plain HTTP.
 */
export function closedBucket(
  scope: Construct, id: string, { bucket: props, lifecycle, statements: Statement, removalPolicy }: ClosedBucketProps,
): CfnBucket {
  const bucket = new CfnBucket(scope, id, {
    ...props,
    // without it S3 moves nothing below 128 KB, whatever a rule says of sizes.
    lifecycleConfiguration: { rules: lifecycle, transitionDefaultMinimumObjectSize: 'varies_by_storage_class' },
    ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
    publicAccessBlockConfiguration: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    versioningConfiguration: { status: 'Enabled' },
  });
  // CloudFormation's schema wants a text where the L1 takes a number.
  lifecycle.forEach(({ objectSizeGreaterThan: size }, index) => {
    if (size !== undefined) {
      bucket.addPropertyOverride(`LifecycleConfiguration.Rules.${index}.ObjectSizeGreaterThan`, String(size));
    }
  });
  bucket.applyRemovalPolicy(removalPolicy);
  new CfnBucketPolicy(scope, `${id}Policy`, { bucket: bucket.ref, policyDocument: { Version: '2012-10-17', Statement } }).applyRemovalPolicy(removalPolicy);
  return bucket;
}

/** Encrypted with the key of the trail. */
export function encryptedWith(kmsMasterKeyId: string): CfnBucket.BucketEncryptionProperty {
  return { serverSideEncryptionConfiguration: [{ bucketKeyEnabled: true, serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId } }] };
}
