import type { Accounts } from '../organization/accounts';

/** What is removed at most, and what never. */
export interface RemoveUndeclaredProps {
  /**
   * Most removals of one check, from 1 to 100. Raises `DriftRemovals`.
   *
   * Never more than 10 % of the assignments of declared sets either, rounded up: whichever is smaller. If more are undeclared, none is
   * removed, and the alarm of the breaker is raised.
   *
   * @default 10
   */
  readonly atMost?: number;

  /**
   * Ids of groups and users whose assignments are never removed, as Identity Center shows them. Raises `DriftProtectedPrincipal`.
   *
   * @default - nobody
   */
  readonly protectedPrincipalIds?: string[];

  /**
   * Accounts in which nothing is ever removed. Raises what is documented at `Accounts`.
   *
   * @default - none
   */
  readonly protectedAccounts?: Accounts;

  /**
   * Names of permission sets whose assignments are never removed. If one of them is not and was never declared
   * in the catalogue, nothing is removed at all.
   *
   * @default - none
   */
  readonly protectedSets?: string[];
}

/**
 * What becomes of assignments that no rule declares and no elevation made.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DeleteAccountAssignment.html
 */
export class UndeclaredAssignments {
  /** They are reported, and nothing is changed. */
  public static report(): UndeclaredAssignments {
    return new UndeclaredAssignments(undefined);
  }

  /**
   * They are removed, a few at a time, each after a last look at what is declared.
   *
   * Only assignments of permission sets that the catalogue declares, or declared once; those of other sets are somebody else's. Where a set
   * that left the catalogue is somebody else's now, protect it by its name.
   * Without a list of what is protected nothing is, except the management account where the catalogue is deployed elsewhere.
   *
   * @param props bounds and exceptions
   */
  public static remove(props: RemoveUndeclaredProps = {}): UndeclaredAssignments {
    return new UndeclaredAssignments(props);
  }

  private constructor(private readonly removal: RemoveUndeclaredProps | undefined) {}

  /** @internal The same where these sets do not exist. */
  public _withoutSets(names: readonly string[]): UndeclaredAssignments {
    const protectedSets = this.removal?.protectedSets?.filter((name) => !names.includes(name));
    return new UndeclaredAssignments(this.removal && { ...this.removal, protectedSets });
  }

  /** @internal Undefined when nothing is removed. */
  public _removal(): RemoveUndeclaredProps | undefined {
    return this.removal;
  }
}
