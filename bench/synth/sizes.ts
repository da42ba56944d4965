import type { ModelSize } from '../access-of-size';

/** Models by name: accounts, sets, groups, and about so many assignments. */
export const SIZES: Readonly<Record<string, ModelSize>> = {
  12: { accounts: 12, sets: 8, groups: 12, assignments: 150 },
  100: { accounts: 100, sets: 20, groups: 40, assignments: 2_000 },
  1000: { accounts: 1_000, sets: 20, groups: 120, assignments: 40_000 },
};
