import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import type { CdkCustomResourceEvent, CdkCustomResourceResponse } from 'aws-lambda';
import { IdentityStoreGroups } from './identity-store-groups';
import { resolveGroups } from './resolve-groups';

// adaptive: other readers share the identity store's request rate.
const client = new IdentitystoreClient({ retryMode: 'adaptive', maxAttempts: 10 });

export async function handler(event: CdkCustomResourceEvent): Promise<CdkCustomResourceResponse> {
  const { IdentityStoreId, GroupNames, AnswerFor } = event.ResourceProperties;
  const PhysicalResourceId = `groups-of-${IdentityStoreId}`;
  if (event.RequestType === 'Delete') {
    return { PhysicalResourceId };
  }
  const request = { groupNames: GroupNames as string[], answerFor: AnswerFor as Record<string, string> };
  return { PhysicalResourceId, Data: await resolveGroups(request, new IdentityStoreGroups(client, IdentityStoreId)) };
}
