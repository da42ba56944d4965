import type { HeldAssignment } from '../../identity/domain/held-access';

/**
 * Who answers for one assignment that elevations made. It is written before the assignment is made, and taken out after it is gone.
 *
 * ```
 * (none) ──first joins──▶ held ──last leaves──▶ removing ──gone, read back──▶ settling ──▶ (none)
 *                          ▲                                                      │
 *                          └────────────────────── next joins ────────────────────┘
 * ```
 * In 'removing' nobody joins. In 'settling' nobody holds it, and whatever a call that was lost on its way makes is taken away again.
 */
export interface Lease extends HeldAssignment {
  readonly revision: number;
  readonly phase: 'held' | 'removing' | 'settling';
  readonly elevationIds: readonly string[];
  /** Whether somebody else had made the assignment before the first elevation did: it then stays. Observed once, and kept while settling. */
  readonly standing: boolean;
  /** Sessions that were issued before are denied; nobody joins before it is past. */
  readonly deniedBeforeMs?: number;
  /** Until when it settles. */
  readonly settlesAtMs?: number;
}
