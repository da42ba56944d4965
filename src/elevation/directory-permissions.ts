import type { Organization } from '../organization/organization';
import type { Permission } from '../private/handler-claims';
import type { WildcardReason } from '../private/wildcard-reason';

/** What of the identity store a function may ask. */
export interface DirectoryAccess {
  /** Whether somebody is there and enabled. */
  readonly person: Permission;
  /** Which of some groups somebody is in. */
  readonly groupsOfPerson: Permission;
  /** Who somebody is, by what another system calls them. */
  readonly personByName: Permission;
  /** Who is in a group. */
  readonly membersOfGroup: Permission;
  /** Why of people. */
  readonly people: WildcardReason;
  /** Why of groups. */
  readonly groups: WildcardReason[];
}

/** Permissions on the one identity store of an organization, whose people and groups have ARNs without its id. */
export function directoryAccess({ partition, managementAccount, identityCenter }: Organization): DirectoryAccess {
  const store = `arn:${partition}:identitystore::${managementAccount.accountId}:identitystore/${identityCenter!.identityStoreId}`;
  const [people, groups, memberships] = ['user', 'group', 'membership'].map((kind) => `arn:${partition}:identitystore:::${kind}/*`);
  const reason = 'who is asked about is known only then; all of them belong to the one store';
  return {
    person: { actions: ['identitystore:DescribeUser'], resources: [store, people] },
    groupsOfPerson: { actions: ['identitystore:IsMemberInGroups'], resources: [store, people, groups, memberships] },
    personByName: { actions: ['identitystore:GetUserId'], resources: [store, people] },
    membersOfGroup: { actions: ['identitystore:ListGroupMemberships'], resources: [store, groups, memberships] },
    people: { resource: people, reason },
    groups: [groups, memberships].map((resource) => ({ resource, reason })),
  };
}
