import { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { CdkCustomResourceEvent, CdkCustomResourceResponse } from 'aws-lambda';
import { enableFeatures } from './enable-features';
import { OrganizationsFeatures } from './organizations-features';

// Organizations takes one or two writes a second and one writer at a time: adaptive retries wait it out.
const organization = new OrganizationsFeatures(new OrganizationsClient({ retryMode: 'adaptive', maxAttempts: 15 }));

export async function handler(event: CdkCustomResourceEvent): Promise<CdkCustomResourceResponse> {
  const { PolicyTypes, TrustedServices, DelegatedAdministrators } = event.ResourceProperties;
  // a deletion leaves everything as it is: taking it back could tear the organization's security down.
  if (event.RequestType !== 'Delete') {
    await enableFeatures({
      policyTypes: PolicyTypes,
      trustedServices: TrustedServices,
      delegatedAdministrators: DelegatedAdministrators.map(({ ServicePrincipal, AccountId }: Record<string, string>) =>
        ({ servicePrincipal: ServicePrincipal, accountId: AccountId })),
    }, organization);
  }
  return { PhysicalResourceId: 'organization-features' };
}
