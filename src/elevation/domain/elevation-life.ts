import type { Elevation, ElevationState, EndReason, PinnedTerms } from './elevation';
import type { LentSet } from './elevation-rules';
import type { EndFacts } from './end-facts';

/** Everything that can happen to an elevation after it was requested. `by` is the id of a person, or 'system'. */
export type Change =
  | { readonly kind: 'consented'; readonly approverId: string; readonly stage: number; readonly atMs: number }
  | { readonly kind: 'approved'; readonly atMs: number }
  | { readonly kind: 'scheduled'; readonly atMs: number; readonly endsAtMs: number }
  | { readonly kind: 'granting'; readonly atMs: number }
  | { readonly kind: 'active'; readonly atMs: number }
  | { readonly kind: 'ending'; readonly atMs: number; readonly reason: EndReason; readonly by: string; readonly note?: string }
  | { readonly kind: 'ended'; readonly atMs: number }
  | { readonly kind: 'rejected'; readonly atMs: number; readonly by: string; readonly note?: string }
  | { readonly kind: 'withdrawn'; readonly atMs: number; readonly by: string; readonly note?: string }
  | { readonly kind: 'expired'; readonly atMs: number }
  | { readonly kind: 'failed'; readonly atMs: number; readonly note: string }
  /** The people of that stage were told that their consent is needed. */
  | { readonly kind: 'consentAsked'; readonly stage: number }
  /** The person was told that it is rejected. */
  | { readonly kind: 'rejectionTold' }
  /** The person was told that it ends soon. */
  | { readonly kind: 'endAnnounced' }
  /** Something about its end is so for sure. */
  | { readonly kind: 'noted'; readonly facts: EndFacts };

export type Moved =
  | { readonly kind: 'moved'; readonly elevation: Elevation }
  | { readonly kind: 'impossible'; readonly reason: string };

export interface NewElevation {
  readonly id: string;
  readonly requesterId: string;
  readonly accountId: string;
  readonly set: LentSet;
  readonly terms: PinnedTerms;
  readonly justification: string;
  readonly ticket?: string;
  readonly startsAtMs?: number;
  readonly seconds: number;
  readonly extends?: string;
}

const FROM: Readonly<Record<Change['kind'], readonly ElevationState[]>> = {
  consented: ['requested'],
  approved: ['requested'],
  scheduled: ['approved'],
  granting: ['scheduled'],
  active: ['granting'],
  ending: ['granting', 'active'],
  ended: ['ending'],
  rejected: ['requested'],
  withdrawn: ['requested', 'approved', 'scheduled'],
  expired: ['requested', 'approved', 'scheduled'],
  failed: ['approved', 'scheduled', 'ending'],
  consentAsked: ['requested'],
  rejectionTold: ['rejected'],
  endAnnounced: ['active'],
  noted: ['ending'],
};

const SYSTEM = 'system';

/** A new request, in its first revision. */
export function requested({ set, ...asked }: NewElevation, atMs: number): Elevation {
  return {
    ...asked,
    revision: 1,
    state: 'requested',
    permissionSet: set.permissionSet,
    permissionSetArn: set.arn,
    setName: set.name,
    sessionSeconds: set.sessionSeconds,
    requestedAtMs: atMs,
    consents: [],
    history: [{ kind: 'requested', atMs, by: asked.requesterId }],
  };
}

/** The first stage that has not enough consent; undefined when nobody's is missing. */
export function stageMissing({ terms, consents }: Pick<Elevation, 'terms' | 'consents'>): number | undefined {
  const stage = terms.stages.findIndex(({ approvals }, index) => consents.filter((consent) => consent.stage === index).length < approvals);
  return stage < 0 ? undefined : stage;
}

/** Whether the person ever had the access. */
export function wasActive({ history }: Pick<Elevation, 'history'>): boolean {
  return history.some(({ kind }) => kind === 'active');
}

/** When it is over if it begins as late as it may: what was consented to is a time of its own where one was asked for. */
export function endFor({ startsAtMs, seconds }: Pick<Elevation, 'startsAtMs' | 'seconds'>, nowMs: number): number {
  return (startsAtMs ?? nowMs) + seconds * 1_000;
}

/** What becomes of an elevation; no other way leads from one state to the next. */
export function moved(elevation: Elevation, change: Change): Moved {
  const reason = hindrance(elevation, change);
  return reason === undefined
    ? { kind: 'moved', elevation: { ...applied(elevation, change), revision: elevation.revision + 1 } }
    : { kind: 'impossible', reason };
}

function hindrance(elevation: Elevation, change: Change): string | undefined {
  if (!FROM[change.kind].includes(elevation.state)) {
    return `an elevation that is '${elevation.state}' cannot become '${change.kind}'`;
  }
  switch (change.kind) {
    case 'consented': return consentHindrance(elevation, change);
    case 'approved': return stageMissing(elevation) === undefined ? undefined : 'consent is missing';
    case 'scheduled': return change.endsAtMs > change.atMs && change.endsAtMs <= endFor(elevation, change.atMs) ? undefined : 'it would not end when it has to';
    case 'granting': return change.atMs < elevation.endsAtMs! ? undefined : 'its time is over';
    case 'ended': return wasActive(elevation) ? undefined : 'it never was active, and so it failed';
    case 'failed': return elevation.state === 'ending' && wasActive(elevation) ? 'it was active, and so it ended' : undefined;
    default: return undefined;
  }
}

function consentHindrance(elevation: Elevation, { approverId, stage }: { readonly approverId: string; readonly stage: number }): string | undefined {
  if (approverId === elevation.requesterId) {
    return 'nobody consents to their own request';
  }
  if (elevation.consents.some((consent) => consent.approverId === approverId)) {
    return 'this person consented before';
  }
  return stage === stageMissing(elevation) ? undefined : `consent is not asked for in stage ${stage}`;
}

function applied(elevation: Elevation, change: Change): Elevation {
  // to remember the same again changes nothing.
  if (change.kind === 'consentAsked') {
    return { ...elevation, consentAskedFor: Math.max(change.stage, elevation.consentAskedFor ?? 0) };
  }
  if (change.kind === 'rejectionTold' || change.kind === 'endAnnounced') {
    return { ...elevation, [change.kind]: true };
  }
  if (change.kind === 'noted') {
    // what was noted first stays: the second time somebody does the same tells nothing new.
    return { ...elevation, endFacts: { ...change.facts, ...elevation.endFacts } };
  }
  const { kind, atMs } = change;
  const by = kind === 'consented' ? change.approverId : 'by' in change ? change.by : SYSTEM;
  const note = kind === 'ending' ? [change.reason, ...(change.note === undefined ? [] : [change.note])].join(': ') : 'note' in change ? change.note : undefined;
  const next = { ...elevation, history: [...elevation.history, { kind, atMs, by, ...(note === undefined ? {} : { note }) }] };
  switch (kind) {
    case 'consented': return { ...next, consents: [...elevation.consents, { stage: change.stage, approverId: change.approverId, atMs }] };
    case 'scheduled': return { ...next, state: kind, endsAtMs: change.endsAtMs };
    case 'ending': return { ...next, state: kind, endReason: change.reason };
    default: return { ...next, state: kind };
  }
}
