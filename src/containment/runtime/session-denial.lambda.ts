import type { Context } from 'aws-lambda';
import { applyDenials } from './apply-denials';
import { type DenialEnvironment, denialAdapters } from './denial-adapters';
import { keepDenials } from './keep-denials';
import type { DenialProof, DenialRequest } from '../domain/denial';

const { places, ...ports } = denialAdapters(process.env as unknown as DenialEnvironment);
/** Left for the answer. */
const ANSWERING_MS = 1_000;

export async function handler(request: DenialRequest | { readonly kind: 'keep' }, context: Context): Promise<readonly DenialProof[] | undefined> {
  const worker = { owner: context.awsRequestId, deadlineMs: ports.clock.nowMs() + context.getRemainingTimeInMillis() - ANSWERING_MS };
  if (request.kind === 'keep') {
    await keepDenials(places, worker, ports);
    return undefined;
  }
  return applyDenials(request, places, worker, ports);
}
