import type { Duration } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CustomerManagedPolicy } from './customer-managed-policy';
import type { PermissionsBoundary } from './permissions-boundary';

/** What a team may change about a preset; what it allows stays as it is. */
export interface PresetProps {
  /**
   * Name of the set, 1 to 32 characters out of letters, digits and _+=,.@-. Raises `PermissionSetName`.
   *
   * @default - the preset's own name, such as 'Developer'
   */
  readonly name?: string;

  /**
   * How long a session lasts, from 1 to 12 hours. Raises `PermissionSetSession`.
   *
   * @default - 8 hours, 4 hours for `administrator()`
   */
  readonly sessionDuration?: Duration;

  /**
   * The most the set may ever do, whatever its policies allow.
   *
   * @default - no boundary
   */
  readonly permissionsBoundary?: PermissionsBoundary;

  /**
   * Tags of the permission set, at most 49. Raises `PermissionSetTag`.
   *
   * @default - no tags
   */
  readonly tags?: Record<string, string>;

  /**
   * The console page that opens first, an https address of at most 240 characters. Raises `PermissionSetRelayState`.
   *
   * @default - the console's home page
   */
  readonly relayState?: string;
}

/**
 * A permission set of a team's own.
 *
 * At least one policy or statement is needed (`PermissionSetEmpty`). Bounds and the further errors
 * `PermissionSetPolicies`, `PermissionSetPolicyTwice`, `PermissionSetPolicyName`, `PermissionSetInlineSize` are raised by the catalogue,
 * all of them at once.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html
 */
export interface PermissionSetProps {
  /** Name of the set, 1 to 32 characters out of letters, digits and _+=,.@-. Raises `PermissionSetName`. */
  readonly name: string;

  /** What the set is for, 1 to 700 characters; people see it when they sign in. Raises `PermissionSetDescription`. */
  readonly description: string;

  /**
   * How long a session lasts, from 1 to 12 hours. Raises `PermissionSetSession`.
   *
   * @default - 8 hours; 1 hour for a privileged set
   */
  readonly sessionDuration?: Duration;

  /**
   * AWS managed policies, each by its name with its path, such as 'ReadOnlyAccess' or 'job-function/ViewOnlyAccess', and not by its ARN. Raises `PermissionSetManagedPolicy`.
   *
   * @default - none
   */
  readonly managedPolicies?: string[];

  /**
   * Customer managed policies: `CustomerManagedPolicy.deployed(…)` is made in accounts before the set is provisioned there,
   * `CustomerManagedPolicy.existing(…)` must exist in every account in which the set is held.
   *
   * @default - none
   */
  readonly customerManagedPolicies?: CustomerManagedPolicy[];

  /**
   * Statements of the inline policy, at most 10,240 bytes without white space. Raises `PermissionSetStatement` for one that is no identity policy.
   *
   * @default - no inline policy
   */
  readonly statements?: PolicyStatement[];

  /**
   * The most the set may ever do, whatever its policies allow.
   *
   * @default - no boundary
   */
  readonly permissionsBoundary?: PermissionsBoundary;

  /**
   * The console page that opens first, an https address of at most 240 characters. Raises `PermissionSetRelayState`.
   *
   * @default - the console's home page
   */
  readonly relayState?: string;

  /**
   * Tags of the permission set, at most 49. Raises `PermissionSetTag`.
   *
   * @default - no tags
   */
  readonly tags?: Record<string, string>;

  /**
   * Whether the set is held for a limited time only: a rule that gives it permanently raises `StandingPrivileged`
   * unless it carries a `StandingException`. `false` for a set without limits raises `PermissionSetPrivileged`.
   *
   * @default - true if the set holds AdministratorAccess or IAMFullAccess, or allows on every resource an action of IAM with which people give themselves anything else (such as 'iam:PutRolePolicy', 'iam:PassRole', 'iam:*' or '*'); else false
   */
  readonly privileged?: boolean;
}
