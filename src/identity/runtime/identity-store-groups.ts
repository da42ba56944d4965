import { GetGroupIdCommand, type IdentitystoreClient, ResourceNotFoundException } from '@aws-sdk/client-identitystore';
import type { GroupIds } from './ports';

/** Groups of one identity store, by https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_GetGroupId.html */
export class IdentityStoreGroups implements GroupIds {
  public constructor(private readonly client: IdentitystoreClient, private readonly identityStoreId: string) {}

  public async findGroupId(displayName: string): Promise<string | undefined> {
    try {
      const answer = await this.client.send(new GetGroupIdCommand({
        IdentityStoreId: this.identityStoreId,
        AlternateIdentifier: { UniqueAttribute: { AttributePath: 'displayName', AttributeValue: displayName } },
      }));
      return answer.GroupId;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) {
        return undefined;
      }
      throw error;
    }
  }
}
