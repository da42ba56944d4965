import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { S3Client } from '@aws-sdk/client-s3';
import { countLine } from './count-line';
import { identityStoreDirectory } from './identity-store-directory';
import { jobClock } from './job-clock';
import { s3IdentityRecords } from './s3-identity-records';
import { takeIdentitySnapshot } from './take-identity-snapshot';

const { IDENTITY_STORE_ID, RECORDS_BUCKET, RECORDS_OWNER, JOB } = process.env as Record<string, string>;
const ports = {
  directory: identityStoreDirectory(new IdentitystoreClient({ retryMode: 'adaptive', maxAttempts: 5 }), IDENTITY_STORE_ID),
  records: s3IdentityRecords(new S3Client(), RECORDS_BUCKET, RECORDS_OWNER),
  clock: jobClock,
  counts: (counts: Readonly<Record<string, number>>) => { console.log(countLine(JOB, counts, jobClock.nowMs())); },
};

export async function handler(): Promise<object> {
  const { kind } = await takeIdentitySnapshot(ports);
  return { kind };
}
