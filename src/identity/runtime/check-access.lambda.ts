import type { Context } from 'aws-lambda';
import { type CheckStep, checkStep } from './check-step';
import { driftAdapters } from './drift-adapters';
import { deadlineMs } from '../../private/runtime/deadline';

const ports = driftAdapters(process.env);

export async function handler(event: CheckStep, context: Context): Promise<object> {
  return checkStep(event, ports, deadlineMs(context));
}
