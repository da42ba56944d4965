import type { ExemptionData } from './domain/exemption-problems';
import type { Accounts } from '../organization/accounts';

/** Why something is exempt from a guardrail. */
export interface ExemptionProps {
  /** Why the guardrail must leave it alone. */
  readonly reason: string;

  /** Who answers for it: a team or a role. */
  readonly owner: string;

  /** Where it was agreed. */
  readonly ticket: string;

  /** The last day it holds, such as '2027-01-31', at most 366 days ahead. From the day after, synth fails; in the last thirty days it warns. */
  readonly expires: string;
}

/**
 * Principals or accounts that a guardrail binds less than others, written down with reason, owner, ticket and end; shown in the report.
 *
 * It is rendered as a condition of the guardrail itself: another service control policy cannot allow again what one denies.
 * Raises `ExemptionBlank`, `ExemptionDate`, `ExemptionExpired`, `ExemptionLong`, `ExemptionEmpty`, `ExemptionPrincipal`, `ExemptionTooBroad`,
 * `ExemptionExternal`, `ExemptionNeedless`, and `ExemptionKind` where a guardrail knows no exemption of that kind.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export class Exemption {
  /**
   * Roles, by ARN.
   *
   * A pattern that matches the Identity Center roles of everybody raises `ExemptionTooBroad`. Whoever can assume or make such a role has
   * the exemption: `ProtectedRolesSCP` keeps others from it, and `LandingZone` gives it every exempt role.
   *
   * @param roleArnPatterns such as 'arn:aws:iam::*:role/pipeline-*'; the role, not a session of it
   * @param props why, who, where agreed, until when
   */
  public static principals(roleArnPatterns: string[], props: ExemptionProps): Exemption {
    return new Exemption({ ...props, kind: 'principals', principals: [...roleArnPatterns], externalAccounts: [] });
  }

  /**
   * Accounts of the organization. Every member account at once raises `ExemptionTooBroad`.
   *
   * @param accounts which; raises what is documented at `Accounts`
   * @param props why, who, where agreed, until when
   */
  public static accounts(accounts: Accounts, props: ExemptionProps): Exemption {
    return new Exemption({ ...props, kind: 'accounts', principals: [], accounts: accounts._selection(), externalAccounts: [] });
  }

  /**
   * Accounts outside the organization, such as a vendor's, that a resource perimeter lets in. For `OrgPerimeterRCP`.
   *
   * @param accountIds ids of twelve digits, as strings; raises `ExemptionExternal`
   * @param props why, who, where agreed, until when
   */
  public static externalAccounts(accountIds: string[], props: ExemptionProps): Exemption {
    return new Exemption({ ...props, kind: 'external accounts', principals: [], externalAccounts: [...accountIds] });
  }

  private constructor(private readonly exemption: ExemptionData) {}

  /** @internal */
  public _data(): ExemptionData {
    return this.exemption;
  }
}
