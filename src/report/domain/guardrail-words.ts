import { day } from './day-words';
import { counted } from './number-words';
import { GuardrailFacts, StageEvidence } from './report-model';

/** The short word that stands at a guardrail's name. */
export function shortType({ type }: Pick<GuardrailFacts, 'type'>): 'SCP' | 'RCP' {
  return type === 'RESOURCE_CONTROL_POLICY' ? 'RCP' : 'SCP';
}

/** What the short words mean. */
export const TYPE_MEANING: readonly (readonly [type: string, meaning: string])[] = [
  ['SCP', 'service control policy, binds whoever acts from a member account'],
  ['RCP', 'resource control policy, binds whoever reaches for a resource of a member account, also from outside of the organization'],
];

/** Policies that hold the guardrail's statements, when that is not simply its own. */
export function sharedPolicies({ name, heldBy }: GuardrailFacts): readonly string[] {
  return heldBy.length === 1 && heldBy[0] === name ? [] : heldBy;
}

/** A replay in words; the approver is named by the caller, who escapes it. */
export function replayWords({ from, to, evaluated, denied, undeterminable }: StageEvidence): string {
  const calls = counted(evaluated, 'recorded call');
  return `CloudTrail of ${day(from)} to ${day(to)} replayed, ${calls}: ${counted(denied, 'denial')} predicted, ${counted(undeterminable, 'call')} undeterminable`;
}
