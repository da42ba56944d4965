import type { PresetProps } from './permission-set-props';

/**
 * What a team may change about `developer()`, `developerAccess()` and `devOps()`.
 *
 * With a `permissionsBoundary` people may make roles under `passRolePath`, each of which must carry the same boundary; they can neither take it off
 * nor change it. Without one they make no roles.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export interface BuilderPresetProps extends PresetProps {
  /**
   * Path of the only roles that may be passed to services, such as '/application/', beginning and ending with '/', without wildcards.
   * Raises `PresetRolePath`.
   *
   * @default '/application/'
   */
  readonly passRolePath?: string;

  /**
   * Services whose every action is allowed besides those of the preset: prefixes of actions, such as 'sagemaker'.
   * Raises `PresetService` for one that gives access, spends, deploys as others or watches.
   *
   * @default - those of the preset only
   */
  readonly additionalServices?: string[];

  /**
   * ARNs of roles that may be assumed, with * for what varies, such as 'arn:aws:iam::*:role/cdk-hnb659fds-*' for deploying with CDK.
   * At least three characters stand before the first *. Whoever takes such a role is bound by its policies and no more by the set's. Raises `PresetRole`.
   *
   * @default - none
   */
  readonly assumeRoles?: string[];

  /**
   * Names of CloudFormation stacks that may be made, changed and deleted, with * at most at the end and three characters before it, such as 'dev-*'.
   * A stack that was deployed with a role is changed as that role: name none of those. Raises `PresetName`.
   *
   * @default - none
   */
  readonly stacks?: string[];
}

/**
 * What a team may change about `dataEngineer()`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export interface DataEngineerPresetProps extends PresetProps {
  /**
   * Path of the only roles that may be passed to services, such as '/application/', beginning and ending with '/', without wildcards.
   * Raises `PresetRolePath`.
   *
   * @default '/application/'
   */
  readonly passRolePath?: string;
}

/**
 * What a team may change about `securityAuditor()`, and about `readOnly()` besides what is there.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export interface AuditTrailPresetProps extends PresetProps {
  /**
   * Whether people may take the roles by which the audit trail is read: 'zero-trust-audit-reader' of the log archive (`AuditVault`) and
   * 'zero-trust-activity-reader' of the audit account (`ActivityView`). Both let sessions of the audit account in, so the set must be held there.
   *
   * @default false: no logs, which hold what people did and wrote
   */
  readonly auditTrail?: boolean;
}

/**
 * What a team may change about `readOnly()`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-arn-format.html
 */
export interface ReadOnlyPresetProps extends AuditTrailPresetProps {
  /**
   * ARNs of objects of S3 that may be read, decrypted where they are encrypted: 'arn:aws:s3:::reports/monthly/*', or of a bucket, for all objects in it.
   * Wildcards stand in the key only. Raises `PresetObjects`.
   *
   * @default - no object
   */
  readonly readObjects?: string[];

  /**
   * Names of log groups whose events may be read, with * at most at the end and three characters before it, such as '/aws/lambda/shop-*'. Raises `PresetName`.
   *
   * @default - no log events: they hold what people did and wrote
   */
  readonly readLogGroups?: string[];
}

/**
 * What a team may change about `dataAnalyst()`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html
 */
export interface DataAnalystPresetProps extends PresetProps {
  /**
   * Key of the tag that readable objects or their buckets, and workgroups of Athena, carry; 1 to 128 characters. Raises `PresetTag`.
   *
   * A bucket's tag counts for all objects in it, and only where attribute-based access control is switched on for the bucket.
   *
   * @default 'data-access'
   */
  readonly tagKey?: string;

  /**
   * Value of the tag, 1 to 256 characters, written out. Raises `PresetTag`.
   *
   * @default 'analyst'
   */
  readonly tagValue?: string;

  /**
   * ARNs of objects in which workgroups keep results, such as 'arn:aws:s3:::athena-results/analysts/*', or of whole buckets. Whoever holds the set reads and
   * writes there, other people's results included. Raises `PresetObjects`.
   *
   * @default - none: workgroups must keep results themselves (managed query results)
   */
  readonly resultLocations?: string[];

  /**
   * Names of buckets whose objects may be listed although the bucket carries no tag, because Athena lists what it queries. Raises `PresetName`.
   *
   * @default - buckets that carry the tag
   */
  readonly buckets?: string[];

  /**
   * Whether people may make themselves readers of QuickSight. It shows what authors share with them, tagged or not.
   *
   * @default false
   */
  readonly dashboards?: boolean;
}

/**
 * What a team may change about `operator()`.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup.html
 */
export interface OperatorPresetProps extends PresetProps {
  /**
   * Names of the team's own runbooks that may be started, with * at most at the end and three characters before it. A runbook acts as the role that is
   * written into it. Raises `PresetName`.
   *
   * @default - runbooks of AWS only, which act as whoever starts them
   */
  readonly runbooks?: string[];

  /**
   * Path of the roles that may be passed to runbooks, such as '/runbook/', beginning and ending with '/', without wildcards. Any runbook that may be
   * started can then act as any of these roles. Raises `PresetRolePath`.
   *
   * @default - no role is passed
   */
  readonly passRolePath?: string;
}
