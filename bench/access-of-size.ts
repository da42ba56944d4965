import { organizationOfSize } from './organization-of-size';

/** A model of some size: so many accounts, sets and groups, and rules that make about so many assignments. */
export interface ModelSize {
  readonly accounts: number;
  readonly sets: number;
  readonly groups: number;
  readonly assignments: number;
}

export interface ModelRule {
  readonly group: string;
  readonly permissionSet: string;
  /** Path of a unit, or the name of an account. */
  readonly unit?: string;
  readonly account?: string;
}

export interface AccessModelOfSize {
  readonly snapshot: object;
  readonly sets: readonly string[];
  readonly rules: readonly ModelRule[];
}

/** The same model every time: rules for units and for single accounts, drawn by a small generator until there are enough assignments. */
export function accessOfSize({ accounts, sets, groups, assignments }: ModelSize): AccessModelOfSize {
  const snapshot = organizationOfSize(accounts) as {
    Accounts: { Name: string; ParentId: string }[];
    OrganizationalUnits: { Id: string; Name: string; ParentId: string }[];
  };
  const random = numbers(accounts * 31 + assignments);
  const pick = <T>(items: readonly T[]) => items[random(items.length)];
  const units = new Map(snapshot.OrganizationalUnits.map((unit) => [unit.Id, unit]));
  const pathOf = (id: string): string => {
    const { Name, ParentId } = units.get(id)!;
    return units.has(ParentId) ? `${pathOf(ParentId)}/${Name}` : Name;
  };
  const members = new Map<string, string[]>();
  for (const { Name, ParentId } of snapshot.Accounts) {
    for (let id = ParentId; units.has(id); id = units.get(id)!.ParentId) {
      const path = pathOf(id);
      members.set(path, [...members.get(path) ?? [], Name]);
    }
  }
  const setNames = Array.from({ length: sets }, (_, index) => `Set${index}`);
  const groupNames = Array.from({ length: groups }, (_, index) => `group-${index}`);
  // units with a handful of accounts, so that no rule alone decides the size.
  const small = [...members].filter(([, names]) => names.length <= Math.max(4, accounts / 20)).map(([path]) => path);
  const rules: ModelRule[] = [];
  const cells = new Set<string>();
  while (cells.size < assignments) {
    const holder = { group: pick(groupNames), permissionSet: pick(setNames) };
    const unit = random(2) === 0 && small.length > 0 ? pick(small) : undefined;
    const names = unit ? members.get(unit)! : [pick(snapshot.Accounts).Name];
    const before = cells.size;
    names.forEach((name) => cells.add(`${holder.group}|${holder.permissionSet}|${name}`));
    if (cells.size > before) {
      rules.push(unit ? { ...holder, unit } : { ...holder, account: names[0] });
    }
  }
  return { snapshot, sets: setNames, rules };
}

/** A linear congruential generator: enough to spread rules, and the same on every machine. */
function numbers(seed: number): (below: number) => number {
  let state = seed % 2 ** 32;
  return (below) => {
    // below 2^53, so that nothing is lost.
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor(state / 2 ** 32 * below);
  };
}
