import type { Clock } from './clock';

// the edge where handlers meet time and chance.
/* eslint-disable no-restricted-syntax */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: async (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); }),
  random: () => Math.random(),
};
