import type { Duration } from 'aws-cdk-lib';
import type { Accounts } from '../organization/accounts';

/** People of whom some must consent, before others are asked or access is given. */
export interface ApprovalStage {
  /** Names or ids of groups of Identity Center: whoever is in one of them may consent. Raises `ElevationGroups`. */
  readonly approvers: string[];

  /**
   * How many different people must consent, from 1 to 10. Nobody counts twice in one request, and nobody for their own. Raises `ElevationApprovals`.
   *
   * @default 1
   */
  readonly approvals?: number;
}

/**
 * Who may ask for a permission set for a limited time, where, and whose consent it takes.
 *
 * A policy is a whole: what it gives is never mixed with what another gives. Where several give what somebody asks for, the strictest of each dimension
 * counts: the shortest times, every pattern, the consent that each of them asks for. Everything wrong with the policies is raised in one error.
 */
export interface ElevationPolicy {
  /**
   * What the policy is called, in requests, in the report and in evidence: 1 to 64 characters, unique. Raises `ElevationName`.
   *
   * @default - '<permission set> for <first requester>'
   */
  readonly name?: string;

  /**
   * Name of a privileged permission set of the catalogue. Raises `ElevationSetUnknown`, and `ElevationSetNotPrivileged` for a set that people may hold
   * permanently: a rule of access gives that.
   */
  readonly permissionSet: string;

  /**
   * Where. Accounts that come later are reached by the next deployment. In the management account the twin of the set is lent, whose name ends in '-mgmt'.
   * Raises what is documented at `Accounts`.
   */
  readonly accounts: Accounts;

  /** Names or ids of groups of Identity Center: whoever is in one of them may ask, and must still be when access is given. Raises `ElevationGroups`. */
  readonly requesters: string[];

  /**
   * Names or ids of groups of Identity Center: whoever is in one of them may consent, is asked again at that moment, and is never the one who asked.
   * An empty list says that no consent is needed, which is a warning and stands in the report. Raises `ElevationGroups`.
   */
  readonly approvers: string[];

  /**
   * How many different people of `approvers` must consent, from 1 to 10. A deployment of rules fails when nobody who may ask could get so many in these groups.
   * Raises `ElevationApprovals`.
   *
   * @default 1
   */
  readonly approvals?: number;

  /**
   * Who is asked after them, one stage after the other, at most 4. Raises `ElevationStages`.
   *
   * @default - nobody
   */
  readonly furtherStages?: ApprovalStage[];

  /**
   * Longest one elevation may last, from 15 minutes to 12 hours, in whole minutes. Sessions that are open at its end are denied from then on.
   * A set whose session lasts longer is a warning. Raises `ElevationDuration`.
   *
   * @default Duration.hours(1)
   */
  readonly maxDuration?: Duration;

  /**
   * How far ahead somebody may ask, up to 30 days. Zero lets nobody ask ahead. Raises `ElevationStart`.
   *
   * @default Duration.days(7)
   */
  readonly startWithin?: Duration;

  /**
   * How long consent may take, from 5 minutes to 30 days; then the request expires. Raises `ElevationExpiry`.
   *
   * @default Duration.hours(24)
   */
  readonly requestExpiresAfter?: Duration;

  /**
   * What the whole reason must match besides having 10 to 1,000 characters: a regular expression without repeated groups, of at most 200 characters.
   * Raises `ElevationPattern`.
   *
   * @default - any reason
   */
  readonly justificationPattern?: string;

  /**
   * What the whole number of a ticket must match, such as '(CHG|INC)-[0-9]+': as `justificationPattern`. Raises `ElevationPattern`.
   *
   * @default - no ticket is needed
   */
  readonly ticketPattern?: string;

  /**
   * Whether the same person may have two elevations of the set in one account at a time. The assignment then goes with the last of them.
   *
   * @default false
   */
  readonly allowOverlap?: boolean;
}
