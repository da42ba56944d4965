import { Annotations, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Organization } from '../organization/organization';
import { ACCOUNT, type Claim } from '../policy/domain/claim';
import { refuse } from '../private/errors';
import { TRAIL_NAME, VAULT_KEY_ALIAS, accessLogBucketName, vaultBucketName } from '../private/naming';
import { placementProblems } from '../private/placement';
import { vaultDeliveryStatements, vaultKeyStatements } from './domain/vault-policies';
import { WormRetention } from './worm-retention';

/** What buckets and keys can be told; a snapshot of them does not exist. */
const REMOVALS: string[] = [RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, RemovalPolicy.DESTROY];

/** Where the organization's logs are kept. */
export interface AuditVaultProps {
  /** The organization whose trail delivers here. */
  readonly organization: Organization;

  /**
   * How long logs cannot be deleted.
   *
   * @default WormRetention.governance(30)
   */
  readonly retention?: WormRetention;

  /**
   * What becomes of buckets and key when they leave the template. DESTROY with a COMPLIANCE retention raises
   * `RetentionDestroyed`: the logs could not be deleted. A bucket that holds objects is never emptied.
   * Other values raise `VaultRemovalPolicy`.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE: kept, except by a first deployment that fails, whose empty buckets would stand in the way of the next
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * The vault of the audit trail: a locked bucket, a bucket for its access logs, and the key. For a stack in the log archive account,
 * in the home Region (`StackRegion`, `StackAccount`); in the management account it is refused (`VaultInManagement`).
 *
 * The vault is versioned, encrypted with its own rotating key, refuses plain HTTP and public access, and takes objects
 * from one trail only. The bucket for access logs has no lock: S3 does not deliver into a locked bucket.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export class AuditVault extends Construct {
  /** The locked bucket. */
  public readonly bucket: Bucket;

  /** The bucket that records who reads and writes the vault. */
  public readonly accessLogBucket: Bucket;

  /** The key that logs are encrypted with. */
  public readonly key: Key;

  /** How long logs cannot be deleted. */
  public readonly retention: WormRetention;

  private readonly organization: Organization;

  /**
   * @param scope a scope in a stack of the log archive account
   * @param id of the construct
   * @param props where logs come from and how long they stay
   */
  public constructor(scope: Construct, id: string, props: AuditVaultProps) {
    super(scope, id);
    this.organization = props.organization;
    this.retention = props.retention ?? WormRetention.governance(30);
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
    this.refuseContradiction(removalPolicy, props.organization);
    const { account, region } = Stack.of(this);
    const { partition, organizationId, managementAccount } = props.organization;
    const trail = {
      partition, organizationId, managementAccountId: managementAccount.accountId, name: TRAIL_NAME, region,
      bucketName: vaultBucketName(account, region),
    };

    this.accessLogBucket = this.makeAccessLogBucket(accessLogBucketName(account, region), removalPolicy);
    this.key = new Key(this, 'Key', { alias: VAULT_KEY_ALIAS, description: 'Encrypts the audit trail of the organization', enableKeyRotation: true, removalPolicy });
    vaultKeyStatements(trail).forEach((statement) => this.key.addToResourcePolicy(PolicyStatement.fromJson(statement)));
    this.bucket = this.makeVault(trail.bucketName, removalPolicy);
    vaultDeliveryStatements(trail).forEach((statement) => this.bucket.addToResourcePolicy(PolicyStatement.fromJson(statement)));
    this.allowAccessLogs();
    // a bucket that stays without its policy would refuse the trail and take plain HTTP.
    [this.bucket.policy!, this.accessLogBucket.policy!].forEach((policy) => policy.applyRemovalPolicy(removalPolicy));
    if (removalPolicy === RemovalPolicy.DESTROY) {
      Annotations.of(this).addWarningV2('cdk-zero-trust-landing-zone:vault-destroyed',
        'The vault is deleted with its stack as soon as it is empty; leave `removalPolicy` out for anything but trying out.');
    }
  }

  /** @internal What must stay possible: the trail delivers. */
  public _claims(organizationId: string): readonly Claim[] {
    const { account, region } = Stack.of(this);
    const { organizationId: own, partition, managementAccount } = this.organization;
    const needs = [
      ['s3:PutObject', `arn:${partition}:s3:::${vaultBucketName(account, region)}/AWSLogs/${organizationId}/log`],
      ['kms:GenerateDataKey', `arn:${partition}:kms:${region}:${ACCOUNT}:key/vault`],
    ];
    return organizationId !== own || Token.isUnresolved(account) ? [] : needs.map(([action, resource]): Claim => ({
      claim: `CloudTrail calls ${action} for the vault`,
      expected: 'allowed',
      source: 'audit trail',
      principal: 'cloudtrail.amazonaws.com',
      caller: 'service',
      action,
      resource,
      regions: [region],
      context: { 'aws:SourceOrgID': organizationId, 'aws:SourceAccount': managementAccount.accountId },
      accountIds: [account],
      notCovered: [],
      evenWhereClosed: true,
      fix: 'leave CloudTrail alone in the resource control policy that denies it',
    }));
  }

  private refuseContradiction(removalPolicy: RemovalPolicy, { managementAccount, accounts, homeRegion }: Organization): void {
    refuse([...placementProblems(this, {
      what: 'the vault',
      accounts: { ids: accounts.map(({ accountId }) => accountId), role: 'an account of the organization' },
      region: homeRegion === undefined ? undefined : { name: homeRegion, because: 'it is the home Region, where the trail is' },
    }), ...(REMOVALS.includes(removalPolicy) ? [] : [{
      code: 'VaultRemovalPolicy',
      problem: `'removalPolicy' is '${removalPolicy}'; it must be one of ${REMOVALS.map((name) => `'${name}'`).join(', ')}`,
      fix: 'leave `removalPolicy` out',
    }]), ...(removalPolicy === RemovalPolicy.DESTROY && this.retention.mode === 'COMPLIANCE' ? [{
      code: 'RetentionDestroyed',
      problem: `'removalPolicy' is DESTROY and 'retention' is COMPLIANCE for ${this.retention.days} days; locked logs cannot be deleted`,
      fix: 'leave `removalPolicy` out, or use WormRetention.governance for trying out',
    }] : []), ...(Stack.of(this).account !== managementAccount.accountId ? [] : [{
      code: 'VaultInManagement',
      problem: `the stack is in the management account ${managementAccount.accountId}, where no guardrail protects the logs`,
      fix: 'give the stack the env.account of a member account',
    }])], this);
  }

  private makeAccessLogBucket(bucketName: string, removalPolicy: RemovalPolicy): Bucket {
    return new Bucket(this, 'AccessLogs', {
      bucketName,
      // S3 delivers access logs only into buckets with this encryption.
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      removalPolicy,
    });
  }

  private makeVault(bucketName: string, removalPolicy: RemovalPolicy): Bucket {
    const vault = new Bucket(this, 'Vault', {
      bucketName,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      objectLockEnabled: true,
      removalPolicy,
    });
    const resource = vault.node.defaultChild as CfnBucket;
    resource.objectLockConfiguration = {
      objectLockEnabled: 'Enabled',
      rule: { defaultRetention: { mode: this.retention.mode, days: this.retention.days } },
    };
    // written here and not by `serverAccessLogsBucket`, whose effect on the other bucket hangs on the app's feature flags.
    resource.loggingConfiguration = { destinationBucketName: this.accessLogBucket.bucketName, logFilePrefix: 'vault/' };
    return vault;
  }

  private allowAccessLogs(): void {
    this.accessLogBucket.addToResourcePolicy(new PolicyStatement({
      sid: 'TakeAccessLogsOfTheVault',
      principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [this.accessLogBucket.arnForObjects('vault/*')],
      conditions: {
        ArnLike: { 'aws:SourceArn': this.bucket.bucketArn },
        StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
      },
    }));
  }
}
