import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { AwsOrganizationPlaces } from './aws-organization-places';
import { DynamoAccountRecords } from './dynamo-account-records';
import { planReconciliation } from './plan-reconciliation';
import type { RunPlan, RunRequest } from './run-files';
import { S3AccessDocuments } from './s3-access-documents';
import { S3RunFiles } from './s3-run-files';

const { TABLE, BUCKET, MAX_REMOVALS, ADVICE } = process.env;
const s3 = new S3Client();
const documents = new S3AccessDocuments(s3, BUCKET!);
const files = new S3RunFiles(s3, BUCKET!);
const records = new DynamoAccountRecords(new DynamoDBClient(), TABLE!);
const organizations = new OrganizationsClient({ retryMode: 'adaptive', maxAttempts: 10 });

export async function handler({ run, request }: { run: string; request: RunRequest }): Promise<RunPlan> {
  // paths of units are remembered for one run only: units are renamed.
  const places = new AwsOrganizationPlaces(organizations);
  return planReconciliation(run, request, { most: Number(MAX_REMOVALS), advice: ADVICE! }, { documents, records, files, places });
}
