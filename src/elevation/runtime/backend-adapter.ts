import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { STSClient } from '@aws-sdk/client-sts';
import { assignmentBackend } from './assignment-backend';
import { backendByKind } from './backend-by-kind';
import { entitlementBackend } from './entitlement-backend';
import { httpsAccountAccess } from './https-account-access';
import type { AccessBackend } from './ports';
import { ssoAdminIdentityCenter } from '../../identity/runtime/sso-admin-identity-center';
import { assumedCredentials } from '../../private/runtime/assumed-credentials';
import { systemClock } from '../../private/runtime/system-clock';
import { ELEVATION_ENVIRONMENT as TOLD, givenBy } from '../elevation-environment';

/** How functions lend, take back and list: sets as assignments, and roles as entitlements where an application of account access manager is given. */
export function accessBackend(env: NodeJS.ProcessEnv): AccessBackend {
  const given = givenBy(env);
  const { [TOLD.managementAccountId]: accountId, [TOLD.managementRoleArn]: managementRole, [TOLD.applicationArn]: applicationArn } = env;
  // one attempt: whoever calls decides when to ask again, and looks again before it does.
  const sso = (credentials?: ReturnType<typeof assumedCredentials>) =>
    ssoAdminIdentityCenter(new SSOAdminClient({ maxAttempts: 1, credentials }), given('instanceArn'));
  return backendByKind({
    assignments: assignmentBackend(sso(), accountId === undefined ? undefined : {
      accountId,
      identityCenter: managementRole ? sso(assumedCredentials(new STSClient({}), managementRole, 'elevation')) : undefined,
    }),
    entitlements: applicationArn ? entitlementBackend(httpsAccountAccess({
      // those that every client of the SDK finds for itself.
      applicationArn, credentials: new STSClient({}).config.credentials, nowMs: systemClock.nowMs, send: fetch,
    })) : undefined,
  });
}
