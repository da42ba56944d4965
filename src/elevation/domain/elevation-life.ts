import { type Elevation, type ElevationEvent, type ElevationState, type EndReason, type Outcome, consentUntilMs } from './elevation';

/** Whoever acts when nobody does. */
export const SYSTEM = 'system';

/** What can happen to an elevation, with what is known when it does. */
export type Change =
  | { readonly kind: 'consented'; readonly atMs: number; readonly approverId: string; readonly stage: number }
  | { readonly kind: 'approved'; readonly atMs: number }
  | { readonly kind: 'scheduled'; readonly atMs: number; readonly endsAtMs: number }
  | { readonly kind: 'granting'; readonly atMs: number }
  | { readonly kind: 'active'; readonly atMs: number }
  | { readonly kind: 'ending'; readonly atMs: number; readonly reason: EndReason; readonly by: string; readonly note?: string }
  | { readonly kind: 'ended'; readonly atMs: number; readonly outcome: Outcome }
  | { readonly kind: 'rejected'; readonly atMs: number; readonly by: string; readonly note?: string }
  | { readonly kind: 'withdrawn'; readonly atMs: number; readonly by: string }
  | { readonly kind: 'expired'; readonly atMs: number }
  | { readonly kind: 'failed'; readonly atMs: number; readonly note: string; readonly outcome?: Outcome }
  | { readonly kind: 'end-announced' };

export type Moved =
  | { readonly kind: 'moved'; readonly elevation: Elevation }
  | { readonly kind: 'impossible'; readonly reason: string };

/** Everything that is possible; whatever is not here is not. */
const FROM: Readonly<Record<Change['kind'], readonly ElevationState[]>> = {
  'consented': ['requested'],
  'approved': ['requested'],
  'scheduled': ['approved'],
  'granting': ['scheduled'],
  'active': ['granting'],
  'ending': ['granting', 'active'],
  'ended': ['ending'],
  'rejected': ['requested'],
  'withdrawn': ['requested', 'approved', 'scheduled'],
  // one whose time was over before it began expires, too.
  'expired': ['requested', 'approved', 'scheduled'],
  'failed': ['approved', 'scheduled', 'ending'],
  'end-announced': ['active'],
};

const AFTER: Readonly<Record<Exclude<Change['kind'], 'consented' | 'end-announced'>, ElevationState>> = {
  approved: 'approved', scheduled: 'scheduled', granting: 'granting', active: 'active', ending: 'ending', ended: 'ended',
  rejected: 'rejected', withdrawn: 'withdrawn', expired: 'expired', failed: 'failed',
};

/** A new request, as it is written before anything is done about it. */
export function requested(request: Omit<Elevation, 'revision' | 'state' | 'consents' | 'history'>): Elevation {
  return Object.freeze({
    ...request, revision: 1, state: 'requested', consents: [], history: [{ kind: 'requested', atMs: request.requestedAtMs, by: request.requesterId }],
  });
}

/** The elevation after a change, or why there is no such change. The one that is given stays as it is. */
export function moved(elevation: Elevation, change: Change): Moved {
  const impossible = whyImpossible(elevation, change);
  return impossible === undefined ? { kind: 'moved', elevation: Object.freeze(after(elevation, change)) } : { kind: 'impossible', reason: impossible };
}

function whyImpossible(elevation: Elevation, change: Change): string | undefined {
  if (!FROM[change.kind].includes(elevation.state)) {
    return `an elevation that is ${elevation.state} cannot become ${change.kind}`;
  }
  switch (change.kind) {
    case 'consented': return consentProblem(elevation, change);
    case 'approved': return hasEnoughConsent(elevation) ? undefined : 'not everybody has consented who must';
    case 'scheduled': return change.endsAtMs > change.atMs ? undefined : 'its end is not after now';
    // what was active ended; what never was did not come to be.
    case 'ended': return wasActive(elevation) ? undefined : 'it never was active, so that it failed';
    case 'failed': return elevation.state === 'ending' && wasActive(elevation) ? 'it was active, so that it ended' : undefined;
    default: return undefined;
  }
}

function consentProblem(elevation: Elevation, { approverId, stage, atMs }: Extract<Change, { kind: 'consented' }>): string | undefined {
  if (approverId === elevation.requesterId) {
    return 'nobody consents to what they asked for themselves';
  }
  if (elevation.consents.some((consent) => consent.approverId === approverId)) {
    return 'this person has consented before';
  }
  if (stage !== currentStage(elevation)) {
    return `consent is asked for in stage ${currentStage(elevation)}, not in ${stage}`;
  }
  return atMs < consentUntilMs(elevation) ? undefined : 'the time for consent is over';
}

function after(elevation: Elevation, change: Change): Elevation {
  const revision = elevation.revision + 1;
  if (change.kind === 'end-announced') {
    return { ...elevation, revision, endAnnounced: true };
  }
  const history = [...elevation.history, eventOf(change)];
  if (change.kind === 'consented') {
    const { approverId, stage, atMs } = change;
    return { ...elevation, revision, history, consents: [...elevation.consents, { approverId, stage, atMs }] };
  }
  return {
    ...elevation, revision, history, state: AFTER[change.kind],
    ...(change.kind === 'scheduled' ? { endsAtMs: change.endsAtMs } : {}),
    ...(change.kind === 'ending' ? { endReason: change.reason } : {}),
    ...('outcome' in change && change.outcome ? { outcome: change.outcome } : {}),
  };
}

function eventOf(change: Exclude<Change, { kind: 'end-announced' }>): ElevationEvent {
  const by = change.kind === 'consented' ? change.approverId : 'by' in change ? change.by : SYSTEM;
  const note = change.kind === 'ending' ? [change.reason, change.note].filter((part) => part !== undefined).join(': ') : 'note' in change ? change.note : undefined;
  return { kind: change.kind, atMs: change.atMs, by, ...(note === undefined ? {} : { note }) };
}

/** The first stage in which somebody is still to consent; as many as there are stages when all is given. */
export function currentStage({ terms, consents }: Pick<Elevation, 'terms' | 'consents'>): number {
  const open = terms.stages.findIndex(({ approvals }, stage) => consents.filter((consent) => consent.stage === stage).length < approvals);
  return open < 0 ? terms.stages.length : open;
}

export function hasEnoughConsent(elevation: Pick<Elevation, 'terms' | 'consents'>): boolean {
  return currentStage(elevation) === elevation.terms.stages.length;
}

/** Whether access was there, if only for a moment that was seen. */
export function wasActive({ history }: Pick<Elevation, 'history'>): boolean {
  return history.some(({ kind }) => kind === 'active');
}

/** When something of that kind happened first. */
export function happenedAtMs({ history }: Pick<Elevation, 'history'>, kind: ElevationEvent['kind']): number | undefined {
  return history.find((event) => event.kind === kind)?.atMs;
}
