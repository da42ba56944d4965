import type { Duration } from 'aws-cdk-lib';
import type { Accounts } from '../organization/accounts';
import type { Organization } from '../organization/organization';

/** Where the way in for emergencies leads, and who may take it. */
export interface BreakGlassOptions {
  /**
   * Accounts that get the role, at most 200 (`BreakGlassAccounts`); the management account may be one of them. Raises what is documented at `Accounts`.
   *
   * Those in which an emergency cannot wait, and those from which everything else is mended.
   */
  readonly accounts: Accounts;

  /**
   * ARNs of two to five IAM users of the management account, each once (`BreakGlassUsers`): people, not roles, because a role brings no second factor of its
   * own along; at most 128 characters of path and name. Raises `BreakGlassUser`.
   *
   * They must exist before the deployment, with a hardware device each. A user who is deleted and made again under the same name is not let in.
   */
  readonly trustedUsers: string[];

  /**
   * Longest session of the role, from 1 to 4 hours. Raises `BreakGlassSession`.
   *
   * @default Duration.hours(1)
   */
  readonly sessionDuration?: Duration;

  /**
   * Name of the policy, managed by AWS, that says what the role may do, such as 'AdministratorAccess'. Raises `BreakGlassPolicy`.
   *
   * @default 'AdministratorAccess'
   */
  readonly managedPolicy?: string;

  /**
   * Whether an alarm tells of uses that the management account hears of in the Region of this stack. Calls at the endpoints of STS in other Regions,
   * and roles that are switched in the console, arrive elsewhere: `Detections` watches every Region.
   *
   * @default true
   */
  readonly alarmOnUse?: boolean;

  /**
   * ARNs of what the alarms tell, such as SNS topics.
   *
   * @default - the alarms tell nobody; they are in CloudWatch
   */
  readonly alarmActions?: string[];
}

/** The way in for emergencies of one organization. */
export interface BreakGlassProps extends BreakGlassOptions {
  /** The organization. */
  readonly organization: Organization;
}
