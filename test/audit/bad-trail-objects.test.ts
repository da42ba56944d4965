import { constants, deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';
import { HOUR_MS } from '../../src/audit/domain/trail-chain';
import { nodeGzipContent } from '../../src/audit/runtime/node-gzip-content';
import { START_MS, TrailWorld, signatureOf } from '../support/trail-world';

const member = gzipSync('{"Records":[]}');
const trailer = (bytes: Buffer, at: number) => {
  const changed = Buffer.from(bytes);
  changed[changed.length - at] = (changed[changed.length - at] + 1) % 256;
  return changed;
};
const withHeader = (flags: number, extra: Buffer) =>
  Buffer.concat([member.subarray(0, 3), Buffer.from([flags]), member.subarray(4, 10), extra, member.subarray(10)]);
const big = gzipSync(Buffer.alloc(40_000_000));

/** In pieces of a size, as a connection brings them. */
function* pieces(bytes: Uint8Array, size: number): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.subarray(at, at + size);
  }
}

describe('exactly one complete gzip member', () => {
  test.each<[string, Buffer, string]>([
    ['one', member, 'inflated'],
    ['one with a file name', withHeader(8, Buffer.from('log.json\0')), 'inflated'],
    ['one with a comment and an extra field', withHeader(4 + 16, Buffer.from('\x02\x00abcomment\0')), 'inflated'],
    ['one without any content', gzipSync(''), 'inflated'],
    ['one of 40 MB', big, 'inflated'],
    ['nothing at all', Buffer.alloc(0), 'bad-gzip'],
    ['plain JSON', Buffer.from('{"Records":[]}'), 'bad-gzip'],
    ['a header alone', member.subarray(0, 10), 'bad-gzip'],
    ['one cut off in the middle', member.subarray(0, 15), 'bad-gzip'],
    ['one without its last byte', member.subarray(0, -1), 'bad-gzip'],
    ['one of 40 MB without its last byte', big.subarray(0, -1), 'bad-gzip'],
    ['one without its trailer', member.subarray(0, -8), 'bad-gzip'],
    ['a wrong checksum', trailer(member, 8), 'bad-gzip'],
    ['a wrong length', trailer(member, 4), 'bad-gzip'],
    ['a length that is much too large', trailer(member, 1), 'bad-gzip'],
    ['a length that is much too small, of 40 MB', trailer(big, 1), 'bad-gzip'],
    ['a header whose name never ends', Buffer.concat([member.subarray(0, 3), Buffer.from([8]), member.subarray(4, 10), Buffer.alloc(9_000, 65)]), 'bad-gzip'],
    ['reserved flags', withHeader(32, Buffer.alloc(0)), 'bad-gzip'],
    ['a wrong checksum of the header', withHeader(2, Buffer.from([1, 2])), 'bad-gzip'],
    ['another method', Buffer.concat([Buffer.from([0x1f, 0x8b, 7]), member.subarray(3)]), 'bad-gzip'],
    ['one byte after it', Buffer.concat([member, Buffer.from([0])]), 'trailing-data'],
    ['a second member', Buffer.concat([member, member]), 'trailing-data'],
    ['a second member without content', Buffer.concat([member, gzipSync('')]), 'trailing-data'],
    ['an empty member before it', Buffer.concat([gzipSync(''), member]), 'trailing-data'],
    ['a byte after 40 MB', Buffer.concat([big, Buffer.from([7])]), 'trailing-data'],
  ])('%s', async (_, body, kind) => {
    for (const size of [1_000_000, 4_096, 7]) {
      expect([size, (await nodeGzipContent.hash(pieces(body, size))).kind]).toEqual([size, kind]);
      expect([size, (await nodeGzipContent.text(pieces(body, size))).kind]).toEqual([size, kind]);
    }
  });

  test('what inflates without end is given up, and never held', async () => {
    const mebibyte = deflateRawSync(Buffer.alloc(2 ** 20), { finishFlush: constants.Z_SYNC_FLUSH });
    function* bomb(mebibytes: number): Iterable<Uint8Array> {
      yield member.subarray(0, 10);
      for (let count = 0; count < mebibytes; count++) {
        yield mebibyte;
      }
    }
    const before = process.memoryUsage.rss();
    expect(await nodeGzipContent.text(bomb(65))).toEqual({ kind: 'too-large' });
    expect(await nodeGzipContent.hash(bomb(1_025))).toEqual({ kind: 'too-large' });
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 2 ** 20);
  });
});

describe('what is wrong with a log is its verdict', () => {
  test.each<[string, Buffer, string]>([
    ['no gzip', Buffer.from('{}'), 'bad-gzip'],
    ['nothing', Buffer.alloc(0), 'bad-gzip'],
    ['data behind it', Buffer.concat([member, Buffer.from('x')]), 'trailing-data'],
    ['another content', gzipSync('{}'), 'hash-mismatch'],
  ])('%s', async (_, body, reason) => {
    const world = TrailWorld.hours(2);
    world.store(world.logKeys[0], body);
    const { result, logs } = await world.verify();
    expect([result, logs.map(({ place, digest, ...status }) => status)]).toEqual(['fail', [{ status: 'invalid', reason, recoverableVersionId: undefined }, { status: 'valid' }]]);
  });
});

describe('what is wrong with a digest is its verdict', () => {
  const verdictOf = async (change: (world: TrailWorld, key: string) => void) => {
    const world = TrailWorld.hours(3);
    change(world, world.digestKeys[1]);
    const { result, digests, gaps } = await world.verify();
    expect([result, gaps.map(({ kinds }) => kinds)]).toEqual(['fail', [['invalid-digest']]]);
    expect([digests[0], digests[2]].map(({ verdict }) => verdict.status)).toEqual(['valid', 'valid']);
    return digests[1].verdict;
  };
  const content = (world: TrailWorld, key: string) => gunzipSync(world.stored.get(key)!.body).toString();
  const edited = (edit: (fields: any) => void) => (world: TrailWorld, key: string) => {
    const fields = JSON.parse(content(world, key));
    edit(fields);
    world.store(key, gzipSync(JSON.stringify(fields)));
  };

  test.each<[string, (world: TrailWorld, key: string) => void, string]>([
    ['no gzip', (world, key) => world.store(key, Buffer.from('x')), 'bad-gzip'],
    ['data behind it', (world, key) => world.store(key, Buffer.concat([world.stored.get(key)!.body, member])), 'trailing-data'],
    ['no JSON', (world, key) => world.store(key, gzipSync('{"digestStartTime":')), 'bad-json'],
    ['no object', (world, key) => world.store(key, gzipSync('[]')), 'bad-json'],
    ['null', (world, key) => world.store(key, gzipSync('null')), 'bad-json'],
    ['bytes that are no text', (world, key) => world.store(key, gzipSync(Buffer.from([0xff, 0xfe]))), 'bad-json'],
    ['an object with nothing in it', (world, key) => world.store(key, gzipSync('{}')), 'missing-field'],
    ['only a prototype', (world, key) => world.store(key, gzipSync(`{"__proto__":${content(world, key)}}`)), 'missing-field'],
    ['no metadata', (world, key) => world.store(key, world.stored.get(key)!.body, {}), 'signature-metadata-missing'],
    ['no signature algorithm', (world, key) => world.store(key, world.stored.get(key)!.body, { signature: '00' }), 'signature-metadata-missing'],
    ['another signature algorithm', (world, key) =>
      world.store(key, world.stored.get(key)!.body, { ...world.stored.get(key)!.metadata, 'signature-algorithm': 'SHA1withRSA' }), 'unsupported-algorithm'],
    ['a signature that is no number', (world, key) =>
      world.store(key, world.stored.get(key)!.body, { 'signature': 'not hexadecimal', 'signature-algorithm': 'SHA256withRSA' }), 'signature-mismatch'],
    ['a key nobody knows', edited((fields) => { fields.digestPublicKeyFingerprint = 'toString'; }), 'unknown-fingerprint'],
    ['another place', edited((fields) => { fields.digestS3Bucket = 'elsewhere'; }), 'moved'],
    ['one log fewer', edited((fields) => { fields.logFiles = []; }), 'signature-mismatch'],
    ['more white space', (world, key) => world.store(key, gzipSync(`${content(world, key)} `)), 'signature-mismatch'],
  ])('%s', async (_, change, reason) => {
    expect(await verdictOf(change)).toMatchObject({ status: 'invalid', reason });
  });

  test.each<[string, unknown]>([
    ['digestStartTime', undefined], ['digestStartTime', 1_773_705_600], ['digestStartTime', '2026-02-30T00:00:00Z'], ['digestEndTime', null], ['digestEndTime', 'soon'],
    ['digestS3Bucket', undefined], ['digestS3Object', {}], ['digestPublicKeyFingerprint', ''], ['digestSignatureAlgorithm', undefined],
    ['logFiles', undefined], ['logFiles', null], ['logFiles', {}], ['logFiles', ['x']], ['logFiles', [null]], ['logFiles', [[]]],
    ['logFiles', [{ s3Bucket: 'b', s3Object: 'o', hashAlgorithm: 'SHA-256' }]],
    ['logFiles', [{ s3Bucket: 'b', s3Object: 'o', hashValue: 'xyz', hashAlgorithm: 'SHA-256' }]],
    ['logFiles', [{ s3Bucket: 'b', s3Object: 7, hashValue: 'a'.repeat(64), hashAlgorithm: 'SHA-256' }]],
    ['previousDigestSignature', null], ['previousDigestSignature', undefined], ['previousDigestHashValue', 'a'.repeat(63)], ['previousDigestS3Bucket', 7],
  ])('%s that is %j', async (field, value) => {
    const verdict = await verdictOf(edited((fields) => { fields[field] = value; }));
    expect(verdict).toEqual({ status: 'invalid', reason: 'missing-field', detail: expect.stringContaining(field) });
  });

  test('a backfill digest without the time it was made', async () => {
    const world = TrailWorld.hours(2);
    const key = world.digestKeys[0].replace('.json.gz', '_backfill.json.gz');
    const fields = { ...JSON.parse(content(world, world.digestKeys[0])), digestS3Object: key };
    const body = Buffer.from(JSON.stringify(fields));
    const metadata = { 'signature': signatureOf(fields, body), 'signature-algorithm': 'SHA256withRSA' };
    for (const [stamp, status] of [[undefined, 'invalid'], ['yesterday', 'invalid'], ['2026-03-18T00:00:00Z', 'valid']] as const) {
      world.put(key, body, stamp === undefined ? metadata : { ...metadata, 'backfill-generation-timestamp': stamp });
      const { digests } = await world.verify();
      expect([stamp, digests.find(({ kind }) => kind === 'backfill')!.verdict.status]).toEqual([stamp, status]);
    }
  });
});

describe('what else lies in the bucket is left alone', () => {
  test.each([
    'readme.txt', '__proto__', 'constructor', 'AWSLogs/', 'AWSLogs/o-a1b2c3d4e5/666666666666/CloudTrail-Digest/eu-west-1/',
    'AWSLogs/o-a1b2c3d4e5/666666666666/CloudTrail-Digest/eu-west-1/2026/03/17/',
    'AWSLogs/o-a1b2c3d4e5/666666666666/CloudTrail-Digest/eu-west-1/2026/03/17/__proto__',
    'AWSLogs/o-a1b2c3d4e5/666666666666/CloudTrail-Digest/eu-west-1/2026/03/17/notes.json.gz',
    'AWSLogs/o-a1b2c3d4e5/666666666666/CloudTrail-Digest/eu-west-1/2026/03/17/666666666666_CloudTrail-Digest_eu-west-1_org-trail_eu-west-1_20260317T990000Z.json.gz',
    'AWSLogs/o-a1b2c3d4e5/666666666666/CloudTrail-Digest/eu-west-1/2026/03/17/666666666666_CloudTrail-Digest_eu-west-1_org-trail_eu-west-1_20260318T010000Z.json.gz',
    'AWSLogs/o-a1b2c3d4e5/666666666666/CloudTrail-Digest/eu-west-1/2026/03/17/666666666666_CloudTrail-Digest_eu-west-1_org-trail_eu-west-1_20260317T010000Z.json.gz.bak',
    'AWSLogs/o-a1b2c3d4e5/666666666666/CloudTrail-Digest/eu-west-1/2026/03/17/777777777777_CloudTrail-Digest_eu-west-1_org-trail_eu-west-1_20260317T010000Z.json.gz',
    'AWSLogs/o-a1b2c3d4e5/666666666666/CloudTrail/eu-west-1/2026/03/17/\u{1f600} +%2F&<>".json.gz',
    'AWSLogs/o-a1b2c3d4e5/666666666666/CloudTrail/eu-west-1/2026/03/17/666666666666_CloudTrail_eu-west-1_20260317T0010Z_short.json.gz',
    'AWSLogs/o-a1b2c3d4e5/666666666666/CloudTrail/eu-west-1/2026/03/17x/666666666666_CloudTrail_eu-west-1_20260317T0010Z_0000000000000000.json.gz',
    'AWSLogs/o-a1b2c3d4e5/666666666666/CloudTrail-Insight/eu-west-1/2026/03/17/666666666666_CloudTrail-Insight_eu-west-1_20260317T0010Z_0000000000000000.json.gz',
  ])('%s', async (key) => {
    const world = TrailWorld.hours(2);
    world.put(key, Buffer.from('{}'));
    expect(await world.verify()).toMatchObject({ result: 'pass', counts: { digests: { valid: 2 }, uncoveredLogs: 0 } });
  });
});

test.each(['logs', 'a.b', 'a+b(c)[d]$^', '.*', 'a/b', 'ä ö'])("keys below the prefix '%s' are that trail's, and no others", async (prefix) => {
  const world = TrailWorld.hours(2, 1, { prefix });
  expect((await world.verify()).result).toBe('pass');
  const other = TrailWorld.hours(2, 1, { prefix: 'aXb' });
  for (const object of other.stored.values()) {
    world.stored.set(object.key, object);
  }
  expect(await world.verify()).toMatchObject({ result: 'pass', counts: { digests: { valid: 2 } } });
});

test.each(['a_b', 'a.b-c', 'x_eu-west-1', 'x_20260317T010000Z', '___'])("a trail may be called '%s'", async (name) => {
  expect(await TrailWorld.hours(2, 1, { name }).verify()).toMatchObject({ result: 'pass', counts: { digests: { valid: 2 } } });
});

test('keys of a trail outside an organization have no organization in them', async () => {
  const world = TrailWorld.hours(2, 1, { organizationId: undefined });
  expect(world.digestKeys[0]).toMatch(/^AWSLogs\/666666666666\//);
  expect((await world.verify()).result).toBe('pass');
});

test('a chain is followed into another bucket', async () => {
  const world = new TrailWorld();
  world.addHour([], (fields) => { fields.digestS3Bucket = 'old-bucket'; });
  world.addHour([], (fields) => { fields.previousDigestS3Bucket = 'old-bucket'; });
  const [first] = world.digestKeys;
  const moved = world.stored.get(first)!;
  world.stored.delete(first);
  const ports = world.ports();
  const follow = async (found: boolean) => world.verify({ ports: { objects: {
    ...ports.objects,
    open: async (place) => place.bucket !== 'old-bucket' ? ports.objects.open(place)
      : found ? { kind: 'opened', metadata: new Map(Object.entries(moved.metadata!)), body: [moved.body] } : { kind: 'absent', hidden: false },
  } } });
  expect(await follow(true)).toMatchObject({ result: 'pass', counts: { digests: { valid: 2 } } });
  expect(await follow(false)).toMatchObject({ result: 'fail', missingDigests: [{ place: { bucket: 'old-bucket', key: first }, reason: 'not-found' }] });
});

test('a log that two digests name is read once and judged for each', async () => {
  const world = TrailWorld.hours(1);
  const [log] = world.logKeys;
  const [{ hashValue }] = JSON.parse(gunzipSync(world.stored.get(world.digestKeys[0])!.body).toString()).logFiles;
  world.addHour([], (fields) => { fields.logFiles = [{ s3Bucket: 'trail-bucket', s3Object: log, hashValue: hashValue.replace(/^./, 'f').replace(/.$/, '0'), hashAlgorithm: 'SHA-256' }]; });
  let opened = 0;
  const { objects } = world.ports();
  const { logs, counts } = await world.verify({
    range: { fromMs: START_MS, toMs: START_MS + 2 * HOUR_MS },
    ports: { objects: { ...objects, open: async (place, version) => {
      opened += place.key === log ? 1 : 0;
      return objects.open(place, version);
    } } },
  });
  expect(logs.map(({ status }) => status)).toEqual(['valid', 'invalid']);
  expect([opened, counts.uniqueLogs, counts.logReferences.valid]).toEqual([1, 1, 1]);
});
