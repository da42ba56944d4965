import { type AccountPlace, type Directory } from './directory';
import { didYouMean } from './near-misses';
import { compare } from './order';
import { type Problem, listed } from './problem';

/** Which accounts somebody means, in the words of the organization. */
export type Selection =
  | { readonly kind: 'all' }
  | { readonly kind: 'named'; readonly accounts: readonly string[] }
  | { readonly kind: 'under'; readonly units: readonly string[] }
  | { readonly kind: 'tagged'; readonly key: string; readonly value: string }
  | { readonly kind: 'together'; readonly parts: readonly Selection[] }
  | { readonly kind: 'except'; readonly from: Selection; readonly accounts: readonly string[] };

export type Selected =
  | { readonly kind: 'selected'; readonly accounts: readonly AccountPlace[] }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** The active accounts that a selection stands for, by name and then id; or everything that is wrong with it. */
export function selectAccounts(selection: Selection, directory: Directory): Selected {
  const problems: Problem[] = [];
  const found = resolve(selection, directory, problems);
  if (problems.length === 0 && found.size === 0) {
    problems.push({
      code: 'AccountsEmpty',
      problem: `${describeSelection(selection)} selects no active account; a selection must name at least one`,
      fix: 'widen the selection, or remove what uses it',
    });
  }
  return problems.length > 0
    ? { kind: 'refused', problems }
    : { kind: 'selected', accounts: [...found].sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id)) };
}

/** One account by name or id; a name that two accounts share is refused, not guessed. */
export function findAccount(nameOrId: string, directory: Directory): { account: AccountPlace } | { problem: Problem } {
  const byId = directory.accounts.get(nameOrId);
  if (byId) {
    return { account: byId };
  }
  const namesakes = directory.accountsByName.get(nameOrId) ?? [];
  if (namesakes.length === 1) {
    return { account: namesakes[0] };
  }
  if (namesakes.length > 1) {
    return { problem: {
      code: 'AccountAmbiguous',
      problem: `'${nameOrId}' is the name of ${namesakes.length} accounts: ${namesakes.map(({ id }) => id).join(' and ')}`,
      fix: 'write the id of the one you mean',
    } };
  }
  return { problem: {
    code: 'AccountUnknown',
    problem: `there is no account '${nameOrId}' among the ${directory.accounts.size} of the organization`,
    fix: didYouMean(nameOrId, [...(/^\d+$/.test(nameOrId) ? directory.accounts : directory.accountsByName).keys()]),
  } };
}

/** One unit by its path; the empty path and '/' are not units. */
export function findUnitId(path: string, directory: Directory): { id: string } | { problem: Problem } {
  const unit = directory.unitsByPath.get(path);
  return unit ? { id: unit.id } : { problem: {
    code: 'UnitUnknown',
    problem: `there is no unit '${path}' among the ${directory.unitsByPath.size} of the organization`,
    fix: didYouMean(path, [...directory.unitsByPath.keys()]),
  } };
}

/** A valid selection with ids in place of names, so that an account that is given a known name later is not mistaken for the one that had it. */
export function withIds(selection: Selection, directory: Directory): Selection {
  const ids = (accounts: readonly string[]) => accounts.flatMap((nameOrId) => {
    const found = findAccount(nameOrId, directory);
    return 'account' in found ? [found.account.id] : [];
  });
  switch (selection.kind) {
    case 'named': return { kind: 'named', accounts: ids(selection.accounts) };
    case 'together': return { kind: 'together', parts: selection.parts.map((part) => withIds(part, directory)) };
    case 'except': return { kind: 'except', from: withIds(selection.from, directory), accounts: ids(selection.accounts) };
    default: return selection;
  }
}

/** Whether a selection, written with ids, reaches an active account that may have come or moved since the snapshot. */
export function reaches(selection: Selection, account: Pick<AccountPlace, 'id' | 'path' | 'tags'>): boolean {
  switch (selection.kind) {
    case 'all': return true;
    case 'named': return selection.accounts.includes(account.id);
    case 'under': return selection.units.some((unit) => account.path === unit || account.path.startsWith(`${unit}/`));
    case 'tagged': return Object.hasOwn(account.tags, selection.key) && account.tags[selection.key] === selection.value;
    case 'together': return selection.parts.some((part) => reaches(part, account));
    case 'except': return reaches(selection.from, account) && !selection.accounts.includes(account.id);
  }
}

/** The selection in words, for messages and the report. */
export function describeSelection(selection: Selection): string {
  switch (selection.kind) {
    case 'all': return 'all accounts';
    case 'named': return `accounts ${listed(selection.accounts)}`;
    case 'under': return `accounts under ${listed(selection.units)}`;
    case 'tagged': return `accounts tagged '${selection.key}' = '${selection.value}'`;
    case 'together': return selection.parts.map(describeSelection).join(' and ');
    case 'except': return `${describeSelection(selection.from)} except ${listed(selection.accounts)}`;
  }
}

function resolve(selection: Selection, directory: Directory, problems: Problem[]): Set<AccountPlace> {
  const active = () => [...directory.accounts.values()].filter((account) => account.active);
  switch (selection.kind) {
    case 'all':
      return new Set(active());
    case 'named':
      return named(selection.accounts, directory, problems);
    case 'under': {
      const units = selection.units.filter((path) => known(findUnitId(path, directory), problems));
      return new Set(active().filter(({ path }) => units.some((unit) => path === unit || path.startsWith(`${unit}/`))));
    }
    case 'tagged':
      return new Set(active().filter(({ tags }) => Object.hasOwn(tags, selection.key) && tags[selection.key] === selection.value));
    case 'together':
      return new Set(selection.parts.flatMap((part) => [...resolve(part, directory, problems)]));
    case 'except': {
      const left = resolve(selection.from, directory, problems);
      // an account that is suspended is left out already: naming it here does no harm.
      for (const nameOrId of selection.accounts) {
        const found = findAccount(nameOrId, directory);
        if (known(found, problems) && 'account' in found) {
          left.delete(found.account);
        }
      }
      return left;
    }
  }
}

function named(names: readonly string[], directory: Directory, problems: Problem[]): Set<AccountPlace> {
  const accounts = new Set<AccountPlace>();
  for (const nameOrId of names) {
    const found = findAccount(nameOrId, directory);
    if ('account' in found && !found.account.active) {
      problems.push({
        code: 'AccountNotActive',
        problem: `the account '${nameOrId}' is ${found.account.status}; only ACTIVE accounts can be given access`,
        fix: 'remove it from the selection, or reopen the account and take the snapshot again',
      });
    } else if (known(found, problems) && 'account' in found) {
      accounts.add(found.account);
    }
  }
  return accounts;
}

function known(found: object, problems: Problem[]): boolean {
  if ('problem' in found) {
    problems.push(found.problem as Problem);
    return false;
  }
  return true;
}
