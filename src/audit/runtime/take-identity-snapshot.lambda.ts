import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { S3Client } from '@aws-sdk/client-s3';
import { identityStoreDirectory } from './identity-store-directory';
import { s3IdentityRecords } from './s3-identity-records';
import { takeIdentitySnapshot } from './take-identity-snapshot';
import { embeddedMetrics } from '../../private/runtime/embedded-metrics';
import { systemClock } from '../../private/runtime/system-clock';

const { IDENTITY_STORE_ID, RECORDS_BUCKET, RECORDS_OWNER, JOB } = process.env as Record<string, string>;
const ports = {
  directory: identityStoreDirectory(new IdentitystoreClient({ retryMode: 'adaptive', maxAttempts: 5 }), IDENTITY_STORE_ID),
  records: s3IdentityRecords(new S3Client(), RECORDS_BUCKET, RECORDS_OWNER),
  clock: systemClock,
  counts: embeddedMetrics({ namespace: 'ZeroTrust/Audit', dimension: 'Job', value: JOB }, systemClock).record,
};

export async function handler(): Promise<object> {
  const { kind } = await takeIdentitySnapshot(ports);
  return { kind };
}
