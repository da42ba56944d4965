import type { ExemptionData } from './domain/exemption-problems';

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
 * Principals that a guardrail binds less than others, written down with reason, owner, ticket and end; shown in the report.
 *
 * It is rendered as a condition of the guardrail itself: another service control policy cannot allow again what one denies.
 * Raises `ExemptionBlank`, `ExemptionDate`, `ExemptionExpired`, `ExemptionLong`, `ExemptionEmpty`, `ExemptionPrincipal`, `ExemptionTooBroad`.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export class Exemption {
  /**
   * Roles, by ARN.
   *
   * A pattern that matches the Identity Center roles of everybody raises `ExemptionTooBroad`. Whoever can assume or make such a role has the exemption.
   *
   * @param roleArnPatterns such as 'arn:aws:iam::*:role/cdk-hnb659fds-*'; the role, not a session of it
   * @param props why, who, where agreed, until when
   */
  public static principals(roleArnPatterns: string[], props: ExemptionProps): Exemption {
    return new Exemption({ ...props, principals: [...roleArnPatterns] });
  }

  private constructor(private readonly exemption: ExemptionData) {}

  /** @internal */
  public _data(): ExemptionData {
    return this.exemption;
  }
}
