import type { Context } from 'aws-lambda';
import { integrityAdapters } from './integrity-adapters';
import { systemClock } from '../../private/runtime/system-clock';
import { type VerifyDayRequest, verifyDay } from './verify-day';

const { trail, ports } = integrityAdapters(process.env);

export async function handler(event: VerifyDayRequest, context: Context): Promise<{ next: number; done: boolean }> {
  // a third of its time is enough for most chains; the rest is for the window that it is at.
  return verifyDay(event, trail, ports, systemClock.nowMs() + context.getRemainingTimeInMillis() / 3);
}
