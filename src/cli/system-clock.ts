import { setTimeout } from 'node:timers/promises';
import type { SnapshotClock } from '../organization/runtime/snapshot-ports';

export const systemClock: SnapshotClock = {
  nowMs: () => Date.now(),
  sleep: async (milliseconds) => setTimeout(milliseconds),
  random: () => Math.random(),
};
