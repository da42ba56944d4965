import { type CustomResource, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { DesiredAccess } from './domain/desired-access';
import type { BrakeLimits } from './domain/removal-brake';
import type { Organization } from '../organization/organization';
import { ROLE_PATH } from '../private/naming';
import { ResourceHandler } from '../private/resource-handler';
import { stagedFile } from '../private/staged-file';

/** What the records are about. */
export interface AccessRecordsProps {
  /** The organization. */
  readonly organization: Organization;
}

/** What a deployment writes down. */
export interface Declaration {
  readonly desired: DesiredAccess;
  /** ARNs of permission sets and ids of groups, by name; tokens. */
  readonly setArns: Readonly<Record<string, string>>;
  readonly groupIds: Readonly<Record<string, string>>;
  readonly limits: BrakeLimits;
}

const KEPT_DAYS = 366;

/**
 * Where a catalogue writes down what it wants of Identity Center, and where its runs and checks leave what they did and found.
 *
 * A bucket with versions that outlives its stack: everything is kept for 366 days after it was replaced, what is wanted now for good.
 * Only roles of this account below '/zero-trust/' write and delete objects in it; whoever must do so by hand takes that out of its policy first.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
 */
export class AccessRecords extends Construct {
  /** Name of the bucket. */
  public readonly bucketName: string;

  /** ARN of the bucket. */
  public readonly bucketArn: string;

  private readonly organization: Organization;
  private readonly bucket: CfnBucket;

  /**
   * @param scope a scope in a stack of the account that administers Identity Center
   * @param id of the construct
   * @param props what the records are about
   */
  public constructor(scope: Construct, id: string, props: AccessRecordsProps) {
    super(scope, id);
    this.organization = props.organization;
    this.bucket = this.makeBucket();
    this.bucketName = this.bucket.ref;
    this.bucketArn = this.bucket.attrArn;
    this.closeBucket(this.bucketName, this.bucketArn);
  }

  /**
   * @internal Writes down what a deployment wants, after it has stopped one that would take away too much. Whatever acts on it depends on this;
   * the attribute 'Version' is the version of the object.
   */
  public _declare({ desired, setArns, groupIds, limits }: Declaration): CustomResource {
    const stack = Stack.of(this);
    const { partition, identityCenter } = this.organization;
    const { location: asset } = stagedFile(this, JSON.stringify(desired), { name: (hash) => `access.${hash}.json`, displayName: 'desired access' });
    const document = `${this.bucketArn}/desired/access.json`;
    const handler = new ResourceHandler(this, 'Keeper', {
      bundle: 'identity/runtime/keep-access-document.lambda',
      permissions: [
        { actions: ['s3:GetObject'], resources: [`arn:${partition}:s3:::${asset.bucketName}/${asset.objectKey}`] },
        { actions: ['s3:GetObject', 's3:PutObject'], resources: [document] },
        // without it S3 does not say that there is no document yet.
        { actions: ['s3:ListBucket'], resources: [this.bucketArn] },
        { actions: ['cloudformation:DescribeStacks'], resources: [stack.stackId] },
      ],
      wildcards: [],
    });
    const resource = handler.resource('Document', 'Custom::AccessDocument', {
      Asset: { Bucket: asset.bucketName, Key: asset.objectKey },
      Bucket: this.bucketName,
      InstanceArn: identityCenter!.instanceArn,
      SetArns: setArns,
      GroupIds: groupIds,
      MaxRemovals: limits.most,
      Advice: limits.advice,
    });
    resource.node.addDependency(this.bucket);
    return resource;
  }

  private makeBucket(): CfnBucket {
    const expired = (id: string, prefix: string) => ({ id, prefix, status: 'Enabled', expirationInDays: KEPT_DAYS });
    const bucket = new CfnBucket(this, 'Bucket', {
      bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
      ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
      publicAccessBlockConfiguration: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
      versioningConfiguration: { status: 'Enabled' },
      lifecycleConfiguration: { rules: [
        { id: 'Replaced', status: 'Enabled', noncurrentVersionExpiration: { noncurrentDays: KEPT_DAYS }, abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
        expired('Runs', 'runs/'), expired('Checks', 'drift/'), expired('Requests', 'drift-requests/'),
      ] },
    });
    // also by a first deployment that fails: the document is in it by then, and CloudFormation cannot delete a bucket that holds something.
    bucket.applyRemovalPolicy(RemovalPolicy.RETAIN);
    bucket.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, {
      'AwsSolutions-S1': 'what is in it says who may do what, and is read by our own functions; the organization trail can record each access to its objects',
    });
    return bucket;
  }

  /** Of objects only: whoever deploys must be able to change the bucket itself. What a lifecycle rule takes away is asked of no policy. */
  private closeBucket(bucket: string, arn: string): void {
    const ownRoles = `arn:${this.organization.partition}:iam::${Stack.of(this).account}:role${ROLE_PATH}*`;
    new CfnBucketPolicy(this, 'Policy', { bucket, policyDocument: { Version: '2012-10-17', Statement: [
      { Sid: 'OnlyEncrypted', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`], Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      {
        Sid: 'OnlyOwnRolesWrite', Effect: 'Deny', Principal: '*', Action: ['s3:DeleteObject*', 's3:PutObject*', 's3:Replicate*'], Resource: `${arn}/*`,
        Condition: { ArnNotLike: { 'aws:PrincipalArn': ownRoles } },
      },
    ] } });
  }
}
