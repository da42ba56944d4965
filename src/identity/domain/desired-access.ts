import type { Assignment, RuleData } from './access-matrix';
import { type Selection, reaches, withIds } from '../../organization/domain/account-selection';
import type { AccountPlace, Directory } from '../../organization/domain/directory';

/** One cell of an account: a group that holds a set there. */
export interface Cell {
  readonly permissionSet: string;
  readonly group: string;
}

/** Where an account stands and what it carries: enough to know what the rules give it. */
export interface AccountFacts {
  readonly id: string;
  readonly name: string;
  /** Path of its unit, such as 'Workloads/Production'; empty below the root. */
  readonly path: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Account facts as the document holds them. */
interface DesiredAccount extends AccountFacts {
  /** For each set held here its number in `sets`, followed by the numbers in `groups` of those that hold it. */
  readonly holds: readonly (readonly number[])[];
}

/**
 * What a deployment wants of Identity Center: one document, read by the reconciler and by the drift check.
 *
 * Numbers instead of names keep 40,000 assignments below a megabyte. The rules are there for accounts that came or moved
 * after the snapshot: what they give is known without a deployment.
 */
export interface DesiredAccess {
  readonly schemaVersion: 1;
  readonly organizationId: string;
  /** Rules that name it, and all accounts, mean other accounts: here the delegated administrator cannot act. */
  readonly managementAccountId: string;
  readonly sets: readonly string[];
  readonly groups: readonly string[];
  readonly accounts: readonly DesiredAccount[];
  /** Selections are written with ids. */
  readonly rules: readonly { readonly group: string; readonly permissionSet: string; readonly accounts: Selection }[];
}

/** A permission set that an earlier document declared: who holds it still, holds what a deployment left over. */
export interface RetiredSet {
  readonly name: string;
  readonly arn: string;
}

/** The document with what only the deployment knows: ARNs of sets and ids of groups, in the order of their names. */
export interface DeployedAccess extends DesiredAccess {
  readonly instanceArn: string;
  readonly setArns: readonly string[];
  readonly groupIds: readonly string[];
  /** Sets that earlier deployments declared; missing where there are none. */
  readonly retired?: readonly RetiredSet[];
}

export interface DesiredAccessFacts {
  readonly organizationId: string;
  readonly managementAccountId: string;
  /** Names of all declared sets, used or not: whoever holds one of them by no rule holds it undeclared. */
  readonly sets: readonly string[];
  readonly assignments: readonly Assignment[];
  readonly rules: readonly RuleData[];
  readonly directory: Directory;
}

/** The document of a valid matrix. The same matrix gives the same document, whatever the order of its rules. */
export function desiredAccess(facts: DesiredAccessFacts): DesiredAccess {
  const { directory } = facts;
  const sets = [...facts.sets].sort();
  const groups = [...new Set([...facts.rules, ...facts.assignments].map(({ group }) => group))].sort();
  const numberOf = (names: readonly string[]) => new Map(names.map((name, index) => [name, index]));
  const [setNumber, groupNumber] = [numberOf(sets), numberOf(groups)];
  const held = new Map<AccountPlace, Map<number, number[]>>();
  for (const { account, permissionSet, group } of facts.assignments) {
    const ofAccount = held.get(account) ?? new Map<number, number[]>();
    const set = setNumber.get(permissionSet)!;
    const holders = ofAccount.get(set) ?? [];
    holders.push(groupNumber.get(group)!);
    ofAccount.set(set, holders);
    held.set(account, ofAccount);
  }
  const ascending = (a: number, b: number) => a - b;
  return {
    schemaVersion: 1,
    organizationId: facts.organizationId,
    managementAccountId: facts.managementAccountId,
    sets,
    groups,
    accounts: [...directory.accounts.values()].filter(({ active }) => active).sort((a, b) => (a.id < b.id ? -1 : 1)).map((account) => ({
      id: account.id,
      name: account.name,
      path: account.path,
      tags: account.tags,
      holds: [...held.get(account) ?? []].sort(([a], [b]) => a - b).map(([set, holders]) => [set, ...holders.sort(ascending)]),
    })),
    rules: facts.rules.map(({ group, permissionSet, accounts }) => ({ group, permissionSet, accounts: withIds(accounts, directory) })),
  };
}

/** What an account holds by the snapshot's place for it; nothing when the snapshot did not know it. */
export function cellsOf(desired: DesiredAccess, accountId: string): Cell[] {
  return cells(desired, desired.accounts.find(({ id }) => id === accountId)?.holds ?? []);
}

/** Cells of every account of the snapshot that holds any, by account id. */
export function cellsByAccount(desired: DesiredAccess): Map<string, Cell[]> {
  return new Map(desired.accounts.filter(({ holds }) => holds.length > 0).map(({ id, holds }) => [id, cells(desired, holds)]));
}

/** What the rules give an account where it stands now; the same as `cellsOf` for one that has not moved. */
export function cellsAt(desired: DesiredAccess, account: AccountFacts): Cell[] {
  if (account.id === desired.managementAccountId) {
    return cellsOf(desired, account.id);
  }
  const found = new Map<string, Cell>();
  for (const { group, permissionSet, accounts } of desired.rules) {
    if (reaches(accounts, account)) {
      found.set(JSON.stringify([permissionSet, group.toLowerCase()]), { permissionSet, group });
    }
  }
  return [...found.values()];
}

function cells(desired: DesiredAccess, holds: readonly (readonly number[])[]): Cell[] {
  return holds.flatMap(([set, ...groups]) => groups.map((group) => ({ permissionSet: desired.sets[set], group: desired.groups[group] })));
}
