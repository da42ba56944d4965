import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Findings } from './integrity-ports';
import { AUDIT_EVENT_SOURCE } from '../domain/detections/audit-events';

/** One call takes ten events of 256 KB together: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const MOST_EVENTS = 10;
const MOST_BYTES = 200_000;

/** Findings as events of the account's default bus. */
export function eventBridgeFindings(client: Pick<EventBridgeClient, 'send'>): Findings {
  return {
    async announce(kind, details) {
      for (const Entries of batches(details.map((detail) => ({ Source: AUDIT_EVENT_SOURCE, DetailType: kind, Detail: JSON.stringify(detail) })))) {
        const { FailedEntryCount, Entries: answers } = await client.send(new PutEventsCommand({ Entries }));
        if (FailedEntryCount) {
          const refused = answers?.find(({ ErrorCode }) => ErrorCode);
          throw new Error(`the event bus refused ${FailedEntryCount} of ${Entries.length} findings: ${refused?.ErrorCode}: ${refused?.ErrorMessage}`);
        }
      }
    },
  };
}

function batches(entries: readonly PutEventsRequestEntry[]): PutEventsRequestEntry[][] {
  const all: PutEventsRequestEntry[][] = [];
  let bytes = Infinity;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.Detail!);
    if (bytes + size > MOST_BYTES || all.at(-1)!.length === MOST_EVENTS) {
      all.push([]);
      bytes = 0;
    }
    all.at(-1)!.push(entry);
    bytes += size;
  }
  return all;
}
