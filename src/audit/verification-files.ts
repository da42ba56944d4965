import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AUDIT_ROLE_PATH } from '../private/naming';

const RUN_DAYS = 30;
const REPLACED_DAYS = 30;

/** The bucket that verification works in: plans and half-done days, and the roster. What proves anything stands in the vault. */
export class VerificationFiles extends Construct {
  public readonly bucketName: string;
  public readonly bucketArn: string;
  private readonly logicalId: string;

  public constructor(scope: Construct, id: string, partition: string) {
    super(scope, id);
    const bucket = new CfnBucket(this, 'Bucket', {
      bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
      ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
      publicAccessBlockConfiguration: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
      versioningConfiguration: { status: 'Enabled' },
      lifecycleConfiguration: { rules: [
        {
          id: 'Replaced', status: 'Enabled', noncurrentVersionExpiration: { noncurrentDays: REPLACED_DAYS }, abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
        { id: 'Runs', prefix: 'runs/', status: 'Enabled', expirationInDays: RUN_DAYS },
      ] },
    });
    // it holds the roster, and CloudFormation deletes no bucket that holds something.
    bucket.applyRemovalPolicy(RemovalPolicy.RETAIN);
    bucket.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, {
      'AwsSolutions-S1': 'what is in it is made anew by the next run; evidence stands in the vault, whose reads and writes are logged',
    });
    this.logicalId = Stack.of(this).resolve(bucket.logicalId) as string;
    this.bucketName = bucket.ref;
    this.bucketArn = bucket.attrArn;
    this.close(`arn:${partition}:iam::${Stack.of(this).account}:role${AUDIT_ROLE_PATH}*`);
  }

  /** An object's ARN as cdk-nag shows it, to explain a wildcard in it. */
  public shown(keys: string): string {
    return `<${this.logicalId}.Arn>/${keys}`;
  }

  /** Of objects only: whoever deploys must be able to change the bucket itself. A forged roster would hide who is missing. */
  private close(ownRoles: string): void {
    new CfnBucketPolicy(this, 'Policy', { bucket: this.bucketName, policyDocument: { Version: '2012-10-17', Statement: [
      {
        Sid: 'OnlyEncrypted', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [this.bucketArn, `${this.bucketArn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Sid: 'OnlyOwnRolesWrite', Effect: 'Deny', Principal: '*', Action: ['s3:DeleteObject*', 's3:PutObject*', 's3:Replicate*'], Resource: `${this.bucketArn}/*`,
        Condition: { ArnNotLike: { 'aws:PrincipalArn': ownRoles } },
      },
    ] } });
  }
}
