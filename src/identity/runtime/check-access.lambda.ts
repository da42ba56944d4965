import type { Context } from 'aws-lambda';
import { type CheckStep, checkStep } from './check-step';
import { deadlineMs, driftAdapters } from './drift-adapters';

const ports = driftAdapters(process.env);

export async function handler(event: CheckStep, context: Context): Promise<object> {
  return checkStep(event, ports, deadlineMs(context));
}
