import { Annotations, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AuditReader } from './audit-reader';
import { closedBucket, encryptedWith } from './closed-bucket';
import { ConfigLanding } from './config-landing';
import type { Organization } from '../organization/organization';
import type { Claim } from '../policy/domain/claim';
import type { Statement } from '../policy/domain/document';
import { refuse } from '../private/errors';
import {
  ACTIVITY_READER_ROLE, AUDIT_READER_ROLE, AUDIT_ROLE_PATH, CONFIG_COPY_ROLE, ELEVATION_EVIDENCE_PREFIX, EVIDENCE_PREFIX, EVIDENCE_ROLE_PATH,
  OKTA_PREFIX, PROVISIONING_EVIDENCE_PREFIX, ROLE_PATH, TRAIL_NAME, VAULT_KEY_ALIAS, accessLogBucketName, configLandingBucketName, vaultBucketName,
} from '../private/naming';
import { placementProblems } from '../private/placement';
import { type AuditAccess, auditAccountKeyStatements, auditAccountStatements } from './domain/audit-access';
import { accessLogLifecycle, vaultLifecycle } from './domain/bucket-lifecycles';
import { configKeyStatement } from './domain/config-landing';
import { type EvidenceAccess, evidenceKeyStatements, evidenceStatements } from './domain/evidence-access';
import { vaultClaims } from './domain/vault-claims';
import { LANDING_LOG_PREFIX, type TrailReference, VAULT_LOG_PREFIX, accessLogStatements, vaultKeyStatements, vaultStatements } from './domain/vault-policies';
import { vaultProblems } from './domain/vault-problems';
import { WormRetention } from './worm-retention';

/** Names that the vault's claims speak of. */
const VAULT_NAMES = {
  auditRolePath: AUDIT_ROLE_PATH, copyRole: `${ROLE_PATH}${CONFIG_COPY_ROLE}`, readerRole: AUDIT_READER_ROLE, evidencePrefix: EVIDENCE_PREFIX,
  keyAlias: VAULT_KEY_ALIAS,
  evidenceRolePath: EVIDENCE_ROLE_PATH, evidencePrefixes: [ELEVATION_EVIDENCE_PREFIX, PROVISIONING_EVIDENCE_PREFIX],
};

/** Where the organization's logs are kept, and who reads them. */
export interface AuditVaultProps {
  /** The organization whose trail and AWS Config deliver here. */
  readonly organization: Organization;

  /**
   * Name or id of the account that auditors and the audit functions work from. Roles of its functions (path '/zero-trust/audit/') read the vault and add objects
   * below 'evidence/' and 'okta/'; people who signed in there through Identity Center take the role 'zero-trust-audit-reader' of this account, for an hour,
   * which reads the vault and its access logs. Neither deletes anything or changes how long it is locked.
   * Sessions of Identity Center carry no MFA key, so that the role cannot ask for it: ask for a second factor at sign-in, and prove it with `MfaEvidenceSCP`.
   * Raises `AccountUnknown`, `AccountAmbiguous`, `RoleAccountNotActive`, `RoleAccountIsManagement`.
   *
   * @default - no other account reads or adds anything
   */
  readonly auditAccount?: string;

  /**
   * Name or id of the account that administers Identity Center. Roles of its functions with the path '/zero-trust/evidence/' add objects below
   * 'evidence/elevation/' and 'evidence/provisioning/'; they read nothing. Raises `AccountUnknown`, `AccountAmbiguous`.
   *
   * @default - nothing is added about access that was lent or taken away
   */
  readonly identityAccount?: string;

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

  /**
   * ARNs of what the alarm over deliveries of AWS Config that were not copied into the vault tells, such as SNS topics of this Region.
   *
   * @default - the alarm tells nobody; it is in CloudWatch
   */
  readonly alarmActions?: string[];
}

/**
 * The vault of the audit trail: three buckets with three jobs, and the key. For a stack in the log archive account,
 * in the home Region (`StackRegion`, `StackAccount`); in the management account it is refused (`VaultInManagement`).
 *
 * - The vault is locked, versioned, encrypted with its own rotating key, refuses plain HTTP and public access, and takes logs from one trail only.
 *   Nothing in it expires. With a retention of two years or more, objects of 64 KB or more move to Glacier Instant Retrieval after 90 days, which are billed
 *   as 128 KB at least ($0.004 instead of $0.023 a GB-month, $0.02 for moving a thousand, $0.03 for reading a GB); what is smaller stays, because moving would cost more than it saves.
 * - The landing bucket takes what AWS Config of the organization's accounts delivers, because Config refuses a locked bucket. S3 copies it into the vault,
 *   where the default retention locks it; what was copied expires in the landing bucket after 90 days, and an alarm tells of what was not copied.
 * - The bucket for access logs of both has no lock: S3 does not deliver into a locked bucket. They expire with the retention, after 400 days at the earliest.
 *
 * What a lock does not cover (the default retention, the policies, the key) is kept by `AuditTamperDenySCP`.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export class AuditVault extends Construct {
  /** The locked bucket. An L1, so that no `grant` adds to its policy, which names the trail and the audit account and nobody else. */
  public readonly bucket: CfnBucket;

  /** The bucket that AWS Config delivers to. */
  public readonly configLandingBucket: CfnBucket;

  /** The bucket that records who reads and writes the vault and the landing bucket. */
  public readonly accessLogBucket: CfnBucket;

  /** ARN of the role by which people of the audit account read the vault and its access logs; missing without `auditAccount`. */
  public readonly readerRoleArn?: string;

  /** The key that logs are encrypted with. */
  public readonly key: CfnKey;

  /** How long logs cannot be deleted. */
  public readonly retention: WormRetention;

  private readonly organization: Organization;
  private readonly auditAccountId?: string;
  private readonly identityAccountId?: string;

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
    const { account, region } = Stack.of(this);
    const { partition, organizationId, managementAccount, accounts, homeRegion } = props.organization;
    const found = props.auditAccount === undefined ? undefined : props.organization._find(props.auditAccount);
    const identity = props.identityAccount === undefined ? undefined : props.organization._find(props.identityAccount);
    refuse([
      ...(identity && 'problem' in identity ? [identity.problem] : []),
      ...placementProblems(this, {
        what: 'the vault',
        accounts: { ids: accounts.map(({ accountId }) => accountId), role: 'an account of the organization' },
        region: homeRegion === undefined ? undefined : { name: homeRegion, because: 'it is the home Region, where the trail is' },
      }),
      ...vaultProblems({
        removalPolicy, retention: this.retention, accountId: account, managementAccountId: managementAccount.accountId, auditAccount: found,
      }),
    ], this);
    this.auditAccountId = found && 'account' in found ? found.account.id : undefined;
    this.identityAccountId = identity && 'account' in identity ? identity.account.id : undefined;
    const trail: TrailReference = {
      partition, organizationId, region, managementAccountId: managementAccount.accountId, name: TRAIL_NAME,
      bucketName: vaultBucketName(account, region),
    };
    const audit = this.auditAccess(trail);
    const evidence = this.evidenceAccess(trail);

    this.accessLogBucket = this.makeAccessLogs(trail, removalPolicy);
    this.key = this.makeKey([
      ...vaultKeyStatements(trail, account), configKeyStatement(organizationId), ...(audit ? auditAccountKeyStatements(audit) : []),
      ...(evidence ? evidenceKeyStatements(evidence) : []),
    ], removalPolicy);
    const statements = [
      ...vaultStatements(trail), ...(audit ? auditAccountStatements(audit) : []), ...(evidence ? evidenceStatements(evidence) : []),
    ];
    this.bucket = this.makeVault(trail.bucketName, statements, removalPolicy);
    this.configLandingBucket = new ConfigLanding(this, 'ConfigLanding', {
      partition, organizationId, vault: this.bucket, vaultName: trail.bucketName, accessLogBucket: this.accessLogBucket, keyArn: this.key.attrArn,
      removalPolicy, alarmActions: props.alarmActions ?? [],
    }).bucket;
    if (audit) {
      this.readerRoleArn = `arn:${partition}:iam::${account}:role/${AUDIT_READER_ROLE}`;
      new AuditReader(this, 'Reader', {
        partition, auditAccountId: audit.auditAccountId, keyArn: this.key.attrArn,
        bucketNames: [trail.bucketName, accessLogBucketName(account, region)],
      });
    }
    if (removalPolicy === RemovalPolicy.DESTROY) {
      Annotations.of(this).addWarningV2('cdk-zero-trust-landing-zone:vault-destroyed',
        'The vault is deleted with its stack as soon as it is empty; leave `removalPolicy` out for anything but trying out.');
    }
  }

  /** @internal What must stay possible: the trail and AWS Config deliver, S3 copies, the audit account reads and adds. */
  public _claims(organizationId: string): readonly Claim[] {
    const { account, region } = Stack.of(this);
    const { organizationId: own, partition, managementAccount, homeRegion } = this.organization;
    return organizationId !== own || Token.isUnresolved(account) ? [] : vaultClaims({
      partition, organizationId, region, accountId: account, managementAccountId: managementAccount.accountId,
      auditAccountId: this.auditAccountId, identityAccountId: this.identityAccountId, homeRegion, ...VAULT_NAMES,
      bucketName: vaultBucketName(account, region), landingName: configLandingBucketName(account, region),
    });
  }

  private auditAccess({ partition, region, bucketName }: TrailReference): AuditAccess | undefined {
    const auditAccountId = this.auditAccountId;
    return auditAccountId === undefined ? undefined : {
      partition, region, bucketName, auditAccountId, functions: `arn:${partition}:iam::${auditAccountId}:role${AUDIT_ROLE_PATH}*`,
      activityReader: `arn:${partition}:iam::${auditAccountId}:role/${ACTIVITY_READER_ROLE}`, prefixes: [EVIDENCE_PREFIX, OKTA_PREFIX],
    };
  }

  private evidenceAccess({ partition, region, bucketName }: TrailReference): EvidenceAccess | undefined {
    const accountId = this.identityAccountId;
    return accountId === undefined ? undefined : {
      partition, region, bucketName, accountId, writers: `arn:${partition}:iam::${accountId}:role${EVIDENCE_ROLE_PATH}*`, prefixes: VAULT_NAMES.evidencePrefixes,
    };
  }

  private makeKey(Statement: Statement[], removalPolicy: RemovalPolicy): CfnKey {
    const key = new CfnKey(this, 'Key', {
      description: 'Encrypts the audit trail of the organization', enableKeyRotation: true, keyPolicy: { Version: '2012-10-17', Statement },
    });
    key.applyRemovalPolicy(removalPolicy);
    new CfnAlias(this, 'KeyAlias', { aliasName: VAULT_KEY_ALIAS, targetKeyId: key.attrArn }).applyRemovalPolicy(removalPolicy);
    return key;
  }

  private makeAccessLogs({ partition, bucketName }: TrailReference, removalPolicy: RemovalPolicy): CfnBucket {
    const { account, region } = Stack.of(this);
    const name = accessLogBucketName(account, region);
    return closedBucket(this, 'AccessLogs', {
      bucket: {
        bucketName: name,
        // S3 delivers access logs only into buckets with this encryption.
        bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
      },
      lifecycle: accessLogLifecycle(this.retention.days),
      statements: accessLogStatements({ partition, bucketName: name, accountId: account, sources: [
        { bucketName, prefix: VAULT_LOG_PREFIX }, { bucketName: configLandingBucketName(account, region), prefix: LANDING_LOG_PREFIX },
      ] }),
      removalPolicy,
    });
  }

  private makeVault(bucketName: string, statements: Statement[], removalPolicy: RemovalPolicy): CfnBucket {
    const { mode, days } = this.retention;
    return closedBucket(this, 'Vault', {
      bucket: {
        bucketName,
        bucketEncryption: encryptedWith(this.key.attrArn),
        objectLockEnabled: true,
        objectLockConfiguration: { objectLockEnabled: 'Enabled', rule: { defaultRetention: { mode, days } } },
        loggingConfiguration: { destinationBucketName: this.accessLogBucket.ref, logFilePrefix: VAULT_LOG_PREFIX },
      },
      lifecycle: vaultLifecycle(days),
      statements,
      removalPolicy,
    });
  }
}
