import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { EndWork, EndWorkers } from './sweep-ports';

/** Work for the function that takes access away: accepted now, done soon, and asked for again by the next sweep. */
export class LambdaEndWorkers implements EndWorkers {
  public constructor(private readonly client: LambdaClient, private readonly functionName: string) {}

  public async ask(work: EndWork): Promise<void> {
    await this.client.send(new InvokeCommand({ FunctionName: this.functionName, InvocationType: 'Event', Payload: Buffer.from(JSON.stringify(work)) }));
  }
}
