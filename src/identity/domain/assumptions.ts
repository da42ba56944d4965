import { assumedReferences, fullName } from './customer-policies';
import type { PermissionSetData } from './permission-set-data';
import { compare } from '../../organization/domain/order';
import { listed } from '../../organization/domain/problem';

/** A customer managed policy that nobody here deploys: that it exists is assumed, because a snapshot cannot show it. */
export interface AssumedPolicy {
  /** Its name with its path. */
  readonly policy: string;
  readonly permissionSets: readonly string[];
  /** Ids of the accounts in which rules give these sets, sorted. */
  readonly accountIds: readonly string[];
}

/** As much of an assignment as says where a set is held. */
interface Holding {
  readonly permissionSet: string;
  readonly account: { readonly id: string };
}

/** What must exist already in which accounts, by policy. */
export function assumedPolicies(sets: readonly PermissionSetData[], holdings: readonly Holding[]): AssumedPolicy[] {
  const made = new Set(sets.flatMap(({ deployed = [] }) => deployed.map(fullName)));
  const users = new Map<string, Set<string>>();
  for (const set of sets) {
    for (const policy of assumedReferences(set).map(fullName).filter((one) => !made.has(one))) {
      users.set(policy, (users.get(policy) ?? new Set()).add(set.name));
    }
  }
  if (users.size === 0) {
    return [];
  }
  const accounts = new Map<string, Set<string>>();
  for (const { permissionSet, account } of holdings) {
    accounts.set(permissionSet, (accounts.get(permissionSet) ?? new Set()).add(account.id));
  }
  return [...users].sort(([a], [b]) => compare(a, b)).map(([policy, permissionSets]) => ({
    policy,
    permissionSets: [...permissionSets].sort(compare),
    accountIds: [...new Set([...permissionSets].flatMap((set) => [...accounts.get(set) ?? []]))].sort(compare),
  }));
}

/** One line about all of them; nothing when nothing is assumed. */
export function assumptionWarnings(assumed: readonly AssumedPolicy[]): { id: string; message: string }[] {
  const accounts = new Set(assumed.flatMap(({ accountIds }) => accountIds));
  return assumed.length === 0 ? [] : [{
    id: 'customer-policies-assumed',
    message: `Permission sets name customer managed policies that are not deployed with them: ${listed(assumed.map(({ policy }) => policy))}. Identity Center refuses a set in an account `
      + `without them, and a snapshot cannot show whether they exist; rules give these sets in ${accounts.size === 1 ? 'one account' : `${accounts.size} accounts`}.`,
  }];
}
