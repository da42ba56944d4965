import { DAY_MS, type DigestFacts, digestText } from '../../src/elevation/domain/digest-text';
import type { Elevation, ElevationState } from '../../src/elevation/domain/elevation';
import { LONGEST_LIFE_MS, OVERDUE_MS } from '../../src/elevation/domain/timings';
import { type DigestPorts, dailyDigest } from '../../src/elevation/runtime/daily-digest';
import { SnsDigests } from '../../src/elevation/runtime/sns-digests';
import { type AnElevation, MINUTE, STATES, T0, after, anElevation, inState } from '../support/an-elevation';
import { personal } from '../support/elevation-world';
import { VirtualClock } from '../support/virtual-clock';

const NOON = T0 + 30 * MINUTE;
const end = T0 + 60 * MINUTE;

/** The lines of each section, by its title. */
function told(facts: Partial<DigestFacts>): Record<string, string[]> {
  const { body } = digestText({ nowMs: NOON, elevations: [], unexplained: [], ...facts });
  return Object.fromEntries(body.split('\n\n').slice(1).map((section) => {
    const [title, ...lines] = section.split('\n');
    return [title.replace(/:$/, ''), lines.map((line) => line.replace(/^- /, ''))];
  }));
}

const inStates = (...states: ElevationState[]) => states.map((state, index) => inState(state, { id: `e-${index}`, requesterId: `p-${index}` }));

test('a day on which nothing was is told, too', () => {
  expect(digestText({ nowMs: NOON, elevations: [], unexplained: [] })).toEqual({
    subject: 'Elevations of a day: 0 overdue, 0 unexplained, 0 waiting, 0 open',
    body: expect.stringMatching(/^Elevations in the 24 hours until 2026-11-01T00:30:00.000Z\.\n\nEnds that are overdue:\n- none\n/),
  });
});

test('who has access is told with what, where and until when', () => {
  expect(told({ elevations: inStates('granting', 'active', 'ending', 'requested', 'scheduled', 'ended') })['Access now']).toEqual([0, 1, 2].map((nth) =>
    `user p-${nth}, Administrator in account 000000000003 (request e-${nth}): until 2026-11-01T01:00:00.000Z`));
});

test('what ends first is told first', () => {
  const [late, early] = [inState('active', { id: 'late' }), { ...inState('active', { id: 'early' }), endsAtMs: end - 1 }];
  expect(told({ elevations: [late, early] })['Access now'].map((line) => /request (\w+)/.exec(line)![1])).toEqual(['early', 'late']);
});

test('access to come is told with when it begins', () => {
  const elevations = [inState('approved'), inState('scheduled', { id: 'e-2', startsAtMs: T0 })];
  expect(told({ elevations })['Access to come']).toEqual([
    'user ann, Administrator in account 000000000003 (request e-2): from 2026-11-01T00:00:00.000Z',
    'user ann, Administrator in account 000000000003 (request e-1): at once',
  ]);
});

test('what waits for consent is told with whose and for how long, the longest first', () => {
  const stages = [{ approverGroups: ['leads', 'owners'], approvals: 1 }, { approverGroups: ['security'], approvals: 1 }];
  const asked = anElevation({ stages });
  const later = { ...anElevation({ id: 'e-2', stages }), requestedAtMs: NOON - 5 * MINUTE };
  const nowMs = T0 + 150 * MINUTE;
  expect(told({ nowMs, elevations: [later, after(asked, { kind: 'consented', approverId: 'bob', stage: 0, atMs: T0 })] })['Waiting for consent']).toEqual([
    'user ann, Administrator in account 000000000003 (request e-1): for 2 h 30 min, of security',
    'user ann, Administrator in account 000000000003 (request e-2): for 2 h 5 min, of leads or owners',
  ]);
});

test.each([[OVERDUE_MS - 1, 0], [OVERDUE_MS, 1]])('%d milliseconds after its end, overdue ends: %d', (ms, count) => {
  const { subject } = digestText({ nowMs: end + ms, elevations: inStates('active'), unexplained: [] });
  expect(subject).toContain(`${count} overdue`);
  expect(told({ nowMs: end + ms, elevations: inStates('active') })['Ends that are overdue']).toEqual(
    count === 0 ? ['none'] : ['user p-0, Administrator in account 000000000003 (request e-0): 5 min late']);
});

test('access that nothing explains is told with since when it is known', () => {
  const unexplained = [{ assignment: personal('cem'), sinceMs: NOON - 61 * MINUTE }, { assignment: personal('dan'), sinceMs: NOON + MINUTE }];
  expect(told({ unexplained })['Access that no elevation explains']).toEqual([
    expect.stringMatching(/^user cem, arn:aws:sso:::\S+ in account 000000000003: known for 1 h 1 min$/), expect.stringMatching(/^user dan.*: known for 0 min$/),
  ]);
});

test('outcomes are counted, and early ends among them', () => {
  const early = { ...inState('ended', { id: 'early' }), endReason: 'security' as const };
  expect(told({ elevations: [...inStates('ended', 'ended', 'rejected', 'withdrawn', 'expired', 'expired', 'failed', 'active'), early] })['What became of others']).toEqual([
    'asked for: 9', 'ended: 3, 1 of them early', 'rejected: 1', 'withdrawn: 1', 'expired: 2', 'failed: 1',
  ]);
});

test.each([[DAY_MS - 1, 1], [DAY_MS, 0]])('what was over %d milliseconds ago counts as %d', (ms, count) => {
  expect(told({ nowMs: T0 + ms, elevations: inStates('rejected') })['What became of others'].slice(0, 3)).toEqual([`asked for: ${count}`, 'ended: 0, 0 of them early', `rejected: ${count}`]);
});

test.each([[100, []], [101, ['and 1 more']], [140, ['and 40 more']]])('of %d that are open the last line says: %j', (count, last) => {
  const lines = told({ elevations: Array.from({ length: count }, (_, nth) => inState('active', { id: `e-${nth}` })) })['Access now'];
  expect([lines.length, lines.slice(100)]).toEqual([100 + last.length, last]);
});

test('what is longest still fits into a message, and the subject into a line', () => {
  const made: AnElevation = { requesterId: 'u'.repeat(47), stages: [{ approverGroups: Array.from({ length: 10 }, () => 'g'.repeat(47)), approvals: 1 }] };
  const elevations = STATES.flatMap((state) => Array.from({ length: 150 }, (_, nth) => inState(state, { ...made, id: `${'i'.repeat(64)}${nth}` })));
  const unexplained = Array.from({ length: 150 }, () => ({ assignment: personal('u'.repeat(47)), sinceMs: 0 }));
  const { subject, body } = digestText({ nowMs: end + 86_400_000, elevations, unexplained });
  expect(Buffer.byteLength(body)).toBeLessThan(262_144);
  expect(subject.length).toBeLessThanOrEqual(100);
});

test('neither justifications nor tickets nor notes are told', () => {
  const elevations = STATES.map((state) => ({ ...inState(state), justification: 'a SECRET reason', ticket: 'SECRET-1' }))
    .map((row) => ({ ...row, history: row.history.map((event) => ({ ...event, note: 'a SECRET note' })) }));
  expect(JSON.stringify(digestText({ nowMs: end, elevations, unexplained: [] }))).not.toContain('SECRET');
});

function ports(rows: readonly Elevation[], change: Partial<DigestPorts> = {}) {
  const clock = new VirtualClock();
  const sent: [string, string][] = [];
  const asked: number[] = [];
  const made: DigestPorts = {
    clock,
    recent: { openOrAskedSince: async function* (atMs) {
      asked.push(atMs);
      yield* rows;
    } },
    unexplained: { all: async () => [{ assignment: personal('cem'), sinceMs: 0 }] },
    digests: { send: async (...message) => void sent.push(message) },
    ...change,
  };
  return { made, sent, asked, nowMs: clock.nowMs() };
}

test('one message is sent, of what is open and what was over within a day', async () => {
  const { nowMs } = ports([]);
  const over = (id: string, agoMs: number) => ({ ...inState('rejected', { id }), history: [{ kind: 'rejected' as const, by: 'bob', atMs: nowMs - agoMs }] });
  const { made, sent, asked } = ports([inState('active', { id: 'open' }), over('today', DAY_MS - 1), over('before', DAY_MS)]);
  expect(await dailyDigest(made)).toEqual({ told: 2 });
  expect(asked).toEqual([nowMs - DAY_MS - LONGEST_LIFE_MS]);
  expect(sent).toHaveLength(1);
  expect(sent[0][0]).toMatch(/1 unexplained, 0 waiting, 1 open$/);
  expect(sent[0][1]).toContain('rejected: 1');
});

test.each([
  ['elevations cannot be read', { recent: { openOrAskedSince: () => { throw new Error('throttled'); } } }],
  ['what is unexplained cannot be read', { unexplained: { all: async () => { throw new Error('throttled'); } } }],
  ['the message cannot be sent', { digests: { send: async () => { throw new Error('throttled'); } } }],
] as const)('where %s nothing is told as if all were well', async (_, change) => {
  const { made, sent } = ports([], change);
  await expect(dailyDigest(made)).rejects.toThrow('throttled');
  expect(sent).toEqual([]);
});

test('subscriptions know a digest by its kind', async () => {
  const sent: any[] = [];
  await new SnsDigests({ send: async (command: any) => void sent.push(command.input) } as any, 'arn:topic').send('A day\nof ö', 'body');
  expect(sent).toEqual([{
    TopicArn: 'arn:topic', Subject: 'A day?of ?', Message: 'body', MessageAttributes: { kind: { DataType: 'String', StringValue: 'digest' } },
  }]);
});
