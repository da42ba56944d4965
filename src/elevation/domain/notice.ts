import type { Elevation } from './elevation';

/** What people are told; no justification, ticket or secret goes into a message. */
export type NoticeKind = 'needs-consent' | 'granted' | 'ending-soon' | 'ended' | 'rejected' | 'expired' | 'failed' | 'attention';

export interface Notice {
  readonly kind: NoticeKind;
  readonly elevation: Elevation;
  /** What somebody has to look at, for 'attention' and 'failed'. */
  readonly detail?: string;
}
