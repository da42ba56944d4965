import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import type { BreakGlassPorts } from './break-glass-ports';
import { iamDeviceReader } from './iam-device-reader';
import { iamRoleReader } from './iam-role-reader';
import { organizationsChainReader } from './organizations-chain-reader';
import { assumedCredentials } from '../../private/runtime/assumed-credentials';
import { embeddedMetrics } from '../../private/runtime/embedded-metrics';
import { systemClock } from '../../private/runtime/system-clock';
import { type BreakGlassFacts, breakGlassReaderArn } from '../domain/break-glass';

const PATIENT = { retryMode: 'adaptive', maxAttempts: 10 };

/** What the function is told at deployment, and what it asks. */
export function breakGlassAdapters(environment: NodeJS.ProcessEnv): { readonly declared: BreakGlassFacts; readonly ports: BreakGlassPorts } {
  const { DECLARED, ACCOUNTS, USERS, CHECK } = environment as Record<string, string>;
  // names of accounts are for people; they are not told here.
  const declared = { ...JSON.parse(DECLARED), accounts: ACCOUNTS.split(',').map((id) => ({ id, name: id })), users: USERS.split(' ') } as BreakGlassFacts;
  const region = declared.globalRegion;
  const own = new IAMClient({ region, ...PATIENT });
  const sts = new STSClient(PATIENT);
  const clientFor = async (accountId: string) => {
    if (accountId === declared.managementAccountId) {
      return own;
    }
    return new IAMClient({ region, ...PATIENT, credentials: assumedCredentials(sts, breakGlassReaderArn(declared, accountId), 'check-break-glass') });
  };
  return {
    declared,
    ports: {
      roles: iamRoleReader(declared.names.role, clientFor),
      chains: () => organizationsChainReader(new OrganizationsClient({ region, ...PATIENT })),
      devices: iamDeviceReader(own),
      count: embeddedMetrics({ namespace: 'ZeroTrust/BreakGlass', dimension: 'Check', value: CHECK }, systemClock).record,
      tell: (what) => console.log(JSON.stringify(what)),
    },
  };
}
