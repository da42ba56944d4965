import { refuse } from '../private/errors';

/**
 * How access is given for a time, and taken back.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/useraccess.html
 */
export class ElevationBackend {
  /** A person gets an assignment of the permission set in the account. Taking it away stops new sessions at once; open ones are denied. */
  public static userAssignment(): ElevationBackend {
    return new ElevationBackend({ kind: 'assignment' });
  }

  /**
   * Putting people into groups is not offered: Identity Center stops new sessions of people who left a group only within an hour, and an elevation must end on time.
   * Raises `ElevationBackendGroup`, always: it is here so that whoever looks for it finds the reason.
   *
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/revoke-user-permissions.html
   */
  public static groupMembership(): ElevationBackend {
    refuse([{
      code: 'ElevationBackendGroup',
      problem: 'an elevation by group membership was asked for; whoever leaves a group may still open sessions for up to an hour, and an elevation must end on time',
      fix: 'use ElevationBackend.userAssignment()',
    }], 'ElevationBackend.groupMembership');
    return ElevationBackend.userAssignment();
  }

  private constructor(private readonly choice: BackendChoice) {}

  /** @internal */
  public _choice(): BackendChoice {
    return this.choice;
  }
}

/** How access is lent, as data. */
export type BackendChoice = { readonly kind: 'assignment' };
