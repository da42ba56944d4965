import { type IdentitystoreClient, paginateListGroupMemberships } from '@aws-sdk/client-identitystore';
import type { GroupMembers } from './keep-rules';

/** Members of groups of one identity store, disabled people among them. */
export class IdentityStoreMembers implements GroupMembers {
  public constructor(private readonly client: IdentitystoreClient, private readonly identityStoreId: string) {}

  public async membersOf(groupId: string): Promise<ReadonlySet<string>> {
    const members = new Set<string>();
    const pages = paginateListGroupMemberships({ client: this.client }, { IdentityStoreId: this.identityStoreId, GroupId: groupId });
    for await (const { GroupMemberships = [] } of pages) {
      GroupMemberships.flatMap(({ MemberId }) => MemberId?.UserId ?? []).forEach((id) => members.add(id));
    }
    return members;
  }
}
