import { sampleReport } from './sample-report';
import { coverageOf, unitWords } from '../../src/report/domain/account-coverage';
import { expiry, moment } from '../../src/report/domain/day-words';
import { counted, retention, thousands, timeSpan } from '../../src/report/domain/number-words';
import { reportFigures } from '../../src/report/domain/report-figures';
import type { AccessReport } from '../../src/report/domain/report-model';
import { levelName, sharedChains, tightestLevel } from '../../src/report/domain/shared-chains';
import { slotChanges } from '../../src/report/domain/slot-changes';
import { visibleText } from '../../src/report/domain/untrusted-text';

test.each([
  [0, '0'], [999, '999'], [1000, '1,000'], [1234567, '1,234,567'],
])('%i is written %s in every locale', (value, words) => {
  expect(thousands(value)).toBe(words);
});

test.each([
  [0, '0 policies'], [1, '1 policy'], [2, '2 policies'],
])('%i of something irregular is %s', (value, words) => {
  expect(counted(value, 'policy', 'policies')).toBe(words);
});

test.each([
  [0, '0 min'], [45, '45 min'], [60, '1 h'], [90, '1 h 30 min'], [480, '8 h'],
])('%i minutes are %s', (minutes, words) => {
  expect(timeSpan(minutes)).toBe(words);
});

test.each([
  [1, '1 day'], [30, '30 days'], [364, '364 days'], [365, '365 days (1 year)'], [366, '366 days (1 year)'],
  // seven years have one or two leap days: 7 × 365 is short of them.
  [2555, '2,555 days'], [2556, '2,556 days (7 years)'], [2557, '2,557 days (7 years)'], [2560, '2,560 days'],
])('%i days of retention are %s', (days, words) => {
  expect(retention(days)).toBe(words);
});

test.each([
  ['2026-11-01T00:00:00.000Z', '2026-11-01 00:00 UTC'],
  ['2026-11-01T09:30:00Z', '2026-11-01 09:30 UTC'],
  ['2026-11-01', '2026-11-01'],
  ['2026-11-01T09:30:00+01:00', '2026-11-01T09:30:00+01:00'],
  ['soon', 'soon'],
])('the moment %s is written %s', (iso, words) => {
  expect(moment(iso)).toBe(words);
});

test.each([
  ['2026-10-30', '2 days ago', true],
  ['2026-11-01', 'today', true],
  ['2026-11-02', 'in 1 day', true],
  ['2026-12-01', 'in 30 days', true],
  ['2026-12-02', 'in 31 days', false],
  ['2027-05-01T00:00:00.000Z', 'in 181 days', false],
  ['whenever', '', false],
])('seen from 1 November 2026, %s is "%s"', (expires, words, soon) => {
  expect(expiry(expires, '2026-11-01T00:00:00.000Z')).toEqual({ on: expires.slice(0, 10), words, soon });
});

test.each([
  ['a line break', 'a\n\tb\u2028c', 'a b c'],
  ['a direction override', '\u202ea', '[U+202E]a'],
  ['a space without width', 'a\u200bb', 'a[U+200B]b'],
  ['half a character', 'a\ud83d', 'a[U+D83D]'],
  ['a whole character of two halves', '🛰', '🛰'],
  ['a joiner that Persian needs', 'می\u200cخواهم', 'می\u200cخواهم'],
])('unseen text: %s', (_, text, visible) => {
  expect(visibleText(text)).toBe(visible);
});

/** Words for the accounts with these names, in an organization of one unit with `total` accounts, the last of them suspended if asked. */
function wordsFor(meant: number, total: number, suspended = false) {
  const [account] = sampleReport().accounts;
  const accounts = Array.from({ length: total }, (_, index) =>
    ({ ...account, id: `${index}`, name: `n${index}`, unit: 'Unit', status: suspended && index === total - 1 ? 'SUSPENDED' : 'ACTIVE' }));
  const other = { ...account, id: 'other', name: 'other', unit: 'Other' };
  const fillers = Array.from({ length: 9 }, (_, index) => ({ ...other, id: `other-${index}` }));
  const report = sampleReport({ accounts: [...accounts, ...fillers] });
  const { units } = coverageOf(report)(accounts.slice(0, meant).map(({ id }) => id));
  return units.map(unitWords).map(({ before, names, after }) => before + names.join(', ') + after);
}

test.each([
  ['one account of many is named', wordsFor(1, 4), ['Unit: n0 (1 of 4)']],
  ['half of a unit is named', wordsFor(2, 4), ['Unit: n0, n1 (2 of 4)']],
  ['more than half is told by what is missing', wordsFor(3, 4), ['Unit: all except n3 (3 of 4)']],
  ['a whole unit is told by its number', wordsFor(4, 4), ['Unit (all 4)']],
  ['the only account of a unit is named', wordsFor(1, 1), ['Unit: n0']],
  ['a suspended account is told apart', wordsFor(4, 4, true), ['Unit (all 3)', 'Not active or not in the snapshot: n3 (1 of 1)']],
])('%s', (_, given, expected) => {
  expect(given).toEqual(expected);
});

test.each([
  [12, []], [11, ['a11']], [9, ['a9', 'a10', 'a11']], [8, undefined],
])('%i of twelve accounts everywhere leave out %j', (meant, missing) => {
  const accounts = sampleReport().accounts.map((account, index) => ({ ...account, name: `a${index}` }));
  const where = coverageOf(sampleReport({ accounts }))(accounts.slice(0, meant).map(({ id }) => id));
  expect(where.everywhereExcept).toEqual(missing);
});

test('accounts named twice count once, and the management account is noticed', () => {
  const { organization: { managementAccountId } } = sampleReport();
  expect(coverageOf(sampleReport())([managementAccountId, managementAccountId])).toMatchObject({ covered: 1, management: true });
});

test('accounts that are not active are part of the summary', () => {
  const { accounts } = sampleReport();
  const suspended = accounts.map((account, index) => ({ ...account, status: index < 2 ? 'SUSPENDED' : 'ACTIVE' }));
  const figures = reportFigures(sampleReport({ accounts: suspended, warnings: [] }));
  expect(figures.find(({ label }) => label === 'Accounts')!.note).toBe('in 5 units, 2 not active');
  expect(figures.find(({ label }) => label === 'Warnings')!.attention).toBe(false);
});

test('accounts share a chain when the same policies stand above them and on them, and only then', () => {
  const { chains } = sampleReport();
  const names = (report: AccessReport) => sharedChains(report).map(({ accounts }) => accounts.map(({ name }) => name).join(' '));
  expect(names(sampleReport())).toEqual([
    'audit log-archive', 'data ledger-prod payments-prod', 'dev ledger-preprod payments-preprod', 'fin-management', 'network shared-services', 'sandbox',
  ]);
  const different = chains.map((chain) => (chain.accountId === '312327604994'
    ? { ...chain, levels: chain.levels.map((level) => (level.targetId === chain.accountId ? { ...level, policies: [] } : level)) }
    : chain));
  expect(names(sampleReport({ chains: different }))).toContain('ledger-prod payments-prod');
});

test('the tightest level of a chain is the one with the fewest free slots', () => {
  const chain = sharedChains(sampleReport())[0];
  expect(levelName(chain, tightestLevel(chain, (level) => level)!)).toBe('Security');
});

test('resource control policies have a tightest level of their own', () => {
  const [chain] = sharedChains(sampleReport());
  const levels = chain.levels.map((level, index) => ({ ...level, rcps: { ...level.rcps, slotsLeft: index } }));
  expect(tightestLevel({ ...chain, levels }, ({ rcps }) => rcps)!.targetName).toBe('Root');
  expect(tightestLevel({ ...chain, levels }, (level) => level)!.targetName).toBe('Security');
});

test('accounts that differ in resource control policies alone do not share a chain', () => {
  const chains = sampleReport().chains.map((chain) => ({
    ...chain,
    levels: chain.levels.map((level) => (level.targetId === '312327604994' ? { ...level, rcps: { ...level.rcps, policies: [] } } : level)),
  }));
  expect(sharedChains(sampleReport())).toHaveLength(6);
  expect(sharedChains(sampleReport({ chains }))).toHaveLength(7);
});

test('a target that appears or goes is a change', () => {
  const { policySlots } = sampleReport();
  const slots = { name: 'New', scpAttached: 1, scpBytes: 131, rcpAttached: 1 };
  const before = { ...policySlots.before, targets: { a: slots } };
  const after = { ...policySlots.after, targets: { b: slots } };
  const changes = slotChanges(sampleReport({ policySlots: { before, after } }));
  expect(changes.changed.map((change) => [change.id, change.before.scpAttached, change.after.scpAttached])).toEqual([['a', 1, 0], ['b', 0, 1]]);
  expect(changes.unchanged).toEqual([]);
});

test('a target that gains a resource control policy and nothing else changes', () => {
  const { policySlots } = sampleReport();
  const slots = { name: 'Unit', scpAttached: 1, scpBytes: 131, rcpAttached: 1 };
  const after = (rcpAttached: number) => slotChanges(sampleReport({
    policySlots: {
      before: { ...policySlots.before, targets: { a: slots } },
      after: { ...policySlots.after, targets: { a: { ...slots, rcpAttached } } },
    },
  }));
  expect(after(2).changed).toHaveLength(1);
  expect(after(1).changed).toEqual([]);
});
