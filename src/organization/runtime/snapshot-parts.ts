import type { ListedAccount } from './snapshot-calls';
import { OrganizationChanged } from './snapshot-failures';
import type { ReadList } from './snapshot-lists';
import type { SnapshotAccount, SnapshotDelegate, SnapshotPolicy, SnapshotRoot, SnapshotUnit } from '../domain/snapshot';

/** All units below the roots, whatever their depth. */
export async function readUnits(read: ReadList, roots: readonly SnapshotRoot[]): Promise<SnapshotUnit[]> {
  const units: SnapshotUnit[] = [];
  const parents = roots.map((root) => root.Id);
  for (let ParentId = parents.shift(); ParentId !== undefined; ParentId = parents.shift()) {
    for (const unit of await read('ListOrganizationalUnitsForParent', ParentId)) {
      units.push({ ...unit, ParentId });
      parents.push(unit.Id);
    }
  }
  return units;
}

/**
 * All accounts with their parents and tags.
 *
 * Parents come from asking each unit for its accounts, which takes fewer calls than asking each account for its parent.
 * The list of all accounts is the cross-check: an account that moves between two units while they are read could slip
 * through, and an account missing from a snapshot is an account without guardrails.
 */
export async function readAccounts(read: ReadList, listed: readonly ListedAccount[], parents: readonly string[]): Promise<SnapshotAccount[]> {
  const placed = new Map<string, Omit<SnapshotAccount, 'Tags'>>();
  for (const ParentId of parents) {
    for (const account of await read('ListAccountsForParent', ParentId)) {
      placed.set(account.Id, { ...account, ParentId });
    }
  }
  const lost = listed.find((account) => !placed.has(account.Id));
  if (lost) {
    throw new OrganizationChanged(`account ${lost.Id} is in the organization but in none of its units`);
  }
  return forEach(placed.values(), async (account) => ({ ...account, Tags: await read('ListTagsForResource', account.Id) }));
}

/** The policies with what they say and where they are attached. */
export async function readPolicies(read: ReadList, listed: readonly SnapshotPolicy['PolicySummary'][]): Promise<SnapshotPolicy[]> {
  const described = await forEach(listed, async ({ Id }) => (await read('DescribePolicy', Id))[0]);
  return forEach(described, async (policy) => ({ ...policy, Targets: await read('ListTargetsForPolicy', policy.PolicySummary.Id) }));
}

/** The delegated administrators with what they administer. */
export async function readDelegates(read: ReadList, listed: readonly Omit<SnapshotDelegate, 'DelegatedServices'>[]): Promise<SnapshotDelegate[]> {
  return forEach(listed, async (delegate) => ({ ...delegate, DelegatedServices: await read('ListDelegatedServicesForAccount', delegate.Id) }));
}

/** One after the other: calls at the same time would only be throttled. */
async function forEach<T, R>(items: Iterable<T>, step: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) {
    results.push(await step(item));
  }
  return results;
}
