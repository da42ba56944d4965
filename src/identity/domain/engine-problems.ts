import type { SidePlan } from './catalog-sides';
import type { EngineChoice } from './engine-choice';
import { type SetSize, nativePlan, nativeProblems, surroundingProblems } from './native-plan';
import type { Problem } from '../../organization/domain/problem';
import type { QuotaValues } from '../../organization/domain/quota-data';
import { utf8Bytes } from '../../policy/domain/document';

const MOST_MAX_REMOVALS = 100_000;
const FEWER_SETS = 'join sets that differ little, or make a second catalogue, with sets of other names, in a stack of its own';

/** What is wrong with the choice of an engine for what it would have to make. */
export function engineProblems(engine: EngineChoice, { sets, assignments }: SidePlan, quotas: QuotaValues): Problem[] {
  if (engine.kind === 'native') {
    return nativeProblems(nativePlan(assignments, quotas), sizes(sets), quotas);
  }
  const { maxRemovals } = engine;
  return [
    ...surroundingProblems(0, sizes(sets), quotas, FEWER_SETS),
    ...(Number.isInteger(maxRemovals) && maxRemovals >= 0 && maxRemovals <= MOST_MAX_REMOVALS ? [] : [{
      code: 'MaxRemovals',
      problem: `'maxRemovals' of the reconciled engine is ${maxRemovals}; it must be a whole number from 0 to ${MOST_MAX_REMOVALS}`,
      fix: 'write how many assignments one deployment may take away',
    }]),
  ];
}

/** The management account is served by CloudFormation whatever the engine: there is no other one to take. */
export function managementProblems({ sets, assignments }: SidePlan, quotas: QuotaValues): Problem[] {
  return nativeProblems(nativePlan(assignments, quotas), sizes(sets), quotas, 'give fewer sets or groups in the management account: work belongs elsewhere');
}

function sizes(sets: SidePlan['sets']): SetSize[] {
  return sets.map(({ set }) => ({ name: set.name, bytes: utf8Bytes(JSON.stringify(set)) }));
}
