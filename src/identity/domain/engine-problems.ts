import type { SidePlan } from './catalog-sides';
import type { EngineChoice } from './engine-choice';
import { nativePlan, nativeProblems } from './native-plan';
import type { Problem } from '../../organization/domain/problem';
import type { QuotaValues } from '../../organization/domain/quota-data';
import { minified, policyDocument, utf8Bytes } from '../../policy/domain/document';

const MOST_MAX_REMOVALS = 100_000;

/** What is wrong with the choice of an engine for what it would have to make. */
export function engineProblems(engine: EngineChoice, { sets, assignments }: SidePlan, quotas: QuotaValues): Problem[] {
  if (engine.kind === 'native') {
    const sizes = sets.map(({ set }) => ({ name: set.name, inlinePolicyBytes: utf8Bytes(minified(policyDocument(set.statements))) }));
    return nativeProblems(nativePlan(assignments, quotas), sizes, quotas);
  }
  const { maxRemovals } = engine;
  return Number.isInteger(maxRemovals) && maxRemovals >= 0 && maxRemovals <= MOST_MAX_REMOVALS ? [] : [{
    code: 'MaxRemovals',
    problem: `'maxRemovals' of the reconciled engine is ${maxRemovals}; it must be a whole number from 0 to ${MOST_MAX_REMOVALS}`,
    fix: 'write how many assignments one deployment may take away',
  }];
}
