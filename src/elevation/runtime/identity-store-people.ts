import { DescribeUserCommand, type IdentitystoreClient, IsMemberInGroupsCommand, ResourceNotFoundException } from '@aws-sdk/client-identitystore';
import type { People, Person } from './ports';

/** IsMemberInGroups takes no more. */
const AT_ONCE = 100;

/** People of one identity store, as it knows them now. */
export class IdentityStorePeople implements People {
  public constructor(private readonly client: IdentitystoreClient, private readonly identityStoreId: string) {}

  public async find(userId: string): Promise<Person | undefined> {
    try {
      const { UserStatus, DisplayName } = await this.client.send(new DescribeUserCommand({ IdentityStoreId: this.identityStoreId, UserId: userId }));
      // whoever is not said to be enabled is not.
      return { id: userId, enabled: UserStatus === 'ENABLED', ...(DisplayName ? { displayName: DisplayName } : {}) };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) {
        return undefined;
      }
      throw error;
    }
  }

  public async groupsOf(userId: string, groupIds: readonly string[]): Promise<readonly string[]> {
    const found: string[] = [];
    for (let start = 0; start < groupIds.length; start += AT_ONCE) {
      found.push(...await this.among(userId, groupIds.slice(start, start + AT_ONCE)));
    }
    return found;
  }

  /** A group that was deleted makes the answer fail for all that were asked about with it: nobody is in it, and the rest is asked again. */
  private async among(userId: string, groupIds: readonly string[]): Promise<readonly string[]> {
    try {
      const { Results = [] } = await this.client.send(new IsMemberInGroupsCommand({
        IdentityStoreId: this.identityStoreId, MemberId: { UserId: userId }, GroupIds: [...groupIds],
      }));
      return Results.filter(({ MembershipExists }) => MembershipExists === true).map(({ GroupId }) => GroupId!);
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) {
        throw error;
      }
      const half = Math.ceil(groupIds.length / 2);
      return groupIds.length <= 1 ? [] : [...await this.among(userId, groupIds.slice(0, half)), ...await this.among(userId, groupIds.slice(half))];
    }
  }
}
