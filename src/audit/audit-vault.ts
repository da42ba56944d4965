import { Annotations, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ConfigLanding } from './config-landing';
import type { Problem } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';
import { ACCOUNT, type Claim } from '../policy/domain/claim';
import type { Statement } from '../policy/domain/document';
import { refuse } from '../private/errors';
import {
  AUDIT_ROLE_PATH, EVIDENCE_PREFIX, OKTA_PREFIX, TRAIL_NAME, VAULT_KEY_ALIAS, accessLogBucketName, configLandingBucketName, vaultBucketName,
} from '../private/naming';
import { placementProblems } from '../private/placement';
import { memberAccount } from './domain/member-account';
import { VAULT_LOG_PREFIX, accessLogStatements, vaultKeyStatements, vaultStatements } from './domain/vault-policies';
import { S3_ENCRYPTION, bucketPolicy, lockedDownBucket } from './locked-down-bucket';
import { VaultReader } from './vault-reader';
import { WormRetention } from './worm-retention';

/** What buckets and keys can be told; a snapshot of them does not exist. */
const REMOVALS: string[] = [RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, RemovalPolicy.DESTROY];

/** Where the organization's logs are kept. */
export interface AuditVaultProps {
  /** The organization whose trail delivers here. */
  readonly organization: Organization;

  /**
   * Name or id of the audit account. Its roles below the path `/zero-trust/audit/` read the vault and add objects below `evidence/` and `okta/`;
   * its people read by a role in the log archive account (`readerRoleArn`). Nobody of it deletes, or changes a retention.
   * Raises `AccountUnknown`, `AccountAmbiguous`, `RoleAccountNotActive`, `RoleAccountIsManagement`.
   *
   * @default - nobody outside the log archive account reads
   */
  readonly auditAccount?: string;

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
 * The vault of the audit trail: a locked bucket and its key, a bucket that AWS Config delivers to, and a bucket for access logs.
 * For a stack in the log archive account, in the home Region (`StackRegion`, `StackAccount`); in the management account it is refused (`VaultInManagement`).
 *
 * The vault is versioned, encrypted with its own rotating key, refuses plain HTTP and public access, and takes objects
 * from one trail, from the audit account where one is named, and copies of what Config delivered. It has no lifecycle: objects stay in the
 * storage class they came in, and nothing deletes them when their lock ends. The other two buckets have no lock, because neither S3 nor Config
 * delivers into a locked one; what Config delivered is copied into the vault, and expires in its own bucket after 90 days.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export class AuditVault extends Construct {
  /** The locked bucket. An L1 without methods that add to its policy, which names everybody who may come in. */
  public readonly bucket: CfnBucket;

  /** The bucket that records who reads and writes the vault and the bucket that Config delivers to. */
  public readonly accessLogBucket: CfnBucket;

  /** The bucket that AWS Config delivers to, for every account of the organization. */
  public readonly configLandingBucket: CfnBucket;

  /** ARN of the role by which people of the audit account read the vault and the access logs; missing without `auditAccount`. */
  public readonly readerRoleArn?: string;

  /** The key that logs are encrypted with. */
  public readonly key: CfnKey;

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
    const found = props.auditAccount === undefined ? undefined : props.organization._find(props.auditAccount);
    const audit = found && memberAccount('auditAccount', found);
    this.refuseContradiction(removalPolicy, props.organization, audit?.problems ?? []);
    const { account, region } = Stack.of(this);
    const { partition, organizationId, managementAccount } = props.organization;
    const bucketName = vaultBucketName(account, region);
    const accessLogName = accessLogBucketName(account, region);
    const trail = { partition, organizationId, managementAccountId: managementAccount.accountId, name: TRAIL_NAME, region, bucketName };
    const auditRoles = audit && {
      partition, accountId: audit.id, rolePath: AUDIT_ROLE_PATH, region, bucketName, prefixes: [EVIDENCE_PREFIX, OKTA_PREFIX],
    };

    this.accessLogBucket = lockedDownBucket(this, 'AccessLogs', { bucketName: accessLogName, bucketEncryption: S3_ENCRYPTION }, removalPolicy);
    this.key = this.makeKey(vaultKeyStatements(trail, account, auditRoles), removalPolicy);
    this.bucket = this.makeVault(bucketName, removalPolicy);
    bucketPolicy(this, 'VaultPolicy', this.bucket, vaultStatements(trail, auditRoles), removalPolicy);
    bucketPolicy(this, 'AccessLogsPolicy', this.accessLogBucket, accessLogStatements({
      partition, bucketName: accessLogName, vaultName: bucketName, configLandingName: configLandingBucketName(account, region), accountId: account,
    }), removalPolicy);
    this.configLandingBucket = new ConfigLanding(this, 'ConfigLanding', {
      partition, organizationId, vaultName: bucketName, vault: this.bucket, key: this.key, accessLogBucket: this.accessLogBucket, removalPolicy,
    }).bucket;
    this.readerRoleArn = audit && new VaultReader(this, 'Reader', {
      partition, region, bucketNames: [bucketName, accessLogName], keyArn: this.key.attrArn, auditAccountId: audit.id,
    }).roleArn;
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

  private refuseContradiction(
    removalPolicy: RemovalPolicy, { managementAccount, accounts, homeRegion }: Organization, auditProblems: readonly Problem[],
  ): void {
    refuse([...auditProblems, ...placementProblems(this, {
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

  private makeKey(Statement: Statement[], removalPolicy: RemovalPolicy): CfnKey {
    const key = new CfnKey(this, 'Key', {
      description: 'Encrypts the audit trail of the organization', enableKeyRotation: true, keyPolicy: { Version: '2012-10-17', Statement },
    });
    key.applyRemovalPolicy(removalPolicy);
    new CfnAlias(this, 'KeyAlias', { aliasName: VAULT_KEY_ALIAS, targetKeyId: key.attrArn }).applyRemovalPolicy(removalPolicy);
    return key;
  }

  private makeVault(bucketName: string, removalPolicy: RemovalPolicy): CfnBucket {
    const { mode, days } = this.retention;
    return lockedDownBucket(this, 'Vault', {
      bucketName,
      bucketEncryption: { serverSideEncryptionConfiguration: [{
        bucketKeyEnabled: true, serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: this.key.attrArn },
      }] },
      objectLockEnabled: true,
      objectLockConfiguration: { objectLockEnabled: 'Enabled', rule: { defaultRetention: { mode, days } } },
      loggingConfiguration: { destinationBucketName: this.accessLogBucket.ref, logFilePrefix: VAULT_LOG_PREFIX },
    }, removalPolicy);
  }
}
