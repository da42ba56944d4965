import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { EndRequests } from './ports';
import type { EndReason } from '../domain/elevation';

/** Asks the function that takes access away; Lambda keeps what it was asked and tries it again, and the sweeper does what is lost even so. */
export class LambdaEndRequests implements EndRequests {
  public constructor(private readonly client: LambdaClient, private readonly functionName: string) {}

  public async end(id: string, reason: EndReason, by: string): Promise<void> {
    await this.client.send(new InvokeCommand({ FunctionName: this.functionName, InvocationType: 'Event', Payload: Buffer.from(JSON.stringify({ id, reason, by })) }));
  }
}
