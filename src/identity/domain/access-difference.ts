import { type AppliedCell, type NamedCell, cellKey } from './applied-access';
import { type AccountFacts, type Cell, type DeployedAccess, type DesiredAccess, cellsAt, cellsByAccount, cellsOf } from './desired-access';

/** What has to happen in an account. */
export interface AccountDifference {
  readonly create: readonly NamedCell[];
  /** Only what was applied before: nobody else's assignment is ever in here. */
  readonly remove: readonly NamedCell[];
}

/** What an account shall hold, by the place the document has for it or by the one that was observed later. */
export function wantedCells(access: DeployedAccess, accountId: string, observed?: AccountFacts): NamedCell[] {
  if (accountId === access.managementAccountId) {
    return [];
  }
  const arns = new Map(access.sets.map((name, index) => [name, access.setArns[index]]));
  const ids = new Map(access.groups.map((name, index) => [name, access.groupIds[index]]));
  const cells = (observed ? cellsAt(access, observed) : cellsOf(access, accountId)).map((cell) => named(cell, arns, ids));
  return [...new Map(cells.map((cell) => [cellKey(cell), cell])).values()];
}

/** What is wanted and not known to exist, and what was applied and is not wanted any more. */
export function accountDifference(wanted: readonly NamedCell[], applied: readonly AppliedCell[]): AccountDifference {
  const confirmed = new Set(applied.filter((cell) => cell.confirmed).map(cellKey));
  const kept = new Set(wanted.map(cellKey));
  return {
    create: wanted.filter((cell) => !confirmed.has(cellKey(cell))),
    remove: applied.filter((cell) => !kept.has(cellKey(cell))),
  };
}

/** An assignment that a document has and the next one has not. */
export interface RemovedCell extends Cell {
  readonly account: string;
}

/**
 * What a deployment would take away, by names: a group that was pushed anew under its name loses nothing, and neither does
 * anybody in an account that was closed or left, which the new document does not have.
 */
export function removedCells(before: DesiredAccess, after: DesiredAccess): { removed: RemovedCell[]; total: number } {
  const key = ({ permissionSet, group }: Cell) => `${permissionSet}|${group.toLowerCase()}`;
  const kept = new Map([...cellsByAccount(after)].map(([accountId, cells]) => [accountId, new Set(cells.map(key))]));
  const names = new Map(before.accounts.map(({ id, name }) => [id, name]));
  const there = new Set(after.accounts.map(({ id }) => id));
  const removed: RemovedCell[] = [];
  let total = 0;
  for (const [accountId, cells] of cellsByAccount(before)) {
    if (!there.has(accountId)) {
      continue;
    }
    total += cells.length;
    const still = kept.get(accountId);
    removed.push(...cells.filter((cell) => !still?.has(key(cell))).map((cell) => ({ ...cell, account: `${names.get(accountId)} (${accountId})` })));
  }
  return { removed, total };
}

function named({ permissionSet, group }: Cell, arns: ReadonlyMap<string, string>, ids: ReadonlyMap<string, string>): NamedCell {
  return { permissionSet, group, permissionSetArn: arns.get(permissionSet)!, groupId: ids.get(group)! };
}
