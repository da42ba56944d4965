import type { SNSClient } from '@aws-sdk/client-sns';
import type { Digests } from './daily-digest';
import { published } from './sns-notices';

/** Digests through the topic of notices; subscriptions choose by the attribute 'kind', which is 'digest'. */
export class SnsDigests implements Digests {
  public constructor(private readonly client: SNSClient, private readonly topicArn: string) {}

  public async send(subject: string, body: string): Promise<void> {
    await published(this.client, this.topicArn, { kind: 'digest', subject, body });
  }
}
