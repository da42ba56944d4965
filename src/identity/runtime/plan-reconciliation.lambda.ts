import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { AwsOrganizationPlaces } from './aws-organization-places';
import { CloudFormationStacks } from './cloudformation-stacks';
import { DynamoAccountRecords } from './dynamo-account-records';
import { planReconciliation } from './plan-reconciliation';
import type { RunPlan, RunRequest } from './run-files';
import { S3AccessDocuments } from './s3-access-documents';
import { S3RunFiles } from './s3-run-files';

const { TABLE, BUCKET, MAX_REMOVALS, ADVICE, STACK_ID } = process.env;
const settings = { limits: { most: Number(MAX_REMOVALS), advice: ADVICE! }, stackId: STACK_ID! };
const s3 = new S3Client();
const [documents, files] = [new S3AccessDocuments(s3, BUCKET!), new S3RunFiles(s3, BUCKET!)];
const records = new DynamoAccountRecords(new DynamoDBClient(), TABLE!);
const stacks = new CloudFormationStacks(new CloudFormationClient({ retryMode: 'adaptive', maxAttempts: 10 }));
const organizations = new OrganizationsClient({ retryMode: 'adaptive', maxAttempts: 10 });

export async function handler({ run, request }: { run: string; request: RunRequest }): Promise<RunPlan> {
  // paths of units are remembered for one run only: units are renamed.
  const places = new AwsOrganizationPlaces(organizations);
  return planReconciliation(run, request, settings, { documents, records, files, places, stacks });
}
