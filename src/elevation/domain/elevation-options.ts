import { type Asked, fittingRules, isDenied, setOf } from './decide-request';
import type { ElevationRules } from './elevation-rules';
import { strictest } from './terms';

/** What somebody may ask for in one account. */
export interface ElevationOption {
  readonly permissionSet: string;
  readonly accountId: string;
  readonly maxSeconds: number;
  readonly startWithinSeconds: number;
  readonly needsConsent: boolean;
  readonly needsTicket: boolean;
}

/** Everything that a person in these groups may ask for, by set and account, in the terms that a request would have. */
export function elevationOptions(rules: ElevationRules, groups: readonly string[]): readonly ElevationOption[] {
  const places = new Map<string, Pick<Asked, 'permissionSet' | 'accountId'>>();
  for (const { permissionSet, accountIds } of rules.rules) {
    accountIds.forEach((accountId) => places.set(`${permissionSet}|${accountId}`, { permissionSet, accountId }));
  }
  return [...places].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, place]) => optionOf(place, groups, rules));
}

function optionOf(place: Pick<Asked, 'permissionSet' | 'accountId'>, groups: readonly string[], rules: ElevationRules): ElevationOption[] {
  const fitting = fittingRules(place, { groups }, rules);
  if (fitting.length === 0 || !setOf(place, rules) || rules.denials.some((denial) => isDenied(denial, place, { groups }))) {
    return [];
  }
  const { maxSeconds, startWithinSeconds, stages, ticketPatterns } = strictest(fitting);
  return [{ ...place, maxSeconds, startWithinSeconds, needsConsent: stages.length > 0, needsTicket: ticketPatterns.length > 0 }];
}
