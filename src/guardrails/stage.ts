import type { Evidence } from './evidence';
import { refuse } from '../private/errors';

/** Why a guardrail may bind now: evidence of what it would have denied, or somebody's word. One of the two; raises `EnforceReason`. */
export interface EnforceProps {
  /**
   * What a replay of the audit trail found; raises what is documented at `Evidence` when it is about another policy.
   *
   * @default - an acknowledgement instead
   */
  readonly evidence?: Evidence;

  /**
   * Why it is known to do no harm there, in a sentence; shown in the report. Raises `AcknowledgementBlank` when blank.
   *
   * @default - evidence instead
   */
  readonly acknowledgement?: string;
}

/**
 * How far a guardrail has come in a unit. Policies of Organizations have no audit mode: they bind or they do not.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export class Stage {
  /** Rendered and shown in the report, attached nowhere in the unit. */
  public static draft(): Stage {
    return new Stage('draft');
  }

  /** Not attached either: the stage between, while a team looks at what the guardrail would deny. The library measures nothing. */
  public static observe(): Stage {
    return new Stage('observe');
  }

  /**
   * Attached: it binds.
   *
   * @param props why it may
   */
  public static enforce(props: EnforceProps): Stage {
    const { evidence, acknowledgement } = props;
    const given = [evidence, acknowledgement].filter((reason) => reason !== undefined).length;
    refuse([...(given === 1 ? [] : [{
      code: 'EnforceReason',
      problem: `Stage.enforce has ${given === 0 ? "neither 'evidence' nor 'acknowledgement'" : "both 'evidence' and 'acknowledgement'"}; it must have one of them`,
      fix: 'give the evidence when there is some, else the acknowledgement',
    }]), ...(acknowledgement === undefined || acknowledgement.trim() !== '' ? [] : [{
      code: 'AcknowledgementBlank',
      problem: "'acknowledgement' of Stage.enforce is blank; it must say why the guardrail does no harm there",
      fix: 'write a sentence that the report can show',
    }])], 'Stage.enforce');
    return new Stage('enforce', acknowledgement, evidence);
  }

  private constructor(
    /** 'draft', 'observe' or 'enforce'. */
    public readonly name: string,
    /** What was acknowledged when it was enforced. */
    public readonly acknowledgement?: string,
    /** What was found before it was enforced. */
    public readonly evidence?: Evidence,
  ) {}
}
