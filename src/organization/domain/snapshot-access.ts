import { compare } from './order';
import type { Snapshot, SnapshotIdentityCenter } from './snapshot';

/** Groups, permission sets and assignments as a snapshot found them. */
export interface RecordedAccess {
  readonly groups: readonly RecordedGroup[];
  readonly permissionSets: readonly RecordedPermissionSet[];
  readonly assignments: readonly RecordedAssignment[];
}

export interface RecordedGroup {
  readonly id: string;
  /** Missing where the API returned none. */
  readonly name?: string;
}

export interface RecordedPermissionSet {
  readonly arn: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface RecordedAssignment {
  readonly accountId: string;
  readonly permissionSetArn: string;
  /** 'USER' or 'GROUP'. */
  readonly principalType: string;
  readonly principalId: string;
}

/** The members that are there together or not at all. */
export const ACCESS_MEMBERS = ['Groups', 'PermissionSets', 'AccountAssignments'] as const;

/** What the snapshot tells of access, in an order of its own; undefined when it was taken without. */
export function recordedAccess({ IdentityCenter }: Pick<Snapshot, 'IdentityCenter'>): RecordedAccess | undefined {
  if (!IdentityCenter || !hasAccess(IdentityCenter)) {
    return undefined;
  }
  const { Groups, PermissionSets, AccountAssignments } = IdentityCenter;
  return {
    groups: Groups.map(({ GroupId, DisplayName }) => ({ id: GroupId, ...(DisplayName === undefined ? {} : { name: DisplayName }) }))
      .sort((a, b) => compare(a.name ?? '', b.name ?? '') || compare(a.id, b.id)),
    permissionSets: PermissionSets.map(({ PermissionSetArn, Name, Tags = [] }) => (
      { arn: PermissionSetArn, name: Name, tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])) }))
      .sort((a, b) => compare(a.name, b.name)),
    assignments: AccountAssignments.map(({ AccountId, PermissionSetArn, PrincipalType, PrincipalId }) => (
      { accountId: AccountId, permissionSetArn: PermissionSetArn, principalType: PrincipalType, principalId: PrincipalId }))
      .sort((a, b) => compare(a.accountId, b.accountId) || compare(a.permissionSetArn, b.permissionSetArn) || compare(a.principalId, b.principalId)),
  };
}

function hasAccess(center: SnapshotIdentityCenter): center is Required<SnapshotIdentityCenter> {
  return ACCESS_MEMBERS.every((member) => center[member] !== undefined);
}
