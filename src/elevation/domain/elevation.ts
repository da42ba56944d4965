import type { ElevationTerms } from './elevation-rules';
import type { EndFacts } from './end-facts';

/**
 * ```
 * requested ─▶ approved ─▶ scheduled ─▶ granting ─▶ active ─▶ ending ─▶ ended
 *   │ ⟲ consented     │         │           └──────────────────▲  └──▶ failed (access was never active)
 *   ├─▶ rejected      ├─────────┴─▶ withdrawn, failed
 *   ├─▶ withdrawn     └─▶ expired (its time is over before it began)
 *   └─▶ expired
 * ```
 */
export type ElevationState =
  | 'requested' | 'approved' | 'scheduled' | 'granting' | 'active' | 'ending'
  | 'ended' | 'rejected' | 'withdrawn' | 'expired' | 'failed';

export type EndReason = 'time' | 'requester' | 'approver' | 'security' | 'requester-left' | 'grant-failed';

export interface Consent {
  readonly stage: number;
  readonly approverId: string;
  readonly atMs: number;
}

/** One line of the history. Who is the id of a person of the identity store, or 'system'. */
export interface ElevationEvent {
  readonly kind:
    | 'requested' | 'consented' | 'approved' | 'scheduled' | 'granting' | 'active' | 'ending' | 'ended'
    | 'rejected' | 'withdrawn' | 'expired' | 'failed';
  readonly atMs: number;
  readonly by: string;
  readonly note?: string;
}

/** What a rule in force allowed, kept with the request: later changes of rules do not change it. */
export interface PinnedTerms extends ElevationTerms {
  readonly rulesVersion: string;
  /** Names of all rules that fit; each of them gives the whole of it. */
  readonly ruleNames: readonly string[];
}

/** One request, and what became of it. A new value for each step; the revision grows by one. */
export interface Elevation {
  readonly id: string;
  readonly revision: number;
  readonly state: ElevationState;
  /** Id of the person in the identity store. */
  readonly requesterId: string;
  readonly accountId: string;
  readonly permissionSet: string;
  /** Of what is lent: of the set, or what `lentRoleArn` makes of the role that stands for it. */
  readonly permissionSetArn: string;
  /** The name the set carries in that account, or path and name of the role. */
  readonly setName: string;
  /** How long a session of the set may last. */
  readonly sessionSeconds: number;
  readonly justification: string;
  readonly ticket?: string;
  readonly terms: PinnedTerms;
  readonly requestedAtMs: number;
  /** When it was asked to begin; missing for as soon as possible. */
  readonly startsAtMs?: number;
  readonly seconds: number;
  /** Known from the moment it is scheduled, which is before there is access. */
  readonly endsAtMs?: number;
  /** The elevation it goes on from. */
  readonly extends?: string;
  readonly consents: readonly Consent[];
  readonly endReason?: EndReason;
  /** The last stage whose people were told that their consent is needed. */
  readonly consentAskedFor?: number;
  /** Whether the person was told that it is rejected. */
  readonly rejectionTold?: boolean;
  /** Whether the person was told that it is about to end. */
  readonly endAnnounced?: boolean;
  /** What was done so far to end it, from 'ending' on. */
  readonly endFacts?: EndFacts;
  readonly history: readonly ElevationEvent[];
}

const OPEN: readonly ElevationState[] = ['requested', 'approved', 'scheduled', 'granting', 'active', 'ending'];

/** Whether something still happens to it. */
export function isOpen({ state }: Pick<Elevation, 'state'>): boolean {
  return OPEN.includes(state);
}

/** Whether a sweep looks at it: something still happens to it, or nobody was told yet that it is rejected. */
export function isUnfinished(elevation: Pick<Elevation, 'state' | 'rejectionTold'>): boolean {
  return isOpen(elevation) || (elevation.state === 'rejected' && !elevation.rejectionTold);
}

/** When a request without enough consent is over. */
export function consentUntilMs({ requestedAtMs, terms }: Pick<Elevation, 'requestedAtMs' | 'terms'>): number {
  return requestedAtMs + terms.requestExpiresSeconds * 1_000;
}
