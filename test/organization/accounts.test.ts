import fc from 'fast-check';
import { Accounts } from '../../src';
import { codes, refusal } from '../support/messages';
import { PRODUCTION, SANDBOX, smallOrganization } from '../support/small-organization';

const names = (accounts: Accounts, organization = smallOrganization()) => organization.select(accounts).map(({ name }) => name);

test.each<[string, Accounts, string[]]>([
  ['all accounts', Accounts.all(), ['audit', 'log-archive', 'management', 'production', 'sandbox']],
  ['accounts by name', Accounts.named('sandbox', 'audit'), ['audit', 'sandbox']],
  ['an account by its id with leading zeros', Accounts.named(PRODUCTION), ['production']],
  ['an account named twice, once by id', Accounts.named('sandbox', SANDBOX), ['sandbox']],
  ['everything under a unit, units below included', Accounts.under('Workloads'), ['production']],
  ['everything under a nested unit', Accounts.under('Workloads/Production'), ['production']],
  ['accounts by tag', Accounts.tagged('stage', 'sandbox'), ['sandbox']],
  ['two selections together', Accounts.under('Security').and(Accounts.named('sandbox')), ['audit', 'log-archive', 'sandbox']],
  ['all but some', Accounts.all().except('management', SANDBOX), ['audit', 'log-archive', 'production']],
])('%s', (_, selector, expected) => {
  expect(names(selector)).toEqual(expected);
});

test('a unit is not everything whose path begins with the same letters', () => {
  const organization = smallOrganization((snapshot) => {
    snapshot.OrganizationalUnits.push({ Id: 'ou-root-sandboxes', Name: 'Sandboxes', ParentId: 'r-root' });
    snapshot.Accounts[3].ParentId = 'ou-root-sandboxes';
  });
  expect(names(Accounts.under('Sandbox'), organization)).toEqual(['sandbox']);
});

test('an account that is not active is left out of broad selections and refused by name', () => {
  const organization = smallOrganization((snapshot) => { snapshot.Accounts[4].Status = snapshot.Accounts[4].State = 'SUSPENDED'; });
  expect(names(Accounts.all(), organization)).not.toContain('sandbox');
  expect(refusal(() => names(Accounts.named('sandbox'), organization))).toContain("[AccountNotActive] the account 'sandbox' is SUSPENDED");
  expect(codes(refusal(() => names(Accounts.under('Sandbox'), organization)))).toEqual(['AccountsEmpty']);
});

test('an unknown name is refused with the near misses', () => {
  expect(refusal(() => names(Accounts.named('prodution')))).toContain("did you mean 'production'?");
  expect(refusal(() => names(Accounts.under('Workloads/Prod')))).toContain("did you mean 'Workloads/Production'");
  expect(refusal(() => names(Accounts.all().except('sandbx')))).toContain("did you mean 'sandbox'?");
});

test('a name of two accounts is refused with both ids', () => {
  const organization = smallOrganization((snapshot) => snapshot.Accounts.push({ ...snapshot.Accounts[4], Id: '999999999999' }));
  expect(refusal(() => names(Accounts.named('sandbox'), organization))).toContain("[AccountAmbiguous] 'sandbox' is the name of 2 accounts: 000000000005 and 999999999999");
  expect(names(Accounts.named('999999999999'), organization)).toEqual(['sandbox']);
});

test.each<[string, Accounts]>([
  ['no name', Accounts.named()], ['no unit', Accounts.under()], ['a tag nobody carries', Accounts.tagged('stage', 'nothing')],
  ['an inherited property that is no tag', Accounts.tagged('constructor', 'x')], ['everything taken away', Accounts.named('audit').except('audit')],
])('a selection of %s is refused as empty', (_, selector) => {
  expect(codes(refusal(() => names(selector)))).toEqual(['AccountsEmpty']);
});

test('every unknown name of a selection is in the one error', () => {
  expect(codes(refusal(() => names(Accounts.named('a1', 'b2').and(Accounts.under('C3')))))).toEqual(['AccountUnknown', 'AccountUnknown', 'UnitUnknown']);
});

test('a selector says in words what it selects', () => {
  expect(Accounts.all().except('audit').and(Accounts.tagged('stage', 'x')).toString()).toBe("all accounts except 'audit' and accounts tagged 'stage' = 'x'");
});

test('whatever is left out is not selected, and everything else is', () => {
  const all = names(Accounts.all());
  fc.assert(fc.property(fc.subarray(all, { maxLength: all.length - 1 }), (left) => {
    expect(names(Accounts.all().except(...left))).toEqual(all.filter((name) => !left.includes(name)));
  }));
});
