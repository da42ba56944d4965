import type { Elevation } from '../../src/elevation/domain/elevation';
import { endWork } from '../../src/elevation/runtime/end-work';
import { quarantineId } from '../../src/elevation/runtime/quarantine';
import { sweepElevations } from '../../src/elevation/runtime/sweep-elevations';
import type { EndWork } from '../../src/elevation/runtime/sweep-ports';
import { assignmentKey } from '../../src/identity/domain/held-access';
import { type AnElevation, MINUTE, T0, inState } from '../support/an-elevation';
import { CALM, ElevationWorld, SET, type WorldPorts, personal } from '../support/elevation-world';

const silently = jest.spyOn(console, 'error').mockImplementation(() => undefined);
afterAll(() => silently.mockRestore());

class Swept {
  public readonly world = new ElevationWorld(1, CALM);
  public readonly asked: EndWork[] = [];

  public constructor() {
    this.world.ask = (work) => void this.asked.push(work);
  }

  public has(state: Parameters<typeof inState>[0], made: AnElevation = {}): Elevation {
    const row = inState(state, made);
    this.world.saveRow(row);
    return row;
  }

  public async sweep({ quarantine = false, seconds = 55, change = (ports: WorldPorts) => ports } = {}) {
    const options = { quarantine, placesAtMost: 5 };
    const swept = this.world.invoke(seconds, async (ports, deadlineMs) => sweepElevations(options, change(ports), deadlineMs));
    await this.world.time.pass(this.world.time.nowMs + 30_000);
    return swept;
  }

  /** Does what the last sweeps asked for. */
  public async work(): Promise<void> {
    for (const work of this.asked.splice(0)) {
      const done = this.world.invoke(60, async (ports, deadlineMs) => endWork(work, ports, deadlineMs));
      await this.world.time.pass(this.world.time.nowMs + 30_000);
      await done;
    }
  }
}

test('what fails for one elevation keeps none of the others from ending', async () => {
  const one = new Swept();
  ['a', 'b', 'c'].forEach((id) => one.has('active', { id }));
  await one.world.time.pass(T0 + 60 * MINUTE);
  let calls = 0;
  const counts = await one.sweep({ change: (ports) => ({ ...ports, enders: { ask: async (work) => {
    if (++calls === 1) {
      throw new Error('the first is lost');
    }
    return ports.enders.ask(work);
  } } }) });
  expect([counts.ended, counts.failed, one.asked.map((work) => 'id' in work && work.id)]).toEqual([2, 1, ['b', 'c']]);
});

test('what does not fit into one sweep is left to the next, and ends come first', async () => {
  const one = new Swept();
  one.has('active', { id: 'due' });
  one.has('requested', { id: 'expired' });
  await one.world.time.pass(T0 + 60 * MINUTE);
  const slow = (ports: WorldPorts): WorldPorts => ({ ...ports, enders: { ask: async (work) => {
    await ports.enders.ask(work);
    await ports.clock.sleep(8_000);
  } } });
  expect(await one.sweep({ seconds: 10, change: slow })).toMatchObject({ ended: 1, expired: 0 });
  expect(await one.sweep()).toMatchObject({ expired: 1 });
});

test('an execution that is missing is started anew, and one that nobody needs is stopped', async () => {
  const one = new Swept();
  one.has('requested', { id: 'asked' });
  one.has('ended', { id: 'over' });
  ['over', 'nobody'].forEach((id) => one.world.running.add(id));
  const started: string[] = [];
  one.world.start = (id) => void started.push(id);
  await one.world.time.pass(T0 + 5 * MINUTE);
  expect(await one.sweep()).toMatchObject({ restarted: 1, stopped: 2 });
  expect([started, [...one.world.running]]).toEqual([['asked'], []]);
});

test('where executions cannot be listed none is started twice', async () => {
  const one = new Swept();
  one.has('requested');
  await one.world.time.pass(T0 + 5 * MINUTE);
  const counts = await one.sweep({ change: (ports) => ({ ...ports, executions: { ...ports.executions, runningIds: () => {
    throw new Error('throttled');
  } } }) });
  expect([counts.restarted, counts.failed]).toEqual([0, 1]);
});

test('consent that is complete wakes the execution that waits for it', async () => {
  const one = new Swept();
  one.has('approved');
  one.world.running.add('e-1');
  one.world.tokens.set('e-1', 'token');
  const woken: string[] = [];
  one.world.wake = (token) => void woken.push(token);
  expect([(await one.sweep()).woken, woken]).toEqual([1, ['token']]);
});

test('people hear of the end once, ten minutes before', async () => {
  const one = new Swept();
  one.has('active');
  one.world.running.add('e-1');
  await one.world.time.pass(T0 + 50 * MINUTE);
  const announced = [(await one.sweep()).announced, (await one.sweep()).announced];
  expect([announced, one.world.notices.map(({ kind }) => kind)]).toEqual([[1, 0], ['ending-soon']]);
});

test('who is disabled loses what they have, and who cannot be asked about does not', async () => {
  const one = new Swept();
  one.has('active');
  one.world.running.add('e-1');
  await one.sweep({ change: (ports) => ({ ...ports, people: { ...ports.people, find: async () => {
    throw new Error('throttled');
  } } }) });
  expect(one.asked).toEqual([]);
  one.world.disabled.add('ann');
  await one.sweep();
  expect(one.asked).toEqual([{ kind: 'end', id: 'e-1', reason: 'requester-left' }]);
});

test('a request without consent expires, and its person hears of it once', async () => {
  const one = new Swept();
  one.has('requested');
  await one.world.time.pass(T0 + 60 * MINUTE);
  await one.sweep();
  await one.sweep();
  expect([one.world.rows.get('e-1')!.state, one.world.notices.map(({ kind }) => kind)]).toEqual(['expired', ['expired']]);
});

function stranger(one: Swept): string {
  one.world.access.held.set(assignmentKey(personal('cem')), personal('cem'));
  one.world.openSession('cem');
  return assignmentKey(personal('cem'));
}

test('access that nothing explains is told of once, and is never taken away', async () => {
  const one = new Swept();
  const key = stranger(one);
  const counts = [await one.sweep(), await one.sweep()].map(({ unexplained }) => unexplained);
  expect([counts, one.world.calls.length, one.asked, one.world.access.held.has(key)]).toEqual([[1, 1], 1, [], true]);
  expect(one.world.calls[0]).toContain('cem');
});

test('with quarantine its sessions are denied, until it is gone: then later ones are let in', async () => {
  const one = new Swept();
  stranger(one);
  const [session] = one.world.access.sessions;
  await one.sweep({ quarantine: true });
  await one.work();
  expect(one.world.access.denialOf(session)?.id).toBe(quarantineId(personal('cem')));
  const before = one.world.access.denials.get(quarantineId(personal('cem')));
  await one.sweep({ quarantine: true });
  await one.work();
  expect(one.world.access.denials.get(quarantineId(personal('cem')))).toEqual(before);

  one.world.access.held.clear();
  await one.sweep({ quarantine: true });
  await one.work();
  expect(one.world.unexplained.size).toBe(0);
  // what was open stays denied until it is over by itself, and whoever gets the set later is let in.
  expect(one.world.access.denialOf(session)?.id).toBe(quarantineId(personal('cem')));
  await one.world.time.pass(one.world.time.nowMs + 2 * MINUTE);
  stranger(one);
  expect(one.world.access.denialOf(one.world.access.sessions[1])).toBeUndefined();
});

test('access that a lease explains is not quarantined, also where the lease came in between', async () => {
  const one = new Swept();
  const key = stranger(one);
  await one.sweep({ quarantine: true });
  one.world.leases.set(key, {
    ...personal('cem'), revision: 1, phase: 'held', elevationIds: ['e-9'], standing: true, setName: SET.name, sessionSeconds: SET.sessionSeconds,
  });
  await one.work();
  expect(one.world.access.denials.size).toBe(0);
  one.has('active', { id: 'e-9', requesterId: 'cem' });
  await one.sweep({ quarantine: true });
  expect([one.asked.map(({ kind }) => kind), one.world.unexplained.size]).toEqual([['release'], 0]);
});

test('whoever leaves loses everything at once: what is active ends, what was asked for is withdrawn', async () => {
  const one = new Swept();
  one.has('active', { id: 'a' });
  one.has('scheduled', { id: 's' });
  one.has('requested', { id: 'r' });
  one.has('active', { id: 'other', requesterId: 'dan' });
  const done = one.world.invoke(60, async (ports, deadlineMs) => endWork({ kind: 'leaver', userId: 'ann' }, ports, deadlineMs));
  await one.world.time.pass(one.world.time.nowMs + 50_000);
  expect(await done).toEqual({ done: true });
  expect(['a', 's', 'r', 'other'].map((id) => one.world.rows.get(id)!.state)).toEqual(['ended', 'withdrawn', 'withdrawn', 'active']);
});

test('the API, which says who wants the end and why, is understood', async () => {
  const one = new Swept();
  one.has('active');
  const done = one.world.invoke(60, async (ports, deadlineMs) => endWork({ kind: 'end', id: 'e-1', reason: 'security', by: 'sec' }, ports, deadlineMs));
  await one.world.time.pass(one.world.time.nowMs + 50_000);
  await done;
  expect(one.world.rows.get('e-1')).toMatchObject({ state: 'ended', endReason: 'security' });
  expect(one.world.rows.get('e-1')!.history.find(({ kind }) => kind === 'ending')!.by).toBe('sec');
});
