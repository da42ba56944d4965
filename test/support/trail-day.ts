import { TrailWorld, START_MS } from './trail-world';
import { VerificationWorld } from './verification-world';
import { DAY_MS } from '../../src/audit/domain/day-window';
import { type Chain, HOUR_MS } from '../../src/audit/domain/trail-chain';

export const [ONE, OTHER] = ['666666666666', '777777777777'];
/** When the day before is verified. */
export const MORNING = '2026-03-18T04:30:00Z';

/** A chain from an hour after the first moment of the day on, until the next morning. */
export function chainFrom(hour: number, chain: Partial<Chain> = {}, until = 28): TrailWorld {
  const world = new TrailWorld();
  Object.assign(world, { chain: { ...world.chain, ...chain } });
  for (let at = 0; at < until; at++) {
    world.addHour([Buffer.from(`{"Records":[{"eventID":"${at}"}]}`)]);
  }
  if (hour > 0) {
    const begun = new TrailWorld();
    Object.assign(begun, { chain: world.chain });
    for (let at = 0; at < hour; at++) {
      begun.digestKeys.push('');
    }
    for (let at = hour; at < until; at++) {
      begun.addHour([Buffer.from('{"Records":[]}')]);
    }
    return begun;
  }
  return world;
}

/** A watch that has gone on for weeks. */
export function watched(trails: TrailWorld[], regions?: string[], accounts = [ONE]): VerificationWorld {
  const world = new VerificationWorld(trails, regions);
  world.accounts = accounts.map((accountId) => ({ accountId, joinedMs: START_MS - 100 * DAY_MS, active: true }));
  world.files.set('completeness/roster.json', JSON.stringify({
    schemaVersion: 1, watchedSinceMs: START_MS - 50 * DAY_MS, asOfMs: START_MS - HOUR_MS,
    accounts: Object.fromEntries(accounts.map((id) => [id, { joinedMs: START_MS - 100 * DAY_MS, lastActiveMs: START_MS - HOUR_MS, left: false }])),
    chains: {},
    late: [],
  }));
  return world;
}
