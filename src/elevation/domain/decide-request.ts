import { LONGEST_JUSTIFICATION, LONGEST_TICKET, SHORTEST_JUSTIFICATION, textProblem } from './asked-text';
import { type Elevation, type PinnedTerms, isOpen } from './elevation';
import type { ElevationDenial, ElevationRule, ElevationRules, ElevationTerms, LentSet } from './elevation-rules';
import { matches } from './patterns';
import { strictest } from './terms';

export const SHORTEST_SECONDS = 15 * 60;
export const LONGEST_SECONDS = 12 * 3_600;
/** So many requests of one person may be open at a time. */
export const MOST_OPEN = 10;
/** An extension begins so long before the end of what it extends, so that there is no gap. */
export const EXTENSION_LEAD_MS = 2 * 60_000;

/** What somebody asks for. */
export interface Asked {
  readonly permissionSet: string;
  readonly accountId: string;
  readonly seconds: number;
  /** Missing for as soon as possible. */
  readonly startsAtMs?: number;
  readonly justification: string;
  readonly ticket?: string;
  /** The elevation it goes on from. */
  readonly extends?: Elevation;
}

export interface RequesterFacts {
  readonly requesterId: string;
  readonly enabled: boolean;
  /** Of `groupsAsked`, those that the person is in now. */
  readonly groups: readonly string[];
  readonly nowMs: number;
  /** Other elevations of this person that something still happens to. */
  readonly open: readonly Elevation[];
}

export type RefusalReason =
  | 'disabled' | 'not-offered' | 'denied' | 'duration' | 'start' | 'justification' | 'ticket' | 'overlap' | 'too-many-open' | 'not-extendable';

export type Decision =
  | { readonly kind: 'granted' | 'needs-consent'; readonly terms: PinnedTerms; readonly set: LentSet }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly detail: string };

/** Everybody whom rules name: what to ask of the directory about a person. */
export function groupsAsked(rules: ElevationRules): readonly string[] {
  const named = [
    ...rules.rules.flatMap(({ requesterGroups, stages }) => [...requesterGroups, ...stages.flatMap(({ approverGroups }) => approverGroups)]),
    ...rules.denials.flatMap(({ groups }) => groups), ...rules.securityGroups,
  ];
  return [...new Set(named)].sort();
}

/** Whether somebody gets what they ask for, whose consent it needs, or why not. The same question gets the same answer. */
export function decideRequest(asked: Asked, facts: RequesterFacts, rules: ElevationRules): Decision {
  const refused = (reason: RefusalReason, detail: string): Decision => Object.freeze({ kind: 'refused', reason, detail });
  if (!facts.enabled) {
    return refused('disabled', 'whoever asks must be enabled in the identity store');
  }
  const set = setOf(asked, rules);
  const fitting = set === undefined ? [] : fittingRules(asked, facts, rules);
  if (set === undefined || fitting.length === 0) {
    // the same words for what does not exist and for what is not theirs: nobody learns what there is.
    return refused('not-offered', 'this permission set is not offered to you in this account');
  }
  const denial = rules.denials.find((one) => isDenied(one, asked, facts));
  if (denial) {
    return refused('denied', `a rule forbids it: ${denial.reason}`);
  }
  const terms = strictest(fitting);
  const problem = timeProblem(asked, facts, terms) ?? textProblems(asked, terms)
    ?? extensionProblem(asked, facts) ?? openProblem(asked, facts, terms);
  if (problem) {
    return refused(problem.reason, problem.detail);
  }
  const pinned: PinnedTerms = {
    ...terms, rulesVersion: rules.version, ruleNames: fitting.map(({ name }) => name).sort(),
  };
  return Object.freeze({ kind: terms.stages.length === 0 ? 'granted' : 'needs-consent', terms: Object.freeze(pinned), set });
}

/** The rules that each give the whole: to one of these groups, this set, in this account. */
export function fittingRules(
  { permissionSet, accountId }: Pick<Asked, 'permissionSet' | 'accountId'>, { groups }: Pick<RequesterFacts, 'groups'>, { rules }: ElevationRules,
): ElevationRule[] {
  return rules.filter((rule) => rule.permissionSet === permissionSet && rule.accountIds.includes(accountId)
    && rule.requesterGroups.some((group) => groups.includes(group)));
}

/** In the management account sets have names of their own. */
export function setOf({ permissionSet, accountId }: Pick<Asked, 'permissionSet' | 'accountId'>, rules: ElevationRules): LentSet | undefined {
  const sets = accountId === rules.managementAccountId ? rules.managementSets : rules.sets;
  return sets.find((one) => one.permissionSet === permissionSet);
}

export function isDenied(
  { groups: denied, permissionSets, accountIds }: ElevationDenial, { permissionSet, accountId }: Pick<Asked, 'permissionSet' | 'accountId'>,
  { groups }: Pick<RequesterFacts, 'groups'>,
): boolean {
  return denied.some((group) => groups.includes(group)) && (permissionSets.length === 0 || permissionSets.includes(permissionSet))
    && (accountIds.length === 0 || accountIds.includes(accountId));
}

interface Refusal {
  readonly reason: RefusalReason;
  readonly detail: string;
}

function timeProblem({ seconds, startsAtMs }: Asked, { nowMs }: RequesterFacts, terms: ElevationTerms): Refusal | undefined {
  const { maxSeconds, startWithinSeconds } = terms;
  if (!Number.isInteger(seconds) || seconds % 60 !== 0 || seconds < SHORTEST_SECONDS || seconds > maxSeconds) {
    return { reason: 'duration', detail: `it must last ${SHORTEST_SECONDS / 60} to ${Math.floor(maxSeconds / 60)} whole minutes` };
  }
  if (startsAtMs !== undefined && (!Number.isInteger(startsAtMs) || startsAtMs < nowMs || startsAtMs > nowMs + startWithinSeconds * 1_000)) {
    return { reason: 'start', detail: `it must begin from now on, and within ${Math.floor(startWithinSeconds / 60)} minutes` };
  }
  return undefined;
}

function textProblems({ justification, ticket }: Asked, { justificationPatterns, ticketPatterns }: ElevationTerms): Refusal | undefined {
  const wrong = textProblem(justification, { least: SHORTEST_JUSTIFICATION, most: LONGEST_JUSTIFICATION });
  if (wrong !== undefined) {
    return { reason: 'justification', detail: `the justification ${wrong}` };
  }
  const unlike = justificationPatterns.find((pattern) => !matches(pattern, justification));
  if (unlike !== undefined) {
    return { reason: 'justification', detail: `the justification must match ${unlike}` };
  }
  const wrongTicket = ticket === undefined ? undefined : textProblem(ticket, { least: 1, most: LONGEST_TICKET });
  if (wrongTicket !== undefined) {
    return { reason: 'ticket', detail: `the ticket ${wrongTicket}` };
  }
  const wanted = ticketPatterns.find((pattern) => ticket === undefined || !matches(pattern, ticket));
  return wanted === undefined ? undefined : { reason: 'ticket', detail: `a ticket is needed that matches ${wanted}` };
}

function extensionProblem(asked: Asked, { requesterId, nowMs }: RequesterFacts): Refusal | undefined {
  const { extends: extended, permissionSet, accountId, startsAtMs } = asked;
  if (extended === undefined) {
    return undefined;
  }
  const same = extended.requesterId === requesterId && extended.permissionSet === permissionSet && extended.accountId === accountId;
  const begins = extended.endsAtMs === undefined ? undefined : extended.endsAtMs - EXTENSION_LEAD_MS;
  return same && extended.state === 'active' && begins !== undefined && (startsAtMs ?? nowMs) >= begins ? undefined
    : { reason: 'not-extendable', detail: 'only an active elevation of your own is extended, for the same permission set and account' };
}

function openProblem(asked: Asked, { open, nowMs, requesterId }: RequesterFacts, { allowOverlap }: ElevationTerms): Refusal | undefined {
  const own = open.filter((one) => one.requesterId === requesterId && isOpen(one));
  if (own.length >= MOST_OPEN) {
    return { reason: 'too-many-open', detail: `at most ${MOST_OPEN} requests may be open at a time` };
  }
  const begins = asked.startsAtMs ?? nowMs;
  const ends = begins + asked.seconds * 1_000;
  const meets = own.some((one) => one.id !== asked.extends?.id && one.permissionSet === asked.permissionSet && one.accountId === asked.accountId
    && begins < latestEndMs(one) && ends > earliestStartMs(one));
  return meets && !allowOverlap ? { reason: 'overlap', detail: 'you have asked for the same permission set in the same account for that time already' } : undefined;
}

function earliestStartMs({ startsAtMs, requestedAtMs }: Elevation): number {
  return startsAtMs ?? requestedAtMs;
}

/** One without a known end may begin as late as consent may be given. */
function latestEndMs({ endsAtMs, startsAtMs, requestedAtMs, terms, seconds }: Elevation): number {
  return endsAtMs ?? Math.max(startsAtMs ?? 0, requestedAtMs + terms.requestExpiresSeconds * 1_000) + seconds * 1_000;
}
