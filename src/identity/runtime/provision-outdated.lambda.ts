import type { Context } from 'aws-lambda';
import { driftAdapters } from './drift-adapters';
import { provisionOutdated } from './provision-outdated';
import { deadlineMs } from '../../private/runtime/deadline';

const ports = driftAdapters(process.env);

export async function handler({ run, progress }: { run: string; progress: { round: number; at: number } }, context: Context): Promise<object> {
  return provisionOutdated(run, progress, ports, deadlineMs(context));
}
