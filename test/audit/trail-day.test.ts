import { HOUR_MS } from '../../src/audit/domain/trail-chain';
import { TrailReadFailure } from '../../src/audit/runtime/trail-failures';
import { MORNING, ONE, OTHER, chainFrom, watched } from '../support/trail-day';
import { KEY, START_MS, TrailWorld } from '../support/trail-world';
import { Crash } from '../support/verification-world';

const INDEX = 'evidence/integrity/2026-03-17.json';
const PART = `evidence/integrity/2026-03-17/${ONE}-eu-west-1.json`;
const TRAIL_KEY = `evidence/trail-keys/${KEY.fingerprint}.json`;

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
