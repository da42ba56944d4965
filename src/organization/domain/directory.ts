import { compare } from './order';
import type { Snapshot, SnapshotAccount, SnapshotUnit } from './snapshot';

/** A place policies hang on: the root, a unit or an account. */
export interface Place {
  readonly id: string;
  readonly name: string;
  /** Names of the units from the root down, such as 'Workloads/Production'; empty for the root. For an account: its unit's path. */
  readonly path: string;
  readonly parentId?: string;
  readonly kind: 'root' | 'unit' | 'account';
}

/** An account as the domain sees it. */
export interface AccountPlace extends Place {
  readonly kind: 'account';
  readonly email: string;
  readonly status: string;
  readonly active: boolean;
  readonly management: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** The tree of a valid snapshot with every lookup in constant time. */
export interface Directory {
  readonly rootId: string;
  readonly places: ReadonlyMap<string, Place>;
  readonly unitsByPath: ReadonlyMap<string, Place>;
  /** By id, in the order of their names and then ids, so that nothing depends on the order of the snapshot. */
  readonly accounts: ReadonlyMap<string, AccountPlace>;
  readonly accountsByName: ReadonlyMap<string, readonly AccountPlace[]>;
}

export function directoryOf(snapshot: Snapshot): Directory {
  const root = snapshot.Roots[0];
  const places = new Map<string, Place>([[root.Id, { id: root.Id, name: root.Name, path: '', kind: 'root' }]]);
  const unitsByPath = new Map<string, Place>();
  const unitsById = new Map(snapshot.OrganizationalUnits.map((unit) => [unit.Id, unit]));
  for (const unit of snapshot.OrganizationalUnits) {
    const place: Place = { id: unit.Id, name: unit.Name, path: pathOf(unit, unitsById), parentId: unit.ParentId, kind: 'unit' };
    places.set(unit.Id, place);
    unitsByPath.set(place.path, place);
  }
  const accounts = snapshot.Accounts
    .map((account) => accountPlace(account, places.get(account.ParentId)!.path, snapshot.Organization.MasterAccountId))
    .sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
  const accountsByName = new Map<string, AccountPlace[]>();
  for (const account of accounts) {
    places.set(account.id, account);
    accountsByName.set(account.name, [...(accountsByName.get(account.name) ?? []), account]);
  }
  return { rootId: root.Id, places, unitsByPath, accounts: new Map(accounts.map((account) => [account.id, account])), accountsByName };
}

/** The place itself and everything above it, from the root down. */
export function chainTo(id: string, places: ReadonlyMap<string, Place>): Place[] {
  const place = places.get(id)!;
  return place.parentId === undefined ? [place] : [...chainTo(place.parentId, places), place];
}

function pathOf(unit: SnapshotUnit, units: ReadonlyMap<string, SnapshotUnit>): string {
  const above = units.get(unit.ParentId);
  return above ? `${pathOf(above, units)}/${unit.Name}` : unit.Name;
}

function accountPlace(account: SnapshotAccount, path: string, managementAccountId: string): AccountPlace {
  const status = (account.State ?? account.Status)!;
  return {
    id: account.Id,
    name: account.Name,
    path,
    parentId: account.ParentId,
    kind: 'account',
    email: account.Email,
    status,
    active: status === 'ACTIVE',
    management: account.Id === managementAccountId,
    tags: Object.fromEntries((account.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
  };
}
