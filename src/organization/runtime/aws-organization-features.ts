import { ActivateOrganizationsAccessCommand, type CloudFormationClient, DescribeOrganizationsAccessCommand } from '@aws-sdk/client-cloudformation';
import {
  EnableAWSServiceAccessCommand, EnablePolicyTypeCommand, type OrganizationsClient, PolicyTypeAlreadyEnabledException,
  AccountAlreadyRegisteredException, RegisterDelegatedAdministratorCommand, paginateListAWSServiceAccessForOrganization,
  paginateListDelegatedAdministrators, paginateListRoots, type PolicyType,
} from '@aws-sdk/client-organizations';
import { OrganizationBusy, type OrganizationFeaturesPort } from './feature-ports';

/**
 * The switches of AWS Organizations, and the one of CloudFormation.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ActivateOrganizationsAccess.html
 */
export class AwsOrganizationFeatures implements OrganizationFeaturesPort {
  public constructor(private readonly client: OrganizationsClient, private readonly cloudFormation: CloudFormationClient) {}

  public async policyTypes(): Promise<Readonly<Record<string, string>>> {
    const { PolicyTypes } = await this.root();
    return Object.fromEntries((PolicyTypes ?? []).map(({ Type, Status }) => [Type!, Status!]));
  }

  public async enablePolicyType(type: string): Promise<void> {
    const { Id } = await this.root();
    const command = new EnablePolicyTypeCommand({ RootId: Id, PolicyType: type as PolicyType });
    await written(this.client.send(command), PolicyTypeAlreadyEnabledException);
  }

  public async trustedServices(): Promise<readonly string[]> {
    const services: string[] = [];
    for await (const page of paginateListAWSServiceAccessForOrganization({ client: this.client }, {})) {
      services.push(...(page.EnabledServicePrincipals ?? []).map(({ ServicePrincipal }) => ServicePrincipal!));
    }
    return services;
  }

  public async enableTrustedService(servicePrincipal: string): Promise<void> {
    await written(this.client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: servicePrincipal })));
  }

  public async stackSetsActive(): Promise<boolean> {
    const { Status } = await this.cloudFormation.send(new DescribeOrganizationsAccessCommand({}));
    return Status === 'ENABLED';
  }

  public async activateStackSets(): Promise<void> {
    await written(this.cloudFormation.send(new ActivateOrganizationsAccessCommand({})));
  }

  public async delegatedAdministrators(servicePrincipal: string): Promise<readonly string[]> {
    const accounts: string[] = [];
    for await (const page of paginateListDelegatedAdministrators({ client: this.client }, { ServicePrincipal: servicePrincipal })) {
      accounts.push(...(page.DelegatedAdministrators ?? []).map(({ Id }) => Id!));
    }
    return accounts;
  }

  public async registerDelegatedAdministrator(accountId: string, servicePrincipal: string): Promise<void> {
    const command = new RegisterDelegatedAdministratorCommand({ AccountId: accountId, ServicePrincipal: servicePrincipal });
    await written(this.client.send(command), AccountAlreadyRegisteredException);
  }

  private async root() {
    for await (const page of paginateListRoots({ client: this.client }, {})) {
      for (const root of page.Roots ?? []) {
        return root;
      }
    }
    throw new Error('This account cannot see the root of an organization; deploy this stack in the management account.');
  }
}

/** Errors after which the same call works later; the SDK's own retries know only those of throttling. */
const BUSY = ['ConcurrentModificationException', 'PolicyChangesInProgressException', 'TooManyRequestsException'];

/** Waits for a write; `already` means that somebody else did the same in between, which is what was wanted. */
async function written(write: Promise<unknown>, already?: new (...args: any[]) => Error): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (already && error instanceof already) {
      return;
    }
    throw BUSY.includes((error as Error).name) ? new OrganizationBusy((error as Error).message) : error;
  }
}
