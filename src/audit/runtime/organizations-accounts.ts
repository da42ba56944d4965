import { ListAccountsCommand, type OrganizationsClient } from '@aws-sdk/client-organizations';
import type { OrganizationAccounts } from './integrity-ports';
import type { ListedAccount } from '../domain/roster';

/**
 * Accounts as Organizations lists them, the management account included. A member account may ask if it administers any service.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export function organizationsAccounts(client: OrganizationsClient, ownAccountId: string): OrganizationAccounts {
  return {
    async list() {
      const accounts: ListedAccount[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(new ListAccountsCommand({ NextToken }));
        accounts.push(...(page.Accounts ?? []).map(({ Id, JoinedTimestamp, State, Status }) => (
          { accountId: Id!, joinedMs: JoinedTimestamp?.getTime() ?? 0, active: (State ?? Status) === 'ACTIVE' })));
        NextToken = page.NextToken;
      } while (NextToken);
      // a list without whoever asks is none to conclude from that others left.
      if (!accounts.some(({ accountId }) => accountId === ownAccountId)) {
        throw new Error(`organizations:ListAccounts gave ${accounts.length} accounts, and ${ownAccountId}, which asked, is not among them`);
      }
      return accounts;
    },
  };
}
