import type { Construct } from 'constructs';
import { exceptExempt, unlessPrincipal } from '../guardrails/domain/statement-conditions';
import { Guardrail } from '../guardrails/guardrail';
import type { GuardrailProps } from '../guardrails/guardrail-props';
import { globalServicesRegion } from '../organization/domain/global-region';
import { SCP } from '../organization/domain/policy-slots';
import {
  ACTIVITY_READER_ROLE, AUDIT_READER_ROLE, AUDIT_ROLE_PATH, AUDIT_TAMPER_POLICY,
  CONFIG_COPY_ROLE, DETECTION_BUS, DETECTION_KEY_ALIAS, EVIDENCE_ROLE_PATH, ROLE_PATH, VAULT_KEY_ALIAS,
  accessLogBucketName, activityBucketName, configLandingBucketName, vaultBucketName,
} from '../private/naming';
import { type TamperData, tamperStatements } from './domain/audit-tamper';
import { tamperInvariants } from './domain/audit-tamper-invariants';
import { furtherVaultProblems } from './domain/audit-tamper-problems';
import { memberAccountProblems } from './domain/member-account';
import { WormRetention } from './worm-retention';

/** A key of an audit trail's vault, told by its alias because its id is known only after it was made. */
export interface VaultKey {
  /** The alias, with 'alias/' before it. Raises `VaultKeyAlias`. */
  readonly alias: string;

  /** Name or id of the account it is in. Raises `AccountUnknown`, `AccountAmbiguous`. */
  readonly account: string;
}

/** Which vault is kept, and who may change it. */
export interface AuditTamperDenySCPProps extends GuardrailProps {
  /** Name or id of the account that holds the `AuditVault`, in the home Region. Raises `AccountUnknown`, `AccountAmbiguous`, `RoleAccountNotActive`, `RoleAccountIsManagement`. */
  readonly logArchiveAccount: string;

  /**
   * Name or id of the account whose functions (path '/zero-trust/audit/') add evidence to the vault, and in which the trail is watched and asked. Raises what `logArchiveAccount` raises.
   *
   * @default - no role adds anything, and nothing is kept in another account than the log archive
   */
  readonly auditAccount?: string;

  /**
   * Name or id of the account that administers Identity Center, whose functions (path '/zero-trust/evidence/') add evidence of access that was lent or taken away.
   * In the management account, which nothing here binds, they need no leave. Raises `AccountUnknown`, `AccountAmbiguous`.
   *
   * @default - no role of such an account adds anything
   */
  readonly identityAccount?: string;

  /**
   * The vault's default retention: nobody gives an object of it, or of `vaultBuckets`, a shorter one.
   *
   * @default WormRetention.governance(30), which is the vault's own default
   */
  readonly retention?: WormRetention;

  /**
   * ARN patterns of the roles that may change the rules of buckets and key, because they deploy them. Raises `DeployerPrincipal`, `DeployerTooBroad`.
   *
   * @default - nobody
   */
  readonly deployers?: string[];

  /**
   * Names of further locked buckets that keep an audit trail; whole names, without wildcards, of 3 to 63 characters. Nobody gives
   * an object in them a lock shorter than `retention` above either, whatever their own default is. Raises `VaultBucketName`.
   *
   * @default - none besides those of `AuditVault`
   */
  readonly vaultBuckets?: string[];

  /**
   * Further keys that an audit trail is encrypted with.
   *
   * @default - none besides that of `AuditVault`
   */
  readonly vaultKeys?: VaultKey[];
}

/**
 * Keeps the vault of the audit trail from what a lock does not cover. COMPLIANCE mode covers the objects that have arrived; this covers the default retention of those to
 * come, versions, replication, lifecycle, policies, public access, ownership, encryption, logging and notifications of the vault, of the landing bucket and of the bucket of access logs,
 * the key and its alias, and the roles of auditors: only deployers and the exempt change these, or place a legal hold or a longer lock.
 *
 * With `auditAccount` it also keeps, in that account, what watches and what is asked: topic, subscriptions, bus, queues, archives and key of detections and events, and the activity view with its
 * record of who was who; the library's own roles, below '/zero-trust/', go on changing these.
 *
 * To deployers as well, and whatever is exempt, it denies deleting an object, bypassing governance mode, giving an object a shorter lock than the default, and adding an object,
 * which only functions of the audit account and of that of Identity Center do, and copying one, which only the role of S3 does. AWS services are not bound: CloudTrail, AWS Config and access logs go on arriving.
 *
 * Who covers what else: `SecurityServicesDenySCP` the services (trails, recorders, detectors) and leaving the organization, `ProtectedRolesSCP` the roles below '/zero-trust/'.
 * It spares two kinds of them: functions that add evidence, and the role S3 copies with. Nothing binds the management account, which the trail itself is in; a vault in it is refused. For a stack in the management account (`StackAccount`).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 */
export class AuditTamperDenySCP extends Guardrail {
  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props which vault is kept, who may change it, where it binds
   */
  public constructor(scope: Construct, id: string, props: AuditTamperDenySCPProps) {
    super(scope, id);
    const { organization, deployers = [], vaultBuckets = [], vaultKeys = [] } = props;
    const archive = organization._find(props.logArchiveAccount);
    const audit = props.auditAccount === undefined ? undefined : organization._find(props.auditAccount);
    const identity = props.identityAccount === undefined ? undefined : organization._find(props.identityAccount);
    const found = vaultKeys.map(({ alias, account }) => ({ alias, found: organization._find(account) }));
    const region = organization.homeRegion ?? globalServicesRegion(organization.partition);
    const accountId = 'account' in archive ? archive.account.id : '';
    const writers = [
      ...(audit && 'account' in audit ? [`arn:${organization.partition}:iam::${audit.account.id}:role${AUDIT_ROLE_PATH}*`] : []),
      ...(identity && 'account' in identity && !identity.account.management ? [`arn:${organization.partition}:iam::${identity.account.id}:role${EVIDENCE_ROLE_PATH}*`] : []),
    ];
    const ownRoles = [`arn:${organization.partition}:iam::*:role${ROLE_PATH}*`];
    const copyRole = `arn:${organization.partition}:iam::${accountId}:role${ROLE_PATH}${CONFIG_COPY_ROLE}`;
    const auditId = audit && 'account' in audit ? audit.account.id : undefined;
    const ownBuckets = [vaultBucketName, configLandingBucketName, accessLogBucketName].map((nameIn) => nameIn(accountId, region));
    const data: TamperData = {
      partition: organization.partition, accountId, writers, copyRole,
      vaults: [ownBuckets[0], ...vaultBuckets],
      others: ownBuckets.slice(1),
      // where the audit account is the same, its bucket of people has such a name, too.
      buckets: [...(auditId === accountId ? ownBuckets : [`zero-trust-*-${accountId}-${region}`]), ...vaultBuckets],
      keys: [
        { alias: VAULT_KEY_ALIAS, accountId },
        ...found.flatMap(({ alias, found: one }) => ('account' in one ? [{ alias, accountId: one.account.id }] : [])),
      ],
      retentionDays: (props.retention ?? WormRetention.governance(30)).days,
      readerRoles: [
        `arn:${organization.partition}:iam::${accountId}:role/${AUDIT_READER_ROLE}`,
        ...(audit && 'account' in audit ? [`arn:${organization.partition}:iam::${audit.account.id}:role/${ACTIVITY_READER_ROLE}`] : []),
      ],
      watched: audit && 'account' in audit ? {
        accountId: audit.account.id, keyAlias: DETECTION_KEY_ALIAS, bus: DETECTION_BUS, ownRoles,
        people: activityBucketName(audit.account.id, region),
      } : undefined,
    };
    this._define(props, {
      type: SCP,
      name: AUDIT_TAMPER_POLICY,
      what: 'a guardrail of the audit trail',
      purpose: 'Keeps the vault of the audit trail, what is delivered beside it, and its key from what a lock does not cover',
      statements: (exempt) => tamperStatements(data).map(({ statement, spared, sparesDeployers }) => (
        sparesDeployers ? exceptExempt(unlessPrincipal(statement, [...deployers, ...spared]), exempt) : unlessPrincipal(statement, spared))),
      exempts: ['principals', 'accounts'],
      invariants: tamperInvariants(data, {
        partition: organization.partition, homeRegion: organization.homeRegion, region, globalRegion: globalServicesRegion(organization.partition),
      }),
      deployers,
      leavesAlone: [copyRole, ...writers, ...(auditId === undefined ? [] : ownRoles)],
      problems: [
        ...memberAccountProblems('logArchiveAccount', archive),
        ...(audit === undefined ? [] : memberAccountProblems('auditAccount', audit)),
        ...(identity && 'problem' in identity ? [identity.problem] : []),
        ...found.flatMap(({ found: one }) => ('problem' in one ? [one.problem] : [])),
        ...furtherVaultProblems(vaultBuckets, vaultKeys.map(({ alias }) => alias)),
      ],
    });
  }
}
