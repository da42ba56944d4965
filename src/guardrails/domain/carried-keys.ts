import type { Claim } from '../../policy/domain/claim';
import { matchesArn } from '../../policy/domain/pattern';
import { foldKey } from '../../policy/domain/request';

/** Condition keys that callers bring along, because a guardrail lets them work with these only. */
export interface CarriedKeys {
  /** ARN pattern of the callers. */
  readonly callers: string;
  readonly context: Readonly<Record<string, string>>;
}

/** The claim, asked as by somebody who brings these keys along; what the claim itself says of a key holds. */
export function carrying(claim: Claim, carried: readonly CarriedKeys[]): Claim {
  const said = new Set(Object.keys(claim.context ?? {}).map(foldKey));
  const brought = carried.filter(({ callers }) => matchesArn(callers, claim.principal))
    .flatMap(({ context }) => Object.entries(context)).filter(([key]) => !said.has(foldKey(key)));
  return brought.length === 0 ? claim : { ...claim, context: { ...Object.fromEntries(brought), ...claim.context } };
}
