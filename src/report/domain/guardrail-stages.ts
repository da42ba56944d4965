import { AccessReport, GuardrailFacts } from './report-model';

/** Units down, guardrails across: how far the rollout is. */
export interface StageGrid {
  readonly guardrails: readonly string[];
  readonly rows: readonly { readonly unit: string; readonly stages: readonly (string | undefined)[] }[];
}

export function stageGrid({ guardrails }: AccessReport): StageGrid {
  const units = new Map<string, (string | undefined)[]>();
  guardrails.forEach(({ stages }, column) => {
    for (const { unit, stage } of stages) {
      const row = units.get(unit) ?? guardrails.map(() => undefined);
      row[column] = stage;
      units.set(unit, row);
    }
  });
  return { guardrails: guardrails.map(({ name }) => name), rows: [...units].map(([unit, stages]) => ({ unit, stages })) };
}

/** What somebody wrote when a stage was entered; units that were acknowledged in the same words are told together. */
export interface Acknowledgement {
  readonly units: readonly string[];
  readonly stage: string;
  readonly words: string;
}

export function acknowledgements({ stages }: GuardrailFacts): Acknowledgement[] {
  const told = new Map<string, { units: string[]; stage: string; words: string }>();
  for (const { unit, stage, acknowledgement } of stages) {
    if (!acknowledgement) continue;
    const key = JSON.stringify([stage, acknowledgement]);
    const same = told.get(key) ?? { units: [], stage, words: acknowledgement };
    same.units.push(stagedUnit(unit));
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
  ['observe', 'not attached: service control policies have no audit mode, and what it would deny is not measured'],
  ['enforce', 'attached, and denies'],
];

/** Said wherever actions are exempt, because "exempt" alone sounds wider than it is. */
export const CONFINED_MEANING = "Confined actions stay denied outside the allowed Regions and the partition's global Region.";

export const UNBOUND_MEANING = 'Service control policies never bind the management account: what is attached above or at it has no effect there.';
