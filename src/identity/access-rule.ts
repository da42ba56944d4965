import type { Accounts } from '../organization/accounts';

/**
 * Who gets what where: one group, one permission set, some accounts.
 *
 * Everything wrong with the rules of a catalogue is raised in one error: `RuleGroup`, `RuleGroupSpelling`, `RuleSetUnknown`,
 * `StandingPrivileged`, `StandingNeedless`, `StandingExceptionBlank`, `StandingExceptionDate`, `StandingExceptionExpired`, `StandingExceptionLong`,
 * `GroupsPerSetAndAccount`, `SetsPerAccount`, and what is documented at `Accounts`.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/assignusers.html
 */
export interface AccessRule {
  /**
   * Display name of the group in Identity Center, 1 to 1024 characters, or its id.
   *
   * A name is resolved during deployment, which fails and lists every missing group at once. Text of the form of a group id is taken as one.
   */
  readonly group: string;

  /** Name of a permission set of the same catalogue. */
  readonly permissionSet: string;

  /** Where. Only active accounts count. */
  readonly accounts: Accounts;

  /**
   * Why this group holds a privileged set permanently. Only for privileged sets.
   *
   * @default - the set must not be privileged
   */
  readonly standing?: StandingException;
}

/** A privileged permission set held permanently: who answers for it, why, and until when. The report shows it. */
export interface StandingException {
  /** Why it cannot be held for a limited time. */
  readonly reason: string;

  /** Who answers for it: a team or a role. */
  readonly owner: string;

  /** The last day it holds, such as '2027-01-31', at most 366 days ahead. From the day after, synth fails; in the last thirty days it warns. */
  readonly expires: string;
}
