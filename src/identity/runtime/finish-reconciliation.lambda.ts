import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoAccountRecords } from './dynamo-account-records';
import { type Ending, type FinishRequest, finishReconciliation } from './finish-reconciliation';
import { S3AccessDocuments } from './s3-access-documents';
import { S3RunFiles } from './s3-run-files';

const { TABLE, BUCKET } = process.env;
const s3 = new S3Client();
const ports = {
  records: new DynamoAccountRecords(new DynamoDBClient(), TABLE!), files: new S3RunFiles(s3, BUCKET!), documents: new S3AccessDocuments(s3, BUCKET!),
};

export async function handler(request: FinishRequest): Promise<Ending> {
  return finishReconciliation(request, ports);
}
