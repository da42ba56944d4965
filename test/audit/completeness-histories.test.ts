import fc from 'fast-check';
import { HOUR_MS } from '../../src/audit/domain/trail-chain';
import { TrailReadFailure } from '../../src/audit/runtime/trail-failures';
import { START_MS, TrailWorld } from '../support/trail-world';
import { Crash, VerificationWorld } from '../support/verification-world';

/**
 * Random histories of an organization, hour by hour: digests that arrive, late or never, accounts that come and go, Regions that are switched on,
 * clocks that go back, foreign objects, throttling, and checks that die before or after any effect and are done again.
 */
const ACCOUNTS = ['111111111111', '222222222222', '333333333333'];
const REGIONS = ['eu-west-1', 'ap-east-1'];
const HOURS = 40;

const event = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant('silence' as const), account: fc.nat(2), region: fc.nat(1), from: fc.nat(HOURS), hours: fc.integer({ min: 1, max: 12 }) }), weight: 3 },
  { arbitrary: fc.record({ kind: fc.constant('away' as const), account: fc.integer({ min: 1, max: 2 }), from: fc.nat(HOURS), hours: fc.integer({ min: 1, max: 20 }) }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant('throttled' as const), account: fc.nat(2), from: fc.nat(HOURS), hours: fc.integer({ min: 1, max: 3 }) }), weight: 1 },
);
const history = fc.record({
  events: fc.array(event, { maxLength: 6 }),
  optedInFrom: fc.integer({ min: 2, max: HOURS }),
  backwards: fc.array(fc.record({ at: fc.nat(HOURS), hours: fc.integer({ min: 1, max: 9 }) }), { maxLength: 2 }),
  crashes: fc.array(fc.record({ hour: fc.nat(HOURS), call: fc.nat(12), when: fc.constantFrom('before' as const, 'after' as const) }), { maxLength: 4 }),
  foreign: fc.array(fc.nat(HOURS), { maxLength: 3 }),
});

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

test(`whatever happens, nothing that is late is called complete, nothing is told twice, and what arrives ends it (SEED=${seed})`, async () => {
  await fc.assert(fc.asyncProperty(history, async ({ events, optedInFrom, backwards, crashes, foreign }) => {
    const trail = new TrailWorld();
    const world = new VerificationWorld([trail]);
    const during = (kind: string, account: number, hour: number, region?: number) => events.some((one) =>
      one.kind === kind && one.account === account && (region === undefined || !('region' in one) || one.region === region) && hour >= one.from && hour < one.from + one.hours);
    const newest = new Map<string, number>();
    const arrived = new Map<number, number>();
    let latest = 0;
    for (let hour = 0; hour < HOURS; hour++) {
      ACCOUNTS.forEach((accountId, account) => REGIONS.forEach((region, index) => {
        const on = index === 0 || (account === 0 && hour >= optedInFrom);
        if (on && !during('away', account, hour) && !during('silence', account, hour, index)) {
          Object.assign(trail, { chain: { accountId, region } });
          trail.put(trail.digestKey(START_MS + hour * HOUR_MS), Buffer.from('{}'));
          newest.set(`${accountId} ${region}`, START_MS + hour * HOUR_MS);
        }
      }));
      if (foreign.includes(hour)) {
        Object.assign(trail, { chain: { accountId: ACCOUNTS[0], region: REGIONS[0] } });
        // nobody's digest, another trail's, and one that claims to end in the next century.
        for (const key of [trail.digestKey(START_MS + hour * HOUR_MS).replace('.json.gz', '.txt'), trail.digestKey(START_MS + hour * HOUR_MS).replace('_org-trail_', '_other_'), trail.digestKey(Date.parse('2099-01-01T00:00:00Z'))]) {
          trail.put(key, Buffer.from('{}'));
        }
      }
      ACCOUNTS.forEach((_, account) => {
        if (during('away', account, hour)) {
          arrived.delete(account);
        } else if (!arrived.has(account)) {
          arrived.set(account, hour);
        }
      });
      world.accounts = [...arrived].map(([account, since]) => ({ accountId: ACCOUNTS[account], joinedMs: START_MS + since * HOUR_MS, active: true }));
      const back = backwards.find(({ at }) => at === hour)?.hours ?? 0;
      world.nowMs = START_MS + (hour - back) * HOUR_MS + 15 * 60_000;
      latest = Math.max(latest, world.nowMs);
      const { objects } = world.ports();
      const isThrottled = (key: string) => ACCOUNTS.some((id, account) => key.includes(`/${id}/`) && during('throttled', account, hour));
      const refuse = (): never => { throw new TrailReadFailure('throttled', 's3:ListBucket', 'SlowDown'); };
      const changed = { objects: {
        ...objects,
        async* list(folder: { bucket: string; key: string }, after?: string) {
          yield* isThrottled(folder.key) ? refuse() : objects.list(folder, after);
        },
        folders: async (folder: { bucket: string; key: string }) => isThrottled(folder.key) ? refuse() : objects.folders(folder),
      } };
      let calls = 0;
      const crash = crashes.find((one) => one.hour === hour);
      world.happen = (_, when) => {
        calls += when === 'before' ? 1 : 0;
        if (crash && calls === crash.call + 1 && when === crash.when) {
          calls = 1_000;
          throw new Crash();
        }
      };
      let record;
      try {
        record = await world.check(changed);
      } catch (error) {
        expect(error).toBeInstanceOf(Crash);
        record = await world.check(changed);
      }

      const throttled = ACCOUNTS.filter((_, account) => during('throttled', account, hour));
      const certainly = [...arrived].flatMap(([account, since]) => [0, ...(account === 0 && newest.has(`${ACCOUNTS[0]} ${REGIONS[1]}`) ? [1] : [])].map((region) => ({ name: `${ACCOUNTS[account]} ${REGIONS[region]}`, since })));
      const lost = certainly.filter(({ name, since }) => {
        const reached = Math.max(newest.get(name) ?? 0, START_MS + since * HOUR_MS + HOUR_MS, world.roster().watchedSinceMs + HOUR_MS);
        return latest - reached > 2 * HOUR_MS && !throttled.includes(name.split(' ')[0]);
      }).map(({ name }) => name);
      const open = record.late.filter(({ until }) => until === undefined).map(({ accountId, region }) => `${accountId} ${region}`);
      expect(open).toEqual(expect.arrayContaining(lost));
      if (record.result === 'complete') {
        expect([lost, throttled.filter((id) => world.accounts.some(({ accountId }) => accountId === id))]).toEqual([[], []]);
      }
      // what is late has no digest of the last two hours; one that ends ahead of the clock is not believed yet.
      const ageMs = (name: string) => latest - (newest.get(name) ?? 0);
      expect(open.filter((name) => ageMs(name) >= 0 && ageMs(name) <= 2 * HOUR_MS && !throttled.includes(name.split(' ')[0]))).toEqual([]);
    }
    // told when it begins and when it ends: the same moment twice only by a check that was done again.
    const begun = world.announced.filter(({ detail }) => detail.change === 'late').map(({ detail }) => `${detail.accountId} ${detail.region} ${detail.since}`);
    expect(begun.length - new Set(begun).size).toBeLessThanOrEqual(crashes.length * 3 * ACCOUNTS.length);
    const versions = [...world.versions.values()].flat();
    expect(versions.filter((text, index) => index > 0 && text === versions[index - 1])).toEqual([]);
  }), { seed, numRuns: 150 });
}, 120_000);

test('evidence has a version for the first check of a day and for each change, and none for an hour like the last', async () => {
  const trail = new TrailWorld();
  const world = new VerificationWorld([trail]);
  world.accounts = [{ accountId: trail.chain.accountId, joinedMs: 0, active: true }];
  for (let hour = 0; hour < 48; hour++) {
    if (hour < 10 || hour > 14) {
      trail.put(trail.digestKey(START_MS + hour * HOUR_MS), Buffer.from('{}'));
    }
    world.nowMs = START_MS + hour * HOUR_MS + 600_000;
    await world.check();
  }
  const [first, second] = ['evidence/completeness/2026-03-17.json', 'evidence/completeness/2026-03-18.json'].map((key) => world.versions.get(key)!.map((text) => JSON.parse(text)));
  expect(first.map(({ result, late }) => [result, late])).toEqual([
    ['complete', []],
    ['incomplete', [{ accountId: trail.chain.accountId, region: 'eu-west-1', since: '2026-03-17T11:00:00Z' }]],
    ['complete', [{ accountId: trail.chain.accountId, region: 'eu-west-1', since: '2026-03-17T11:00:00Z', until: '2026-03-17T15:10:00Z' }]],
  ]);
  expect(second.map(({ result, late }) => [result, late])).toEqual([['complete', []]]);
  expect(world.announced.map(({ detail }) => detail.change)).toEqual(['late', 'no-longer-late']);
  expect(world.metrics.map(({ LateChains }) => LateChains).filter((count) => count > 0)).toHaveLength(4);
});
