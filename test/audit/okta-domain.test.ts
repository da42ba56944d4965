import { type OktaAnswer, nextAfter } from '../../src/audit/domain/okta-answer';
import { HOUR_MS, type OktaEvent, endsStream, eventKey, hourFolder, readOktaEvent, uuidOfKey } from '../../src/audit/domain/okta-event';
import { emptyEvidence, evidenceKey, withLook } from '../../src/audit/domain/okta-evidence';
import { firstProgress, hoursDue, oldestHour } from '../../src/audit/domain/okta-hours';
import { firstPage, nextPage } from '../../src/audit/domain/okta-request';
import { oktaEvent, uuidOf } from '../support/okta-event';

const AT = Date.parse('2026-11-01T13:59:59.999Z');
const read = (value: unknown): OktaEvent => {
  const reading = readOktaEvent(value);
  if (reading.kind === 'unreadable') {
    throw new Error(reading.reason);
  }
  return reading.event;
};

describe('the place of an event', () => {
  test.each([
    [AT, 'okta/year=2026/month=11/day=01/hour=13/'],
    [AT + 1, 'okta/year=2026/month=11/day=01/hour=14/'],
    [Date.parse('2026-12-31T23:59:59.999Z'), 'okta/year=2026/month=12/day=31/hour=23/'],
    [Date.parse('2027-01-01T00:00:00Z'), 'okta/year=2027/month=01/day=01/hour=00/'],
  ])('follows from its own time in UTC: %i stands in %s', (publishedMs, folder) => {
    const key = eventKey('okta/', read(oktaEvent(7, publishedMs)));
    expect(key).toBe(`${folder}${uuidOf(7)}.json.gz`);
    expect(uuidOfKey(key)).toBe(uuidOf(7));
    expect(hourFolder('okta/', Math.floor(publishedMs / HOUR_MS) * HOUR_MS)).toBe(folder);
  });

  test('is the same however its uuid is spelt, and the event is one line', () => {
    const event = read({ ...oktaEvent(7, AT), uuid: uuidOf(7).toUpperCase(), displayMessage: 'two\nlines' });
    expect(event.uuid).toBe(uuidOf(7));
    expect(event.line).not.toContain('\n');
    expect(JSON.parse(event.line).displayMessage).toBe('two\nlines');
  });

  test.each(['okta/year=2026/month=11/day=01/hour=13/', 'okta/foreign.txt', `okta/${uuidOf(1)}`, `okta/x${uuidOf(1)}.json.gz`])('%s is the place of none', (key) => {
    expect(uuidOfKey(key)).toBeUndefined();
  });
});

test.each([
  [undefined, 'not-an-object'], [null, 'not-an-object'], ['text', 'not-an-object'], [[], 'not-an-object'], [{}, 'uuid'],
  [{ ...oktaEvent(1, AT), uuid: '../../evidence/x' }, 'uuid'], [{ ...oktaEvent(1, AT), uuid: `${uuidOf(1)}0` }, 'uuid'], [{ ...oktaEvent(1, AT), uuid: 1 }, 'uuid'],
  [{ ...oktaEvent(1, AT), published: undefined }, 'published'], [{ ...oktaEvent(1, AT), published: '2026-11-01' }, 'published'],
  [{ ...oktaEvent(1, AT), published: '2026-11-01T13:00:00+02:00' }, 'published'], [{ ...oktaEvent(1, AT), published: '2026-13-01T13:00:00Z' }, 'published'],
])('%j is unreadable: %s', (value, reason) => {
  expect(readOktaEvent(value)).toEqual({ kind: 'unreadable', reason });
});

test.each([
  ['system.log_stream.lifecycle.deactivate', true], ['system.log_stream.lifecycle.delete', true], ['system.log_stream.lifecycle.activate', false], ['user.session.start', false],
])('%s ends a stream: %s', (eventType, ends) => {
  expect(endsStream(read(oktaEvent(1, AT, eventType)))).toBe(ends);
});

describe('hours that are due', () => {
  const NOW = Date.parse('2026-11-01T14:29:59.999Z');
  const NOON = Date.parse('2026-11-01T12:00:00Z');
  const marks = (first: number, second = first) => ({ first, second });

  test('for the first look: those that are over for half an hour', () => {
    expect(hoursDue('first', marks(NOON), NOW).comparable).toEqual([NOON]);
    expect(hoursDue('first', marks(NOON), NOW + 1).comparable).toEqual([NOON, NOON + HOUR_MS]);
  });

  test('for the second look: those that are over for a day, and never ahead of the first', () => {
    const dayEarlier = NOON - 24 * HOUR_MS;
    expect(hoursDue('second', marks(NOON, dayEarlier), NOW).comparable).toEqual([dayEarlier, dayEarlier + HOUR_MS]);
    expect(hoursDue('second', marks(NOON, dayEarlier + 2 * HOUR_MS), NOW).comparable).toEqual([]);
    expect(hoursDue('second', marks(dayEarlier + HOUR_MS, dayEarlier), NOW).comparable).toEqual([dayEarlier]);
  });

  test('begin with everything that Okta still has', () => {
    const { first, second, startedMs } = firstProgress(NOW);
    expect([first, second]).toEqual([oldestHour(NOW), oldestHour(NOW)]);
    expect(new Date(first).toISOString()).toBe('2026-08-03T16:00:00.000Z');
    expect(new Date(startedMs).toISOString()).toBe('2026-11-01T14:00:00.000Z');
  });

  test('are out of reach when Okta has deleted them', () => {
    const oldest = oldestHour(NOW);
    const due = hoursDue('first', marks(oldest - 2 * HOUR_MS), NOW);
    expect(due.outOfReach).toEqual([oldest - 2 * HOUR_MS, oldest - HOUR_MS]);
    expect(due.comparable[0]).toBe(oldest);
  });
});

describe('evidence', () => {
  test('has a place for each hour', () => {
    expect(evidenceKey('evidence/', Date.parse('2026-11-01T04:00:00Z'))).toBe('evidence/okta/2026-11-01/04.json');
  });

  test('keeps what an earlier try of the same look found missing, and leaves the other look alone', () => {
    const found = { state: 'compared', at: '2026-11-01T15:00:00.000Z', inSystemLog: 3, unreadable: 0 } as const;
    const first = withLook(emptyEvidence(AT, AT + 1), 'first', { ...found, state: 'comparing', missing: ['b'] });
    const again = withLook(first, 'first', { ...found, missing: ['a', 'b'] });
    const both = withLook(again, 'second', { ...found, missing: [] });
    expect(both.beforeStream).toBe(true);
    expect(both.looks.first).toEqual({ ...found, missing: ['a', 'b'] });
    expect(both.looks.second!.missing).toEqual([]);
  });
});

describe('what becomes of an answer', () => {
  const next = (answer: Partial<OktaAnswer>, tries = 1, chance = 0.5) => nextAfter({ headers: {}, ...answer }, tries, 1_000_000, chance);

  test.each([
    [401, 'token-refused'], [403, 'token-refused'], [301, 'redirected'], [307, 'redirected'], [400, 'rejected'], [404, 'rejected'], [204, 'rejected'],
  ])('%i is given up: %s', (status, reason) => {
    expect(next({ status })).toEqual({ kind: 'give-up', reason });
  });

  test.each([[1, 500, 1_000], [2, 1_000, 2_000], [5, 8_000, 16_000], [6, 15_000, 30_000], [7, 15_000, 30_000]])(
    'a storm is waited out: try %i waits from %i to %i ms', (tries, least, most) => {
      for (const status of [500, 503, 599, undefined]) {
        expect(next({ status }, tries, 0)).toEqual({ kind: 'again', afterMs: least });
        expect(next({ status }, tries, 1)).toEqual({ kind: 'again', afterMs: most });
      }
    });

  test('but not for ever', () => {
    expect(next({ status: 503 }, 7)).toMatchObject({ kind: 'again' });
    expect(next({ status: 503 }, 8)).toEqual({ kind: 'give-up', reason: 'unavailable' });
    expect(next({ status: 429 }, 8)).toEqual({ kind: 'give-up', reason: 'unavailable' });
  });

  test.each<[string, Record<string, string>, number]>([
    ['by Retry-After in seconds', { 'retry-after': '20', 'x-rate-limit-reset': '9999999999' }, 20_000],
    ['until the reset, by Okta\'s own clock', { 'x-rate-limit-reset': '500', 'date': 'Thu, 01 Jan 1970 00:07:40 GMT' }, 40_000],
    ['until the reset, by ours without theirs', { 'x-rate-limit-reset': '1030' }, 30_000],
    ['two minutes at most', { 'x-rate-limit-reset': '9999999999' }, 120_000],
    ['as in a storm when nothing can be read', { 'retry-after': 'soon', 'x-rate-limit-reset': '-1' }, 750],
    ['as in a storm when the reset is over', { 'x-rate-limit-reset': '1' }, 750],
  ])('429 waits %s', (_, headers, afterMs) => {
    expect(next({ status: 429, headers })).toEqual({ kind: 'again', afterMs });
  });

  test.each([['13', 0], ['12', 25_000], ['0', 25_000]])('with %s of 120 calls left, the next waits %i ms', (remaining, thenWaitMs) => {
    expect(next({ status: 200, headers: { 'x-rate-limit-limit': '120', 'x-rate-limit-remaining': remaining, 'x-rate-limit-reset': '1025' } })).toEqual({ kind: 'read', thenWaitMs });
  });
});

describe('pages', () => {
  const ORG = 'https://small.okta.com';
  const NEXT = `${ORG}/api/v1/logs?after=cursor,1&limit=1000`;

  test('an hour is asked for with a second to spare on both sides', () => {
    const { origin, pathname, searchParams } = new URL(firstPage(ORG, Date.parse('2026-11-01T13:00:00Z')));
    expect([origin, pathname]).toEqual([ORG, '/api/v1/logs']);
    expect(Object.fromEntries(searchParams)).toEqual({ since: '2026-11-01T12:59:59.000Z', until: '2026-11-01T14:00:01.000Z', sortOrder: 'ASCENDING', limit: '1000' });
  });

  test.each([
    ['one with rel="next"', `<${NEXT}>; rel="next"`, { kind: 'next', url: NEXT }],
    ['the next after self', `<${ORG}/api/v1/logs>; rel="self", <${NEXT}>; rel="next"`, { kind: 'next', url: NEXT }],
    ['the next before self, without quotes', `<${NEXT}>;rel=next,<${ORG}/api/v1/logs>;rel=self`, { kind: 'next', url: NEXT }],
    ['none', undefined, { kind: 'last' }],
    ['only self', `<${NEXT}>; rel="self"`, { kind: 'last' }],
    ['another relation', `<${NEXT}>; rel="next-week"`, { kind: 'last' }],
  ])('of links, %s', (_, links, expected) => {
    expect(nextPage(ORG, links)).toEqual(expected);
  });

  test.each([
    'https://evil.example/api/v1/logs?after=1', 'http://small.okta.com/api/v1/logs', 'https://small.okta.com.evil.example/api/v1/logs', 'https://small.okta.com:8443/api/v1/logs',
    'https://small.okta.com@evil.example/api/v1/logs', 'https://a:b@small.okta.com/api/v1/logs', 'https://small.okta.com/api/v1/users', '/api/v1/logs?after=1',
  ])('%s never gets the token', (url) => {
    expect(nextPage(ORG, `<${url}>; rel="next"`)).toEqual({ kind: 'foreign' });
  });
});
