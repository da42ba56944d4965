import fc from 'fast-check';
import { HOUR_MS } from '../../src/audit/domain/okta-event';
import { oktaEvent, uuidOf } from '../support/okta-event';
import { OktaWorld } from '../support/okta-world';

const START = Date.parse('2026-11-01T00:00:00Z');
const MINUTE = 60_000;
const HOURS = 8;
jest.spyOn(console, 'error').mockImplementation();

/** An event, when the System Log shows it, when the stream delivers it, and to what fate. */
const logged = fc.record({
  atMs: fc.integer({ min: 0, max: HOURS * HOUR_MS - 1 }),
  // at the edge of an hour, where a minute of skew would file it wrongly.
  atEdge: fc.boolean(),
  lateMs: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 20 * MINUTE }) }, fc.integer({ min: 0, max: 23 * HOUR_MS })),
  deliveries: fc.array(fc.integer({ min: -MINUTE, max: 6 * HOUR_MS }), { maxLength: 3 }),
  eventType: fc.constantFrom('user.session.start', 'user.session.start', 'group.user_membership.add', 'system.log_stream.lifecycle.deactivate'),
});
const hour = fc.record({
  /** How our clock differs from Okta's. */
  skewMs: fc.integer({ min: -MINUTE, max: MINUTE }),
  writerDies: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
  reconcilerDies: fc.option(fc.integer({ min: 1, max: 25 }), { nil: undefined }),
  faults: fc.array(fc.constantFrom({ status: 429, headers: { 'retry-after': '30' } }, { status: 429 }, { status: 500 }, { status: 503 }, { status: 0 }, { status: 200, body: '{not json' }), { maxLength: 30 }),
  reversed: fc.boolean(),
});

const history = fc.array(hour, { minLength: HOURS + 30, maxLength: HOURS + 30 });

test('at rest every event of the System Log stands in the vault once, and what the stream lost stands in the evidence', async () => {
  await fc.assert(fc.asyncProperty(fc.array(logged, { maxLength: 25 }), history, async (drawn, hours) => {
    const events = drawn.map(({ atMs, atEdge, lateMs, eventType }, index) => {
      const publishedMs = START + (atEdge ? Math.floor(atMs / HOUR_MS) * HOUR_MS : atMs);
      return { event: oktaEvent(index, publishedMs, eventType), visibleMs: publishedMs + lateMs };
    });
    const world = new OktaWorld({ events, startMs: START, progress: { startedMs: START, first: START, second: START }, answerMs: 7 * 1_000 });
    const deliveries = drawn.flatMap(({ deliveries: offsets }, index) => {
      const detail = events[index].event;
      return offsets.map((offset) => ({ atMs: Date.parse(detail.published) + offset, detail }));
    });
    let queue: unknown[] = [];
    for (const [index, { skewMs, writerDies, reconcilerDies, faults, reversed }] of hours.entries()) {
      const nowMs = START + (index + 1) * HOUR_MS;
      queue.push(...deliveries.filter(({ atMs }) => atMs < nowMs && (index === 0 || atMs >= nowMs - HOUR_MS)).map(({ detail }) => detail));
      queue = await world.deliver(reversed ? queue.reverse() : queue, { diesAfter: writerDies });
      world.nowMs = nowMs + skewMs;
      // storms and deaths end; what follows them must be enough to catch up.
      const rough = index < HOURS + 26;
      world.systemLog.faults.splice(0, Infinity, ...(rough ? faults : []));
      await world.reconcile({ diesAfter: rough ? reconcilerDies : undefined });
    }
    for (const last of [35, 36, 37]) {
      world.nowMs = START + (HOURS + last) * HOUR_MS;
      queue = await world.deliver(queue);
      world.systemLog.faults.splice(0, Infinity);
      await world.reconcile();
    }

    const all = events.map((_, index) => uuidOf(index)).sort();
    expect(world.uuids()).toEqual(all);
    expect([...world.objects.values()].map(({ event }) => JSON.parse(event.line))).toEqual(expect.arrayContaining(events.map(({ event }) => event)));
    const missing = [...world.evidence.values()].flatMap(({ looks }) => Object.values(looks).flatMap((look) => look.missing));
    expect(new Set(missing).size).toBe(missing.length);
    const neverDelivered = drawn.flatMap(({ deliveries: offsets }, index) => (offsets.length === 0 ? [uuidOf(index)] : []));
    expect(missing).toEqual(expect.arrayContaining(neverDelivered));
    // whatever came by the System Log is accounted for, whichever process died when.
    const backfilled = [...world.objects.values()].filter(({ source }) => source === 'system-log').map(({ event }) => event.uuid);
    expect(missing).toEqual(expect.arrayContaining(backfilled));
    const compared = Array.from({ length: HOURS }, (_, index) => world.evidence.get(START + index * HOUR_MS)?.looks);
    expect(compared.map((looks) => [looks?.first?.state, looks?.second?.state])).toEqual(compared.map(() => ['compared', 'compared']));
    if (drawn.some(({ eventType }) => eventType.endsWith('deactivate'))) {
      expect(world.counts.StreamDeactivated).toBeGreaterThan(0);
    }
  }), { numRuns: 400, verbose: 1 });
});

test('a process that dies after any one effect loses nothing', async () => {
  const events = [0, 1, 2, 3, 4].map((index) => ({ event: oktaEvent(index, START + index * MINUTE), visibleMs: START }));
  const fresh = () => new OktaWorld({ events, startMs: START + 2 * HOUR_MS, progress: { startedMs: START, first: START, second: START } });
  const whole = fresh();
  await whole.reconcile();
  expect(whole.effects).toEqual([
    'begin', 'evidence comparing', ...[0, 1, 2].map((index) => `keep ${uuidOf(index)}`), 'evidence comparing', ...[3, 4].map((index) => `keep ${uuidOf(index)}`),
    'evidence compared', 'advance first', 'end',
  ]);
  for (let diesAfter = 1; diesAfter <= whole.effects.length + 2; diesAfter++) {
    const world = fresh();
    await world.reconcile({ diesAfter });
    world.nowMs += HOUR_MS;
    await world.reconcile();
    expect(world.uuids()).toEqual(whole.uuids());
    expect(world.evidence.get(START)!.looks.first).toMatchObject({ state: 'compared', inSystemLog: 5, missing: whole.uuids() });
  }
});
