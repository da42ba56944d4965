import type { RemovalPolicy } from 'aws-cdk-lib';
import type { LandingZoneAccessProps } from './landing-zone-access-props';
import type { LandingZoneAuditProps } from './landing-zone-audit-props';
import type { OrgAuditTrailOptions } from '../audit/org-audit-trail';
import type { WormRetention } from '../audit/worm-retention';
import type { GuardrailOptions } from '../guardrails/guardrail-props';
import type { ProtectedRolesOptions } from '../guardrails/protected-roles-scp';
import type { RegionDenyOptions } from '../guardrails/region-deny-scp';
import type { Rollout } from '../guardrails/rollout';
import type { AccessAttribute } from '../identity/access-attributes';
import type { AccessDriftOptions } from '../identity/access-drift';
import type { AccessRule } from '../identity/access-rule';
import type { AssignmentEngine } from '../identity/assignment-engine';
import type { MfaEvidence } from '../identity/mfa-evidence';
import type { PermissionSet } from '../identity/permission-set';
import type { Accounts } from '../organization/accounts';
import type { Organization } from '../organization/organization';

/** A whole landing zone: who may do what where, which guardrails bind, and where the evidence is kept. */
export interface LandingZoneProps extends LandingZoneAuditProps, LandingZoneAccessProps {
  /** The organization. A snapshot more than 30 days older than `asOf` is a warning. */
  readonly organization: Organization;

  /**
   * Name or id of the account that keeps the logs. Raises `AccountUnknown`, `AccountAmbiguous`, `RoleAccountNotActive`,
   * and `RoleAccountIsManagement` for the management account, where no guardrail would protect them.
   */
  readonly logArchiveAccount: string;

  /**
   * Name or id of the account that auditors work from: it reads the vault, adds evidence to it, and administers CloudTrail and AWS Config
   * unless the snapshot shows another account, and what `securityPosture` names. Raises `AccountUnknown`, `AccountAmbiguous`,
   * `RoleAccountNotActive`, `RoleAccountIsManagement`. The same account as the log archive is a warning.
   */
  readonly auditAccount: string;

  /**
   * Name or id of the account that administers Identity Center. Raises `IdentityAccountOther` when another one is registered.
   *
   * @default - the registered delegated administrator, else the audit account, which is then registered
   */
  readonly identityAccount?: string;

  /** Regions in which people and machines may work; the home Region must be among them. Raises `RegionsEmpty`, `RegionUnknown`, `RegionTwice`, `HomeRegionDenied`. */
  readonly allowedRegions: string[];

  /**
   * How far the guardrails have come in each unit; `forPolicy` gives one of them a rollout of its own.
   * Raises `UnitUnknown`, `RolloutPolicyUnknown`, and `RolloutShadowed` where a unit above makes a stage untrue.
   */
  readonly rollout: Rollout;

  /** The permission sets. */
  readonly permissionSets: PermissionSet[];

  /** Who gets which set where. */
  readonly access: AccessRule[];

  /**
   * Who makes the assignments of member accounts. With `AssignmentEngine.reconciled()` there is a stack more, in the management account, in the Region
   * of global services, so that accounts that come or move are heard of.
   *
   * @default AssignmentEngine.native()
   */
  readonly assignments?: AssignmentEngine;

  /**
   * How what is there is compared with what is declared. Raises what is documented at `AccessDrift`.
   *
   * @default - once a day, after each deployment and after each change; what nobody declared is reported
   */
  readonly accessDrift?: AccessDriftOptions;

  /**
   * Session tags that Identity Center fills from its identity store. Raises what is documented at `AccessAttributes`.
   *
   * @default - attributes for access control are left as they are
   */
  readonly accessAttributes?: AccessAttribute[];

  /**
   * Whether sessions of Identity Center must carry the identity provider's word that a second factor was used: first `report`, then `enforce`.
   * If the identity provider stops sending it, everybody is locked out where it is enforced, which is a warning, and one more without `breakGlassRoles`.
   * Raises what is documented at `MfaEvidenceSCP`.
   *
   * @default - nothing is asked for
   */
  readonly mfaEvidence?: MfaEvidence;

  /**
   * What the region deny leaves open. Raises what is documented at `RegionDenySCP`.
   *
   * @default - nothing but global services
   */
  readonly regionDeny?: RegionDenyOptions;

  /**
   * What the root deny leaves alone. Raises what is documented at `RootDenySCP`.
   *
   * @default - nothing but central root access
   */
  readonly rootDeny?: GuardrailOptions;

  /**
   * What the guardrail of security services leaves alone besides deployers. Raises what is documented at `SecurityServicesDenySCP`.
   *
   * @default - nothing
   */
  readonly securityServicesDeny?: GuardrailOptions;

  /**
   * Who may change the rules of the vault besides deployers. Raises what is documented at `AuditTamperDenySCP`.
   *
   * @default - nobody
   */
  readonly auditTamperDeny?: GuardrailOptions;

  /**
   * What the deny of long-lived credentials leaves alone. Raises what is documented at `LongLivedCredentialDenySCP`.
   *
   * @default - nothing
   */
  readonly longLivedCredentialDeny?: GuardrailOptions;

  /**
   * Which further roles are protected, besides those of the landing zone, of its deployment, of break glass, and every role that a guardrail of its own
   * leaves alone. Raises what is documented at `ProtectedRolesSCP`.
   *
   * @default - none besides these
   */
  readonly protectedRoles?: ProtectedRolesOptions;

  /**
   * A resource perimeter, and what it lets in. It may shut out vendors and public readers, so it is made only when it is asked for.
   *
   * @default - no perimeter
   */
  readonly orgPerimeter?: GuardrailOptions;

  /**
   * Where new and suspended accounts wait: a rollout of its own, because it denies everything. Raises what is documented at `Rollout`.
   *
   * @default - no quarantine
   */
  readonly quarantine?: Rollout;

  /**
   * Accounts that somebody else's policies close, such as those in a unit for suspended accounts: nothing has to stay possible there.
   * The report says so. Raises what is documented at `Accounts`.
   *
   * @default - none besides those in `quarantine`
   */
  readonly closedAccounts?: Accounts;

  /**
   * ARN patterns of further roles that deploy security services or protected roles, such as a pipeline's: besides CDK's bootstrap roles for the landing
   * zone's own stacks, and Control Tower's where it works in the organization. Naming those of StackSets lets whoever administers StackSets act as
   * a deployer in every account. Raises `DeployerPrincipal`, `DeployerTooBroad`.
   *
   * @default - none besides these
   */
  readonly deployers?: string[];

  /**
   * ARNs of roles for emergencies that exist already, with * for the account at most: protected, and proved to keep working where nobody takes them away. Those
   * below '/member-zero-trust/', which StackSets make, StackSets go on changing.
   * Who may assume them is up to their trust policies; a caller in a bound account may not. Raises `BreakGlassRole`.
   *
   * @default - none
   */
  readonly breakGlassRoles?: string[];

  /**
   * How long logs cannot be deleted.
   *
   * @default WormRetention.governance(30)
   */
  readonly retention?: WormRetention;

  /**
   * What the trail records besides management events. Raises what is documented at `OrgAuditTrailOptions`.
   *
   * @default - nothing
   */
  readonly auditTrail?: OrgAuditTrailOptions;

  /**
   * What becomes of the vault when it leaves the template.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE: kept, except by a first deployment that fails
   */
  readonly vaultRemovalPolicy?: RemovalPolicy;

  /**
   * The identity provider's name, for the report, such as 'Okta'.
   *
   * @default 'Identity provider'
   */
  readonly identityProvider?: string;

  /**
   * Where people sign in to Identity Center, for the report and the configuration files beside it. Only needed where somebody has chosen a
   * subdomain, since the snapshot does not tell. Raises `AccessPortalUrl`.
   *
   * @default - `https://<identity store id>.awsapps.com/start`, or what AWS uses instead in China and GovCloud; none in other partitions
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtochangeURL.html
   */
  readonly accessPortalUrl?: string;

  /**
   * Whether the stacks can be deleted only after somebody switched the protection off.
   *
   * This goes for a stack whose first deployment failed, too: README, "When a first deployment fails".
   *
   * @default true
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html
   */
  readonly terminationProtection?: boolean;

  /**
   * The day that expiry dates and the snapshot's age are compared with, such as '2026-11-01'.
   * It decides errors and warnings, stands in the report, and is never written into a template.
   *
   * @default - today, in UTC
   */
  readonly asOf?: string;
}
