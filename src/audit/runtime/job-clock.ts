import { setTimeout } from 'node:timers/promises';
import type { TrailClock } from './trail-ports';

// the edge where jobs meet time and chance.
/* eslint-disable no-restricted-syntax */
export const jobClock: TrailClock & { nowMs(): number } = {
  nowMs: () => Date.now(),
  sleep: async (milliseconds) => setTimeout(milliseconds),
  random: () => Math.random(),
};
