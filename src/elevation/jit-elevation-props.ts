import type { ElevationAuthorization } from './elevation-authorization';
import type { ElevationBackend } from './elevation-backend';
import type { ElevationDenial } from './elevation-denial';
import type { ElevationLeases } from './elevation-leases';
import type { ElevationPolicy } from './elevation-policy';
import type { SessionDenial } from '../containment/session-denial';
import type { PermissionSetCatalog } from '../identity/permission-set-catalog';
import type { Organization } from '../organization/organization';

/** How people ask for access, and what happens around it. */
export interface ElevationOptions {
  /**
   * What people of some groups are never lent, whatever a policy says. Raises what is documented at `ElevationDenial`.
   *
   * @default - nothing besides what no policy gives
   */
  readonly denials?: ElevationDenial[];

  /**
   * Names or ids of groups of Identity Center whose people see every elevation and may end any. They can give nobody anything by it. Raises `ElevationGroups`.
   *
   * @default - nobody; those who asked and those who consent may end their own
   */
  readonly securityGroups?: string[];

  /**
   * How people show the API who they are. With signatures, which is the default, whoever asks or consents needs a permission set in the account of the API that
   * allows `execute-api:Invoke` on it: no preset is made for that.
   *
   * @default ElevationAuthorization.iam()
   */
  readonly authorization?: ElevationAuthorization;

  /**
   * How access is given. With `ElevationBackend.accountAccess()`, raises what is documented there of policies that it cannot lend.
   *
   * @default ElevationBackend.userAssignment()
   */
  readonly backend?: ElevationBackend;

  /**
   * Whether sessions of assignments of lent sets that no elevation explains are denied until somebody removes the assignment. They are told of in any case, and
   * never removed.
   *
   * @default false
   */
  readonly quarantine?: boolean;

  /**
   * How many calls a second the API takes of everybody together, from 1 to 1,000; twice as many at once. Raises `ElevationCallRate`.
   *
   * @default 20
   */
  readonly callsPerSecond?: number;

  /**
   * ARNs of what the alarms tell, such as SNS topics.
   *
   * @default - the alarms tell nobody; they are in CloudWatch
   */
  readonly alarmActions?: string[];
}

/** Who may ask for what, and what it rests on. */
export interface JitElevationProps extends ElevationOptions {
  /** The organization. Raises `IdentityCenterMissing` when its snapshot has no Identity Center instance. */
  readonly organization: Organization;

  /**
   * The catalogue with the privileged sets. A set that is lent in the management account must be named in its `lentInManagement`, where it splits
   * (`ElevationSetNotInManagement`), and carry the policy of `SessionDenialPolicies` there (`managementPolicies`), or open sessions outlive their end. From the management account itself nothing is lent
   * there (`ElevationManagementUndenied`).
   */
  readonly catalog: PermissionSetCatalog;

  /** Who may ask for what where; at least one (`ElevationPoliciesMissing`). Raises what is documented at `ElevationPolicy`, and `ElevationRulesSize` beyond 100,000 bytes of all together. */
  readonly policies: ElevationPolicy[];

  /** Which assignments elevations answer for. The catalogue's drift check must read the same table (`AccessDriftOptions.ledgerTable`), or it takes what is lent for drift. */
  readonly leases: ElevationLeases;

  /** What denies sessions that are open at the end. */
  readonly sessionDenial: SessionDenial;

  /**
   * Name or id of the account with the `AuditVault`, to which every step of every elevation is added; the vault must let this account
   * (`AuditVaultProps.identityAccount`). Raises `AccountUnknown`, `AccountAmbiguous`.
   *
   * @default - history and evidence stay in the table, where whoever administers the account can change them
   */
  readonly logArchiveAccount?: string;
}
