import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { AwsOrganizationFeatures } from './aws-organization-features';
import { enableFeatures } from './enable-features';
import { customResource } from '../../private/runtime/custom-resource';

// Organizations takes one or two writes a second: adaptive retries wait throttling out.
const organization = new AwsOrganizationFeatures(new OrganizationsClient({ retryMode: 'adaptive', maxAttempts: 15 }), new CloudFormationClient());

const pause = { seconds: (seconds: number) => new Promise<void>((done) => { setTimeout(done, seconds * 1000); }) };

export const handler = customResource(async (event) => {
  const { PolicyTypes, TrustedServices, DelegatedAdministrators } = event.ResourceProperties;
  // a deletion leaves everything as it is: taking it back could tear the organization's security down.
  if (event.RequestType !== 'Delete') {
    await enableFeatures({
      policyTypes: PolicyTypes,
      trustedServices: TrustedServices,
      delegatedAdministrators: DelegatedAdministrators.map(({ ServicePrincipal, AccountId }: Record<string, string>) =>
        ({ servicePrincipal: ServicePrincipal, accountId: AccountId })),
    }, organization, pause);
  }
  return { physicalResourceId: 'organization-features' };
});
