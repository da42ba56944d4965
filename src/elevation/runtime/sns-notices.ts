import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Notices } from './ports';
import type { Attention } from './sweep-ports';
import type { Notice } from '../domain/notice';

/** The subject of an e-mail has at most 100 characters of ASCII, on one line. */
const MOST_SUBJECT = 100;

/** Messages through a topic; subscriptions choose by the attribute 'kind'. */
export class SnsNotices implements Notices, Attention {
  public constructor(
    private readonly client: SNSClient, private readonly topicArn: string,
    private readonly textOf: (notice: Notice) => { readonly subject: string; readonly body: string },
  ) {}

  public async publish(notice: Notice): Promise<void> {
    const { subject, body } = this.textOf(notice);
    await published(this.client, this.topicArn, { kind: notice.kind, subject, body });
  }

  public async call(subject: string, body: string): Promise<void> {
    await published(this.client, this.topicArn, { kind: 'attention', subject, body });
  }
}

interface Message {
  readonly kind: Notice['kind'] | 'digest';
  readonly subject: string;
  readonly body: string;
}

/** One message of whatever kind. */
export async function published(client: SNSClient, topicArn: string, { kind, subject, body }: Message): Promise<void> {
  await client.send(new PublishCommand({
    TopicArn: topicArn, Subject: subject.replace(/[^ -~]/g, '?').slice(0, MOST_SUBJECT), Message: body,
    MessageAttributes: { kind: { DataType: 'String', StringValue: kind } },
  }));
}
