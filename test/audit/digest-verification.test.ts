import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { HOUR_MS } from '../../src/audit/domain/trail-chain';
import { START_MS, SPKI_BASE64, KEY, TrailWorld, signatureOf } from '../support/trail-world';

interface Results {
  readonly digests: readonly { place: { key: string }; verdict: { status: string } }[];
  readonly logs: readonly { place: { key: string }; status: string }[];
}

const results = ({ digests, logs }: Results) => new Map([
  ...digests.map(({ place, verdict }) => [place.key, verdict.status] as const),
  ...logs.map(({ place, status }) => [place.key, status] as const),
]);

const inflated = (world: TrailWorld, key: string) => gunzipSync(world.stored.get(key)!.body);

test('a world of three hours passes, and every verdict is valid', async () => {
  const report = await TrailWorld.hours(3, 2).verify();
  expect(report.result).toBe('pass');
  expect([...results(report).values()]).toEqual(Array(9).fill('valid'));
});

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

test(`any byte of the content of a log or digest that changes is caught, at 1,000 places (SEED=${seed})`, async () => {
  const world = TrailWorld.hours(3, 2);
  const keys = [...world.digestKeys, ...world.logKeys];
  const anywhere = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  await fc.assert(fc.asyncProperty(fc.constantFrom(...keys), anywhere, fc.integer({ min: 1, max: 255 }), async (key, where, change) => {
    const original = world.stored.get(key)!;
    const content = Buffer.from(inflated(world, key));
    const at = Math.floor(where * content.length);
    content[at] = (content[at] + change) % 256;
    world.store(key, gzipSync(content, { level: 1 }));
    const report = await world.verify();
    world.stored.set(key, original);
    expect(report.result).toBe('fail');
    expect(results(report).get(key)).toBe('invalid');
  }), { seed, numRuns: 1_000 });
  expect((await world.verify()).result).toBe('pass');
});

test('any byte of what is stored may change only where the content stays the same', async () => {
  const world = TrailWorld.hours(1, 1);
  const key = world.logKeys[0];
  const original = world.stored.get(key)!;
  for (let at = 0; at < original.body.length; at++) {
    const body = Buffer.from(original.body);
    body[at] = (body[at] + 1) % 256;
    world.stored.set(key, { ...original, body });
    // that it may be text, time, system and level (RFC 1952, section 2.3): nothing that anybody relies on.
    expect([at, (await world.verify()).result]).toEqual([at, at >= 3 && at <= 9 ? 'pass' : 'fail']);
  }
});

describe('a range has both its ends', () => {
  const world = TrailWorld.hours(6);
  const scope = async (fromMs: number, toMs: number) => (await world.verify({ range: { fromMs: START_MS + fromMs, toMs: START_MS + toMs } })).digests
    .map(({ place }) => world.digestKeys.indexOf(place.key));

  test.each([
    ['a digest that ends when it begins belongs to it', 2 * HOUR_MS, 3 * HOUR_MS - 1_000, [1, 2]],
    ['one that ended a second before does not', 2 * HOUR_MS + 1_000, 3 * HOUR_MS - 1_000, [2]],
    ['a digest that begins when it ends belongs to it', 2 * HOUR_MS + 1_000, 3 * HOUR_MS, [2, 3]],
    ['no length at all on a boundary is two digests', 3 * HOUR_MS, 3 * HOUR_MS, [2, 3]],
    ['no length at all within a digest is that digest', 3 * HOUR_MS + 1, 3 * HOUR_MS + 1, [3]],
    ['all of it', 0, 6 * HOUR_MS, [0, 1, 2, 3, 4, 5]],
  ])('%s', async (_, from, to, digests) => {
    expect(await scope(from, to)).toEqual(digests);
  });

  test.each([
    ['first minute', 2 * HOUR_MS, true],
    ['second before the first minute', 2 * HOUR_MS - 1, false],
    ['last minute that a digest should have', 3 * HOUR_MS, true],
    ['minute after', 3 * HOUR_MS + 60_000, false],
  ])('a log that nobody names, in the %s of the range, is found: %#', async (_, logMs, found) => {
    const fresh = TrailWorld.hours(6);
    const key = fresh.logKey(START_MS + logMs);
    fresh.put(key, Buffer.from('{}'));
    const { uncoveredLogs } = await fresh.verify({ range: { fromMs: START_MS + 2 * HOUR_MS, toMs: START_MS + 4 * HOUR_MS } });
    expect(uncoveredLogs.map(({ place }) => place.key)).toEqual(found ? [key] : []);
  });
});

describe('keys', () => {
  test.each([
    ['PKCS #1', KEY.valueBase64, 'pass'],
    ['SubjectPublicKeyInfo', SPKI_BASE64, 'pass'],
    ['garbage', 'AAAA', 'fail'],
    ['nothing', '', 'fail'],
  ])('in the form of %s', async (_, valueBase64, result) => {
    const world = TrailWorld.hours(2);
    world.keys = [{ ...KEY, valueBase64 }];
    expect((await world.verify()).result).toBe(result);
  });

  test.each([
    ['ends when the digest begins', { fromMs: 0, toMs: START_MS }, 'valid'],
    ['ended a second before', { fromMs: 0, toMs: START_MS - 1_000 }, 'invalid'],
    ['begins two hours after the end', { fromMs: START_MS + 3 * HOUR_MS, toMs: START_MS + 9 * HOUR_MS }, 'valid'],
    ['begins a second later', { fromMs: START_MS + 3 * HOUR_MS + 1_000, toMs: START_MS + 9 * HOUR_MS }, 'invalid'],
  ])('one whose validity %s', async (_, validity, status) => {
    const world = TrailWorld.hours(1);
    world.keys = [{ ...KEY, validity }];
    // a port that lists more than it was asked for.
    const { digests } = await world.verify({ ports: { keys: { list: async () => world.keys } } });
    expect(digests.map(({ verdict }) => verdict.status)).toEqual([status]);
  });

  test('two with one fingerprint: either may be the right one', async () => {
    const world = TrailWorld.hours(1);
    world.keys = [{ ...KEY, valueBase64: 'AAAA' }, KEY];
    const { result, keysUsed } = await world.verify();
    expect([result, keysUsed]).toEqual(['pass', [KEY]]);
  });
});

describe('an intruder without the key', () => {
  test('cannot edit a digest out of its range', async () => {
    const world = TrailWorld.hours(4);
    const key = world.digestKeys[3];
    const fields = JSON.parse(inflated(world, key).toString());
    world.store(key, gzipSync(JSON.stringify({ ...fields, digestStartTime: '2030-01-01T00:00:00Z', digestEndTime: '2030-01-01T01:00:00Z' })));
    const { result, digests } = await world.verify();
    expect(result).toBe('fail');
    expect(digests.map(({ verdict }) => verdict.status)).toEqual(['valid', 'valid', 'valid', 'invalid']);
  });

  test('cannot cut off the end of the chain without leaving a gap', async () => {
    const world = TrailWorld.hours(4);
    world.stored.delete(world.digestKeys[3]);
    const { result, gaps, uncoveredLogs } = await world.verify();
    expect([result, gaps.map(({ kinds }) => kinds)]).toEqual(['attention', [['after-last-digest']]]);
    expect(uncoveredLogs.map(({ place }) => place.key)).toEqual([world.logKeys[3]]);
  });

  test('cannot hide a planted log behind a digest of a trail that does not exist', async () => {
    const world = TrailWorld.hours(3);
    const log = world.logKey(START_MS + 60_000);
    world.put(log, Buffer.from('{}'));
    const digest = world.digestKeys[0].replace('_org-trail_', '_other_');
    const fields = JSON.parse(inflated(world, world.digestKeys[0]).toString());
    const planted = { ...fields, digestS3Object: digest, logFiles: [{ ...fields.logFiles[0], s3Object: log }] };
    world.put(digest, Buffer.from(JSON.stringify(planted)), { 'signature': '00', 'signature-algorithm': 'SHA256withRSA' });
    expect((await world.verify()).uncoveredLogs).toEqual([{ place: { bucket: 'trail-bucket', key: log } }]);
    // with a signature of CloudTrail it is another trail's log, and no finding.
    const content = Buffer.from(JSON.stringify(planted));
    world.put(digest, content, { 'signature': signatureOf(planted, content), 'signature-algorithm': 'SHA256withRSA' });
    const { result, uncoveredLogs } = await world.verify();
    expect([result, uncoveredLogs]).toEqual(['pass', [{ place: { bucket: 'trail-bucket', key: log }, referencedByOtherTrail: true }]]);
  });

  test('cannot move a digest into the place of another', async () => {
    const world = TrailWorld.hours(3);
    world.stored.set(world.digestKeys[1], { ...world.stored.get(world.digestKeys[0])!, key: world.digestKeys[1] });
    const { digests } = await world.verify();
    expect(digests.map(({ verdict }) => verdict)).toEqual([expect.anything(), { status: 'invalid', reason: 'moved', detail: `says it lies at s3://trail-bucket/${world.digestKeys[0]}` }, expect.anything()]);
  });
});
