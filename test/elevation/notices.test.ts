import type { Elevation } from '../../src/elevation/domain/elevation';
import type { Change } from '../../src/elevation/domain/elevation-life';
import type { NoticeKind } from '../../src/elevation/domain/notice';
import { noticeText } from '../../src/elevation/domain/notice-text';
import { untold } from '../../src/elevation/domain/untold';
import { awaitConsent, beginElevation } from '../../src/elevation/runtime/begin-elevation';
import { sweepElevations } from '../../src/elevation/runtime/sweep-elevations';
import { MINUTE, STATES, T0, after, anElevation, inState } from '../support/an-elevation';
import { CALM, ElevationWorld, type WorldPorts } from '../support/elevation-world';

const STAGES = [{ approverGroups: ['leads', 'owners'], approvals: 2 }, { approverGroups: ['security'], approvals: 1 }];
const consent = (approverId: string, stage: number): Change => ({ kind: 'consented', approverId, stage, atMs: T0 });
const REJECTED: Change = { kind: 'rejected', atMs: T0, by: 'bob', note: 'a note of bob' };

const silently = jest.spyOn(console, 'error').mockImplementation(() => undefined);
afterAll(() => silently.mockRestore());

/** An elevation with an execution that runs, and what people are told of it. */
class Told {
  public readonly world = new ElevationWorld(1, CALM);

  public constructor(row: Elevation) {
    this.is(row);
    this.world.running.add(row.id);
  }

  public is(row: Elevation): void {
    this.world.rows.set(row.id, { ...row, revision: this.world.rows.get(row.id)?.revision ?? row.revision });
    this.world.saveRow({ ...row, revision: this.world.rows.get(row.id)!.revision + 1 });
  }

  public becomes(...changes: Change[]): void {
    this.is(after(this.world.rows.get('e-1')!, ...changes));
  }

  public async run<T>(work: (ports: WorldPorts, deadlineMs: number) => Promise<T>, change = (ports: WorldPorts) => ports): Promise<unknown> {
    const outcome = this.world.invoke(50, async (ports, deadlineMs) => work(change(ports), deadlineMs)).catch((error: Error) => error.message);
    await this.world.time.pass(this.world.time.nowMs + 51_000);
    return outcome;
  }

  public readonly sweep = async (change?: (ports: WorldPorts) => WorldPorts) =>
    this.run(async (ports, deadlineMs) => sweepElevations({ quarantine: false, placesAtMost: 0 }, ports, deadlineMs), change);

  public readonly awaits = async (change?: (ports: WorldPorts) => WorldPorts) => this.run(async (ports) => awaitConsent('e-1', 'token', ports), change);

  public readonly begins = async (change?: (ports: WorldPorts) => WorldPorts) => this.run(async (ports) => beginElevation('e-1', ports), change);

  public get kinds(): NoticeKind[] {
    return this.world.notices.map(({ kind }) => kind);
  }
}

/** The function is gone after it told and before it remembered that. */
const forgetful = (ports: WorldPorts): WorldPorts => ({ ...ports, elevations: { ...ports.elevations, save: async () => {
  throw new Error('crashed');
} } });
const mute = (ports: WorldPorts): WorldPorts => ({ ...ports, notices: { publish: async () => {
  throw new Error('the topic is gone');
} } });

test('those of the first stage are asked for consent once, however often the execution begins to wait', async () => {
  const one = new Told(anElevation({ stages: STAGES }));
  await one.awaits();
  await one.awaits();
  await one.sweep();
  expect(one.kinds).toEqual(['needs-consent']);
});

test('those of the next stage are asked when it is reached, and once', async () => {
  const one = new Told(anElevation({ stages: STAGES }));
  await one.awaits();
  one.becomes(consent('bob', 0));
  await one.sweep();
  expect(one.kinds).toEqual(['needs-consent']);
  one.becomes(consent('cem', 0));
  await one.sweep();
  await one.sweep();
  await one.awaits();
  expect(one.kinds).toEqual(['needs-consent', 'needs-consent']);
  expect(noticeText(one.world.notices[1]).body).toContain('Stage 2 of 2: consent of 1 person is missing, of security in the identity store.');
});

test('where the execution could not ask, a sweep does, two minutes later', async () => {
  const one = new Told(anElevation());
  expect(await one.awaits(mute)).toBeUndefined();
  expect([one.kinds, one.world.tokens.get('e-1')]).toEqual([[], 'token']);
  await one.sweep();
  expect(one.kinds).toEqual([]);
  await one.sweep();
  await one.sweep();
  expect(one.kinds).toEqual(['needs-consent']);
});

test('the person hears once of a rejection, from the execution that it wakes', async () => {
  const one = new Told(anElevation());
  one.becomes(REJECTED);
  expect(await one.begins()).toEqual({ next: 'over' });
  expect(await one.begins()).toEqual({ next: 'over' });
  await one.world.time.pass(T0 + 5 * MINUTE);
  await one.sweep();
  expect(one.kinds).toEqual(['rejected']);
});

test('a rejection that wakes nobody is told by a sweep, also after its execution was stopped', async () => {
  const one = new Told(anElevation());
  one.becomes(REJECTED);
  await one.sweep();
  expect([one.kinds, [...one.world.running]]).toEqual([[], []]);
  await one.world.time.pass(T0 + 2 * MINUTE);
  expect(await one.sweep()).toMatchObject({ announced: 1, open: 0, ended: 0 });
  expect(await one.sweep()).toMatchObject({ announced: 0, open: 0, ended: 0 });
  expect(one.kinds).toEqual(['rejected']);
});

test('a rejection of somebody who is gone meanwhile is nothing that ends', async () => {
  const one = new Told(after(anElevation(), REJECTED));
  one.world.disabled.add('ann');
  await one.world.time.pass(T0 + 2 * MINUTE);
  expect(await one.sweep()).toMatchObject({ announced: 1, ended: 0 });
});

test.each([
  ['needs-consent', () => anElevation()], ['rejected', () => after(anElevation(), REJECTED)], ['ending-soon', () => inState('active', { seconds: 3_600 })],
] as const)("who crashes right after '%s' was told tells it twice rather than never", async (kind, made) => {
  const one = new Told(made());
  await one.world.time.pass(T0 + 55 * MINUTE);
  await one.sweep(forgetful);
  await one.sweep();
  await one.sweep();
  expect(one.kinds).toEqual([kind, kind]);
});

test('what could not be sent is counted, and sent with the next sweep', async () => {
  const one = new Told(after(anElevation(), REJECTED));
  await one.world.time.pass(T0 + 2 * MINUTE);
  expect(await one.sweep(mute)).toMatchObject({ failed: 1, announced: 0 });
  expect(await one.sweep()).toMatchObject({ failed: 0, announced: 1 });
});

test('of what somebody took back nobody is told', async () => {
  const one = new Told(inState('withdrawn'));
  await one.begins();
  await one.world.time.pass(T0 + 5 * MINUTE);
  await one.sweep();
  expect(one.kinds).toEqual([]);
});

test.each(STATES.map((state) => [state]))("what is '%s' asks for no consent that it has, and tells each thing once", (state) => {
  let row = inState(state);
  const told: NoticeKind[] = [];
  for (let news = untold(row, T0 + 55 * MINUTE); news; news = untold(row, T0 + 55 * MINUTE)) {
    told.push(news.kind);
    row = after(row, news.remembered);
  }
  expect(told).toEqual(({ requested: ['needs-consent'], rejected: ['rejected'], active: ['ending-soon'] } as Partial<Record<typeof state, NoticeKind[]>>)[state] ?? []);
});

const KINDS: NoticeKind[] = ['needs-consent', 'granted', 'ending-soon', 'ended', 'rejected', 'expired', 'failed', 'attention'];

test.each(KINDS)("'%s' says who, what, where and which request, and neither why nor for which ticket nor what somebody noted", (kind) => {
  const row = { ...after({ ...anElevation({ stages: STAGES }), ticket: 'CHG-4711' }, REJECTED), justification: 'a deployment went wrong' };
  const { subject, body } = noticeText({ kind, elevation: row });
  for (const said of ['ann', 'Administrator', '000000000003', 'e-1']) {
    expect(body).toContain(said);
  }
  expect(`${subject}\n${body}`).not.toMatch(/deployment|CHG-4711|note of bob/);
  expect(subject.length).toBeLessThanOrEqual(100);
});

test.each([
  [[], 'Stage 1 of 2: consent of 2 people is missing, of leads or owners in the identity store.'],
  [[consent('bob', 0)], 'Stage 1 of 2: consent of 1 person is missing, of leads or owners in the identity store.'],
  [[consent('bob', 0), consent('cem', 0)], 'Stage 2 of 2: consent of 1 person is missing, of security in the identity store.'],
])('after %j it says who has to consent now', (changes, line) => {
  const elevation = after(anElevation({ stages: STAGES }), ...changes);
  expect(noticeText({ kind: 'needs-consent', elevation }).body.split('\n')).toContain(line);
  expect(noticeText({ kind: 'granted', elevation }).body).not.toContain('Stage');
});
