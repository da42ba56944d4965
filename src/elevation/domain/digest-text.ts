import { type Elevation, isOpen } from './elevation';
import { endFor, stageMissing } from './elevation-life';
import type { NoticeText } from './notice-text';
import { OVERDUE_MS } from './timings';
import type { HeldAssignment } from '../../identity/domain/held-access';

/** A day of elevations, as it was read. */
export interface DigestFacts {
  readonly nowMs: number;
  /** What is open, and what was over since the day before; what was over earlier is left out of the text. */
  readonly elevations: readonly Elevation[];
  /** Assignments of people that no elevation explains, and since when that is known. */
  readonly unexplained: readonly { readonly assignment: HeldAssignment; readonly sinceMs: number }[];
}

export const DAY_MS = 86_400_000;
/** A section of the text has so many lines at most, and then says how many more there are: a message has room for 256 KB. */
const MOST_LINES = 100;
const OUTCOMES = ['ended', 'rejected', 'withdrawn', 'expired', 'failed'] as const;

/**
 * What one message a day says: what needs somebody, then who has access, then what became of the rest. Neither justifications nor tickets nor notes, which
 * may be nobody else's business.
 */
export function digestText({ nowMs, elevations, unexplained }: DigestFacts): NoticeText {
  const open = elevations.filter(isOpen).sort((one, other) => lastsUntil(one, nowMs) - lastsUntil(other, nowMs));
  const inState = (...states: readonly Elevation['state'][]) => open.filter(({ state }) => states.includes(state));
  const overdue = open.filter(({ endsAtMs = Infinity }) => nowMs - endsAtMs >= OVERDUE_MS);
  const waiting = [...inState('requested')].sort((one, other) => one.requestedAtMs - other.requestedAtMs);
  const [lent, coming] = [inState('granting', 'active', 'ending'), inState('approved', 'scheduled')];
  const known = [...unexplained].sort((one, other) => one.sinceMs - other.sinceMs);
  return {
    subject: `Elevations of a day: ${overdue.length} overdue, ${known.length} unexplained, ${waiting.length} waiting, ${lent.length} open`,
    body: [
      `Elevations in the 24 hours until ${time(nowMs)}.`,
      ...section('Ends that are overdue', overdue.map((one) => `${place(one)}: ${duration(nowMs - one.endsAtMs!)} late`)),
      ...section('Access that no elevation explains', known.map(({ assignment, sinceMs }) =>
        `user ${assignment.principal.id}, ${assignment.permissionSetArn} in account ${assignment.accountId}: known for ${duration(nowMs - sinceMs)}`)),
      ...section('Waiting for consent', waiting.map((one) => `${place(one)}: for ${duration(nowMs - one.requestedAtMs)}${ofWhom(one)}`)),
      ...section('Access now', lent.map((one) => `${place(one)}: until ${time(one.endsAtMs!)}`)),
      ...section('Access to come', coming.map((one) => `${place(one)}: ${one.startsAtMs === undefined ? 'at once' : `from ${time(one.startsAtMs)}`}`)),
      ...section('What became of others', outcomes(elevations, nowMs)),
    ].join('\n'),
  };
}

function lastsUntil(elevation: Elevation, nowMs: number): number {
  return elevation.endsAtMs ?? endFor(elevation, nowMs);
}

function place({ id, requesterId, permissionSet, accountId }: Elevation): string {
  return `user ${requesterId}, ${permissionSet} in account ${accountId} (request ${id})`;
}

function ofWhom(elevation: Elevation): string {
  const stage = stageMissing(elevation);
  return stage === undefined ? ', and begins soon' : `, of ${elevation.terms.stages[stage].approverGroups.join(' or ')}`;
}

function outcomes(elevations: readonly Elevation[], nowMs: number): string[] {
  const sinceMs = nowMs - DAY_MS;
  const asked = elevations.filter(({ requestedAtMs }) => requestedAtMs > sinceMs).length;
  const over = elevations.filter(({ history }) => history[history.length - 1].atMs > sinceMs);
  const became = (state: Elevation['state']) => over.filter((one) => one.state === state);
  const early = became('ended').filter(({ endReason }) => endReason !== 'time').length;
  return [`asked for: ${asked}`, ...OUTCOMES.map((state) => `${state}: ${became(state).length}${state === 'ended' ? `, ${early} of them early` : ''}`)];
}

function section(title: string, lines: readonly string[]): string[] {
  const more = lines.length - MOST_LINES;
  return ['', `${title}:`, ...(lines.length === 0 ? ['- none'] : lines.slice(0, MOST_LINES).map((line) => `- ${line}`)), ...(more > 0 ? [`- and ${more} more`] : [])];
}

function time(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** Whole minutes; what was just known, or is known by a clock that is ahead, is none old. */
function duration(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
