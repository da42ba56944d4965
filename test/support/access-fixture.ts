import type { Snapshot, SnapshotIdentityCenter } from '../../src/organization/domain/snapshot';

/** Ids in the form of the API, told apart by a letter or a number. */
export const groupId = (number: number) => `906712ab34-00000000-0000-0000-0000-${String(number).padStart(12, '0')}`;
export const setArn = (instanceArn: string, number: number) => `arn:aws:sso:::permissionSet/${instanceArn.split('/')[1]}/ps-${String(number).padStart(16, '0')}`;

export interface AccessSeed {
  /** Display names; the first has id 1. */
  readonly groups: readonly string[];
  /** Names, with tags where there are any; the first has ARN 1. */
  readonly sets: readonly (string | readonly [name: string, tags: Readonly<Record<string, string>>])[];
  /** Group (or a user, as 'user:<number>'), set and account. */
  readonly assignments: readonly (readonly [principal: string, set: string, accountId: string])[];
}

/** What `zero-trust snapshot --access` adds to the Identity Center of a snapshot. */
export function accessMembers({ InstanceArn }: Pick<SnapshotIdentityCenter, 'InstanceArn'>, { groups, sets, assignments }: AccessSeed) {
  const names = sets.map((set) => (typeof set === 'string' ? set : set[0]));
  return {
    Groups: groups.map((DisplayName, index) => ({ GroupId: groupId(index + 1), DisplayName, ExternalIds: [{ Issuer: 'idp', Id: `external-${index + 1}` }] })),
    PermissionSets: sets.map((set, index) => ({
      PermissionSetArn: setArn(InstanceArn, index + 1),
      Name: names[index],
      SessionDuration: 'PT8H',
      Tags: typeof set === 'string' ? [] : Object.entries(set[1]).map(([Key, Value]) => ({ Key, Value })),
    })),
    AccountAssignments: assignments.map(([principal, set, AccountId]) => ({
      AccountId,
      PermissionSetArn: setArn(InstanceArn, names.indexOf(set) + 1),
      PrincipalType: principal.startsWith('user:') ? 'USER' : 'GROUP',
      PrincipalId: groupId(principal.startsWith('user:') ? Number(principal.slice(5)) : groups.indexOf(principal) + 1),
    })),
  };
}

/** The snapshot with access recorded. */
export function withAccess<S extends Pick<Snapshot, 'IdentityCenter'>>(snapshot: S, seed: AccessSeed): S {
  return { ...snapshot, IdentityCenter: { ...snapshot.IdentityCenter!, ...accessMembers(snapshot.IdentityCenter!, seed) } };
}
