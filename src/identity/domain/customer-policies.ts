import type { DeployedPolicy, PermissionSetData, PolicyReference } from './permission-set-data';
import { type Selection, selectAccounts } from '../../organization/domain/account-selection';
import type { AccountPlace, Directory } from '../../organization/domain/directory';
import { compare } from '../../organization/domain/order';

/** As much of a rule as decides where policies are needed. */
export interface GivenSet {
  readonly permissionSet: string;
  readonly accounts: Selection;
}

/** One policy that the library makes, and where. */
export interface PlannedPolicy {
  readonly policy: DeployedPolicy;
  /** The sets that need it, by name. */
  readonly permissionSets: readonly string[];
  /** Ids of the member accounts, sorted. Missing: all of them, those that come later included. */
  readonly memberIds?: readonly string[];
  /** Whether the management account needs it, which no StackSet reaches. */
  readonly management: boolean;
}

/** A policy and the sets that need it. */
export interface UsedPolicy {
  readonly policy: DeployedPolicy;
  readonly permissionSets: readonly string[];
}

/** Every policy that some set has deployed; one that several sets share stands here once for each different content. */
export function usedPolicies(sets: readonly PermissionSetData[]): UsedPolicy[] {
  const used = new Map<string, { policy: DeployedPolicy; permissionSets: string[] }>();
  for (const set of sets) {
    for (const policy of set.deployed ?? []) {
      const key = JSON.stringify([policy.name, policy.path, policy.description, policy.statements, policy.accounts]);
      const { permissionSets } = used.get(key) ?? { permissionSets: [] };
      used.set(key, { policy, permissionSets: [...new Set([...permissionSets, set.name])] });
    }
  }
  return [...used.values()].sort((a, b) => compare(a.policy.name, b.policy.name));
}

/** The policy's name as IAM's ARNs have it. */
export function fullName({ path, name }: PolicyReference): string {
  return `${path}${name}`;
}

/** What a set names and nobody here deploys, its boundary included. */
export function assumedReferences({ customerManagedPolicies, boundary, deployed = [] }: PermissionSetData): PolicyReference[] {
  const made = deployed.map(fullName);
  const named = [...customerManagedPolicies, ...(boundary?.kind === 'customer' ? [boundary.policy] : [])];
  return named.filter((reference) => !made.includes(fullName(reference)));
}

/** The accounts that rules reach with one of these sets; what is wrong with a rule is said where rules are read. */
export function reachOf(permissionSets: readonly string[], rules: readonly GivenSet[], directory: Directory): AccountPlace[] {
  const giving = rules.filter(({ permissionSet }) => permissionSets.includes(permissionSet));
  return [...new Set(giving.flatMap(({ accounts }) => selected(accounts, directory)))];
}

/**
 * Where each policy is made.
 *
 * In member accounts this hangs on no rule: a policy goes from an account only once no role has it, and the stack that takes it away is deployed
 * before the one in which a rule goes. In the management account one stack does both, in the right order.
 */
export function plannedPolicies(sets: readonly PermissionSetData[], rules: readonly GivenSet[], directory: Directory): PlannedPolicy[] {
  const members = (accounts: Selection) => selected(accounts, directory).filter(({ management }) => !management).map(({ id }) => id).sort(compare);
  return usedPolicies(sets).map(({ policy, permissionSets }) => ({
    policy,
    permissionSets,
    ...(policy.accounts && { memberIds: members(policy.accounts) }),
    management: reachOf(permissionSets, rules, directory).some(({ management }) => management),
  }));
}

function selected(selection: Selection, directory: Directory): readonly AccountPlace[] {
  const found = selectAccounts(selection, directory);
  return found.kind === 'selected' ? found.accounts : [];
}
