import type { EvidenceFacts, EvidenceNames } from '../../report/domain/report-model';

/** What shows one promise or is not covered by it, before all parts are put together. */
export interface Shown {
  readonly shownBy: readonly EvidenceFacts[];
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
export function called(kind: string, names: readonly string[]): EvidenceNames[] {
  return names.length === 0 ? [] : [{ kind, count: names.length, names }];
}
