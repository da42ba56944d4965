import type { GuardrailOptions } from '../guardrails/guardrail-props';
import type { MfaEvidenceSCPProps } from '../guardrails/mfa-evidence-scp';
import { Rollout } from '../guardrails/rollout';
import { Stage } from '../guardrails/stage';

/** Which session tag the identity provider sends as evidence. */
export interface MfaEvidenceProps extends GuardrailOptions {
  /**
   * Key of the session tag, 1 to 128 characters; upper and lower case are the same. Raises `MfaEvidenceTag`.
   *
   * @default 'mfa'
   */
  readonly sessionTag?: string;

  /**
   * What it says of somebody who signed in with a second factor, 1 to 256 characters; upper and lower case differ. Raises `MfaEvidenceValue`.
   *
   * @default 'true'
   */
  readonly value?: string;
}

/** Which session tag is asked for, and where. */
export interface EnforcedMfaEvidenceProps extends MfaEvidenceProps {
  /**
   * How far it has come in each unit: a rollout of its own, because what was acknowledged for other guardrails says nothing of this one.
   * Raises what is documented at `Rollout`, `Stage` and `Evidence`.
   */
  readonly rollout: Rollout;
}

/**
 * How far a landing zone goes with the evidence that people signed in with a second factor: first `report`, then `enforce`.
 *
 * `aws:MultiFactorAuthPresent` is absent from sessions of Identity Center. What AWS can see is a session tag that the identity provider sends
 * in its SAML assertion, under the name 'https://aws.amazon.com/SAML/Attributes/AccessControl:' followed by the key: its word, no proof.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/attributesforaccesscontrol.html
 */
export class MfaEvidence {
  /**
   * The policy is made and shown in the report, and attached nowhere: nobody is denied anything. `docs/mfa-evidence.md` says how to find sessions without the tag.
   *
   * @param props which tag; the defaults unless given
   */
  public static report(props: MfaEvidenceProps = {}): MfaEvidence {
    return new MfaEvidence({ ...props, rollout: Rollout.stages([{ unit: '/', stage: Stage.observe() }]) });
  }

  /**
   * Sessions of Identity Center without the tag are denied everything where the rollout enforces.
   *
   * @param props which tag, and where
   */
  public static enforce(props: EnforcedMfaEvidenceProps): MfaEvidence {
    return new MfaEvidence({ ...props });
  }

  private constructor(private readonly props: EnforcedMfaEvidenceProps) {}

  /** @internal What the guardrail is made with. */
  public _guardrailProps(): Omit<MfaEvidenceSCPProps, 'organization' | 'asOf'> {
    return this.props;
  }
}
