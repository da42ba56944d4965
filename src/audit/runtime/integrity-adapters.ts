import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { cloudTrailPublicKeys } from './cloudtrail-public-keys';
import { eventBridgeFindings } from './event-bridge-findings';
import { nodeGzipContent } from './node-gzip-content';
import { organizationsAccounts } from './organizations-accounts';
import { rsaSignature } from './rsa-signatures';
import { s3Evidence } from './s3-evidence';
import { s3TrailObjects, trailS3Client } from './s3-trail-objects';
import { s3WorkFiles } from './s3-work-files';
import { embeddedMetrics } from '../../private/runtime/embedded-metrics';
import { systemClock as clock } from '../../private/runtime/system-clock';

/** Everything of AWS that the steps of verification use, and what they are about, by the environment of their function. */
export function integrityAdapters(env: NodeJS.ProcessEnv) {
  const vaultClient = trailS3Client(env.HOME_REGION!);
  return {
    trail: { name: env.TRAIL_NAME!, homeRegion: env.HOME_REGION!, bucket: env.VAULT_BUCKET!, organizationId: env.ORGANIZATION_ID! },
    regions: env.REGIONS!.split(','),
    ports: {
      objects: s3TrailObjects(vaultClient),
      keys: cloudTrailPublicKeys(),
      content: nodeGzipContent,
      verify: rsaSignature,
      clock,
      time: clock,
      files: s3WorkFiles(new S3Client({}), env.WORK_BUCKET!),
      evidence: s3Evidence(vaultClient, env.VAULT_BUCKET!, clock),
      accounts: organizationsAccounts(new OrganizationsClient({ retryMode: 'adaptive', maxAttempts: 10 }), env.ACCOUNT_ID!),
      findings: eventBridgeFindings(new EventBridgeClient({})),
      metrics: embeddedMetrics({ namespace: 'ZeroTrust/Audit', dimension: 'Verification', value: env.VERIFICATION! }, clock),
    },
  };
}
