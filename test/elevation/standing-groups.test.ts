import type { Lease } from '../../src/elevation/domain/lease';
import { besidesGroups, gone, joined, left, reappeared, settling } from '../../src/elevation/domain/lease-life';
import { CLOCK_SKEW_MS, ON_THE_WAY_MS, SETTLE_MS } from '../../src/elevation/domain/timings';
import { beginElevation } from '../../src/elevation/runtime/begin-elevation';
import { endElevation } from '../../src/elevation/runtime/end-elevation';
import { lendAccess } from '../../src/elevation/runtime/lend-access';
import { settleLease } from '../../src/elevation/runtime/settle-lease';
import { assignmentKey } from '../../src/identity/domain/held-access';
import { IdentityCenterFailure } from '../../src/identity/runtime/identity-center';
import { T0, anElevation } from '../support/an-elevation';
import { CALM, ElevationWorld, SET, STANDING_GROUP, type WorldPorts, personal } from '../support/elevation-world';

const quietly = jest.spyOn(console, 'error').mockImplementation(() => undefined);
afterAll(() => quietly.mockRestore());

const ANN = personal('ann');
const KEY = assignmentKey(ANN);
type Change = (ports: WorldPorts) => WorldPorts;

/** A person who may come to the same access by a group and by an elevation. */
class Both {
  public readonly world = new ElevationWorld(1, CALM);

  public async run<T>(work: (ports: WorldPorts, deadlineMs: number) => Promise<T>, change: Change = (ports) => ports): Promise<T> {
    let over = false;
    const working = this.world.invoke(90, async (ports, deadlineMs) => work(change(ports), deadlineMs)).finally(() => { over = true; });
    working.catch(() => undefined);
    while (!over) {
      await this.world.time.pass(this.world.time.nowMs + 1_000);
    }
    return working;
  }

  public async lent(id = 'e-1'): Promise<string> {
    this.world.saveRow({ ...anElevation({ id, stages: [] }), requestedAtMs: this.world.time.nowMs, permissionSetArn: SET.arn });
    await this.run(async (ports) => beginElevation(id, ports));
    return (await this.run(async (ports, deadlineMs) => lendAccess(id, ports, deadlineMs))).next;
  }

  public async end(change?: Change, id = 'e-1') {
    return this.run(async (ports, deadlineMs) => endElevation({ id, reason: 'requester', by: 'ann' }, ports, deadlineMs), change);
  }

  public async settle() {
    return this.run(async (ports, deadlineMs) => settleLease(ANN, ports, deadlineMs));
  }

  public get outcome() {
    const { world } = this;
    const { access, rows } = world;
    return {
      state: rows.get('e-1')!.state, held: access.held.has(KEY), denied: access.sessions.filter((session) => access.denialOf(session)).length,
      explainedBy: rows.get('e-1')!.endFacts?.explainedBy,
    };
  }
}

const GOES_ON = { state: 'ended', held: false, denied: 0, explainedBy: { kind: 'groups', ids: ['keepers'] } };
const IS_DENIED = { state: 'ended', held: false, denied: 1, explainedBy: undefined };

test('the assignment of an elevation goes, and no session of who has the same by a group is denied', async () => {
  const one = new Both();
  one.world.setMember('ann', true);
  await one.lent();
  expect(one.world.access.sessions).toHaveLength(1);
  expect(await one.end()).toEqual({ done: true });
  expect(one.outcome).toEqual(GOES_ON);
  expect(one.world.evidence.get('e-1')).toMatchObject({
    sessions: { kind: 'go-on', because: 'groups of the person hold the set in this account', groups: ['keepers'] },
    removed: { assignmentReadBackAsGoneAt: expect.any(String) },
  });
  expect(one.world.access.denials.size).toBe(0);
});

test.each([
  ['came into the group meanwhile', false, true, GOES_ON], ['left the group meanwhile', true, false, IS_DENIED], ['was never in it', false, false, IS_DENIED],
])('what counts is the end: who %s', async (_, before, after, outcome) => {
  const one = new Both();
  one.world.setMember('ann', before);
  await one.lent();
  one.world.setMember('ann', after);
  await one.end();
  expect(one.outcome).toEqual(outcome);
});

test('who is disabled has no standing access, in whatever group they still are', async () => {
  const one = new Both();
  one.world.setMember('ann', true);
  await one.lent();
  one.world.disabled.add('ann');
  await one.end();
  expect(one.outcome).toEqual(IS_DENIED);
});

const failing = (times: number, error = new IdentityCenterFailure('throttled', 'told to fail')): Change => {
  let failures = times;
  return (ports) => ({ ...ports, backend: { ...ports.backend, holders: async (place) => {
    if (failures-- > 0) {
      throw error;
    }
    return ports.backend.holders(place);
  } } });
};

test.each([
  ['is throttled once', failing(1), GOES_ON], ['is throttled on and on', failing(1_000), IS_DENIED], ['is refused', failing(1, new IdentityCenterFailure('denied', 'no')), IS_DENIED],
  ['hangs', ((ports) => ({ ...ports, people: { ...ports.people, groupsOf: async () => new Promise<never>(() => {}) } })) as Change, IS_DENIED],
])('where the question %s, access ends all the same', async (_, change, outcome) => {
  const one = new Both();
  one.world.setMember('ann', true);
  await one.lent();
  const atMs = one.world.time.nowMs;
  expect(await one.end(change)).toEqual({ done: true });
  expect(one.outcome).toEqual(outcome);
  expect((one.world.firstDeniedMs.get('e-1') ?? Infinity) - atMs).toBeLessThan(10_000);
});

test('whoever goes on with an end does as was decided, whatever became of the group', async () => {
  const one = new Both();
  one.world.setMember('ann', true);
  await one.lent();
  const remove = one.world.access.delete.bind(one.world.access);
  one.world.access.delete = () => ({ requestId: 'r', status: 'FAILED', failureReason: 'no' });
  one.world.access.status = () => ({ requestId: 'r', status: 'FAILED', failureReason: 'no' });
  expect(await one.end()).toMatchObject({ done: false });
  one.world.setMember('ann', false);
  Object.assign(one.world.access, { delete: remove, status: () => ({ requestId: 'r', status: 'SUCCEEDED' }) });
  expect(await one.end()).toEqual({ done: true });
  expect(one.outcome).toEqual(GOES_ON);
});

test('what a lost call makes again goes again, and is denied where no group explains it any more', async () => {
  const one = new Both();
  one.world.setMember('ann', true);
  await one.lent();
  await one.end();
  one.world.setMember('ann', false);
  one.world.access.held.set(KEY, ANN);
  one.world.openSession('ann');
  expect(await one.settle()).toEqual({ done: true });
  expect(one.world.access.held.size).toBe(0);
  expect(one.world.access.denialOf(one.world.access.sessions[1])?.id).toBe(`lease/${KEY}`);
});

test('what a group gives is not taken for an assignment that stays', async () => {
  const one = new Both();
  one.world.setMember('ann', true);
  await one.lent();
  expect(one.world.leases.get(KEY)).toMatchObject({ phase: 'held', standing: false });
  expect(one.world.leases.get(KEY)!.standingGroups).toBeUndefined();
});

test('groups of another set or another account explain nothing', async () => {
  const one = new Both();
  one.world.setMember('ann', true);
  await one.lent();
  await one.end((ports) => ({ ...ports, backend: { ...ports.backend, holders: async (place) => (
    place.accountId === STANDING_GROUP.accountId && place.permissionSetArn === STANDING_GROUP.permissionSetArn ? [] : [STANDING_GROUP]) } }));
  expect(one.outcome).toEqual(IS_DENIED);
});

function removing(): Lease {
  const first = joined(undefined, anElevation(), false, T0);
  const outcome = left((first as { lease: Lease }).lease, 'e-1', true);
  return (outcome as { lease: Lease }).lease;
}

test('a lease that denies nothing has nothing to confirm, and the next one waits as long as a removal may be on its way', () => {
  expect(besidesGroups(removing(), [])).toEqual(removing());
  const settled = settling(gone(besidesGroups(removing(), ['g']), T0), 'elevation/e-1', T0);
  expect([settled.toConfirm, settled.settlesAtMs]).toEqual([undefined, T0 + SETTLE_MS]);
  const free = T0 + 2 * CLOCK_SKEW_MS + ON_THE_WAY_MS;
  expect(joined(settled, anElevation({ id: 'e-2' }), false, free - 1).kind).toBe('wait');
  const next = joined(settled, anElevation({ id: 'e-2' }), false, free);
  expect([next.kind, next.kind === 'joined' && next.lease.phase, next.kind === 'joined' && 'standingGroups' in next.lease]).toEqual(['joined', 'held', false]);
  expect(reappeared(settled).standingGroups).toBeUndefined();
});
