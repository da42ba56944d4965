/** Who else had a right to the sessions of an elevation when it ended: they then went on. */
export type Explanation =
  | { readonly kind: 'elevations'; readonly ids: readonly string[] }
  | { readonly kind: 'standing' }
  /** Groups of the person hold the set in the account. */
  | { readonly kind: 'groups'; readonly ids: readonly string[] };

/** What is so for sure about the end of one elevation, each noted when it was read back. */
export interface EndFacts {
  /** Missing where nobody else had a right to the sessions. */
  readonly explainedBy?: Explanation;
  /** When all sessions were first denied. */
  readonly deniedAtMs?: number;
  /** Names of the policies that hold the denial. */
  readonly denialPolicies?: readonly string[];
  /** When a list of assignments was read in which it is not any more. */
  readonly goneAtMs?: number;
  /** Sessions issued from then on are let in again. */
  readonly deniedBeforeMs?: number;
}
