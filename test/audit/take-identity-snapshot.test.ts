import type { IdentityHistory, Person } from '../../src/audit/domain/identity-history';
import { type IdentityRecords, type TakeIdentitySnapshotPorts, takeIdentitySnapshot } from '../../src/audit/runtime/take-identity-snapshot';
import { type TrailFailureKind, TrailReadFailure } from '../../src/audit/runtime/trail-failures';
import { VirtualClock } from '../support/virtual-clock';

const person = (name: string): Person => ({ userId: `id-${name}`, userName: name, status: 'ENABLED' });

/** A store whose pages may fail some times, and a bucket that may refuse one kind of write. */
function world(pages: Person[][]) {
  const clock = new VirtualClock();
  const effects: string[] = [];
  const failures: (TrailFailureKind | undefined)[] = [];
  const state: { history: IdentityHistory; version?: string; published?: IdentityHistory; refuse?: string; calls: number[] } = {
    history: { rows: [] }, calls: [],
  };
  const effect = (name: string) => {
    if (state.refuse === name) {
      throw new Error(`${name} was refused`);
    }
    effects.push(name);
  };
  const records: IdentityRecords = {
    read: async () => ({ history: state.history, version: state.version }),
    write: async (history, version) => {
      effect('write');
      if (version !== state.version) {
        throw new Error('PreconditionFailed');
      }
      state.history = history;
      state.version = String(Number(state.version ?? 0) + 1);
    },
    publish: async (history) => {
      effect('publish');
      state.published = history;
    },
    keepEvidence: async () => effect('evidence'),
  };
  const ports: TakeIdentitySnapshotPorts = {
    clock, records, counts: (counts) => { effects.push(JSON.stringify(counts)); },
    directory: {
      page: async (next) => {
        state.calls.push(clock.nowMs());
        const failure = failures.shift();
        if (failure) {
          throw new TrailReadFailure(failure, 'identitystore:ListUsers', failure);
        }
        const index = Number(next ?? 0);
        return { people: pages[index], next: index + 1 < pages.length ? String(index + 1) : undefined };
      },
    },
  };
  return { clock, effects, failures, state, ports, pages };
}

test('evidence is kept before the history, and the table of queries comes last', async () => {
  const { effects, ports, state } = world([[person('ada')], [person('bob')]]);
  await takeIdentitySnapshot(ports);
  expect(effects).toEqual(['evidence', 'write', 'publish', '{"People":2,"Opened":2,"Ended":0,"Suspected":0}']);
  expect(state.published).toEqual(state.history);
});

test('pages are asked for five times a second at most', async () => {
  const { ports, state } = world(Array.from({ length: 20 }, (_, index) => [person(`p${index}`)]));
  await takeIdentitySnapshot(ports);
  expect(state.calls.slice(1).every((ms, index) => ms - state.calls[index] >= 200)).toBe(true);
});

test.each<TrailFailureKind>(['throttled', 'unavailable'])('a page that is %s four times is asked for again, and nobody is missed or counted twice', async (kind) => {
  const { failures, ports, state } = world([[person('ada')], [person('bob')]]);
  failures.push(undefined, kind, kind, kind, kind);
  await takeIdentitySnapshot(ports);
  expect(state.history.rows.map(({ userId }) => userId)).toEqual(['id-ada', 'id-bob']);
});

test.each<[string, (TrailFailureKind | undefined)[]]>([
  ['a page that is denied', [undefined, 'denied']], ['a page that stays throttled', [undefined, 'throttled', 'throttled', 'throttled', 'throttled', 'throttled']],
])('%s changes nothing and fails', async (_, failing) => {
  const { clock, effects, failures, ports, state } = world([[person('ada')], [person('bob')]]);
  await takeIdentitySnapshot(ports);
  const before = state.history;
  effects.length = 0;
  clock.advance(86_400_000);
  failures.push(...failing);
  await expect(takeIdentitySnapshot(ports)).rejects.toThrow('is not complete and changes nothing: identitystore:ListUsers');
  expect([effects, state.history]).toEqual([[], before]);
});

test.each(['evidence', 'write', 'publish'])('after a crash at %s, the next run leaves the same as if there had been none', async (refuse) => {
  const broken = world([[person('ada'), person('bob')]]);
  broken.state.refuse = refuse;
  await expect(takeIdentitySnapshot(broken.ports)).rejects.toThrow(`${refuse} was refused`);
  broken.state.refuse = undefined;
  broken.clock.advance(3_600_000);
  await takeIdentitySnapshot(broken.ports);
  expect(broken.state.history.rows.map(({ userId, validTo }) => [userId, validTo])).toEqual([['id-ada', undefined], ['id-bob', undefined]]);
  expect(broken.state.published).toEqual(broken.state.history);
});

test('a run that another overtook writes nothing over it', async () => {
  const { effects, ports, state } = world([[person('ada')]]);
  const read = ports.records.read;
  ports.records.read = async () => {
    const found = await read();
    state.version = 'somebody else';
    return found;
  };
  await expect(takeIdentitySnapshot(ports)).rejects.toThrow('PreconditionFailed');
  expect([effects, state.history.rows]).toEqual([['evidence', 'write'], []]);
});
