/** What the report tells of a promise, as data. */
export interface Promised {
  /** In kebab case, the same in every report. */
  readonly id: string;
  readonly promise: string;
  readonly shownBy: readonly Evidence[];
  readonly limits: readonly string[];
}

export interface Evidence {
  readonly kind: 'template' | 'evaluation' | 'runtime';
  readonly what: string;
  readonly where: string;
  readonly names: readonly Names[];
  readonly proofs?: CountedProofs;
}

export interface Names {
  readonly kind: string;
  readonly count: number;
  readonly names: readonly string[];
}

export interface CountedProofs {
  readonly source: string;
  readonly expected: 'allowed' | 'denied';
  readonly claims: number;
  readonly proved: readonly string[];
  readonly partly: readonly string[];
  readonly notCovered: readonly string[];
  readonly undetermined: readonly string[];
}

/** A proof as far as a promise needs it. */
export interface ProofLine {
  readonly expected: 'allowed' | 'denied';
  readonly source: string;
  readonly proved: readonly string[];
  readonly notCovered: readonly { readonly accountIds: readonly string[]; readonly reason: string }[];
  readonly undetermined: readonly { readonly accountIds: readonly string[]; readonly dependsOn: readonly string[] }[];
}

/** What shows one promise or is not covered by it, before all parts are put together. */
export interface Shown {
  readonly shownBy: readonly Evidence[];
  readonly limits: readonly string[];
}

export const NOTHING: Shown = { shownBy: [], limits: [] };

export function together(...parts: readonly Shown[]): Shown {
  return { shownBy: parts.flatMap(({ shownBy }) => shownBy), limits: [...new Set(parts.flatMap(({ limits }) => limits))] };
}

export function limited(...limits: readonly string[]): Shown {
  return { shownBy: [], limits };
}

/** Names of one kind; none of an empty list. */
export function called(kind: string, names: readonly string[]): Names[] {
  return names.length === 0 ? [] : [{ kind, count: names.length, names }];
}

/** `counted(1, 'account')` → `1 account`; `counted(2557, 'day')` → `2,557 days`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${String(value).replace(/\B(?=(\d{3})+$)/g, ',')} ${value === 1 ? one : many}`;
}
