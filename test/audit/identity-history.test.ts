import * as fc from 'fast-check';
import {
  type IdentityHistory, type IdentityRow, LEAVERS, type Person, SECOND_LOOK_HOURS, identityHistory, identityLines, nameOf,
} from '../../src/audit/domain/identity-history';

const HOUR = 3_600_000;
const at = (hours: number) => new Date(Date.UTC(2026, 10, 1) + hours * HOUR).toISOString();
const person = (name: string, change: Partial<Person> = {}): Person => ({
  userId: `id-${name}`, userName: `${name}@example.com`, email: `${name}@example.com`, externalId: `00u${name}`, status: 'ENABLED', ...change,
});
const everybody = (count: number) => Array.from({ length: count }, (_, index) => person(`p${index}`));

/** The history after listings, each so many hours after the beginning. */
function after(...listings: [hours: number, people: Person[]][]): IdentityHistory {
  return listings.reduce<IdentityHistory>((history, [hours, people]) => identityHistory(history, { kind: 'complete', people }, at(hours)).history, { rows: [] });
}
const rowsOf = ({ rows }: IdentityHistory, userId: string) =>
  rows.filter((row) => row.userId === userId).map(({ userName, validFrom, validTo }) => [userName, validFrom, validTo]);

test('the first listing opens a row for everybody from its moment', () => {
  expect(after([0, [person('ada')]]).rows).toEqual([{ ...person('ada'), validFrom: at(0) }]);
});

test('whoever is new may have acted since the listing before', () => {
  expect(rowsOf(after([0, [person('ada')]], [24, [person('ada'), person('bob')]]), 'id-bob')).toEqual([['bob@example.com', at(0), undefined]]);
});

test.each<[string, Partial<Person>]>([
  ['a name', { userName: 'ada.byron@example.com' }], ['an e-mail', { email: 'countess@example.com' }], ['an e-mail that is gone', { email: undefined }],
  ['an external id', { externalId: '00unew' }], ['a status', { status: 'DISABLED' }],
])('%s that changed makes a new row where the old one ends', (_, change) => {
  const { rows } = after([0, [person('ada')]], [24, [person('ada', change)]]);
  expect(rows).toEqual([{ ...person('ada'), validFrom: at(0), validTo: at(24) }, { ...person('ada', change), validFrom: at(24) }]);
});

test('whoever left keeps a row that has an end', () => {
  expect(after([0, [person('ada'), person('bob')]], [24, [person('bob')]]).rows[0]).toEqual({ ...person('ada'), validFrom: at(0), validTo: at(24) });
});

test('a rehire with the same id has a second row, from the listing before', () => {
  const history = after([0, [person('ada')]], [24, []], [48, []], [72, [person('ada')]]);
  expect(rowsOf(history, 'id-ada')).toEqual([['ada@example.com', at(0), at(24)], ['ada@example.com', at(48), undefined]]);
});

test('a rehire with a new id never overlaps with the row of the old one', () => {
  const history = after([0, [person('bob')]], [24, [person('bob', { userId: 'id-bob2', externalId: '00ubob2' })]]);
  expect(rowsOf(history, 'id-bob')).toEqual([['bob@example.com', at(0), at(24)]]);
  expect(rowsOf(history, 'id-bob2')).toEqual([['bob@example.com', at(24), undefined]]);
});

describe('what ends nobody\'s row', () => {
  const before = after([0, everybody(3)]);

  test.each<[string, Parameters<typeof identityHistory>[1], string, string]>([
    ['a listing that broke off', { kind: 'partial', reason: 'throttled' }, at(24), 'partial-listing'],
    ['a clock that went back', { kind: 'complete', people: [] }, at(-1), 'earlier-than-last'],
    ['a clock that stands', { kind: 'complete', people: [] }, at(0), 'earlier-than-last'],
    ['a listing that has somebody twice', { kind: 'complete', people: [person('p0'), person('p0')] }, at(24), 'somebody-twice'],
  ])('%s', (_, listing, moment, reason) => {
    expect(identityHistory(before, listing, moment)).toEqual({ kind: 'unchanged', reason, history: before });
  });
});

describe('a disappearance of many', () => {
  test.each([[5, LEAVERS.most, 0], [6, LEAVERS.most + 1, 6], [100, 10, 0], [100, 11, 11]])('of %i people, %i missing leave %i to be looked for again', (count, missing, suspected) => {
    const history = after([0, everybody(count)], [24, everybody(count).slice(missing)]);
    expect(history.suspicion?.userIds.length ?? 0).toBe(suspected);
    expect(history.rows.filter(({ validTo }) => validTo !== undefined)).toHaveLength(suspected > 0 ? 0 : missing);
  });

  const doubted: [number, Person[]][] = [[0, everybody(100)], [24, everybody(100).slice(50)]];

  test.each([[SECOND_LOOK_HOURS - 1, 0], [SECOND_LOOK_HOURS, 50]])('that is the same %i hours later has ended %i rows, at the moment of the first look', (hours, ended) => {
    const closed = after(...doubted, [24 + hours, everybody(100).slice(50)]).rows.filter(({ validTo }) => validTo !== undefined);
    expect(closed.map(({ validTo }) => validTo)).toEqual(Array.from({ length: ended }, () => at(24)));
  });

  test('that is over has ended nobody', () => {
    const history = after(...doubted, [48, everybody(100)]);
    expect([history.suspicion, history.rows.filter(({ validTo }) => validTo !== undefined)]).toEqual([undefined, []]);
  });

  test('does not keep somebody whose name another has by now', () => {
    const history = after([0, everybody(100)], [24, [...everybody(100).slice(50), person('p0', { userId: 'id-new', externalId: '00unew' })]]);
    expect(rowsOf(history, 'id-p0')).toEqual([['p0@example.com', at(0), at(24)]]);
    expect(history.suspicion?.userIds).toHaveLength(49);
  });
});

test('lines have every column, null where nothing is known', () => {
  expect(JSON.parse(identityLines([{ ...person('ada', { email: undefined, externalId: undefined }), validFrom: at(0) }]))).toEqual({
    user_id: 'id-ada', user_name: 'ada@example.com', email: null, external_id: null, status: 'ENABLED', valid_from: at(0), valid_to: null,
  });
});

describe('in any history', () => {
  const someone = fc.record({ id: fc.nat(11), name: fc.nat(11), email: fc.nat(2), disabled: fc.boolean() });
  const listing = fc.uniqueArray(someone, { selector: ({ id }) => id }).map((all) => {
    const names = new Set<number>();
    // as in the store, no two have one name at a time.
    return all.filter(({ name }) => !names.has(name) && names.add(name)).map(({ id, name, email, disabled }) => person(`x${id}`, {
      userName: `N${name}@example.com`, email: `${email}@example.com`, status: disabled ? 'DISABLED' : 'ENABLED',
    }));
  });
  const looks = fc.array(fc.record({ hours: fc.integer({ min: -2, max: 30 }), people: listing, partial: fc.boolean() }), { maxLength: 12 });
  const overlap = (one: IdentityRow, other: IdentityRow) => one.validFrom < (other.validTo ?? '9') && other.validFrom < (one.validTo ?? '9');

  test('rows of a person and rows of a name never overlap, none is lost or rewritten, and whoever is listed has one open row with what was seen', () => {
    fc.assert(fc.property(looks, (all) => {
      let history: IdentityHistory = { rows: [] };
      let now = 0;
      for (const { hours, people, partial } of all) {
        now += hours;
        const step = identityHistory(history, partial ? { kind: 'partial', reason: 'x' } : { kind: 'complete', people }, at(now));
        const { rows } = step.history;
        // only an end may come to what was there before, and only where there was none.
        const expected = history.rows.map((row, index) => ({ ...row, validTo: row.validTo ?? rows[index].validTo }));
        expect(rows.slice(0, history.rows.length)).toEqual(expected);
        rows.forEach((row, index) => rows.slice(index + 1).forEach((other) => {
          if (row.userId === other.userId || nameOf(row) === nameOf(other)) {
            expect([row, other, overlap(row, other)]).toEqual([row, other, false]);
          }
        }));
        if (step.kind === 'kept') {
          const open = rows.filter(({ validTo }) => validTo === undefined);
          expect(people.map(({ userId }) => open.filter((row) => row.userId === userId).length)).toEqual(people.map(() => 1));
          expect(open.filter(({ userId }) => !people.some((one) => one.userId === userId)).map(({ userId }) => userId).sort())
            .toEqual([...step.history.suspicion?.userIds ?? []].sort());
        } else {
          expect(step.history).toBe(history);
        }
        history = step.history;
      }
    }), { numRuns: 500 });
  });

  test('the same listing again changes nothing but the moment of the last look', () => {
    fc.assert(fc.property(listing, (people) => {
      const first = after([0, people]);
      expect(after([0, people], [24, people])).toEqual({ ...first, lookedAt: at(24) });
    }));
  });
});
