import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoAccountRecords } from './dynamo-account-records';
import { type Ending, type FinishRequest, finishReconciliation } from './finish-reconciliation';
import { S3RunFiles } from './s3-run-files';

const { TABLE, BUCKET } = process.env;
const ports = { records: new DynamoAccountRecords(new DynamoDBClient(), TABLE!), files: new S3RunFiles(new S3Client(), BUCKET!) };

export async function handler(request: FinishRequest): Promise<Ending> {
  return finishReconciliation(request, ports);
}
