import { sampleReport } from './sample-report';
import { accountWordsOf } from '../../src/report/domain/account-words';
import type { AccountFacts } from '../../src/report/domain/report-model';

/** Eleven members and the management account, all in one unit but the last three. */
const ACCOUNTS: readonly AccountFacts[] = sampleReport().accounts.map((account, index) => ({ ...account, name: `a${index}`, unit: index < 9 ? 'Early' : 'Late' }));
const MANAGEMENT = sampleReport().organization.managementAccountId;
const MEMBERS = ACCOUNTS.filter(({ id }) => id !== MANAGEMENT).map(({ id }) => id);

const words = accountWordsOf(sampleReport({ accounts: ACCOUNTS }));

test.each([
  ['all members are "every member account"', MEMBERS, { kind: 'everybody', words: 'every member account', except: [] }],
  ['all members and the management account are "every account"', [...MEMBERS, MANAGEMENT], { kind: 'everybody', words: 'every account', except: [] }],
  ['all but three are told by those that are missing', MEMBERS.slice(0, 8), { kind: 'everybody', words: 'every member account', except: ['a9', 'a10', 'a11'] }],
  ['six are named', MEMBERS.slice(0, 6), { kind: 'few', names: ['a0', 'a1', 'a2', 'a4', 'a5', 'a6'] }],
  ['the management account alone is named', [MANAGEMENT], { kind: 'few', names: ['a3'] }],
  ['an account that the snapshot does not know is its id', ['210987654321'], { kind: 'few', names: ['210987654321'] }],
])('%s', (_, accountIds, expected) => {
  expect(words(accountIds)).toEqual(expected);
});

test('seven of eleven members are told unit by unit', () => {
  expect(words(MEMBERS.slice(0, 7))).toMatchObject({ kind: 'many', where: { covered: 7, units: [{ unit: 'Early', covered: 7 }] } });
});

test('everybody and a stranger is not "every member account": the stranger is named', () => {
  expect(words([...MEMBERS, '210987654321'])).toMatchObject({ kind: 'many', where: { covered: 12 } });
});

test('an account that is not active is not missed, and is told apart when it is meant', () => {
  const [first, ...others] = ACCOUNTS;
  const suspended = accountWordsOf(sampleReport({ accounts: [{ ...first, status: 'SUSPENDED' }, ...others] }));
  expect(suspended(MEMBERS.slice(1))).toEqual({ kind: 'everybody', words: 'every member account', except: [] });
  expect(suspended(MEMBERS)).toMatchObject({ kind: 'many' });
});
