import { ScpTarget } from './scp-target';
import { findUnitId } from '../organization/domain/account-selection';
import { type Problem, listed } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';
import { refuse } from '../private/errors';

/** Why a guardrail may bind now. */
export interface EnforceProps {
  /** Why it is known to do no harm there, in a sentence; shown in the report. Raises `AcknowledgementBlank` when blank. */
  readonly acknowledgement: string;
}

/**
 * How far a guardrail has come in a unit. Service control policies have no audit mode: they bind or they do not.
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
    refuse(props.acknowledgement.trim() !== '' ? [] : [{
      code: 'AcknowledgementBlank',
      problem: "'acknowledgement' of Stage.enforce is blank; it must say why the guardrail does no harm there",
      fix: 'write a sentence that the report can show',
    }], 'Stage.enforce');
    return new Stage('enforce', props.acknowledgement);
  }

  private constructor(
    /** 'draft', 'observe' or 'enforce'. */
    public readonly name: string,
    /** What was acknowledged when it was enforced. */
    public readonly acknowledgement?: string,
  ) {}
}

/** The stage of one unit. */
export interface RolloutStage {
  /** Path of the unit, such as 'Workloads/Production', or '/' for the root. Raises `UnitUnknown`. */
  readonly unit: string;

  /** How far guardrails have come there. */
  readonly stage: Stage;
}

/** How guardrails reach the organization: unit by unit, each in a stage. A unit that is not named gets what is enforced above it, else none. */
export class Rollout {
  /**
   * Stages by unit.
   *
   * @param stages each unit once; a unit named twice raises `RolloutUnitTwice`
   */
  public static stages(stages: RolloutStage[]): Rollout {
    const units = stages.map(({ unit }) => unit);
    const twice = units.filter((unit, index) => units.indexOf(unit) !== index);
    refuse(twice.length === 0 ? [] : [{
      code: 'RolloutUnitTwice',
      problem: `the units ${listed(twice)} have more than one stage; a unit is in one stage at a time`,
      fix: 'keep the stage it is in now',
    }], 'Rollout.stages');
    return new Rollout([...stages]);
  }

  private constructor(private readonly byUnit: RolloutStage[]) {}

  /** Every unit and its stage, as given. */
  public get unitStages(): RolloutStage[] {
    return [...this.byUnit];
  }

  /** Where guardrails bind: the units in the stage 'enforce'. */
  public get enforcedTargets(): ScpTarget[] {
    return this.byUnit.filter(({ stage }) => stage.name === 'enforce').map(({ unit }) => (unit === '/' ? ScpTarget.root() : ScpTarget.unit(unit)));
  }

  /** @internal Units that the organization does not have, and stages that a unit above makes untrue. */
  public _problems(organization: Organization): Problem[] {
    const unknown = this.byUnit.filter(({ unit }) => unit !== '/')
      .map(({ unit }) => findUnitId(unit, organization._directory()))
      .flatMap((found) => ('problem' in found ? [found.problem] : []));
    return [...unknown, ...this.shadowed()];
  }

  /** A policy on a unit binds everything below it: a stage below that says otherwise would not be true. */
  private shadowed(): Problem[] {
    const enforced = this.byUnit.filter(({ stage }) => stage.name === 'enforce').map(({ unit }) => unit);
    return this.byUnit.filter(({ stage }) => stage.name !== 'enforce').flatMap(({ unit, stage }) => {
      const above = enforced.find((other) => other === '/' || unit.startsWith(`${other}/`));
      return above === undefined ? [] : [{
        code: 'RolloutShadowed',
        problem: `'${unit}' is in the stage ${stage.name}, but guardrails are enforced on '${above}', which binds everything below it`,
        fix: `enforce on the units below '${above}' that are ready, and not on '${above}' itself`,
      }];
    });
  }
}
