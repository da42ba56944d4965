import { type AlternateIdentifier, GetUserIdCommand, type IdentitystoreClient, ResourceNotFoundException } from '@aws-sdk/client-identitystore';
import type { CallerDirectory } from './api-caller';

/** People of one identity store, by https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_GetUserId.html */
export class IdentityStoreCallers implements CallerDirectory {
  public constructor(private readonly client: IdentitystoreClient, private readonly identityStoreId: string) {}

  public async byExternalId(issuer: string, id: string): Promise<string | undefined> {
    return this.find({ ExternalId: { Issuer: issuer, Id: id } });
  }

  public async byUserName(userName: string): Promise<string | undefined> {
    return this.find({ UniqueAttribute: { AttributePath: 'userName', AttributeValue: userName } });
  }

  private async find(identifier: AlternateIdentifier): Promise<string | undefined> {
    try {
      const { UserId } = await this.client.send(new GetUserIdCommand({ IdentityStoreId: this.identityStoreId, AlternateIdentifier: identifier }));
      return UserId;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) {
        return undefined;
      }
      throw error;
    }
  }
}
