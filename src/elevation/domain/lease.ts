import type { HeldAssignment } from '../../identity/domain/held-access';

/**
 * Who answers for one assignment that elevations made. It is written before the assignment is made, and taken out after it is gone.
 *
 * ```
 * (none) ──first joins──▶ held ──last leaves──▶ removing ──gone, read back──▶ settling ──▶ (none)
 *                          ▲                      ▲                            │  │
 *                          │                      └─────── it is there again ──┘  │
 *                          └────────────────────── next joins ────────────────────┘
 * ```
 * In 'removing' nobody joins, and the last one stays named until it is gone. In 'settling' nobody holds it, and whatever a call that was lost on its way
 * makes is taken away again.
 */
export interface Lease extends HeldAssignment {
  readonly revision: number;
  readonly phase: 'held' | 'removing' | 'settling';
  readonly elevationIds: readonly string[];
  /** Whether somebody else had made the assignment before the first elevation did: it then stays. Observed once, and kept while settling. */
  readonly standing: boolean;
  /** The name the set carries in the account or path and name of the role, and how long a session of it may last: what a denial needs. */
  readonly setName: string;
  readonly sessionSeconds: number;
  /**
   * Groups that give the person the same set there, read when nobody of ours was left. The assignment goes as ever, and no session is denied: each could
   * as well be one that a group gave. Another fact than `standing`, which is of the assignment itself.
   */
  readonly standingGroups?: readonly string[];
  /** Sessions that were issued before are denied, where no group explains them; nobody joins before it is past. In 'removing' it is there as soon as the assignment is gone. */
  readonly deniedBeforeMs?: number;
  /** Until when it settles. */
  readonly settlesAtMs?: number;
  /**
   * The denial that has to say `deniedBeforeMs` once more from that time on: when the same end was worked on twice, the slower one may just have said that
   * all sessions are denied. Nobody joins before that is done.
   */
  readonly toConfirm?: { readonly denialId: string; readonly fromMs: number };
}
