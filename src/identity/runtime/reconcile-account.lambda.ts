import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import type { Context } from 'aws-lambda';
import { AwsOrganizationPlaces } from './aws-organization-places';
import { DynamoAccountRecords } from './dynamo-account-records';
import { patientIdentityCenter } from './patient-identity-center';
import { type ReconcileStep, reconcileStep } from './reconcile-step';
import { S3AccessDocuments } from './s3-access-documents';
import { ssoAdminIdentityCenter } from './sso-admin-identity-center';
import { systemClock as clock } from '../../private/runtime/system-clock';

const { TABLE, BUCKET, INSTANCE_ARN, CALLS_PER_SECOND } = process.env;
const records = new DynamoAccountRecords(new DynamoDBClient(), TABLE!);
const documents = new S3AccessDocuments(new S3Client(), BUCKET!);
const places = new AwsOrganizationPlaces(new OrganizationsClient({ retryMode: 'adaptive', maxAttempts: 10 }));
// our own patience is enough: it knows what to wait for.
const admin = ssoAdminIdentityCenter(new SSOAdminClient({ maxAttempts: 1 }), INSTANCE_ARN!);
const identityCenter = patientIdentityCenter(admin, clock, Number(CALLS_PER_SECOND));

export async function handler(step: ReconcileStep, context: Context): Promise<{ done: boolean }> {
  const invocation = { worker: context.awsRequestId, deadlineMs: clock.nowMs() + context.getRemainingTimeInMillis() };
  return reconcileStep(step, invocation, { documents, records, identityCenter, places, clock });
}
