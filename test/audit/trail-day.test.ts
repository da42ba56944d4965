import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { DAY_MS } from '../../src/audit/domain/day-window';
import { type Chain, HOUR_MS } from '../../src/audit/domain/trail-chain';
import { TrailReadFailure } from '../../src/audit/runtime/trail-failures';
import { KEY, START_MS, TrailWorld } from '../support/trail-world';
import { Crash, VerificationWorld } from '../support/verification-world';

const [ONE, OTHER] = ['666666666666', '777777777777'];
const MORNING = '2026-03-18T04:30:00Z';
const INDEX = 'evidence/integrity/2026-03-17.json';
const PART = `evidence/integrity/2026-03-17/${ONE}-eu-west-1.json`;
const TRAIL_KEY = `evidence/trail-keys/${KEY.fingerprint}.json`;

/** A chain from an hour after the first moment of the day on, until the next morning. */
function chainFrom(hour: number, chain: Partial<Chain> = {}, until = 28): TrailWorld {
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
function watched(trails: TrailWorld[], regions?: string[], accounts = [ONE]): VerificationWorld {
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

test('a day that is whole passes, with its evidence, its key, no event, and zeros for the alarms', async () => {
  const world = watched([chainFrom(0)]);
  const index = await world.run('run-1', MORNING);
  expect(index).toMatchObject({
    date: '2026-03-17', from: '2026-03-17T00:00:00Z', to: '2026-03-18T00:00:00Z', result: 'pass', notVerified: [], found: { invalid: 0, missing: 0, unverifiable: 0 },
    chains: [{ accountId: ONE, region: 'eu-west-1', result: 'pass', digests: 24, logs: 24, part: PART }],
  });
  expect([...world.versions.keys()].sort()).toEqual([INDEX, PART, TRAIL_KEY].sort());
  expect(JSON.parse(world.versions.get(TRAIL_KEY)![0])).toMatchObject({ fingerprint: KEY.fingerprint, region: 'eu-west-1', value: KEY.valueBase64 });
  expect(world.announced).toEqual([]);
  expect(world.metrics).toEqual([{ InvalidObjects: 0, MissingObjects: 0, Unverifiable: 0, IntegrityRuns: 1 }]);
});

test('the manifest has the hash and size of every part and key, and of nothing else', async () => {
  const world = watched([chainFrom(0)]);
  const { manifest } = await world.run('run-1', MORNING);
  expect(manifest).toEqual([PART, TRAIL_KEY].map((key) => {
    const [text] = world.versions.get(key)!;
    return { key, sha256: world.evidence().sha256(text), bytes: Buffer.byteLength(text) };
  }));
});

describe('what is wrong is counted, told and written down', () => {
  test.each<[string, (trail: TrailWorld) => void, object, string]>([
    ['a log that changed', (trail) => trail.put(trail.logKeys[3], Buffer.from('{}')), { invalid: 1, missing: 0, unverifiable: 0 }, 'invalid-log'],
    ['a log that is gone', (trail) => void trail.stored.delete(trail.logKeys[3]), { invalid: 0, missing: 1, unverifiable: 0 }, 'missing-log'],
    ['a digest that is gone, with the hour that it covered and its log', (trail) => void trail.stored.delete(trail.digestKeys[3]), { invalid: 0, missing: 1, unverifiable: 2 }, 'missing-digest'],
    ['a log that no digest names', (trail) => trail.put(trail.logKey(START_MS + 23 * HOUR_MS + 59 * 60_000), Buffer.from('{}')), { invalid: 0, missing: 0, unverifiable: 1 }, 'uncovered-log'],
  ])('%s', async (_, damage, found, kind) => {
    const trail = chainFrom(0);
    damage(trail);
    const world = watched([trail]);
    const index = await world.run('run-1', MORNING);
    expect(index.found).toEqual(found);
    expect(index.result).not.toBe('pass');
    expect(world.announced).toEqual([{ kind: 'Trail Integrity Finding', detail: expect.objectContaining({
      date: '2026-03-17', run: 'run-1', accountId: ONE, region: 'eu-west-1', ...found, part: PART, indexSha256: world.evidence().sha256(world.versions.get(INDEX)![0]),
    }) }]);
    expect(world.announced[0].detail.findings).toContainEqual(expect.objectContaining({ kind }));
  });

  test('an account without a single digest', async () => {
    const world = watched([chainFrom(0)], undefined, [ONE, OTHER]);
    const index = await world.run('run-1', MORNING);
    expect(index.chains.map(({ accountId, result }) => [accountId, result])).toEqual([[ONE, 'pass'], [OTHER, 'attention']]);
    expect(world.announced[0].detail.findings).toEqual([{ kind: 'gap', reason: '2026-03-17T00:00:00Z/2026-03-18T00:00:00Z no-digests' }]);
  });

  test('a chain whose step did not come to its end', async () => {
    const world = watched([chainFrom(0)]);
    await world.plan('run-1', MORNING);
    await world.finish('run-1');
    expect(world.index(INDEX)).toMatchObject({ result: 'attention', notVerified: [{ accountId: ONE, region: 'eu-west-1' }], found: { unverifiable: 1 } });
    expect(world.announced[0].detail).toMatchObject({ accountId: ONE, findings: [{ kind: 'not-verified' }] });
  });

  test('an organization without any chain', async () => {
    const world = watched([new TrailWorld()], [], []);
    expect(await world.run('run-1', MORNING)).toMatchObject({ result: 'attention', found: { unverifiable: 1 } });
  });

  test('reads that S3 throttles for good', async () => {
    const world = watched([chainFrom(0)]);
    const { objects } = world.ports();
    const changed = { objects: { ...objects, open: async () => { throw new TrailReadFailure('throttled', 's3:GetObject', 'SlowDown'); } } };
    const index = await world.run('run-1', MORNING, { changed });
    expect([index.result, index.found.unverifiable > 0, index.totals.digests.valid]).toEqual(['attention', true, 0]);
  });
});

describe('what was not there to be recorded is no gap', () => {
  test.each([['joins shortly before its first digest begins', 12, 11.5, 'pass'], ['is recorded from three hours after it joined', 15, 12, 'pass'], ['is recorded from four hours after it joined', 16, 12, 'attention']])(
    'an account that %s', async (_, begins, joins, result) => {
      const world = watched([chainFrom(begins)]);
      world.accounts = [{ accountId: ONE, joinedMs: START_MS + joins * HOUR_MS, active: true }];
      expect((await world.run('run-1', MORNING)).chains[0].result).toBe(result);
    });

  test('a Region that an account switched on at noon', async () => {
    const world = watched([chainFrom(0), chainFrom(12, { region: 'ap-east-1' })]);
    const index = await world.run('run-1', MORNING);
    expect(index.chains.map(({ region, result, digests }) => [region, result, digests])).toEqual([['ap-east-1', 'pass', 12], ['eu-west-1', 'pass', 24]]);
    const part = JSON.parse(world.versions.get(`evidence/integrity/2026-03-17/${ONE}-ap-east-1.json`)![0]);
    expect(part).toMatchObject({ expected: { from: '2026-03-17T12:00:00Z', to: '2026-03-18T00:00:00Z' }, excusedGaps: [{ from: '2026-03-17T00:00:00Z', to: '2026-03-17T12:00:00Z' }] });
  });

  test('but a chain that was there the day before may not begin anew', async () => {
    const world = watched([chainFrom(0), chainFrom(12, { region: 'ap-east-1' })]);
    world.versions.set('evidence/integrity/2026-03-16.json', [JSON.stringify({ chains: [{ accountId: ONE, region: 'ap-east-1', digests: 24 }] })]);
    expect((await world.run('run-1', MORNING)).chains[0]).toMatchObject({ region: 'ap-east-1', result: 'attention' });
  });

  test('an account that left at noon and of which the watch knew no digest', async () => {
    const results = await Promise.all([11, 9].map(async (until) => {
      const world = watched([chainFrom(0), chainFrom(0, { accountId: OTHER }, until)], undefined, [ONE, OTHER]);
      const roster = world.roster() as any;
      roster.accounts[OTHER].lastActiveMs = START_MS + 12 * HOUR_MS;
      roster.asOfMs = START_MS + 12 * HOUR_MS;
      world.files.set('completeness/roster.json', JSON.stringify(roster));
      world.accounts = world.accounts.filter(({ accountId }) => accountId === ONE);
      return (await world.run('run-1', MORNING)).chains.map(({ accountId, result }) => [accountId, result]);
    }));
    // its Region is on everywhere, but of an account that left only what had digests is expected.
    expect(results).toEqual([[[ONE, 'pass'], [OTHER, 'pass']], [[ONE, 'pass'], [OTHER, 'pass']]]);
  });

  test('an account that left at noon and had digests before', async () => {
    const results = await Promise.all([11, 10].map(async (until) => {
      const world = watched([chainFrom(0), chainFrom(0, { accountId: OTHER }, until)], undefined, [ONE, OTHER]);
      const roster = world.roster() as any;
      Object.assign(roster, { asOfMs: START_MS + 12 * HOUR_MS, chains: { [`${OTHER} eu-west-1`]: { firstEndMs: START_MS - DAY_MS, newestEndMs: START_MS + until * HOUR_MS } } });
      roster.accounts[OTHER].lastActiveMs = START_MS + 12 * HOUR_MS;
      world.files.set('completeness/roster.json', JSON.stringify(roster));
      world.accounts = world.accounts.filter(({ accountId }) => accountId === ONE);
      return (await world.run('run-1', MORNING)).chains[1].result;
    }));
    expect(results).toEqual(['pass', 'attention']);
  });

  test('folders of accounts that left years ago, which leave no evidence; what lies in one is verified all the same', async () => {
    const old = chainFrom(0, { accountId: OTHER }, 0);
    old.put(old.digestKey(START_MS - 300 * DAY_MS), Buffer.from('{}'));
    const world = watched([chainFrom(0), old]);
    expect((await world.run('run-1', MORNING)).chains).toHaveLength(1);
    old.put(old.logKey(START_MS + 60_000), Buffer.from('{}'));
    expect((await world.run('run-2', MORNING)).chains[1]).toMatchObject({ accountId: OTHER, result: 'attention', found: { unverifiable: 1 } });
  });

  test('foreign objects between digests and logs', async () => {
    const trail = chainFrom(0);
    for (const key of ['AWSLogs/o-a1b2c3d4e5/readme.txt', `AWSLogs/o-a1b2c3d4e5/${ONE}/CloudTrail/eu-west-1/2026/03/17/notes.txt`, `AWSLogs/o-a1b2c3d4e5/${ONE}/CloudTrail-Digest/eu-west-1/2026/03/17/x.json.gz`]) {
      trail.put(key, Buffer.from('{}'));
    }
    expect((await watched([trail]).run('run-1', MORNING)).result).toBe('pass');
  });
});

describe('a step that dies', () => {
  test('anywhere, before or after an effect, and is done again, leaves the same evidence in one version, and the same numbers', async () => {
    const trail = chainFrom(0);
    trail.put(trail.logKeys[3], Buffer.from('{}'));
    const undisturbed = watched([trail]);
    await undisturbed.run('run-1', MORNING);
    for (let at = 1; at <= undisturbed.calls.length; at++) {
      for (const when of ['before', 'after'] as const) {
        const world = watched([trail]);
        let calls = 0;
        world.happen = (_, moment) => {
          calls += moment === 'before' ? 1 : 0;
          if (calls === at && moment === when) {
            calls = Infinity;
            throw new Crash();
          }
        };
        const again = async <T>(step: () => Promise<T>): Promise<T> => {
          try {
            return await step();
          } catch (error) {
            expect(error).toBeInstanceOf(Crash);
            return step();
          }
        };
        for (const chain of await again(async () => world.plan('run-1', MORNING))) {
          await again(async () => world.verify('run-1', chain));
        }
        await again(async () => world.finish('run-1'));
        expect([at, when, world.versions]).toEqual([at, when, undisturbed.versions]);
        expect(world.metrics).toEqual(undisturbed.metrics);
        expect(new Set(world.announced.map((one) => JSON.stringify(one)))).toEqual(new Set(undisturbed.announced.map((one) => JSON.stringify(one))));
      }
    }
  });

  test('goes on with the window where its time ended, and ends as if there had been no break', async () => {
    const trail = chainFrom(0);
    const [whole, broken] = [watched([trail]), watched([trail])];
    await whole.run('run-1', MORNING);
    const [chain] = await broken.plan('run-1', MORNING);
    await broken.verify('run-1', chain, { deadlineMs: -1 });
    await broken.finish('run-1');
    expect(broken.versions).toEqual(whole.versions);
    expect(broken.calls.filter((call) => call.startsWith('save runs/run-1/windows/'))).toHaveLength(4);
  });
});

describe('a day that is verified again', () => {
  test('gets a new version, which names the one that it replaces', async () => {
    const world = watched([chainFrom(0)]);
    await world.run('run-1', MORNING);
    const again = await world.run('run-2', '2026-03-20T10:00:00Z', { date: '2026-03-17' });
    expect(again.replaces).toEqual({ versionId: 'v1', sha256: world.evidence().sha256(world.versions.get(INDEX)![0]), run: 'run-1', result: 'pass', provedMore: [] });
    expect([world.versions.get(INDEX)!.length, world.versions.get(PART)!.length, world.versions.get(TRAIL_KEY)!.length]).toEqual([2, 1, 1]);
  });

  test('and proves less says so, in the evidence and by an event', async () => {
    const world = watched([chainFrom(0)]);
    await world.run('run-1', MORNING);
    await world.plan('run-2', '2026-03-20T10:00:00Z', '2026-03-17');
    await world.finish('run-2');
    expect(world.index(INDEX).replaces).toMatchObject({ run: 'run-1', provedMore: ['chains', 'valid digests', 'valid logs'] });
    expect(world.announced.map(({ detail }) => detail.findings[0].kind)).toEqual(['not-verified', 'replaces-stronger-evidence']);
  });

  test('and finds nothing ends no alarm of another day', async () => {
    const world = watched([chainFrom(0)]);
    await world.run('run-2', '2026-03-20T10:00:00Z', { date: '2026-03-17' });
    expect(world.metrics).toEqual([{}]);
  });
});

describe('the day', () => {
  test.each([['2026-03-18T00:00:00Z', '2026-03-18T02:59:59Z'], ['2026-03-18', '2026-03-18T10:00:00Z']])('is refused before its digests are delivered: %s at %s', async (date, now) => {
    await expect(watched([chainFrom(0)]).plan('run-1', now, date.slice(0, 10))).rejects.toMatchObject({ name: 'DateRefused' });
  });

  test.each(['2026-02-30', 'yesterday', 17, null, '../../x'])('%j is none', async (date) => {
    await expect(watched([chainFrom(0)]).plan('run-1', MORNING, date ?? {})).rejects.toMatchObject({ name: 'DateRefused' });
  });

  test('is yesterday by when the run started, and can be asked for three hours after its end', async () => {
    const world = watched([chainFrom(0)]);
    await world.plan('run-1', MORNING);
    await world.plan('run-2', '2026-03-18T03:00:00Z', '2026-03-17');
    expect(['run-1', 'run-2'].map((run) => JSON.parse(world.files.get(`runs/${run}/plan.json`)!).date)).toEqual(['2026-03-17', '2026-03-17']);
  });
});

test('two keys with one fingerprint are both kept', async () => {
  const world = watched([chainFrom(0)]);
  world.versions.set(TRAIL_KEY, ['{"fingerprint":"another"}\n']);
  const { manifest } = await world.run('run-1', MORNING);
  expect(world.versions.get(TRAIL_KEY)).toHaveLength(1);
  const [key] = manifest.map((entry) => entry.key).filter((name) => name.includes('trail-keys'));
  expect(key).toMatch(new RegExp(`^evidence/trail-keys/${KEY.fingerprint}-[0-9a-f]{16}\\.json$`));
});

describe('docs/trail-integrity.schema.json', () => {
  const validate = addFormats(new Ajv2020({ strict: true, allErrors: true })).compile(JSON.parse(readFileSync(join(__dirname, '../../docs/trail-integrity.schema.json'), 'utf8')));

  test('takes the evidence of a day that passes, of one that fails, and of one that replaces it', async () => {
    const trail = chainFrom(0);
    const world = watched([trail]);
    const passed = await world.run('run-1', MORNING);
    trail.stored.delete(trail.logKeys[3]);
    const failed = await world.run('run-2', MORNING);
    expect([validate(passed), validate(failed), failed.result, validate.errors]).toEqual([true, true, 'fail', null]);
    await world.plan('run-3', MORNING);
    await world.finish('run-3');
    expect([validate(world.index(INDEX)), validate.errors]).toEqual([true, null]);
  });

  test.each<[string, (index: any) => void]>([
    ['without a manifest', (index) => { delete index.manifest; }],
    ['with another version', (index) => { index.schemaVersion = 2; }],
    ['with a hash that is none', (index) => { index.manifest[0].sha256 = 'x'; }],
    ['with a result of its own', (index) => { index.result = 'fine'; }],
    ['with a count below nothing', (index) => { index.found.invalid = -1; }],
  ])('refuses one %s', async (_, change) => {
    const index = JSON.parse(JSON.stringify(await watched([chainFrom(0)]).run('run-1', MORNING)));
    change(index);
    expect(validate(index)).toBe(false);
  });
});
