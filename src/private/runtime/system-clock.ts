import { setTimeout } from 'node:timers/promises';
import type { Clock } from './clock';

// the edge where handlers and commands meet time and chance.
/* eslint-disable no-restricted-syntax */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: async (milliseconds) => setTimeout(milliseconds),
  random: () => Math.random(),
};
