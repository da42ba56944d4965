import { EnableOrganizationAdminAccountCommand, type SecurityHubClient, paginateListOrganizationAdminAccounts } from '@aws-sdk/client-securityhub';
import { written } from './posture-failures';
import type { AdministratorPort } from './posture-ports';

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_EnableOrganizationAdminAccount.html */
export class SecurityHubAdministrators implements AdministratorPort {
  public constructor(private readonly clientOf: (region: string) => SecurityHubClient) {}

  public async administrators(region: string) {
    const found: { accountId: string; enabled: boolean }[] = [];
    for await (const page of paginateListOrganizationAdminAccounts({ client: this.clientOf(region) }, {})) {
      found.push(...(page.AdminAccounts ?? []).map(({ AccountId, Status }) => ({ accountId: AccountId!, enabled: Status === 'ENABLED' })));
    }
    return found;
  }

  public async register(region: string, accountId: string): Promise<void> {
    await written(this.clientOf(region).send(new EnableOrganizationAdminAccountCommand({ AdminAccountId: accountId })));
  }
}
