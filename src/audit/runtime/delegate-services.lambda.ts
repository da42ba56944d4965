import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { delegateServices } from './delegate-services';
import { GuardDutyAdministrators } from './guardduty-administrators';
import { SecurityHubAdministrators } from './securityhub-administrators';
import { customResource } from '../../private/runtime/custom-resource';

const ports = {
  GuardDuty: new GuardDutyAdministrators((region) => new GuardDutyClient({ region, retryMode: 'adaptive', maxAttempts: 10 })),
  SecurityHub: new SecurityHubAdministrators((region) => new SecurityHubClient({ region, retryMode: 'adaptive', maxAttempts: 10 })),
};
const pause = { seconds: (seconds: number) => new Promise<void>((done) => { setTimeout(done, seconds * 1000); }) };

export const handler = customResource(async (event) => {
  const { AccountId, Regions, Services } = event.ResourceProperties;
  // a deletion leaves the administrator: without one, the service is torn down in every member account.
  if (event.RequestType !== 'Delete') {
    await delegateServices({ accountId: AccountId, regions: Regions, services: Services }, ports, pause);
  }
  return { physicalResourceId: 'security-administrators' };
});
