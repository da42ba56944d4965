import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { SessionDenials } from './session-denials';
import type { DenialProof, DenialRequest } from '../domain/denial';

/** The worker of denials, asked through its function. */
export function lambdaSessionDenials(client: LambdaClient, functionName: string): SessionDenials {
  const ask = async (request: DenialRequest): Promise<readonly DenialProof[]> => {
    const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(request) }));
    const answer = JSON.parse(Buffer.from(Payload!).toString());
    if (FunctionError !== undefined) {
      throw new Error(`sessions could not be denied: ${answer.errorMessage}`);
    }
    return answer;
  };
  return { deny: async (denials) => ask({ kind: 'deny', denials }), lift: async (ids) => ask({ kind: 'lift', ids }) };
}
