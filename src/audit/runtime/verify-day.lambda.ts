import type { Context } from 'aws-lambda';
import { integrityAdapters } from './integrity-adapters';
import { type VerifyDayRequest, verifyDay } from './verify-day';
import { systemClock } from '../../private/runtime/system-clock';

const { trail, ports } = integrityAdapters(process.env);

export async function handler(event: VerifyDayRequest, context: Context): Promise<{ next: number; done: boolean }> {
  // a third of its time is enough for most chains; the rest is for the window that it is at.
  return verifyDay(event, trail, ports, systemClock.nowMs() + context.getRemainingTimeInMillis() / 3);
}
