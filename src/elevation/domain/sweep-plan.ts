import { type Elevation, type EndReason, consentUntilMs, isOpen } from './elevation';
import { endFor, stageMissing } from './elevation-life';
import type { ElevationRules } from './elevation-rules';
import type { Lease } from './lease';
import { EXECUTION_GRACE_MS } from './timings';
import { untold } from './untold';
import type { SetPlace } from '../../identity/domain/held-access';

/** What a sweep does about one elevation. */
export type SweepAction =
  | { readonly kind: 'end'; readonly id: string; readonly reason?: EndReason }
  | { readonly kind: 'expire'; readonly id: string }
  | { readonly kind: 'wake'; readonly id: string }
  | { readonly kind: 'restart'; readonly id: string }
  | { readonly kind: 'tell'; readonly id: string };

export interface SweepView {
  readonly nowMs: number;
  /** Ids of elevations whose execution runs; undefined when nobody could tell. */
  readonly running?: ReadonlySet<string>;
  /** People who are disabled or gone. */
  readonly absent: ReadonlySet<string>;
}

/** The most urgent first: what ends before what goes on, and that before what is told. */
const URGENCY: readonly SweepAction['kind'][] = ['end', 'expire', 'wake', 'restart', 'tell'];

/** What a moment asks for, of all that is unfinished. */
export function sweepPlan(open: readonly Elevation[], view: SweepView): readonly SweepAction[] {
  const longestOverdueFirst = [...open].sort((one, other) => (one.endsAtMs ?? Infinity) - (other.endsAtMs ?? Infinity) || 0);
  const actions = longestOverdueFirst.flatMap((elevation) => actionsFor(elevation, view));
  return URGENCY.flatMap((kind) => actions.filter((action) => action.kind === kind));
}

function actionsFor(elevation: Elevation, { nowMs, running, absent }: SweepView): SweepAction[] {
  const { id, state, history } = elevation;
  const calm = nowMs - history[history.length - 1].atMs >= EXECUTION_GRACE_MS;
  const tell = isToBeTold(elevation, nowMs, calm) ? [{ kind: 'tell' as const, id }] : [];
  if (!isOpen(elevation)) {
    return tell;
  }
  if (state === 'ending' || endIsDue(elevation, nowMs)) {
    return [{ kind: 'end', id }];
  }
  if (absent.has(elevation.requesterId)) {
    return [{ kind: 'end', id, reason: 'requester-left' }];
  }
  if (isExpired(elevation, nowMs)) {
    return [{ kind: 'expire', id }];
  }
  const consentIsComplete = state === 'approved' || (state === 'requested' && stageMissing(elevation) === undefined);
  return [
    ...(consentIsComplete ? [{ kind: 'wake' as const, id }] : []),
    ...(calm && running && !running.has(id) ? [{ kind: 'restart' as const, id }] : []),
    ...tell,
  ];
}

/** The execution tells who consents first, and of a rejection that wakes it; a sweep does so when none did. */
function isToBeTold(elevation: Elevation, nowMs: number, calm: boolean): boolean {
  const news = untold(elevation, nowMs)?.remembered;
  const byExecution = news?.kind === 'rejectionTold' || (news?.kind === 'consentAsked' && news.stage === 0);
  return news !== undefined && (calm || !byExecution);
}

/** Whether access, or what may become access, is over by its time. */
export function endIsDue({ state, endsAtMs }: Pick<Elevation, 'state' | 'endsAtMs'>, nowMs: number): boolean {
  return (state === 'granting' || state === 'active') && endsAtMs! <= nowMs;
}

/** Whether a request came to nothing in its time: no consent, or no beginning. */
export function isExpired(elevation: Elevation, nowMs: number): boolean {
  switch (elevation.state) {
    case 'requested':
      return (stageMissing(elevation) !== undefined && consentUntilMs(elevation) <= nowMs) || endFor(elevation, nowMs) <= nowMs;
    case 'approved': return endFor(elevation, nowMs) <= nowMs;
    case 'scheduled': return elevation.endsAtMs! <= nowMs;
    default: return false;
  }
}

/** Leases that somebody has to look after: those that settle, and those with ids of which nothing is open. An end that is under way looks after its own. */
export function leasesToSettle(leases: readonly Lease[], openIds: ReadonlySet<string>): readonly Lease[] {
  return leases.filter(({ phase, elevationIds }) => {
    const over = elevationIds.filter((id) => !openIds.has(id));
    return phase === 'settling' || over.length > 0 || elevationIds.length === 0;
  });
}

/** Everywhere that something can be lent. */
export function lentPlaces(rules: ElevationRules): readonly SetPlace[] {
  const places = rules.rules.flatMap(({ permissionSet, accountIds }) => accountIds.flatMap((accountId) => {
    const sets = accountId === rules.managementAccountId ? rules.managementSets : rules.sets;
    return sets.filter((set) => set.permissionSet === permissionSet).map(({ arn }) => ({ permissionSetArn: arn, accountId }));
  }));
  return [...new Map(places.map((place) => [`${place.permissionSetArn}|${place.accountId}`, place])).values()];
}

/** The places of one sweep: some each minute, all of them in turn. */
export function placesOf<T>(places: readonly T[], nowMs: number, atMost: number): readonly T[] {
  if (places.length <= atMost) {
    return places;
  }
  const first = Math.floor(nowMs / 60_000) * atMost % places.length;
  return Array.from({ length: atMost }, (_, index) => places[(first + index) % places.length]);
}
