import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ROLE_PATH, configLandingBucketName } from '../private/naming';
import { explainWildcards } from '../private/wildcard-reason';
import { bucketArnOf } from './domain/bucket-statements';
import { type ReplicationReference, configLandingStatements, replicationStatements, replicationTrust } from './domain/config-landing-statements';
import { CONFIG_LANDING_LOG_PREFIX } from './domain/vault-policies';
import { S3_ENCRYPTION, bucketPolicy, lockedDownBucket } from './locked-down-bucket';

/** How long what was delivered stays here; the vault keeps its copy. */
const LANDED_DAYS = 90;
const REPLACED_DAYS = 7;

/** Where Config delivers, and where copies and access logs go. */
export interface ConfigLandingProps {
  readonly partition: string;
  readonly organizationId: string;
  readonly vaultName: string;
  readonly vault: CfnBucket;
  readonly key: CfnKey;
  readonly accessLogBucket: CfnBucket;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * The bucket that AWS Config delivers to, because it refuses a locked one, and the copying of each delivery into the vault.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html
 */
export class ConfigLanding extends Construct {
  public readonly bucket: CfnBucket;

  public constructor(scope: Construct, id: string, props: ConfigLandingProps) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    const { partition, organizationId, vault, vaultName, key, accessLogBucket, removalPolicy } = props;
    const bucketName = configLandingBucketName(account, region);
    const role = this.replicationRole({ partition, region, accountId: account, landingName: bucketName, vaultName, keyArn: key.attrArn });
    this.bucket = lockedDownBucket(this, 'Bucket', {
      bucketName,
      bucketEncryption: S3_ENCRYPTION,
      loggingConfiguration: { destinationBucketName: accessLogBucket.ref, logFilePrefix: CONFIG_LANDING_LOG_PREFIX },
      lifecycleConfiguration: { rules: [{
        id: 'Landed', status: 'Enabled', expirationInDays: LANDED_DAYS, noncurrentVersionExpiration: { noncurrentDays: REPLACED_DAYS },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      }] },
      replicationConfiguration: { role: role.attrArn, rules: [{
        id: 'IntoTheVault',
        status: 'Enabled',
        priority: 1,
        filter: { prefix: 'AWSLogs/' },
        deleteMarkerReplication: { status: 'Disabled' },
        // AWS describes a key for the copies only together with this, although nothing that lands here has a key of its own.
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
        destination: { bucket: vault.attrArn, encryptionConfiguration: { replicaKmsKeyId: key.attrArn } },
      }] },
    }, removalPolicy);
    bucketPolicy(this, 'Policy', this.bucket, configLandingStatements({ partition, bucketName, organizationId }), removalPolicy);
  }

  private replicationRole(reference: ReplicationReference): CfnRole {
    const role = new CfnRole(this, 'Replication', {
      path: ROLE_PATH,
      description: 'S3 copies what AWS Config delivered into the vault of the audit trail',
      assumeRolePolicyDocument: { Version: '2012-10-17', Statement: replicationTrust(reference.accountId) },
      policies: [{ policyName: 'Copy', policyDocument: { Version: '2012-10-17', Statement: replicationStatements(reference) } }],
    });
    explainWildcards(role, [
      { resource: `${bucketArnOf(reference.partition, reference.landingName)}/*`, reason: 'everything that lands is copied' },
      { resource: `${bucketArnOf(reference.partition, reference.vaultName)}/AWSLogs/*`, reason: 'copies keep their names, which Config chooses' },
    ]);
    return role;
  }
}
