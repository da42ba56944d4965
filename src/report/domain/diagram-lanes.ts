import { privilegedSets } from './access-rows';
import { Place } from './diagram-places';
import { AccessReport } from './report-model';

/** How much of a place a permission set reaches. */
export interface Reach {
  readonly covered: number;
  readonly of: number;
}

/** One permission set and the line that leads from it to the places where it is assigned. */
export interface Lane {
  readonly label: string;
  readonly privileged: boolean;
  readonly holders: readonly string[];
  /** One for each place, in the same order. */
  readonly reach: readonly Reach[];
  readonly accounts: number;
}

const MOST_LANES = 14;

interface Held {
  readonly groups: Set<string>;
  readonly accountIds: Set<string>;
}

/** A lane for each set, privileged ones last; beyond fourteen the rest share one, privileged and widest ones having gone first. */
export function drawnLanes(report: AccessReport, places: readonly Place[]): Lane[] {
  const placeOf = new Map(places.flatMap(({ accountIds }, index) => accountIds.map((id) => [id, index] as const)));
  const privileged = privilegedSets(report);
  const lane = (label: string, { groups, accountIds }: Held, isPrivileged: boolean): Lane => {
    const covered = places.map(() => 0);
    for (const id of accountIds) {
      const place = placeOf.get(id);
      if (place !== undefined) covered[place] += 1;
    }
    const reach = places.map((place, index) => ({ covered: covered[index], of: place.accountIds.length }));
    return { label, privileged: isPrivileged, holders: [...groups], reach, accounts: accountIds.size };
  };
  const held = heldSets(report);
  const names = [...held.keys()].sort((left, right) => Number(privileged.has(left)) - Number(privileged.has(right)));
  if (names.length <= MOST_LANES) {
    return names.map((name) => lane(name, held.get(name)!, privileged.has(name)));
  }
  // no account list is longer than all accounts, so a privileged set always comes first.
  const weight = (name: string) => held.get(name)!.accountIds.size + (privileged.has(name) ? report.assignments.length + 1 : 0);
  const ranked = [...names].sort((left, right) => weight(right) - weight(left));
  const own = new Set(ranked.slice(0, MOST_LANES - 1));
  const rest = names.filter((name) => !own.has(name));
  const merged = rest.map((name) => held.get(name)!);
  const together: Held = {
    groups: new Set(merged.flatMap(({ groups }) => [...groups])),
    accountIds: new Set(merged.flatMap(({ accountIds }) => [...accountIds])),
  };
  return [
    lane(`${rest.length} further sets`, together, rest.some((name) => privileged.has(name))),
    ...names.filter((name) => own.has(name)).map((name) => lane(name, held.get(name)!, privileged.has(name))),
  ];
}

function heldSets(report: AccessReport): Map<string, Held> {
  const held = new Map<string, Held>(report.permissionSets.map(({ name }) => [name, { groups: new Set(), accountIds: new Set() }]));
  for (const { group, permissionSet, accountId } of report.assignments) {
    const set = held.get(permissionSet) ?? { groups: new Set<string>(), accountIds: new Set<string>() };
    set.groups.add(group);
    set.accountIds.add(accountId);
    held.set(permissionSet, set);
  }
  return held;
}
