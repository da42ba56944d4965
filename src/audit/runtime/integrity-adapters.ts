import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { cloudTrailPublicKeys } from './cloudtrail-public-keys';
import { embeddedVerificationMetrics } from './embedded-verification-metrics';
import { eventBridgeFindings } from './event-bridge-findings';
import { nodeGzipContent } from './node-gzip-content';
import { organizationsAccounts } from './organizations-accounts';
import { rsaSignature } from './rsa-signatures';
import { s3Evidence } from './s3-evidence';
import { s3TrailObjects, trailS3Client } from './s3-trail-objects';
import { s3WorkFiles } from './s3-work-files';
import { systemTime } from './system-time';

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
      clock: systemTime,
      time: systemTime,
      files: s3WorkFiles(new S3Client({}), env.WORK_BUCKET!),
      evidence: s3Evidence(vaultClient, env.VAULT_BUCKET!, systemTime),
      accounts: organizationsAccounts(new OrganizationsClient({ retryMode: 'adaptive', maxAttempts: 10 }), env.ACCOUNT_ID!),
      findings: eventBridgeFindings(new EventBridgeClient({})),
      // straight to the log: `console.log` puts words before the line, and CloudWatch then reads no metric.
      metrics: embeddedVerificationMetrics(env.VERIFICATION!, () => systemTime.nowMs(), (line) => process.stdout.write(`${line}\n`)),
    },
  };
}
