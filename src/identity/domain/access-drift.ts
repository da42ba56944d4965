import { type AccountFacts, type Cell, type DeployedAccess, cellsAt, cellsByAccount } from './desired-access';
import type { Finding } from './drift-findings';
import type { DriftScope } from './drift-scope';
import { type HeldAccess, type HeldAssignment, type SetPlace, assignmentKey, placeKey } from './held-access';
import { checkedSetArns } from './retired-sets';

export type ObservedAccounts = ReadonlyMap<string, AccountFacts>;

/** Every declared assignment, with ids; accounts that came or moved have what the rules give them where they stand now. */
export function declaredAssignments(access: DeployedAccess, observed: ObservedAccounts): HeldAssignment[] {
  const cells = cellsByAccount(access);
  for (const [id, account] of observed) {
    cells.set(id, cellsAt(access, account));
  }
  return withIds(access, cells);
}

/** What is declared in one account. */
export function declaredIn(accountId: string, access: DeployedAccess, observed: ObservedAccounts): HeldAssignment[] {
  const place = observed.get(accountId);
  const cells = place ? cellsAt(access, place) : cellsByAccount(access).get(accountId) ?? [];
  return withIds(access, new Map([[accountId, cells]]));
}

/**
 * What is held against what is declared, by set, account and principal.
 *
 * Held assignments of sets that no document declared are somebody else's and no finding, whoever read them. Those of sets that one declared
 * once are left over. What is inside such a set does not matter any more, and whether it has arrived neither.
 */
export function accessDrift(access: DeployedAccess, observed: ObservedAccounts, held: HeldAccess, scope: DriftScope): Finding[] {
  const inScope = placeFilter(scope);
  const [checked, sets] = [new Set(checkedSetArns(access)), new Set(access.setArns)];
  const declared = new Map(declaredAssignments(access, observed).filter(inScope).map((one) => [assignmentKey(one), one]));
  const actual = new Map(held.places.filter((place) => inScope(place) && checked.has(place.permissionSetArn))
    .flatMap(({ principals, ...place }) => principals.map((principal): HeldAssignment => ({ ...place, principal })))
    .map((one) => [assignmentKey(one), one]));
  const found: Finding[] = [
    ...[...declared].filter(([key]) => !actual.has(key)).map(([, one]) => ({ ...one, kind: 'missing' as const })),
    ...[...actual].filter(([key]) => !declared.has(key)).map(([, one]) => ({ ...one, kind: 'undeclared' as const })),
    ...unique(held.outdated).filter(({ permissionSetArn }) => sets.has(permissionSetArn)).map((place) => ({ ...place, kind: 'outdated' as const })),
  ];
  return found.sort((a, b) => (findingKey(a) < findingKey(b) ? -1 : 1));
}

/** What was found twice: a list that was older than it should be, or work that was under way, is not told as drift. */
export function confirmed(first: readonly Finding[], second: readonly Finding[]): Finding[] {
  const before = new Set(first.map(findingKey));
  return second.filter((finding) => before.has(findingKey(finding)));
}

/** Where to look again. */
export function suspiciousScope(findings: readonly Finding[]): DriftScope {
  const of = (outdated: boolean) => findings.filter(({ kind }) => (kind === 'outdated') === outdated);
  return {
    kind: 'some',
    places: unique(of(false).map(({ permissionSetArn, accountId }) => ({ permissionSetArn, accountId }))),
    sets: [...new Set(of(true).map(({ permissionSetArn }) => permissionSetArn))],
  };
}

export function findingKey(finding: Finding): string {
  return `${finding.kind === 'outdated' ? placeKey(finding) : assignmentKey(finding)}|${finding.kind}`;
}

function placeFilter(scope: DriftScope): (place: SetPlace) => boolean {
  if (scope.kind === 'all') {
    return () => true;
  }
  const places = new Set(scope.places.map(placeKey));
  return (place) => places.has(placeKey(place));
}

function unique(places: readonly SetPlace[]): SetPlace[] {
  return [...new Map(places.map(({ permissionSetArn, accountId }) => [`${permissionSetArn}|${accountId}`, { permissionSetArn, accountId }])).values()];
}

function withIds(access: DeployedAccess, cells: ReadonlyMap<string, readonly Cell[]>): HeldAssignment[] {
  const setArn = new Map(access.sets.map((name, index) => [name, access.setArns[index]]));
  const groupId = new Map(access.groups.map((name, index) => [name, access.groupIds[index]]));
  const found = new Map<string, HeldAssignment>();
  for (const [accountId, list] of cells) {
    for (const { permissionSet, group } of list) {
      const one = { permissionSetArn: setArn.get(permissionSet)!, accountId, principal: { type: 'GROUP' as const, id: groupId.get(group)! } };
      found.set(assignmentKey(one), one);
    }
  }
  return [...found.values()];
}
