import { createHash } from 'node:crypto';
import { deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { headerLength } from '../../src/audit/runtime/gzip-frame';
import { inflatePieces } from '../../src/audit/runtime/inflate-pieces';
import { WHOLE_BYTES, WHOLE_INFLATED_BYTES, inflateWhole } from '../../src/audit/runtime/inflate-whole';
import { nodeGzipContent } from '../../src/audit/runtime/node-gzip-content';
import type { HashedContent } from '../../src/audit/runtime/trail-ports';

const GIBIBYTE = 2 ** 30;
const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

/** What the stream alone says, however small the body is. */
async function streamed(body: Buffer, pieceBytes: number): Promise<HashedContent> {
  const first = Math.min(body.length, (headerLength(body) ?? body.length) + pieceBytes);
  const hash = createHash('sha256');
  const rest = pieces(body.subarray(first), pieceBytes);
  const { kind } = await inflatePieces(body.subarray(0, first), rest, GIBIBYTE, (piece) => void hash.update(piece));
  return kind === 'inflated' ? { kind, sha256: hash.digest('hex') } : { kind };
}

function* pieces(bytes: Buffer, size: number): Generator<Uint8Array, undefined> {
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.subarray(at, at + size);
  }
}

async function* arriving(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  yield* pieces(bytes, size);
}

const withHeader = (body: Buffer, flags: number, fields: Buffer) =>
  Buffer.concat([body.subarray(0, 3), Buffer.from([flags]), body.subarray(4, 10), fields, body.subarray(10)]);
const inserted = (body: Buffer, where: number, bytes: Uint8Array) =>
  Buffer.concat([body.subarray(0, at(body, where)), bytes, body.subarray(at(body, where))]);
const claiming = (body: Buffer, bytes: number) => {
  const last = Buffer.alloc(4);
  last.writeUInt32LE(bytes);
  return Buffer.concat([body.subarray(0, -4), last]);
};
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const content = fc.oneof(
  fc.uint8Array({ maxLength: 3_000 }),
  fc.array(fc.constantFrom('{"eventName":"Decrypt"}', '"eventID":"', '0123456789abcdef', ',', '\n'), { maxLength: 400 }).map((words) => Buffer.from(words.join(''))),
  fc.integer({ min: 0, max: 600_000 }).map((bytes) => Buffer.alloc(bytes, 'Records')),
);
const member = fc.tuple(content, fc.constantFrom(0, 1, 6, 9)).map(([bytes, level]) => gzipSync(bytes, { level }));

type Damage = (body: Buffer) => Buffer;
const at = (body: Buffer, where: number) => Math.floor(where * body.length);
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.constant<Damage>((body) => body),
  fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([where, change]): Damage => (body) => {
    const changed = Buffer.from(body);
    if (body.length > 0) {
      changed[at(body, where)] += change;
    }
    return changed;
  }),
  place.map((where): Damage => (body) => body.subarray(0, at(body, where))),
  fc.integer({ min: 1, max: 12 }).map((bytes): Damage => (body) => body.subarray(0, -bytes)),
  fc.tuple(place, fc.uint8Array({ maxLength: 20 })).map(([where, more]): Damage => (body) => inserted(body, where, more)),
  fc.tuple(place, member).map(([where, other]): Damage => (body) => inserted(body, where, other)),
  fc.uint8Array({ minLength: 1, maxLength: 20 }).map((more): Damage => (body) => Buffer.concat([body, more])),
  member.map((other): Damage => (body) => Buffer.concat([body, other])),
  member.map((other): Damage => (body) => Buffer.concat([other, body])),
  fc.oneof(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 0, max: 2 ** 32 - 1 })).map((bytes): Damage => (body) => claiming(body, bytes)),
  fc.tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 20 }))
    .map(([flags, fields]): Damage => (body) => withHeader(body, flags, Buffer.from([...fields, 0]))),
);

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

test(`in one call, gathered from pieces or as a stream: the same body gets the same verdict (SEED=${seed})`, async () => {
  const kinds = new Map<string, number>();
  const input = fc.tuple(member, fc.array(damage, { minLength: 1, maxLength: 3 }))
    .map(([body, damages]) => damages.reduce<Buffer>((bytes, change) => change(bytes), body));
  await fc.assert(fc.asyncProperty(input, fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 100, max: 70_000 })), async (body, size) => {
    // a thousand pieces are enough.
    const pieceBytes = Math.max(size, Math.ceil(body.length / 1_000));
    const stream = await streamed(body, pieceBytes);
    expect(await nodeGzipContent.hash([body])).toEqual(stream);
    expect(await nodeGzipContent.hash(arriving(body, pieceBytes))).toEqual(stream);
    const { kind, ...text } = await nodeGzipContent.text([body]);
    expect([kind, 'sha256' in text ? text.sha256 : undefined]).toEqual([stream.kind, 'sha256' in stream ? stream.sha256 : undefined]);
    if (stream.kind === 'inflated') {
      expect(sha256(gunzipSync(body))).toBe(stream.sha256);
    }
    kinds.set(stream.kind, (kinds.get(stream.kind) ?? 0) + 1);
  }), { seed, numRuns: 1_500 });
  // each happened, and not once only.
  expect(['inflated', 'bad-gzip', 'trailing-data'].map((kind) => [kind, (kinds.get(kind) ?? 0) > 30])).toEqual([['inflated', true], ['bad-gzip', true], ['trailing-data', true]]);
});

test('every place at which two members can be cut off gets the same verdict both ways', async () => {
  const both = Buffer.concat([gzipSync('{"Records":[1]}'), gzipSync('{"Records":[2]}')]);
  const first = gzipSync('{"Records":[1]}').length;
  for (let end = 0; end <= both.length; end++) {
    const body = both.subarray(0, end);
    const kind = end < first ? 'bad-gzip' : end === first ? 'inflated' : 'trailing-data';
    expect([end, (await nodeGzipContent.hash([body])).kind, (await streamed(body, 7)).kind]).toEqual([end, kind, kind]);
  }
});

describe('inflated in one call is', () => {
  const stored = (bytes: number) => gzipSync(Buffer.alloc(bytes, 7), { level: 0 });
  const zeros = (bytes: number) => gzipSync(Buffer.alloc(bytes));
  const ofSize = (bytes: number) => {
    const body = stored(bytes - 200);
    return withHeader(body, 8, Buffer.concat([Buffer.alloc(bytes - body.length - 1, 'x'), Buffer.alloc(1)]));
  };
  const whole = (body: Buffer, mostBytes = GIBIBYTE) => inflateWhole(body, mostBytes) !== 'undecided';

  test.each<[string, boolean, boolean]>([
    ['a body of a mebibyte', whole(ofSize(WHOLE_BYTES)), true],
    ['a body of one byte more', whole(ofSize(WHOLE_BYTES + 1)), false],
    ['a content of 4 MiB', whole(zeros(WHOLE_INFLATED_BYTES)), true],
    ['a content of one byte more', whole(zeros(WHOLE_INFLATED_BYTES + 1)), false],
    ['a content of as much as the caller wants', whole(zeros(1_000), 1_000), true],
    ['a content of one byte more than that', whole(zeros(1_001), 1_000), false],
    ['a content that claims to be smaller than it is', whole(claiming(zeros(1_000), 999)), false],
    ['a content of 40 MB that claims to be nothing', whole(claiming(zeros(40_000_000), 0)), false],
    ['a few bytes that claim to be more than they can be', whole(claiming(gzipSync('{}'), 10_000_000)), false],
  ])('%s: %s', (_, is, expected) => {
    expect(is).toBe(expected);
  });

  test('what expands as much as data can', () => {
    const body = zeros(WHOLE_INFLATED_BYTES);
    expect(WHOLE_INFLATED_BYTES / deflateRawSync(Buffer.alloc(WHOLE_INFLATED_BYTES)).length).toBeGreaterThan(1_000);
    expect(inflateWhole(body, GIBIBYTE)).toMatchObject({ kind: 'inflated' });
  });

  test('a small body that inflates to more than the bound is hashed as a stream, and right', async () => {
    const bytes = 3 * WHOLE_INFLATED_BYTES;
    expect(await nodeGzipContent.hash([zeros(bytes)])).toEqual({ kind: 'inflated', sha256: sha256(Buffer.alloc(bytes)) });
  });
});
