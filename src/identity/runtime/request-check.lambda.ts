import type { EventBridgeEvent } from 'aws-lambda';
import { driftAdapters } from './drift-adapters';
import { requestCheck } from './request-check';

const ports = driftAdapters(process.env);

export async function handler(event: EventBridgeEvent<string, Record<string, any>>): Promise<void> {
  await requestCheck(event, ports);
}
