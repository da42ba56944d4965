import { EnableOrganizationAdminAccountCommand, type GuardDutyClient, paginateListOrganizationAdminAccounts } from '@aws-sdk/client-guardduty';
import { written } from './posture-failures';
import type { AdministratorPort } from './posture-ports';

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_EnableOrganizationAdminAccount.html */
export class GuardDutyAdministrators implements AdministratorPort {
  public constructor(private readonly clientOf: (region: string) => GuardDutyClient) {}

  public async administrators(region: string) {
    const found: { accountId: string; enabled: boolean }[] = [];
    for await (const page of paginateListOrganizationAdminAccounts({ client: this.clientOf(region) }, {})) {
      found.push(...(page.AdminAccounts ?? []).map(({ AdminAccountId, AdminStatus }) => ({ accountId: AdminAccountId!, enabled: AdminStatus === 'ENABLED' })));
    }
    return found;
  }

  public async register(region: string, accountId: string): Promise<void> {
    await written(this.clientOf(region).send(new EnableOrganizationAdminAccountCommand({ AdminAccountId: accountId })));
  }
}
