/** Who makes the assignments, as data. */
export type EngineChoice =
  | { readonly kind: 'native'; readonly handOver: boolean }
  | { readonly kind: 'reconciled'; readonly maxRemovals: number };

/** Without an opt-in, no deployment takes away more at once: a wrong selector is noticed by fifty groups, not by all. */
export const MOST_REMOVALS = 50;
