import type { Elevation } from './elevation';
import { type Change, stageMissing } from './elevation-life';
import type { NoticeKind } from './notice';
import { ANNOUNCE_MS } from './timings';

/** What people have to hear, and what the row remembers once they have. */
export interface Untold {
  readonly kind: NoticeKind;
  readonly remembered: Change;
}

/** What people have to be told of an elevation at a moment, and were not told as far as its row says; each happening once. */
export function untold(elevation: Elevation, nowMs: number): Untold | undefined {
  const { state, consentAskedFor = -1, rejectionTold, endAnnounced, endsAtMs } = elevation;
  const stage = state === 'requested' ? stageMissing(elevation) : undefined;
  if (stage !== undefined && stage > consentAskedFor) {
    return { kind: 'needs-consent', remembered: { kind: 'consentAsked', stage } };
  }
  if (state === 'rejected' && !rejectionTold) {
    return { kind: 'rejected', remembered: { kind: 'rejectionTold' } };
  }
  return state === 'active' && !endAnnounced && endsAtMs! - nowMs <= ANNOUNCE_MS
    ? { kind: 'ending-soon', remembered: { kind: 'endAnnounced' } } : undefined;
}
