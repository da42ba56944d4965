import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { oktaWriter } from './okta-adapters';
import { writeOktaEvents } from './write-okta-events';

const ports = oktaWriter(process.env);

export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const again = await writeOktaEvents(Records.map(({ messageId, body }) => ({ id: messageId, body })), ports);
  return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) };
}
