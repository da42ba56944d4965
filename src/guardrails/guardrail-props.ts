import type { Exemption } from './exemption';
import type { Rollout } from './rollout';
import type { Organization } from '../organization/organization';

/** What a team may decide about any guardrail. */
export interface GuardrailOptions {
  /**
   * What the guardrail leaves alone. Raises what is documented at `Exemption`.
   *
   * @default - nothing
   */
  readonly exemptions?: Exemption[];

  /**
   * Name of the policy in Organizations, 1 to 128 characters; unique in the organization. Raises `PolicyName`, `PolicyNameTwice`.
   *
   * @default - the guardrail's own name, which begins with 'zero-trust-'; the construct's id for a `CustomScp` or `CustomRcp`
   */
  readonly policyName?: string;
}

/** Where a guardrail stands and binds. */
export interface GuardrailProps extends GuardrailOptions {
  /** The organization. */
  readonly organization: Organization;

  /**
   * Where it binds, and where it does not yet. With nothing enforced the policy is created and attached nowhere.
   * Raises what is documented at `Rollout`, `Stage` and `Evidence`; a document that is too long raises `PolicySize`, and at synth a place
   * without room `PolicySlots` or `PolicyOverflow`, and an exempt role that others can make or take `ExemptRoleUnprotected`.
   */
  readonly rollout: Rollout;

  /**
   * The day that expiry dates are compared with, such as '2026-11-01'. It decides errors and warnings and is never written into a template. Raises `AsOf`.
   *
   * @default - today, in UTC
   */
  readonly asOf?: string;
}
