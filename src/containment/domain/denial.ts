/**
 * Sessions of one person that are denied.
 *
 * Of everything, or of one permission set or role in one account: then those issued before a moment, or all while no moment is known yet.
 */
export interface Denial {
  /** Who asked for it and why, such as 'elevation/<id>' or 'leaver/<user id>': the same id replaces what it said before. */
  readonly id: string;
  /** Id of the person in the identity store. */
  readonly userId: string;
  readonly scope: DenialScope;
  readonly reason: string;
  /** From when it may be forgotten, because the longest session it denies is over by itself. */
  readonly endsAtMs: number;
}

export type DenialScope = { readonly kind: 'everything' } | SetScope | RoleScope;

interface ScopeInAccount {
  readonly accountId: string;
  /** Sessions issued before are denied, later ones are not; all sessions while it is missing. */
  readonly issuedBeforeMs?: number;
}

export interface SetScope extends ScopeInAccount {
  readonly kind: 'set';
  /** The name the permission set carries there. */
  readonly setName: string;
}

/** A role that is taken with the identity of a person and is nobody's permission set. */
export interface RoleScope extends ScopeInAccount {
  readonly kind: 'role';
  /** Path and name, such as 'team/Operator'. */
  readonly roleName: string;
}

/** What is so for sure: it was read back after it was written. */
export interface DenialProof {
  readonly id: string;
  /** Names of the policies that hold it; none when it was lifted or is over. */
  readonly policies: readonly string[];
  /** When it was read back, by the clock of the worker. */
  readonly verifiedAtMs: number;
}

/** What the worker of denials is asked to do; answered with one proof each, when it is so. */
export type DenialRequest =
  | { readonly kind: 'deny'; readonly denials: readonly Denial[] }
  | { readonly kind: 'lift'; readonly ids: readonly string[] };
