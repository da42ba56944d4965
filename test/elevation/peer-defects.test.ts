import { awaitConsent, beginElevation } from '../../src/elevation/runtime/begin-elevation';
import { endElevation } from '../../src/elevation/runtime/end-elevation';
import { lendAccess } from '../../src/elevation/runtime/lend-access';
import { settleLease } from '../../src/elevation/runtime/settle-lease';
import { sweepElevations } from '../../src/elevation/runtime/sweep-elevations';
import { assignmentKey } from '../../src/identity/domain/held-access';
import { type AnElevation, MINUTE, T0, anElevation } from '../support/an-elevation';
import { CALM, ElevationWorld, SET, type WorldPorts, personal } from '../support/elevation-world';

/** What other tools for access on time were reported to do wrong; each test is named after what it prevents. */
class Lending {
  public readonly world = new ElevationWorld(1, CALM);

  public async run<T>(work: (ports: WorldPorts, deadlineMs: number) => Promise<T>, seconds = 90): Promise<T> {
    let over = false;
    const working = this.world.invoke(seconds, work).finally(() => { over = true; });
    working.catch(() => undefined);
    while (!over) {
      await this.world.time.pass(this.world.time.nowMs + 1_000);
    }
    return working;
  }

  /** Access that needs nobody's consent, from the request to where it is lent. */
  public async lent(made: AnElevation = {}): Promise<string> {
    const row = { ...anElevation({ stages: [], ...made }), requestedAtMs: this.world.time.nowMs, permissionSetArn: SET.arn };
    this.world.saveRow(row);
    await this.run(async (ports) => beginElevation(row.id, ports));
    return (await this.run(async (ports, deadlineMs) => lendAccess(row.id, ports, deadlineMs))).next;
  }

  public async end(id: string) {
    return this.run(async (ports, deadlineMs) => endElevation({ id, reason: 'requester', by: 'ann' }, ports, deadlineMs));
  }

  public holds(userId = 'ann'): boolean {
    return this.world.access.held.has(assignmentKey(personal(userId)));
  }

  public stateOf(id: string): string {
    return this.world.rows.get(id)!.state;
  }
}

const quietly = jest.spyOn(console, 'error').mockImplementation(() => undefined);
afterAll(() => quietly.mockRestore());

test('what is still under way is not said to be access', async () => {
  const one = new Lending();
  one.world.access.create = () => ({ requestId: 'r', status: 'IN_PROGRESS' });
  one.world.access.status = () => ({ requestId: 'r', status: 'IN_PROGRESS' });
  expect([await one.lent(), one.stateOf('e-1')]).toEqual(['again', 'granting']);
});

test('what Identity Center says it did, and is not there, is not said to be access', async () => {
  const one = new Lending();
  one.world.access.create = () => ({ requestId: 'r', status: 'SUCCEEDED' });
  one.world.access.status = () => ({ requestId: 'r', status: 'SUCCEEDED' });
  expect([await one.lent(), one.stateOf('e-1')]).toEqual(['again', 'granting']);
});

test('a removal that fails leaves no access behind that nobody comes back to', async () => {
  const one = new Lending();
  await one.lent();
  const remove = one.world.access.delete.bind(one.world.access);
  one.world.access.delete = () => ({ requestId: 'r', status: 'FAILED', failureReason: 'no' });
  expect(await one.end('e-1')).toMatchObject({ done: false });
  expect([one.stateOf('e-1'), one.holds()]).toEqual(['ending', true]);
  one.world.access.delete = remove;
  expect(await one.end('e-1')).toEqual({ done: true });
  expect([one.stateOf('e-1'), one.holds()]).toEqual(['ended', false]);
});

test('the first of two that overlap does not end the other', async () => {
  const one = new Lending();
  await one.lent({ id: 'first' });
  await one.lent({ id: 'second', seconds: 7_200 });
  one.world.openSession('ann');
  const [session] = one.world.access.sessions;
  await one.end('first');
  expect([one.stateOf('first'), one.holds(), one.world.access.denialOf(session)]).toEqual(['ended', true, undefined]);
  expect(one.world.evidence.get('first')).toMatchObject({ sessions: { kind: 'go-on', elevations: ['second'] } });
  await one.end('second');
  expect([one.holds(), one.world.access.denialOf(session)?.id]).toEqual([false, 'elevation/second']);
});

test('access that was there before is not deleted at the end', async () => {
  const one = new Lending();
  one.world.access.held.set(assignmentKey(personal('ann')), personal('ann'));
  one.world.access.standing.add(assignmentKey(personal('ann')));
  await one.lent();
  await one.end('e-1');
  expect([one.stateOf('e-1'), one.holds(), one.world.leases.size, one.world.wrong]).toEqual(['ended', true, 0, []]);
  expect(one.world.evidence.get('e-1')).toMatchObject({ sessions: { kind: 'go-on' } });
});

test('sessions that are open do not outlive the access', async () => {
  const one = new Lending();
  await one.lent();
  one.world.openSession('ann');
  await one.end('e-1');
  expect(one.world.access.denialOf(one.world.access.sessions.at(-1)!)?.id).toBe('elevation/e-1');
});

test('access is not given before its end is scheduled', async () => {
  const one = new Lending();
  one.world.saveRow({ ...anElevation({ stages: [] }), permissionSetArn: SET.arn });
  const failing = (ports: WorldPorts): WorldPorts => ({ ...ports, schedules: { ...ports.schedules, scheduleEnd: async () => {
    throw new Error('the scheduler is down');
  } } });
  await expect(one.run(async (ports) => beginElevation('e-1', failing(ports)))).rejects.toThrow('the scheduler is down');
  expect((await one.run(async (ports, deadlineMs) => lendAccess('e-1', ports, deadlineMs))).next).toBe('again');
  expect([one.stateOf('e-1'), one.holds()]).toEqual(['approved', false]);
});

test('a sweep deletes nothing that it does not know', async () => {
  const one = new Lending();
  one.world.access.held.set(assignmentKey(personal('cem')), personal('cem'));
  await one.run(async (ports, deadlineMs) => sweepElevations({ quarantine: true, placesAtMost: 5 }, ports, deadlineMs), 55);
  expect(one.holds('cem')).toBe(true);
});

test('access ends on time when the scheduler never fires and the execution is lost', async () => {
  const one = new Lending();
  one.world.ask = (work) => void one.world.invoke(60, async (ports, deadlineMs) => endElevation(work as { id: string }, ports, deadlineMs));
  await one.lent();
  await one.world.time.pass(T0 + 60 * MINUTE);
  await one.run(async (ports, deadlineMs) => sweepElevations({ quarantine: false, placesAtMost: 0 }, ports, deadlineMs), 55);
  await one.world.time.pass(one.world.time.nowMs + MINUTE);
  expect([one.stateOf('e-1'), one.holds()]).toEqual(['ended', false]);
});

test('consent that came before anybody waited for it is not lost', async () => {
  const one = new Lending();
  one.world.saveRow({ ...anElevation({ stages: [] }), permissionSetArn: SET.arn });
  const woken: string[] = [];
  one.world.wake = (token) => void woken.push(token);
  await one.run(async (ports) => awaitConsent('e-1', 'token', ports));
  expect(woken).toEqual(['token']);
});

test('a create call that is late does not give access that nobody ends, and whoever comes next does not take it for standing', async () => {
  const one = new Lending();
  await one.lent();
  await one.end('e-1');
  one.world.access.create(personal('ann'));
  await one.world.time.pass(one.world.time.nowMs + 5 * MINUTE);
  expect(one.holds()).toBe(true);
  await one.run(async (ports, deadlineMs) => settleLease(personal('ann'), ports, deadlineMs));
  expect([one.holds(), one.world.leases.get(assignmentKey(personal('ann')))?.phase]).toEqual([false, 'settling']);
  expect(one.world.access.sessions.every((session) => one.world.access.denialOf(session) !== undefined)).toBe(true);
});

test('no create call is made with so little time left that nobody could hear of it', async () => {
  const one = new Lending();
  one.world.saveRow({ ...anElevation({ stages: [] }), permissionSetArn: SET.arn });
  await one.run(async (ports) => beginElevation('e-1', ports));
  // two thirds of 40 seconds are less than 30.
  expect((await one.run(async (ports, deadlineMs) => lendAccess('e-1', ports, deadlineMs), 40)).next).toBe('again');
  expect(one.holds()).toBe(false);
});
