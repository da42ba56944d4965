import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Announcements, DriftAnnouncement } from './drift-ports';

/** Findings as events of the account's default bus. */
export class EventBridgeAnnouncements implements Announcements {
  public constructor(private readonly client: EventBridgeClient) {}

  public readonly announce = async (announcement: DriftAnnouncement): Promise<void> => {
    const { FailedEntryCount, Entries } = await this.client.send(new PutEventsCommand({
      Entries: [{ Source: 'zero-trust.identity', DetailType: 'Access Drift', Detail: JSON.stringify(announcement) }],
    }));
    if (FailedEntryCount) {
      throw new Error(`the event bus refused part ${announcement.part} of ${announcement.parts}: ${Entries?.[0]?.ErrorCode}: ${Entries?.[0]?.ErrorMessage}`);
    }
  };
}
