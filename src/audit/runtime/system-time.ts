import type { IntegrityClock } from './integrity-ports';
import type { TrailClock } from './trail-ports';

// the edge where handlers meet time and chance.
/* eslint-disable no-restricted-syntax */
export const systemTime: IntegrityClock & TrailClock = {
  nowMs: () => Date.now(),
  sleep: async (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); }),
  random: () => Math.random(),
};
