import { AccessReport, GuardrailFacts, StageEvidence } from './report-model';

/** Guardrails down, units across: how far the rollout is. */
export interface StageGrid {
  readonly units: readonly string[];
  readonly rows: readonly { readonly guardrail: GuardrailFacts; readonly stages: readonly (string | undefined)[] }[];
}

export function stageGrid({ guardrails }: AccessReport): StageGrid {
  const units = [...new Set(guardrails.flatMap(({ stages }) => stages.map(({ unit }) => unit)))];
  return {
    units,
    rows: guardrails.map((guardrail) => {
      const stages = new Map(guardrail.stages.map(({ unit, stage }) => [unit, stage]));
      return { guardrail, stages: units.map((unit) => stages.get(unit)) };
    }),
  };
}

/** What stands behind a stage; units of which the same is said are told together. */
export interface StageGrounds<Grounds> {
  readonly units: readonly string[];
  readonly stage: string;
  readonly grounds: Grounds;
}

/** What somebody wrote when a stage was entered. */
export function acknowledgements(guardrail: GuardrailFacts): StageGrounds<string>[] {
  return groundsOf(guardrail, ({ acknowledgement }) => acknowledgement || undefined);
}

/** What was predicted before a stage was entered. */
export function evidence(guardrail: GuardrailFacts): StageGrounds<StageEvidence>[] {
  return groundsOf(guardrail, (stage) => stage.evidence);
}

function groundsOf<Grounds>({ stages }: GuardrailFacts, behind: (stage: GuardrailFacts['stages'][number]) => Grounds | undefined): StageGrounds<Grounds>[] {
  const told = new Map<string, { units: string[]; stage: string; grounds: Grounds }>();
  for (const one of stages) {
    const grounds = behind(one);
    if (grounds === undefined) continue;
    const key = JSON.stringify([one.stage, grounds]);
    const same = told.get(key) ?? { units: [], stage: one.stage, grounds };
    same.units.push(stagedUnit(one.unit));
    told.set(key, same);
  }
  return [...told.values()];
}

export function stagedUnit(unit: string): string {
  return unit || 'Root';
}

/** What each stage means; a stage that is not here speaks for itself. */
export const STAGE_MEANING: readonly (readonly [stage: string, meaning: string])[] = [
  ['draft', 'written down, not attached'],
  ['observe', 'not attached, since policies of an organization have no audit mode; what it would deny is not measured here; a team that replays CloudTrail records it in evidence files'],
  ['enforce', 'attached, and denies'],
];

/** Said wherever actions are exempt, because "exempt" alone sounds wider than it is. */
export const CONFINED_MEANING = "Confined actions stay denied outside the allowed Regions and the partition's global Region.";

export const UNBOUND_MEANING = 'Neither service control policies nor resource control policies bind the management account: what is attached above or at it has no effect there.';
