import type { Place } from '../../src/audit/domain/trail-chain';
import { type TrailFailureKind, TrailReadFailure } from '../../src/audit/runtime/trail-failures';
import type { OpenedObject, TrailObjects } from '../../src/audit/runtime/trail-ports';
import { TrailWorld } from '../support/trail-world';

const failure = (kind: TrailFailureKind) => new TrailReadFailure(kind, 's3:GetObject', 'no');

/** A world of three hours whose bucket does something else for some keys. */
function worldWith(change: (objects: TrailObjects) => Partial<TrailObjects>) {
  const world = TrailWorld.hours(3);
  const { objects } = world.ports();
  const waits: number[] = [];
  const clock = { sleep: async (ms: number) => void waits.push(ms), random: () => 0.5 };
  return { world, waits, verify: async () => world.verify({ ports: { clock, objects: { ...objects, ...change(objects) } } }) };
}

const failing = (matches: RegExp, kind: TrailFailureKind, times: number) => {
  let left = times;
  return ({ open }: TrailObjects) => ({
    open: async (place: Place, version?: string): Promise<OpenedObject> => {
      if (matches.test(place.key) && left-- > 0) {
        throw failure(kind);
      }
      return open(place, version);
    },
  });
};

describe('a failure that passes is waited for', () => {
  test.each(['throttled', 'unavailable'] as const)('%s four times, then answered', async (kind) => {
    const { verify, waits } = worldWith(failing(/_CloudTrail_.*T0100Z/, kind, 4));
    expect((await verify()).result).toBe('pass');
    expect(waits).toEqual([375, 750, 1_500, 3_000]);
  });

  test('in the middle of a list, which goes on where it was', async () => {
    let failures = 2;
    let pages = 0;
    const { verify } = worldWith(({ list }) => ({
      async* list(folder, after) {
        pages++;
        for await (const keys of list(folder, after)) {
          for (const key of keys) {
            yield [key];
            if (failures-- > 0) {
              throw failure('unavailable');
            }
          }
        }
      },
    }));
    expect(await verify()).toMatchObject({ result: 'pass', counts: { digests: { valid: 3 } } });
    expect(pages).toBe(4);
  });

  test('in the middle of a body, which is read again', async () => {
    let cuts = 3;
    const { verify } = worldWith(({ open }) => ({
      async open(place, version) {
        const opened = await open(place, version);
        const cut = async function* (body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
          for await (const piece of body) {
            if (cuts-- > 0) {
              yield piece.subarray(0, 5);
              throw failure('unavailable');
            }
            yield piece;
          }
        };
        return opened.kind === 'opened' ? { ...opened, body: cut(opened.body) } : opened;
      },
    }));
    expect((await verify()).result).toBe('pass');
  });
});

describe('a failure that stays is never a pass', () => {
  test.each([
    ['denied', 'access-denied'], ['throttled', 'throttled'], ['unavailable', 'unavailable'], ['archived', 'archived'],
  ] as const)('a log that is %s', async (kind, reason) => {
    const { verify } = worldWith(failing(/_CloudTrail_.*T0100Z/, kind, 99));
    const { result, logs } = await verify();
    expect([result, logs.map(({ status }) => status)]).toEqual(['attention', ['valid', 'unreadable', 'valid']]);
    expect(logs[1]).toMatchObject({ reason });
  });

  test.each(['denied', 'throttled', 'unavailable', 'archived'] as const)('a digest that is %s', async (kind) => {
    const { verify } = worldWith(failing(/T020000Z/, kind, 99));
    const { result, digests, gaps, missingDigests } = await verify();
    expect([result, digests.map(({ verdict }) => verdict.status), missingDigests]).toEqual(['attention', ['valid', 'unreadable', 'valid'], []]);
    expect(gaps.map(({ kinds }) => kinds)).toEqual([['unreadable-digest']]);
  });

  test('a list of digests', async () => {
    const { verify } = worldWith(() => ({ async* list() { throw failure('denied'); } }));
    expect(await verify()).toMatchObject({
      result: 'attention', gaps: [{ kinds: ['no-digests'] }], notChecked: [{ what: 'digests', reason: 'access-denied' }, { what: 'uncovered-logs', reason: 'access-denied' }],
    });
  });

  test('a list of logs', async () => {
    const { verify } = worldWith(({ list }) => ({
      async* list(folder, after) {
        if (folder.key.includes('/CloudTrail/')) {
          throw failure('throttled');
        }
        yield* list(folder, after);
      },
    }));
    expect(await verify()).toMatchObject({ result: 'attention', notChecked: [{ what: 'uncovered-logs', reason: 'throttled' }], counts: { logReferences: { valid: 3 } } });
  });

  test('the public keys', async () => {
    const { result, digests } = await TrailWorld.hours(2).verify({ ports: { keys: { list: async () => { throw failure('denied'); } } } });
    expect([result, digests.map(({ verdict }) => verdict)]).toEqual(['attention', Array(2).fill({ status: 'unreadable', reason: 'keys-unavailable' })]);
  });

  test('a list of public keys without any', async () => {
    expect((await TrailWorld.hours(2).verify({ ports: { keys: { list: async () => [] } } })).result).toBe('fail');
  });
});

describe('what vanishes between the list and the read', () => {
  const vanishing = (matches: RegExp) => ({ open }: TrailObjects) => ({
    open: async (place: Place): Promise<OpenedObject> => matches.test(place.key) ? { kind: 'absent', hidden: false } : open(place),
  });

  test('a digest is missing, whether a later one names it or not', async () => {
    for (const [key, namedBy] of [[/T020000Z/, true], [/T030000Z/, false]] as const) {
      const { result, missingDigests } = await worldWith(vanishing(key)).verify();
      expect([result, missingDigests.map((missing) => [missing.reason, missing.namedBy !== undefined])]).toEqual(['fail', [['not-found', namedBy]]]);
    }
  });

  test('a log is missing', async () => {
    const { result, logs } = await worldWith(vanishing(/_CloudTrail_.*T0200Z/)).verify();
    expect([result, logs.map(({ status }) => status)]).toEqual(['fail', ['valid', 'valid', 'missing']]);
  });
});

test('versions that cannot be looked at are no reason to stop', async () => {
  const { world, verify } = worldWith(({ open }) => ({
    versions: async () => { throw failure('denied'); },
    open: async (place) => /T0200Z/.test(place.key) ? { kind: 'absent', hidden: true } : open(place),
  }));
  const { logs } = await verify();
  expect(logs[2]).toEqual({ place: { bucket: 'trail-bucket', key: world.logKeys[2] }, digest: expect.anything(), status: 'missing', reason: 'hidden-by-delete-marker' });
});

test('whoever is not signed in gets no verdict at all', async () => {
  await expect(worldWith(failing(/./, 'credentials', 99)).verify()).rejects.toThrow('s3:GetObject failed: no');
});

test('a mistake in an adapter is no verdict either', async () => {
  await expect(worldWith(() => ({ open: async () => { throw new TypeError('undefined is not a function'); } })).verify()).rejects.toThrow(TypeError);
});
