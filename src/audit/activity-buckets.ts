import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { IDENTITY_SNAPSHOT_ROLE_PATH, activityBucketName, answersBucketName } from '../private/naming';
import { onlyEncryptedStatement, snapshotWriterStatements } from './domain/activity/bucket-policies';

export interface ActivityBucketsProps {
  readonly partition: string;
  /** Id of the account whose role writes who was who. */
  readonly identityAccountId: string;
}

const RESULTS_DAYS = 30;
const KEPT_DAYS = 366;

/** Where people of the identity store stand, and where answers of queries lie for a month. */
export class ActivityBuckets extends Construct {
  public readonly people: CfnBucket;
  public readonly results: CfnBucket;

  public constructor(scope: Construct, id: string, { partition, identityAccountId }: ActivityBucketsProps) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    const bucketName = activityBucketName(account, region);
    this.people = this.bucket('People', { noncurrentDays: KEPT_DAYS }, bucketName);
    // not by a first deployment that fails: its name would stand in the way of the next one. S3 does not delete a bucket that somebody wrote into.
    this.people.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const peopleArn = `arn:${partition}:s3:::${bucketName}`;
    this.close('PeoplePolicy', this.people, [onlyEncryptedStatement(this.people.attrArn), ...snapshotWriterStatements({ partition, bucketArn: peopleArn, identityAccountId, rolePath: IDENTITY_SNAPSHOT_ROLE_PATH })]);
    // named, so that a guardrail over the stack's own buckets leaves people's answers alone.
    this.results = this.bucket('Results', { noncurrentDays: 1, expirationInDays: RESULTS_DAYS }, answersBucketName(account, region));
    this.results.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.close('ResultsPolicy', this.results, [onlyEncryptedStatement(this.results.attrArn)]);
  }

  private bucket(id: string, kept: { readonly noncurrentDays: number; readonly expirationInDays?: number }, bucketName?: string): CfnBucket {
    const { noncurrentDays, expirationInDays } = kept;
    const bucket = new CfnBucket(this, id, {
      bucketName,
      bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
      ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
      publicAccessBlockConfiguration: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
      versioningConfiguration: { status: 'Enabled' },
      lifecycleConfiguration: { rules: [{
        id: 'Old', status: 'Enabled', expirationInDays, noncurrentVersionExpiration: { noncurrentDays }, abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      }] },
    });
    bucket.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, {
      'AwsSolutions-S1': 'what is in it is derived from the vault and from the identity store; the organization trail can record each access to its objects',
    });
    return bucket;
  }

  private close(id: string, bucket: CfnBucket, Statement: object[]): void {
    const policy = new CfnBucketPolicy(this, id, { bucket: bucket.ref, policyDocument: { Version: '2012-10-17', Statement } });
    policy.cfnOptions.deletionPolicy = bucket.cfnOptions.deletionPolicy;
    policy.cfnOptions.updateReplacePolicy = bucket.cfnOptions.updateReplacePolicy;
  }
}
