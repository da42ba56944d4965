import { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { recordElevations } from './record-elevations';
import { S3VaultRecords } from './s3-vault-records';
import { givenBy } from '../elevation-environment';

const vault = new S3VaultRecords(new S3Client({}), givenBy(process.env)('vaultBucket'));

export async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  for (const { dynamodb } of Records) {
    const { key, elevation, evidence } = dynamodb?.NewImage ?? {};
    try {
      await recordElevations(key?.S === undefined ? [] : [{ key: key.S, elevation: elevation?.S, evidence: evidence?.S }], vault);
    } catch (error) {
      console.error(error);
      // the stream goes on from here, in its order.
      return { batchItemFailures: [{ itemIdentifier: dynamodb!.SequenceNumber! }] };
    }
  }
  return { batchItemFailures: [] };
}
