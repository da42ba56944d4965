import { setOf } from './decide-request';
import type { Elevation } from './elevation';
import type { ElevationRules, ElevationTerms } from './elevation-rules';
import { strictest } from './terms';
import { CLOCK_SKEW_MS } from './timings';

/**
 * Why what is asked for does not rest on the rules it was decided by; undefined where it does.
 *
 * Whoever takes requests can write rows, and is no lender: a row that says more than rules, or consent that nobody but rows tell of, gives nothing. That those who
 * consented were asked at the time is the word of whoever took their consent.
 */
export function unfounded(elevation: Elevation, rules: ElevationRules | undefined, nowMs: number): string | undefined {
  const { terms, accountId, permissionSet, permissionSetArn, setName, seconds, endsAtMs = Infinity } = elevation;
  const named = (rules?.rules ?? []).filter((rule) => terms.ruleNames.includes(rule.name));
  if (rules === undefined || named.length === 0 || named.length !== terms.ruleNames.length) {
    return 'the rules that it was decided by are not known';
  }
  if (named.some((rule) => rule.permissionSet !== permissionSet || !rule.accountIds.includes(accountId))) {
    return 'the rules that it was decided by do not give this';
  }
  const set = setOf(elevation, rules);
  if (set?.arn !== permissionSetArn || set.name !== setName) {
    return 'what would be lent is not what the rules lend by that name';
  }
  if (!isAlike(strictest(named), terms)) {
    return 'it has other terms than the rules that it was decided by';
  }
  if (seconds > terms.maxSeconds || endsAtMs - nowMs > seconds * 1_000 + 2 * CLOCK_SKEW_MS) {
    return 'it would last longer than the rules allow';
  }
  return hasConsent(elevation) ? undefined : 'it lacks the consent that the rules ask for';
}

function isAlike(expected: ElevationTerms, found: ElevationTerms): boolean {
  return (Object.keys(expected) as (keyof ElevationTerms)[]).every((key) => JSON.stringify(expected[key]) === JSON.stringify(found[key]));
}

/** Of different people in all stages together, none of whom asked. */
function hasConsent({ terms: { stages }, consents, requesterId }: Elevation): boolean {
  const people = consents.map(({ approverId }) => approverId);
  return new Set(people).size === people.length && !people.includes(requesterId)
    && stages.every(({ approvals }, index) => consents.filter(({ stage }) => stage === index).length >= approvals);
}
