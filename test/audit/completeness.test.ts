import { type SeenChain, checkCompleteness } from '../../src/audit/domain/completeness';
import { GIVEN_UP_AFTER_MS, type ListedAccount, type Roster, observe } from '../../src/audit/domain/roster';
import { HOUR_MS } from '../../src/audit/domain/trail-chain';

const START = Date.parse('2026-03-17T00:00:00Z');
const at = (hours: number) => START + hours * HOUR_MS;
const account = (accountId: string, joinedHour = -1_000, active = true): ListedAccount => ({ accountId, joinedMs: at(joinedHour), active });
const seen = (accountId: string, region: string, newestHour?: number): SeenChain => ({
  accountId, region, kind: 'seen', ends: newestHour === undefined ? undefined : { firstEndMs: at(newestHour), newestEndMs: at(newestHour) },
});

/** Looks at the organization at an hour, then at the bucket. */
function look(before: Roster | undefined, hour: number, accounts: ListedAccount[], chains: SeenChain[], regions = ['eu-west-1']) {
  return checkCompleteness(observe(before, accounts, at(hour)), regions, chains, []);
}

/** A watch that has gone on for a long time and is content. */
const watched = look(undefined, 0, [account('1')], [seen('1', 'eu-west-1', 0)]).roster;
const late = ({ late: chains }: { late: readonly { accountId: string; region: string }[] }) => chains.map(({ accountId, region }) => `${accountId} ${region}`);

describe('a chain is late when its newest digest ended more than two hours ago', () => {
  test.each([[12, 10, []], [12 + 1 / 3_600, 10, ['1 eu-west-1']], [12, 9.99, ['1 eu-west-1']], [12, 11.5, []]])('at hour %d, newest at %d: %j', (hour, newest, expected) => {
    const found = look(watched, hour, [account('1')], [seen('1', 'eu-west-1', newest)]);
    expect([late(found), found.result]).toEqual([expected, expected.length > 0 ? 'incomplete' : 'complete']);
  });

  test('it began to be late two hours after the newest digest, whenever that is noticed', () => {
    expect(look(watched, 12.7, [account('1')], [seen('1', 'eu-west-1', 10)]).began).toEqual([{ accountId: '1', region: 'eu-west-1', sinceMs: at(12) }]);
  });

  test('it is told when it begins and when it ends, and not in between', () => {
    const first = look(watched, 13, [account('1')], [seen('1', 'eu-west-1', 10)]);
    const second = look(first.roster, 14, [account('1')], [seen('1', 'eu-west-1', 11)]);
    const third = look(second.roster, 15, [account('1')], [seen('1', 'eu-west-1', 14)]);
    expect([first, second, third].map(({ began, ended }) => [began.length, ended.length])).toEqual([[1, 0], [0, 0], [0, 1]]);
    expect(third.ended).toEqual([{ accountId: '1', region: 'eu-west-1', sinceMs: at(12), untilMs: at(15) }]);
    expect([second.result, third.result]).toEqual(['incomplete', 'complete']);
  });
});

describe('accounts', () => {
  test.each([[2.9, 'complete'], [3, 'complete'], [3.01, 'incomplete']])('a new one without any digest %d hours after it joined is %s', (hour, result) => {
    expect(look(watched, 20 + hour, [account('1'), account('2', 20)], [seen('1', 'eu-west-1', 20 + hour), seen('2', 'eu-west-1')]).result).toBe(result);
  });

  test.each([[3, 'complete'], [3.01, 'incomplete']])('none is late %d hours after the watch itself began', (hour, result) => {
    const first = look(undefined, 0, [account('1')], [seen('1', 'eu-west-1')]).roster;
    expect(look(first, hour, [account('1')], [seen('1', 'eu-west-1')]).result).toBe(result);
  });

  test.each([['left', []], ['is suspended', [account('2', -1_000, false)]]])('one that %s is expected until the last hour that it was there for', (_, gone) => {
    const here = look(watched, 9, [account('1'), account('2')], [seen('1', 'eu-west-1', 9), seen('2', 'eu-west-1', 8.5)]).roster;
    const after = (newest: number) => look(here, 13, [account('1'), ...gone], [seen('1', 'eu-west-1', 13), seen('2', 'eu-west-1', newest)]);
    expect([after(8.5).result, late(after(8.5))]).toEqual(['complete', []]);
    // seen at 9, so that every hour that had ended by then counts, and one had by 8 at the latest.
    const early = look(watched, 9, [account('1'), account('2')], [seen('1', 'eu-west-1', 9), seen('2', 'eu-west-1', 7.9)]).roster;
    expect(late(look(early, 13, [account('1'), ...gone], [seen('1', 'eu-west-1', 13), seen('2', 'eu-west-1', 7.9)]))).toEqual(['2 eu-west-1']);
  });

  test('one that comes back is expected again, from where it joined', () => {
    const here = look(watched, 9, [account('1'), account('2')], [seen('1', 'eu-west-1', 9), seen('2', 'eu-west-1', 9)]).roster;
    const gone = look(here, 10, [account('1')], [seen('1', 'eu-west-1', 10), seen('2', 'eu-west-1', 9)]).roster;
    const back = (hour: number) => look(gone, hour, [account('1'), account('2', 30)], [seen('1', 'eu-west-1', hour), seen('2', 'eu-west-1', 9)]);
    expect([back(33).result, back(33.1).result]).toEqual(['complete', 'incomplete']);
  });

  test('the management account is one like any other, and a list without it lets nobody forget it', () => {
    expect(late(look(watched, 12.5, [], [seen('1', 'eu-west-1', 10)]))).toEqual([]);
    expect(look(look(watched, 12.5, [], [seen('1', 'eu-west-1', 10)]).roster, 12.6, [account('1')], [seen('1', 'eu-west-1', 10)]).result).toBe('incomplete');
  });

  test('one that left without its last digest is waited for two weeks, and then given up, which is written down', () => {
    const left = look(look(watched, 9, [account('1'), account('2')], [seen('1', 'eu-west-1', 9), seen('2', 'eu-west-1', 7)]).roster, 10, [account('1')],
      [seen('1', 'eu-west-1', 10), seen('2', 'eu-west-1')]).roster;
    const found = (hour: number) => look(left, hour, [account('1')], [seen('1', 'eu-west-1', hour), seen('2', 'eu-west-1')]);
    const weeks = 7 + GIVEN_UP_AFTER_MS / HOUR_MS;
    expect([late(found(weeks)), found(weeks).givenUp]).toEqual([['2 eu-west-1'], []]);
    expect([late(found(weeks + 0.1)), found(weeks + 0.1).givenUp]).toEqual([[], [{ accountId: '2', region: 'eu-west-1' }]]);
  });
});

describe('Regions', () => {
  test('an opt-in Region is expected of the one account that has it, from its first digest', () => {
    const on = look(watched, 12, [account('1'), account('2')], [seen('1', 'eu-west-1', 12), seen('2', 'eu-west-1', 12), seen('2', 'ap-east-1', 11.5)]);
    expect([on.expectedChains, on.result]).toEqual([3, 'complete']);
    expect(late(look(on.roster, 14, [account('1'), account('2')], [seen('1', 'eu-west-1', 14), seen('2', 'eu-west-1', 14), seen('2', 'ap-east-1', 11.5)]))).toEqual(['2 ap-east-1']);
  });

  test('a Region that is on everywhere is never given up while its account is there', () => {
    expect(late(look(watched, 10_000, [account('1')], [seen('1', 'eu-west-1')]))).toEqual(['1 eu-west-1']);
  });

  test('a folder of long ago, without a digest since the watch began, is expected of nobody', () => {
    expect(look(watched, 12, [account('1')], [seen('1', 'eu-west-1', 12), seen('1', 'ap-east-1')]).expectedChains).toBe(1);
  });
});

describe('what could not be looked at', () => {
  const unread: SeenChain = { accountId: '1', region: 'eu-west-1', kind: 'unread', reason: 'throttled' };

  test('is no proof that all is complete', () => {
    expect(look(watched, 2, [account('1')], [unread])).toMatchObject({ result: 'unknown', late: [], unchecked: [{ accountId: '1', region: 'eu-west-1', reason: 'throttled' }] });
    expect(checkCompleteness(observe(watched, [account('1')], at(2)), ['eu-west-1'], [seen('1', 'eu-west-1', 2)], [{ accountId: '1', reason: 'throttled' }]).result).toBe('unknown');
  });

  test('stays late if it was', () => {
    const before = look(watched, 13, [account('1')], [seen('1', 'eu-west-1', 10)]).roster;
    const after = look(before, 14, [account('1')], [unread]);
    expect([after.result, late(after), after.ended]).toEqual(['incomplete', ['1 eu-west-1'], []]);
  });
});

test('a clock that goes back takes nothing back', () => {
  const later = look(watched, 13, [account('1')], [seen('1', 'eu-west-1', 12)]).roster;
  const back = look(later, 5, [account('1')], [seen('1', 'eu-west-1', 4)]);
  expect([back.roster.asOfMs, back.roster.chains['1 eu-west-1'].newestEndMs, back.result]).toEqual([at(13), at(12), 'complete']);
});
