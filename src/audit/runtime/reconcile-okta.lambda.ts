import type { Context } from 'aws-lambda';
import { oktaReconciler } from './okta-adapters';
import { reconcileOkta } from './reconcile-okta';

const ports = oktaReconciler(process.env);
/** For the pages and objects that are under way when time is up. */
const SPARE_MS = 90_000;

export async function handler(_event: unknown, context: Context): Promise<string> {
  const endMs = ports.clock.nowMs() + context.getRemainingTimeInMillis();
  return reconcileOkta({ owner: context.awsRequestId, deadlineMs: endMs - SPARE_MS, leaseUntilMs: endMs + SPARE_MS }, ports);
}
