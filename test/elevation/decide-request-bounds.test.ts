import { MOST_BODY_BYTES, API_ROUTES } from '../../src/elevation/domain/api-routes';
import { EXTENSION_LEAD_MS, MOST_OPEN, decideRequest, groupsAsked } from '../../src/elevation/domain/decide-request';
import type { Elevation } from '../../src/elevation/domain/elevation';
import { readCall } from '../../src/elevation/runtime/read-call';
import { anElevation, inState } from '../support/an-elevation';
import { ASKED, KEY, rule, rulesOf } from '../support/door-world';
import { ACCOUNTS, NOW_MS, good } from '../support/random-requests';

function outcome(change: Parameters<typeof good>[0]): string {
  const decision = decideRequest(...good(change));
  return decision.kind === 'refused' ? decision.reason : decision.kind;
}

const OF_ANN: Partial<Elevation> = { requesterId: 'ann', permissionSet: 'Administrator', accountId: ACCOUNTS[2], requestedAtMs: NOW_MS };
const open = (change: Partial<Elevation> = {}): Elevation => ({ ...inState('active'), ...OF_ANN, endsAtMs: NOW_MS + 3_600_000, ...change });

test('a good request needs consent where its rule asks for it, and else is granted', () => {
  expect([outcome({}), outcome({ rule: { stages: [] } })]).toEqual(['needs-consent', 'granted']);
});

test.each([
  [14 * 60, 'duration'], [15 * 60, 'needs-consent'], [3_600, 'needs-consent'], [3_660, 'duration'], [901, 'duration'], [960.5, 'duration'], [NaN, 'duration'],
  [Infinity, 'duration'], [-3_600, 'duration'], [0, 'duration'],
])('where an hour is the most, %d seconds: %s', (seconds, expected) => {
  expect(outcome({ asked: { seconds } })).toBe(expected);
});

test.each([
  [-1, 'start'], [0, 'needs-consent'], [86_400_000, 'needs-consent'], [86_400_001, 'start'], [0.5, 'start'], [NaN, 'start'],
])('where it has to begin within a day, %d milliseconds from now: %s', (ms, expected) => {
  expect(outcome({ asked: { startsAtMs: NOW_MS + ms } })).toBe(expected);
});

test.each([
  ['9 characters', 'x'.repeat(9), 'justification'], ['10 characters', 'x'.repeat(10), 'needs-consent'], ['1000 characters', 'x'.repeat(1_000), 'needs-consent'],
  ['1001 characters', 'x'.repeat(1_001), 'justification'], ['9 characters after blanks', ' '.repeat(10) + 'x'.repeat(9), 'justification'],
  ['blanks', ' '.repeat(1_000), 'justification'], ['10 kB', 'x'.repeat(10_000), 'justification'],
])('a justification of %s', (_, justification, expected) => {
  expect(outcome({ asked: { justification } })).toBe(expected);
});

test.each([
  ['a line break', '\n'], ['a carriage return', '\r'], ['a tab', '\t'], ['a null', '\0'], ['an escape', '\x1b'], ['a control of the second half', '\u0085'],
  ['what has no width', '\u200b'], ['what turns the direction', '\u202e'], ['an isolate', '\u2066'], ['a byte order mark', '\ufeff'], ['half a pair', '\ud83d'],
])('%s is in no justification and in no ticket', (_, character) => {
  expect(outcome({ asked: { justification: `the disk is${character}full` } })).toBe('justification');
  expect(outcome({ asked: { ticket: `CHG${character}1` } })).toBe('ticket');
});

test.each(['the disk is full \u{1f525}', 'der Datenträger ist voll', 'диск переполнен', 'ディスクが一杯になった!!'])("'%s' is a justification", (justification) => {
  expect(outcome({ asked: { justification } })).toBe('needs-consent');
});

test.each([[0, 'ticket'], [1, 'needs-consent'], [64, 'needs-consent'], [65, 'ticket']])('a ticket of %d characters: %s', (length, expected) => {
  expect(outcome({ asked: { ticket: 'x'.repeat(length) } })).toBe(expected);
});

test.each([
  ['CHG-12', 'needs-consent'], ['CHG-', 'ticket'], ['a CHG-12', 'ticket'], ['CHG-12 b', 'ticket'], [undefined, 'ticket'],
])('where a ticket has to be all of a pattern, %s: %s', (ticket, expected) => {
  expect(outcome({ rule: { ticketPatterns: ['CHG-\\d+'] }, asked: { ticket } })).toBe(expected);
});

test.each([['INC or CHG: disk', 'needs-consent'], ['it is the disk, INC', 'justification']])("where a reason has to begin with one of two words, '%s': %s", (justification, expected) => {
  // an alternative is anchored as a whole, not at its ends.
  expect(outcome({ rule: { justificationPatterns: ['INC.*|CHG.*'] }, asked: { justification } })).toBe(expected);
});

test.each([[MOST_OPEN - 1, 'needs-consent'], [MOST_OPEN, 'too-many-open']])('with %d that are open: %s', (count, expected) => {
  const elsewhere = Array.from({ length: count }, (_, nth) => open({ id: `e-${nth}`, accountId: ACCOUNTS[1] }));
  const others = [...elsewhere.map((one) => ({ ...one, requesterId: 'bob' })), open({ state: 'ended', accountId: ACCOUNTS[1] })];
  expect(outcome({ facts: { open: [...elsewhere, ...others] } })).toBe(expected);
});

test.each([
  ['begins when the other ends', 3_600_000, {}, 'needs-consent'], ['begins a moment before the other ends', 3_599_999, {}, 'overlap'],
  ['is for another account', 0, { accountId: ACCOUNTS[1] }, 'needs-consent'], ['is for another set', 0, { permissionSet: 'DatabaseAdmin' }, 'needs-consent'],
  ["is at the time of somebody else's", 0, { requesterId: 'bob' }, 'needs-consent'], ['is at the time of one that is over', 0, { state: 'ended' as const }, 'needs-consent'],
  ['ends when the other begins', 0, { startsAtMs: NOW_MS + 3_600_000, endsAtMs: NOW_MS + 7_200_000 }, 'needs-consent'],
  ['ends a moment after the other begins', 0, { startsAtMs: NOW_MS + 3_599_999, endsAtMs: NOW_MS + 7_200_000 }, 'overlap'],
  ['may meet one that waits for consent', 7_200_000, { state: 'requested' as const, endsAtMs: undefined, seconds: 3_600 }, 'needs-consent'],
  ['can meet one that waits for consent', 7_199_999, { state: 'requested' as const, endsAtMs: undefined, seconds: 3_600 }, 'overlap'],
])('one that %s', (_, ms, change, expected) => {
  expect(outcome({ asked: { startsAtMs: NOW_MS + ms }, facts: { open: [open(change)] } })).toBe(expected);
  expect(outcome({ asked: { startsAtMs: NOW_MS + ms }, facts: { open: [open(change)] }, rule: { allowOverlap: true } })).toBe('needs-consent');
});

const ENDS = 3_600_000 - EXTENSION_LEAD_MS;

test.each([
  ['two minutes before its end', ENDS, {}, 'needs-consent'], ['a moment earlier', ENDS - 1, {}, 'not-extendable'], ['what is not active', ENDS, { state: 'ending' as const }, 'not-extendable'],
  ["somebody else's", ENDS, { requesterId: 'bob' }, 'not-extendable'], ['another set', ENDS, { permissionSet: 'DatabaseAdmin' }, 'not-extendable'],
  ['another account', ENDS, { accountId: ACCOUNTS[1] }, 'not-extendable'], ['what has no end yet', ENDS, { endsAtMs: undefined }, 'not-extendable'],
])('to extend: %s', (_, ms, change, expected) => {
  const extended = open({ id: 'e-9', ...change });
  expect(outcome({ asked: { startsAtMs: NOW_MS + ms, extends: extended }, facts: { open: [extended] } })).toBe(expected);
});

test('who asks is told of the denial why, and who is offered nothing is told the same whatever there is', () => {
  const denial = { name: 'no', reason: 'freeze of the year', groups: ['operators'], permissionSets: [], accountIds: [] };
  expect(decideRequest(...good({ denials: [denial] }))).toEqual({ kind: 'refused', reason: 'denied', detail: 'a rule forbids it: freeze of the year' });
  const details = [{ facts: { groups: [] } }, { asked: { permissionSet: 'None' } }, { asked: { accountId: '999999999999' } }, { facts: { groups: [] }, denials: [denial] }]
    .map((change) => decideRequest(...good(change)));
  expect(new Set(details.map((decision) => JSON.stringify(decision))).size).toBe(1);
});

test('everybody whom rules name is asked about, once each', () => {
  const rules = rulesOf([rule({ requesterGroups: ['b', 'a'], stages: [{ approverGroups: ['c', 'a'], approvals: 1 }] })], {
    denials: [{ name: 'n', reason: 'r', groups: ['d', 'b'], permissionSets: [], accountIds: [] }], securityGroups: ['e'],
  });
  expect(groupsAsked(rules)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test.each([[0, undefined], [1, 'too-large']])('a body of the most bytes and %d more: %s', (more, type) => {
  const route = API_ROUTES.find(({ operationId }) => operationId === 'requestElevation')!;
  const bare = Buffer.byteLength(JSON.stringify(ASKED));
  const body = JSON.stringify(ASKED) + ' '.repeat(MOST_BODY_BYTES - bare + more);
  const call = readCall({ routeKey: '', headers: { 'content-type': 'application/json', 'idempotency-key': KEY }, body } as any, route, 'ann');
  expect(JSON.stringify(call).includes('too-large') ? 'too-large' : 'kind' in call ? call.kind : undefined).toBe(type);
});

test('an elevation of which nobody knows when it began meets what it may', () => {
  expect(outcome({ facts: { open: [{ ...anElevation(), ...OF_ANN }] } })).toBe('overlap');
});
