import { Token } from 'aws-cdk-lib';
import { type BackendChoice, applicationProblems, roleProblems } from './domain/backend-choice';
import { refuse } from '../private/errors';

export type { BackendChoice };

/** The application of account access manager through which roles are lent, and which. */
export interface AccountAccessProps {
  /**
   * ARN of the organization's application of account access manager, such as 'arn:aws:account-access:eu-central-1:<account>:application/<id>': 49 to 2,048
   * characters, in the management account and in the Region of Identity Center. It is switched on before, in the management account.
   * Raises `ElevationBackendApplication`, and `ElevationBackendPartition` outside the partition 'aws'.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/account-access-manager-getting-started.html
   */
  readonly applicationArn: string;

  /**
   * The role that stands for each permission set that a policy of elevation lends: path and name, such as { Administrator: 'team/Operator' }, the same in
   * every account. The name has 1 to 64 characters of letters, digits and any of '+=,.@_-', the path before it 511 at most; no role of AWS, and no role for
   * two sets. Raises `ElevationBackendRole`, and `ElevationBackendRoles` when it is empty or a policy lends a set that it does not name.
   *
   * The roles are your own, and nothing makes them. Each must exist in every account where it is lent, and trust account access manager:
   *
   * ```json
   * { "Effect": "Allow", "Principal": { "Service": "account-access.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:SetContext", "sts:TagSession"],
   *   "Condition": { "StringEquals": { "aws:SourceAccount": "<the management account>", "aws:SourceArn": "<applicationArn>" } } }
   * ```
   * Where a role is missing or does not trust it, an elevation fails when it begins, with the reason that AWS gives.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/aam-prepare-roles.html
   */
  readonly roles: Record<string, string>;
}

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
   * A person gets an entitlement to a role of your own in the account, through AWS account access manager. Taking it away stops new sessions; open ones,
   * which last one hour, are denied by the role and the person.
   *
   * The account where elevation stands must be a delegated administrator of account access manager. Policies of elevation that reach the management account
   * are refused with `ElevationBackendManagement`: what denies open sessions does not bind it. What was lent as an assignment in other accounts before is
   * still taken back; end what is lent in the management account first. Before you go back to assignments, wait until every elevation is over, because then
   * nobody may remove entitlements any more.
   * AWS narrows the right to make entitlements by application only: the one function that lends could entitle people to every role that trusts it.
   *
   * Built from AWS's documentation, and not tried against AWS: that calls need no right but those on the application, that a removed entitlement stops new
   * sessions at once, and that sessions carry 'identitystore:UserId', which AWS documents for ending them.
   *
   * @param props application and roles
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/account-access-manager.html
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/prereqs-revoking-user-permissions.html
   */
  public static accountAccess(props: AccountAccessProps): ElevationBackend {
    const { applicationArn, roles } = props;
    refuse([
      ...(Token.isUnresolved(applicationArn) ? [] : applicationProblems(applicationArn)),
      ...roleProblems(roles),
    ], 'ElevationBackend.accountAccess');
    return new ElevationBackend({ kind: 'account-access', applicationArn, roles: { ...roles } });
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
