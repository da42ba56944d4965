import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import type { Context } from 'aws-lambda';
import { AwsOrganizationPlaces } from './aws-organization-places';
import { DynamoAccountRecords } from './dynamo-account-records';
import { noteFailure } from './note-failure';
import { patientIdentityCenter } from './patient-identity-center';
import { type ReconcileAccountRequest, reconcileAccount } from './reconcile-account';
import { S3AccessDocuments } from './s3-access-documents';
import { ssoAdminIdentityCenter } from './sso-admin-identity-center';
import { systemClock } from './system-clock';

const { TABLE, BUCKET, INSTANCE_ARN, CALLS_PER_SECOND } = process.env;
const records = new DynamoAccountRecords(new DynamoDBClient(), TABLE!);
const documents = new S3AccessDocuments(new S3Client(), BUCKET!);
const places = new AwsOrganizationPlaces(new OrganizationsClient({ retryMode: 'adaptive', maxAttempts: 10 }));
// our own patience is enough: it knows what to wait for.
const admin = ssoAdminIdentityCenter(new SSOAdminClient({ maxAttempts: 1 }), INSTANCE_ARN!);
const identityCenter = patientIdentityCenter(admin, systemClock, Number(CALLS_PER_SECOND));

type Event = Omit<ReconcileAccountRequest, 'worker' | 'deadlineMs'> & { problem?: { Error: string; Cause: string } };

export async function handler({ problem, ...event }: Event, context: Context): Promise<{ done: boolean }> {
  const worker = context.awsRequestId;
  if (problem) {
    await noteFailure(event.accountId, event.run, worker, `${problem.Error}: ${problem.Cause}`, records);
    return { done: true };
  }
  const deadlineMs = systemClock.nowMs() + context.getRemainingTimeInMillis();
  return reconcileAccount({ ...event, worker, deadlineMs }, { documents, records, identityCenter, places, clock: systemClock });
}
