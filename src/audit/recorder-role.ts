/**
 * Who makes the role that AWS Config records with. It is the service-linked role AWSServiceRoleForConfig either way: service control policies
 * do not bind it, so that a Region deny hides nothing from the record, and nobody in the account can widen or break it.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html
 */
export class RecorderRole {
  /** The deployment makes it, in accounts where AWS Config was never switched on. It fails where the role exists. */
  public static serviceLinked(): RecorderRole {
    return new RecorderRole(true);
  }

  /** It exists in every account, as it does where AWS Config was switched on once. */
  public static existingServiceLinked(): RecorderRole {
    return new RecorderRole(false);
  }

  private constructor(
    /** Whether the deployment makes it. */
    public readonly isMade: boolean,
  ) {}
}
