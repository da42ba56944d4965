import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { IdentityStoreGroups } from './identity-store-groups';
import { resolveGroups } from './resolve-groups';
import { customResource } from '../../private/runtime/custom-resource';

// adaptive: other readers share the identity store's request rate.
const client = new IdentitystoreClient({ retryMode: 'adaptive', maxAttempts: 10 });

export const handler = customResource(async (event) => {
  const { IdentityStoreId, GroupNames, AnswerFor } = event.ResourceProperties;
  const physicalResourceId = `groups-of-${IdentityStoreId}`;
  if (event.RequestType === 'Delete') {
    return { physicalResourceId };
  }
  const request = { groupNames: GroupNames as string[], answerFor: AnswerFor as Record<string, string> };
  return { physicalResourceId, data: await resolveGroups(request, new IdentityStoreGroups(client, IdentityStoreId)) };
});
