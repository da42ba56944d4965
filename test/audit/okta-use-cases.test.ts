import { HOUR_MS } from '../../src/audit/domain/okta-event';
import { oldestHour } from '../../src/audit/domain/okta-hours';
import { writeOktaEvents } from '../../src/audit/runtime/write-okta-events';
import { asDelivered, oktaEvent, uuidOf } from '../support/okta-event';
import { OktaWorld, type WorldOptions } from '../support/okta-world';

const START = Date.parse('2026-11-01T00:00:00Z');
const DAY_MS = 24 * HOUR_MS;
const at = (index: number, publishedMs: number, eventType?: string) => ({ event: oktaEvent(index, publishedMs, eventType), visibleMs: publishedMs });
const world = (options: Partial<WorldOptions> = {}) => new OktaWorld({ events: [], startMs: START, ...options });
let errors: jest.SpyInstance;
beforeEach(() => { errors = jest.spyOn(console, 'error').mockImplementation(); });
afterEach(() => errors.mockRestore());

describe('the writer', () => {
  test('keeps each event once, however often and in whatever order it is delivered', async () => {
    const one = world();
    const details = [2, 0, 1, 0, 2].map((index) => oktaEvent(index, START + index * HOUR_MS));
    expect(await one.deliver(details)).toEqual([]);
    expect(await one.deliver([details[0]])).toEqual([]);
    expect(one.uuids()).toEqual([uuidOf(0), uuidOf(1), uuidOf(2)]);
    expect(one.counts).toMatchObject({ EventsKept: 3, EventsKnown: 3, EventsFailed: 0, EventsUnreadable: 0 });
  });

  test('asks for what it could not keep again, and for nothing else', async () => {
    const { vault, metrics } = world().ports();
    const broken = { ...vault, keep: async (event: { uuid: string }) => {
      if (event.uuid === uuidOf(1)) {
        throw new Error('SlowDown');
      }
      return 'kept' as const;
    } };
    const messages = [0, 1, 2].map((index) => ({ id: `m${index}`, body: asDelivered(oktaEvent(index, START)) }));
    expect(await writeOktaEvents(messages, { vault: { ...broken, uuids: vault.uuids }, metrics })).toEqual(['m1']);
  });

  test.each([['{not json'], ['null'], ['[]'], ['{"detail":{}}'], [asDelivered({ ...oktaEvent(1, START), published: 'today' })]])(
    '%s is no event: it goes to the dead letters, and its neighbours are kept', async (body) => {
      const one = world();
      expect(await writeOktaEvents([{ id: 'bad', body }, { id: 'good', body: asDelivered(oktaEvent(1, START)) }], one.ports())).toEqual(['bad']);
      expect(one.uuids()).toEqual([uuidOf(1)]);
      expect(one.counts.EventsUnreadable).toBe(1);
    });

  test('tells that the stream was switched off before it keeps the event', async () => {
    const one = world();
    await one.deliver([oktaEvent(1, START, 'system.log_stream.lifecycle.deactivate')], { diesAfter: 1 });
    expect([one.counts.StreamDeactivated, one.uuids()]).toEqual([1, []]);
  });
});

describe('the reconciler', () => {
  const running = { startedMs: START, first: START, second: START };

  test('fetches in its first run all that Okta still has, as history and not as loss', async () => {
    const oldest = oldestHour(START);
    const one = world({ events: [at(0, oldest - 1), at(1, oldest), at(2, START - 2 * HOUR_MS), at(3, START - 10)] });
    expect(await one.reconcile()).toBe('finished');
    expect(one.uuids()).toEqual([uuidOf(1), uuidOf(2)]);
    expect(one.evidence.get(oldest)).toMatchObject({ beforeStream: true, looks: { first: { missing: [uuidOf(1)] }, second: { missing: [] } } });
    expect([one.counts.HistoryBackfilled, one.counts.EventsBackfilled]).toEqual([2, undefined]);
    expect(one.progress).toEqual({ startedMs: START, first: START - HOUR_MS, second: START - DAY_MS });
  });

  test('backfills what the stream lost and leaves alone what it brought', async () => {
    const one = world({ events: [at(0, START), at(1, START + 1)], progress: running });
    await one.deliver([oktaEvent(0, START)]);
    one.nowMs = START + 2 * HOUR_MS;
    expect(await one.reconcile()).toBe('finished');
    expect([...one.objects.values()].map(({ source }) => source)).toEqual(['stream', 'system-log']);
    expect(one.evidence.get(START)).toEqual({
      schemaVersion: 1, hour: '2026-11-01T00:00:00.000Z', beforeStream: false,
      looks: { first: { state: 'compared', at: '2026-11-01T02:00:00.000Z', inSystemLog: 2, missing: [uuidOf(1)], unreadable: 0 } },
    });
    expect(one.counts).toMatchObject({ EventsBackfilled: 1, EventsCompared: 2, RunsCompleted: 1, HoursBehind: 0 });
  });

  test('a day later finds what the System Log showed late', async () => {
    const one = world({ events: [{ event: oktaEvent(0, START), visibleMs: START + 20 * HOUR_MS }], progress: running });
    one.nowMs = START + 2 * HOUR_MS;
    await one.reconcile();
    expect(one.uuids()).toEqual([]);
    one.nowMs = START + 25 * HOUR_MS;
    await one.reconcile();
    expect(one.evidence.get(START)!.looks).toMatchObject({ first: { missing: [] }, second: { missing: [uuidOf(0)] } });
    expect(one.uuids()).toEqual([uuidOf(0)]);
  });

  test('says of every hour that Okta has deleted that it is out of reach, and goes on after it', async () => {
    const now = START + 91 * DAY_MS;
    const one = world({ events: [at(0, START), at(1, oldestHour(now))], progress: running, startMs: now });
    expect(await one.reconcile()).toBe('finished');
    const lost = [...one.evidence.values()].filter(({ looks }) => looks.first!.state === 'out-of-reach');
    expect(lost).toHaveLength((oldestHour(now) - START) / HOUR_MS);
    expect(lost[0].hour).toBe('2026-11-01T00:00:00.000Z');
    expect(one.counts.HoursOutOfReach).toBe(2 * lost.length);
    expect(one.uuids()).toEqual([uuidOf(1)]);
  });

  test('of an hour that was compared once, keeps that when the second look comes too late', async () => {
    const one = world({ events: [at(0, START)], progress: running, startMs: START + 2 * HOUR_MS });
    await one.reconcile();
    one.nowMs = START + 91 * DAY_MS;
    await one.reconcile();
    expect(one.evidence.get(START)!.looks).toMatchObject({ first: { state: 'compared', missing: [uuidOf(0)] }, second: { state: 'out-of-reach', missing: [] } });
  });

  test('leaves what it has no time for to the next run, and never moves over it', async () => {
    const one = world({ progress: { startedMs: START, first: START - 20 * HOUR_MS, second: START - 30 * HOUR_MS }, answerMs: 10_000 });
    expect(await one.reconcile({ seconds: 45 })).toBe('unfinished');
    const { first } = one.progress!;
    expect(first).toBeGreaterThan(START - 20 * HOUR_MS);
    expect(first).toBeLessThan(START - HOUR_MS);
    expect([...one.evidence.keys()].at(-1)).toBe(first - HOUR_MS);
    expect(one.counts.HoursBehind).toBeGreaterThan(0);
  });

  test('fails when it has no time for a single hour', async () => {
    const one = world({ progress: running, startMs: START + 2 * HOUR_MS });
    one.systemLog.faults.push({ status: 429, headers: { 'retry-after': '100' } });
    expect(await one.reconcile({ seconds: 60 })).toContain('out-of-time');
    expect([one.progress, one.counts.RunsCompleted]).toEqual([running, undefined]);
  });

  test('gives way to another run, and takes over from one that died when its lease is over', async () => {
    const one = world({ progress: running, startMs: START + 2 * HOUR_MS });
    expect(await one.reconcile({ diesAfter: 1 })).toBe('died');
    expect(await one.reconcile()).toBe('busy');
    one.nowMs += 902_000;
    expect(await one.reconcile()).toBe('finished');
  });

  test.each([['wrong'], [''], ['two words'], ['line\nInjected: header']])('says so when the token is %j, and moves nothing', async (token) => {
    const one = world({ progress: running, startMs: START + 2 * HOUR_MS, token });
    expect(await one.reconcile()).toMatch(/\(token-(refused|unusable)\): (status 401 after 1 try|the secret must hold the token and nothing else)$/);
    expect([one.counts.TokenRefused, one.progress]).toEqual([1, running]);
  });

  test('counts what it cannot read, and compares the rest', async () => {
    const unreadable = { event: { ...oktaEvent(1, START), uuid: 'none' }, visibleMs: START };
    const one = world({ events: [at(0, START), unreadable], progress: running, startMs: START + 2 * HOUR_MS });
    expect(await one.reconcile()).toBe('finished');
    expect(one.evidence.get(START)!.looks.first).toMatchObject({ state: 'compared', inSystemLog: 1, unreadable: 1 });
    expect(one.counts.EventsUnreadable).toBe(1);
  });

  test.each([[{}, 1], [{ first: START, startedMs: START + HOUR_MS }, undefined]])('hears that a stream was switched off only while there was one: %j', async (change, told) => {
    const one = world({ events: [at(0, START, 'system.log_stream.lifecycle.deactivate')], progress: { ...running, ...change }, startMs: START + 2 * HOUR_MS });
    await one.reconcile();
    expect(one.counts.StreamDeactivated).toBe(told);
    // a day later it is there, and told once is enough.
    one.nowMs = START + 26 * HOUR_MS;
    await one.reconcile();
    expect(one.counts.StreamDeactivated).toBe(told);
  });
});
