import { inTurns } from './in-turns';
import type { WriterPorts } from './okta-ports';
import { endsStream, readOktaEvent } from '../domain/okta-event';

export interface StreamMessage {
  readonly id: string;
  /** The event as EventBridge delivered it, as JSON. */
  readonly body: string;
}

const AT_ONCE = 8;

/**
 * Keeps what the stream delivered, and answers with the ids of messages to deliver again. Running it twice does no harm:
 * the place of an event follows from the event, and what stands there is not written again.
 */
export async function writeOktaEvents(messages: readonly StreamMessage[], { vault, metrics }: WriterPorts): Promise<string[]> {
  const readings = messages.map(({ id, body }) => ({ id, reading: readOktaEvent(detailOf(body)) }));
  const off = readings.filter(({ reading }) => reading.kind === 'event' && endsStream(reading.event)).length;
  if (off > 0) {
    // told before it is kept: a crash in between tells it twice, never not at all.
    metrics.record({ StreamDeactivated: off });
  }
  const outcomes = await inTurns(readings, AT_ONCE, async ({ id, reading }) => {
    if (reading.kind === 'unreadable') {
      console.error(`message ${id} holds no event of Okta: ${reading.reason}`);
      return 'unreadable';
    }
    try {
      return await vault.keep(reading.event, 'stream');
    } catch (error) {
      console.error(`event ${reading.event.uuid} is not kept yet: ${(error as Error).message}`);
      return 'failed';
    }
  });
  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
  metrics.record({ EventsKept: count('kept'), EventsKnown: count('known'), EventsUnreadable: count('unreadable'), EventsFailed: count('failed') });
  return messages.filter((_, index) => ['unreadable', 'failed'].includes(outcomes[index])).map(({ id }) => id);
}

function detailOf(body: string): unknown {
  try {
    return (JSON.parse(body) as { detail?: unknown } | null)?.detail;
  } catch {
    return undefined;
  }
}
