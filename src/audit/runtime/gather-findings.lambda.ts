import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { gatherFindings } from './gather-findings';
import { GuardDutyOrganization } from './guardduty-organization';
import { SecurityHubAccount } from './securityhub-account';
import { customResource } from '../../private/runtime/custom-resource';

const guardDuty = new GuardDutyOrganization(new GuardDutyClient({ retryMode: 'adaptive', maxAttempts: 10 }));
const securityHub = new SecurityHubAccount(new SecurityHubClient({ retryMode: 'adaptive', maxAttempts: 10 }));
const pause = { seconds: (seconds: number) => new Promise<void>((done) => { setTimeout(done, seconds * 1000); }) };

export const handler = customResource(async (event) => {
  const { GuardDutyFeatures, SecurityHub } = event.ResourceProperties;
  // a deletion leaves everything on.
  if (event.RequestType !== 'Delete') {
    await gatherFindings({ guardDutyFeatures: GuardDutyFeatures, securityHub: SecurityHub === 'true' }, guardDuty, securityHub, pause);
  }
  return { physicalResourceId: 'findings' };
});
