import { systemClock } from './system-clock';

/** Leaves the rest of a function's time for what it is at. */
export function deadlineMs(context: { getRemainingTimeInMillis(): number }): number {
  return systemClock.nowMs() + context.getRemainingTimeInMillis() * 2 / 3;
}
