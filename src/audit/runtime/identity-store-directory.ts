import { type IdentitystoreClient, ListUsersCommand, type User } from '@aws-sdk/client-identitystore';
import { trailFailure } from './aws-failures';
import type { IdentityDirectory } from './take-identity-snapshot';
import type { Person } from '../domain/identity-history';

/** @see https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_ListUsers.html */
export function identityStoreDirectory(client: IdentitystoreClient, identityStoreId: string): IdentityDirectory {
  return {
    async page(next) {
      try {
        const command = new ListUsersCommand({ IdentityStoreId: identityStoreId, MaxResults: 100, NextToken: next });
        const { Users = [], NextToken } = await client.send(command);
        return { people: Users.map(personOf), next: NextToken || undefined };
      } catch (error) {
        throw trailFailure('identitystore:ListUsers', error);
      }
    },
  };
}

function personOf({ UserId, UserName, Emails = [], ExternalIds = [], UserStatus }: User): Person {
  return {
    userId: UserId!,
    // somebody may have no name, and is told apart by the id.
    userName: UserName ?? UserId!,
    email: (Emails.find(({ Primary }) => Primary) ?? Emails[0])?.Value,
    externalId: ExternalIds[0]?.Id,
    status: UserStatus === 'ENABLED' || UserStatus === 'DISABLED' ? UserStatus : 'UNKNOWN',
  };
}
