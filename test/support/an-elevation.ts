import type { Elevation, ElevationState } from '../../src/elevation/domain/elevation';
import { type Change, moved, requested } from '../../src/elevation/domain/elevation-life';
import type { ApprovalStage } from '../../src/elevation/domain/elevation-rules';

export const T0 = Date.UTC(2026, 10, 1);
export const MINUTE = 60_000;

export interface AnElevation {
  readonly id?: string;
  readonly requesterId?: string;
  readonly stages?: readonly ApprovalStage[];
  readonly seconds?: number;
  readonly startsAtMs?: number;
  readonly requestExpiresSeconds?: number;
}

/** A request for an hour that needs the consent of one person, unless told otherwise. */
export function anElevation({
  id = 'e-1', requesterId = 'ann', stages = [{ approverGroups: ['approvers'], approvals: 1 }], seconds = 3_600, startsAtMs,
  requestExpiresSeconds = 3_600,
}: AnElevation = {}): Elevation {
  return requested({
    id, requesterId, accountId: '000000000003', seconds, startsAtMs, justification: 'a deployment went wrong',
    set: { permissionSet: 'Administrator', arn: 'arn:aws:sso:::permissionSet/ssoins-0/ps-admin', name: 'Administrator', sessionSeconds: 3_600 },
    terms: {
      stages, maxSeconds: 43_200, startWithinSeconds: 86_400, requestExpiresSeconds, justificationPatterns: [], ticketPatterns: [],
      allowOverlap: true, rulesVersion: `v1-${id}`, ruleNames: ['production'],
    },
  }, T0);
}

/** One after the other; fails where one is impossible. */
export function after(elevation: Elevation, ...changes: readonly Change[]): Elevation {
  return changes.reduce((so, change) => {
    const next = moved(so, change);
    if (next.kind === 'impossible') {
      throw new Error(next.reason);
    }
    return next.elevation;
  }, elevation);
}

const CONSENTED: Change = { kind: 'consented', approverId: 'bob', stage: 0, atMs: T0 };
const APPROVED: Change = { kind: 'approved', atMs: T0 };
const SCHEDULED: Change = { kind: 'scheduled', atMs: T0, endsAtMs: T0 + 60 * MINUTE };
const GRANTING: Change = { kind: 'granting', atMs: T0 };
const ACTIVE: Change = { kind: 'active', atMs: T0 };
const ENDING: Change = { kind: 'ending', atMs: T0, reason: 'time', by: 'system' };

/** How each state is reached. */
const WAYS: Readonly<Record<ElevationState, readonly Change[]>> = {
  requested: [],
  approved: [CONSENTED, APPROVED],
  scheduled: [CONSENTED, APPROVED, SCHEDULED],
  granting: [CONSENTED, APPROVED, SCHEDULED, GRANTING],
  active: [CONSENTED, APPROVED, SCHEDULED, GRANTING, ACTIVE],
  ending: [CONSENTED, APPROVED, SCHEDULED, GRANTING, ACTIVE, ENDING],
  ended: [CONSENTED, APPROVED, SCHEDULED, GRANTING, ACTIVE, ENDING, { kind: 'ended', atMs: T0 }],
  rejected: [{ kind: 'rejected', atMs: T0, by: 'bob' }],
  withdrawn: [{ kind: 'withdrawn', atMs: T0, by: 'ann' }],
  expired: [{ kind: 'expired', atMs: T0 }],
  failed: [CONSENTED, APPROVED, SCHEDULED, GRANTING, ENDING, { kind: 'failed', atMs: T0, note: 'refused' }],
};

export const STATES = Object.keys(WAYS) as ElevationState[];

export function inState(state: ElevationState, made: AnElevation = {}): Elevation {
  return after(anElevation(made), ...WAYS[state]);
}
