import { type SnapshotItems, aboutText } from './snapshot-calls';
import type { ReadList } from './snapshot-lists';
import type { SnapshotAccountAssignment, SnapshotGroup, SnapshotIdentityCenter, SnapshotPermissionSet } from '../domain/snapshot';

/** What is listed once for the whole instance. */
export interface ListedAccess {
  readonly groups: readonly SnapshotGroup[];
  readonly permissionSets: readonly SnapshotItems['ListPermissionSets'][];
}

export async function listAccess(read: ReadList, { Region, InstanceArn, IdentityStoreId }: SnapshotIdentityCenter): Promise<ListedAccess> {
  return {
    groups: await read('ListGroups', aboutText(Region, IdentityStoreId)),
    permissionSets: await read('ListPermissionSets', aboutText(Region, InstanceArn)),
  };
}

/**
 * Who holds what where.
 *
 * There is no list of all assignments: each set is asked for the accounts it is provisioned in, and each of these for its assignments.
 */
export async function readAccess(
  read: ReadList, { Region, InstanceArn }: SnapshotIdentityCenter, { groups, permissionSets }: ListedAccess,
): Promise<Pick<SnapshotIdentityCenter, 'Groups' | 'PermissionSets' | 'AccountAssignments'>> {
  const sets: SnapshotPermissionSet[] = [];
  const assignments: SnapshotAccountAssignment[] = [];
  for (const arn of permissionSets) {
    const about = aboutText(Region, InstanceArn, arn);
    const [set] = await read('DescribePermissionSet', about);
    sets.push({ ...set, Tags: await read('ListPermissionSetTags', about) });
    for (const accountId of await read('ListAccountsForProvisionedPermissionSet', about)) {
      assignments.push(...await read('ListAccountAssignments', aboutText(about, accountId)));
    }
  }
  return { Groups: groups, PermissionSets: sets, AccountAssignments: assignments };
}
