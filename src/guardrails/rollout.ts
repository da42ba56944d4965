import type { EvidenceData } from './domain/evidence';
import { GuardrailTarget } from './guardrail-target';
import type { Stage } from './stage';
import { compare } from '../organization/domain/order';
import { type Problem, listed } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';
import { refuse } from '../private/errors';

/** The stage of one unit. */
export interface RolloutStage {
  /** Path of the unit, such as 'Workloads/Production', or '/' for the root. Raises `UnitUnknown`. */
  readonly unit: string;

  /** How far guardrails have come there. */
  readonly stage: Stage;
}

/** The stage of a root, a unit or one account. */
export interface TargetStage {
  /** Where. Raises what is documented at `GuardrailTarget`. */
  readonly target: GuardrailTarget;

  /** How far guardrails have come there. */
  readonly stage: Stage;
}

/** A stage as the report tells it. */
export interface NamedStage {
  /** Path of a unit, '/' for the root, or the name of an account. */
  readonly place: string;
  readonly stage: string;
  readonly acknowledgement?: string;
  readonly evidence?: EvidenceData;
}

/**
 * How guardrails reach the organization: place by place, each in a stage. A place that is not named gets what is enforced above it, else none.
 * Raises, where it is used, `UnitUnknown`, `RolloutUnitTwice`, and `RolloutShadowed` where a place above makes a stage untrue.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export class Rollout {
  /**
   * Stages by unit.
   *
   * @param stages each unit once; a unit named twice raises `RolloutUnitTwice`
   */
  public static stages(stages: RolloutStage[]): Rollout {
    return Rollout.targets(stages.map(({ unit, stage }) => ({ target: unit === '/' ? GuardrailTarget.root() : GuardrailTarget.unit(unit), stage })));
  }

  /**
   * Stages by root, unit or account.
   *
   * @param stages each place once; a place named twice raises `RolloutUnitTwice`
   */
  public static targets(stages: TargetStage[]): Rollout {
    const places = stages.map(({ target }) => target._name());
    const twice = places.filter((place, index) => places.indexOf(place) !== index);
    refuse(twice.length === 0 ? [] : [severalStages(twice)], 'Rollout');
    return new Rollout([...stages]);
  }

  private constructor(private readonly staged: TargetStage[], private readonly others: ReadonlyMap<string, Rollout> = new Map()) {}

  /** Every place and its stage, as given. */
  public get targetStages(): TargetStage[] {
    return [...this.staged];
  }

  /** Where guardrails bind: the places in the stage 'enforce'. */
  public get enforcedTargets(): GuardrailTarget[] {
    return this.staged.filter(({ stage }) => stage.name === 'enforce').map(({ target }) => target);
  }

  /**
   * The same rollout, but for one guardrail another one.
   *
   * @param policyName the guardrail's policy, such as 'zero-trust-region-deny'; a name that no guardrail of a landing zone has raises `RolloutPolicyUnknown`
   * @param rollout its own stages
   */
  public forPolicy(policyName: string, rollout: Rollout): Rollout {
    return new Rollout(this.staged, new Map([...this.others, [policyName, rollout]]));
  }

  /** @internal */
  public _rolloutOf(policyName: string): Rollout {
    return this.others.get(policyName) ?? this;
  }

  /** @internal Names of the policies that have a rollout of their own. */
  public _policyNames(): string[] {
    return [...this.others.keys()];
  }

  /** @internal Places that are enforced because of evidence, with where they are in the tree. */
  public _byEvidence(organization: Organization): { place: string; path: string; evidence: EvidenceData }[] {
    return this.staged.flatMap(({ target, stage }) =>
      (stage.evidence ? [{ place: target._name(), path: target._path(organization), evidence: stage.evidence._data() }] : []));
  }

  /** @internal Each place by name, as the report tells it. */
  public _named(): NamedStage[] {
    return this.staged.map(({ target, stage }) => ({
      place: target._name(), stage: stage.name, acknowledgement: stage.acknowledgement, evidence: stage.evidence?._data(),
    }));
  }

  /** @internal The stage an account is in: that of the nearest place above it that is named; undefined when none is. */
  public _stageOf(accountId: string, organization: Organization): string | undefined {
    const stages = new Map(this.staged.map(({ target, stage }) => [idOf(target, organization), stage.name]));
    return [...organization._chainTo(accountId)].reverse().map(({ id }) => stages.get(id)).find((stage) => stage !== undefined);
  }

  /** @internal Ids of the places that guardrails are attached to, sorted. */
  public _enforcedIds(organization: Organization): string[] {
    return [...new Set(this.enforcedTargets.flatMap((target) => idOf(target, organization) ?? []))].sort(compare);
  }

  /** @internal Places that the organization does not have, and stages that a place above makes untrue. */
  public _problems(organization: Organization): Problem[] {
    const unknown = this.staged.map(({ target }) => target._resolve(organization)).flatMap((found) => ('problem' in found ? [found.problem] : []));
    return [...unknown, ...this.twice(organization), ...this.shadowed(organization)];
  }

  /** One place by two names: an account by its name and by its id. */
  private twice(organization: Organization): Problem[] {
    const ids = this.staged.map(({ target }) => idOf(target, organization));
    const again = this.staged.filter((_, index) => ids[index] !== undefined && ids.indexOf(ids[index]) !== index).map(({ target }) => target._name());
    return again.length === 0 ? [] : [severalStages(again)];
  }

  /** A policy on a unit binds everything below it: a stage below that says otherwise would not be true. */
  private shadowed(organization: Organization): Problem[] {
    const enforced = new Map(this.enforcedTargets.map((target) => [idOf(target, organization), target._name()]));
    return this.staged.filter(({ stage }) => stage.name !== 'enforce').flatMap(({ target, stage }) => {
      const id = idOf(target, organization);
      const names = id === undefined ? [] : organization._chainTo(id).map((place) => enforced.get(place.id));
      const above = names.find((name) => name !== undefined);
      return above === undefined ? [] : [{
        code: 'RolloutShadowed',
        problem: `'${target._name()}' is in the stage ${stage.name}, but guardrails are enforced on '${above}', which binds everything below it`,
        fix: `enforce on the places below '${above}' that are ready, and not on '${above}' itself`,
      }];
    });
  }
}

function severalStages(places: readonly string[]): Problem {
  return { code: 'RolloutUnitTwice', problem: `${listed(places)} has more than one stage; a place is in one stage at a time`, fix: 'keep the stage it is in now' };
}

function idOf(target: GuardrailTarget, organization: Organization): string | undefined {
  const found = target._resolve(organization);
  return 'id' in found ? found.id : undefined;
}
