import fc from 'fast-check';
import { DAY_MS, joined, readFor, windowsOf, within, withoutValidLogs } from '../../src/audit/domain/day-window';
import { HOUR_MS, type TimeRange, address } from '../../src/audit/domain/trail-chain';
import { START_MS, TrailWorld } from '../support/trail-world';

const DAY: TimeRange = { fromMs: START_MS + DAY_MS, toMs: START_MS + 2 * DAY_MS };

async function windowOf(world: TrailWorld, window: TimeRange) {
  return within(await world.verify({ range: readFor(window) }), window);
}

test('a day has four windows, which touch', () => {
  const windows = windowsOf(DAY);
  expect(windows).toHaveLength(4);
  expect([windows[0].fromMs, ...windows.map(({ toMs }) => toMs)]).toEqual([0, 6, 12, 18, 24].map((hour) => DAY.fromMs + hour * HOUR_MS));
});

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const damaged = fc.record({ kind: fc.constantFrom('lose-digest' as const, 'change-digest' as const, 'lose-log' as const, 'change-log' as const, 'plant-log' as const), hour: fc.nat(50) });
const someDamage = fc.array(damaged, { maxLength: 5 });
const someCuts = fc.uniqueArray(fc.integer({ min: 1, max: 23 }), { maxLength: 4 });

test(`windows, cut anywhere, find together what one window finds, and nothing twice (SEED=${seed})`, async () => {
  await fc.assert(fc.asyncProperty(someDamage, someCuts, async (damages, cuts) => {
    const world = TrailWorld.hours(52);
    for (const { kind, hour } of damages) {
      const key = kind.endsWith('digest') ? world.digestKeys[hour] : world.logKeys[hour];
      if (kind === 'plant-log') {
        world.put(world.logKey(START_MS + hour * HOUR_MS + 30 * 60_000).replace(/_0+\d+\.json/, `_Planted${String(hour).padStart(9, '0')}.json`), Buffer.from('{}'));
      } else if (kind.startsWith('lose')) {
        world.stored.delete(key);
      } else if (world.stored.has(key)) {
        world.put(key, Buffer.from('{"changed":true}'), world.stored.get(key)!.metadata);
      }
    }
    const bounds = [0, ...[...cuts].sort((one, other) => one - other), 24].map((hour) => DAY.fromMs + hour * HOUR_MS);
    const pieces = await Promise.all(bounds.slice(1).map(async (toMs, index) => windowOf(world, { fromMs: bounds[index], toMs })));
    const [whole, cut] = [await windowOf(world, DAY), joined(pieces, DAY)];
    const places = (list: readonly { place: { bucket: string; key: string } }[]) => list.map(({ place }) => address(place)).sort();
    expect(cut.counts).toEqual(whole.counts);
    expect(cut.result).toBe(whole.result);
    for (const name of ['digests', 'missingDigests', 'logs', 'uncoveredLogs'] as const) {
      expect([name, places(cut[name])]).toEqual([name, places(whole[name])]);
      expect(new Set(places(cut[name])).size).toBe(cut[name].length);
    }
    expect(cut.gaps.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual(whole.gaps.map(({ fromMs, toMs }) => [fromMs, toMs]));
    expect(cut.brokenLinks.map(({ previous }) => previous.key).sort()).toEqual(whole.brokenLinks.map(({ previous }) => previous.key).sort());
  }), { seed, numRuns: 60 });
}, 120_000);

test('days that follow one another leave no digest, log or planted log out', async () => {
  const world = TrailWorld.hours(52);
  const planted = Array.from({ length: 49 }, (_, hour) => {
    const key = world.logKey(START_MS + hour * HOUR_MS + 59 * 60_000).replace(/_0+\d+\.json/, `_Planted${String(hour).padStart(9, '0')}.json`);
    world.put(key, Buffer.from('{}'));
    return key;
  });
  const days = await Promise.all([0, 1].map(async (day) => {
    const fromMs = START_MS + day * DAY_MS;
    return windowOf(world, { fromMs, toMs: fromMs + DAY_MS });
  }));
  expect(days.map(({ digests, logs }) => [digests.length, logs.length])).toEqual([[24, 24], [24, 24]]);
  expect(days.flatMap(({ uncoveredLogs }) => uncoveredLogs.map(({ place }) => place.key))).toEqual(planted.slice(0, 48));
});

test('what is kept of a window has no line for a log that is as it should be, and still all counts', async () => {
  const world = TrailWorld.hours(6, 20);
  world.stored.delete(world.logKeys[7]);
  const kept = withoutValidLogs(await world.verify());
  expect(kept.logs).toHaveLength(1);
  expect(kept.counts.logReferences).toEqual({ valid: 119, invalid: 0, missing: 1, unreadable: 0 });
  expect(JSON.stringify(kept)).not.toContain(world.logKeys[8]);
});
