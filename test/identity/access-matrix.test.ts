import fc from 'fast-check';
import type { QuotaOverrides } from '../../src';
import { accessMatrix, type RuleData } from '../../src/identity/domain/access-matrix';
import type { PermissionSetData } from '../../src/identity/domain/permission-set-data';
import { smallOrganization } from '../support/small-organization';

const AS_OF = '2026-11-01';
const STANDING = { reason: 'until elevation is in use', owner: 'secops', expires: '2027-01-31' };

function set(name: string, change: Partial<PermissionSetData> = {}): PermissionSetData {
  return {
    name, description: name, sessionMinutes: 480, managedPolicies: ['ReadOnlyAccess'], customerManagedPolicies: [], statements: [], tags: {}, privileged: false, ...change,
  };
}

const ADMIN = set('Admin', { managedPolicies: ['AdministratorAccess'], privileged: true });
const rule = (change: Partial<RuleData> = {}): RuleData => ({ group: 'readers', permissionSet: 'Reader', accounts: { kind: 'all' }, ...change });

function matrix(rules: RuleData[], { sets = [set('Reader'), ADMIN], quotas = {} as QuotaOverrides, asOf = AS_OF } = {}) {
  const organization = smallOrganization(() => {}, quotas);
  return accessMatrix({ permissionSets: sets, rules }, organization._directory(), organization._quotas(), asOf);
}

test('a rule gives its set to its group in every account it selects', () => {
  const { assignments } = matrix([rule({ accounts: { kind: 'named', accounts: ['sandbox', 'audit'] } })]);
  expect(assignments.map(({ group, permissionSet, account }) => [group, permissionSet, account.name])).toEqual([
    ['readers', 'Reader', 'audit'], ['readers', 'Reader', 'sandbox'],
  ]);
});

test('what two rules give is assigned once and warned of', () => {
  const { assignments, warnings } = matrix([rule(), rule({ accounts: { kind: 'named', accounts: ['audit'] } })]);
  expect(assignments).toHaveLength(5);
  expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining("What rule 2 ('readers' gets 'Reader' in accounts 'audit') gives in 'audit' is given by rule 1 already")]);
});

test('a group is one group, in upper and lower case: two spellings are refused, because one of them would name the assignment', () => {
  const { assignments, problems } = matrix([rule(), rule({ group: 'Readers' })]);
  expect(assignments).toHaveLength(5);
  expect(problems.map(({ code }) => code)).toEqual(['RuleGroupSpelling']);
});

test.each<[string, string[], RuleData]>([
  ['an unknown set', ['RuleSetUnknown'], rule({ permissionSet: 'Raeder' })],
  ['a blank group', ['RuleGroup'], rule({ group: ' ' })],
  ['a group of 1,025 characters', ['RuleGroup'], rule({ group: 'x'.repeat(1025) })],
  ['a group with a line break', ['RuleGroup'], rule({ group: 'a\nb' })],
  ['a group with a blank before it', ['RuleGroup'], rule({ group: ' readers' })],
  ['half a character as group', ['RuleGroup'], rule({ group: '\ud800' })],
  ['an exception that ends in 367 days', ['StandingExceptionLong'], rule({ permissionSet: 'Admin', standing: { ...STANDING, expires: '2027-11-03' } })],
  ['an unknown account', ['AccountUnknown'], rule({ accounts: { kind: 'named', accounts: ['nobody'] } })],
  ['a privileged set held permanently', ['StandingPrivileged'], rule({ permissionSet: 'Admin' })],
  ['an exception for a set that is not privileged', ['StandingNeedless'], rule({ standing: STANDING })],
  ['an exception that is over', ['StandingExceptionExpired'], rule({ permissionSet: 'Admin', standing: { ...STANDING, expires: '2026-10-31' } })],
  ['an exception without a day', ['StandingExceptionDate'], rule({ permissionSet: 'Admin', standing: { ...STANDING, expires: '2027-02-29' } })],
  ['an exception without reason and owner', ['StandingExceptionBlank', 'StandingExceptionBlank'], rule({ permissionSet: 'Admin', standing: { ...STANDING, reason: '', owner: ' ' } })],
])('%s is refused: %j', (_, codes, wrong) => {
  expect(matrix([wrong]).problems.map(({ code }) => code)).toEqual(codes);
});

test.each<[string, RuleData]>([
  ['a group of 1,024 characters', rule({ group: 'x'.repeat(1024) })],
  ['a privileged set with an exception that ends in 366 days', rule({ permissionSet: 'Admin', standing: { ...STANDING, expires: '2027-11-02' } })],
  ['a privileged set with an exception on its last day', rule({ permissionSet: 'Admin', standing: { ...STANDING, expires: AS_OF } })],
])('%s is taken', (_, right) => {
  expect(matrix([right]).problems).toEqual([]);
});

test('all problems of all rules come together, each with its rule', () => {
  const { problems } = matrix([rule({ permissionSet: 'Nothing' }), rule({ permissionSet: 'Admin' }), rule({ accounts: { kind: 'under', units: ['Nowhere'] } })]);
  expect(problems.map(({ code, problem }) => [code, problem.slice(0, 6)])).toEqual([['RuleSetUnknown', 'rule 1'], ['StandingPrivileged', 'rule 2'], ['UnitUnknown', 'rule 3']]);
});

test('two sets of one name, upper and lower case alike, are refused', () => {
  expect(matrix([rule()], { sets: [set('Reader'), set('reader')] }).problems.map(({ code }) => code)).toEqual(['PermissionSetTwice']);
});

test.each([[2, 0], [1, 5]])('with room for %i groups per set and account, two groups everywhere raise %i problems', (groupsPerSetAndAccount, count) => {
  const { problems } = matrix([rule(), rule({ group: 'others' })], { quotas: { groupsPerSetAndAccount } });
  expect(problems.map(({ code }) => code)).toEqual(Array(count).fill('GroupsPerSetAndAccount'));
});

test.each([[2, 0], [1, 5]])('with room for %i sets per account, two sets everywhere raise %i problems', (permissionSetsPerAccount, count) => {
  const { problems } = matrix([rule(), rule({ permissionSet: 'Writer' })], { sets: [set('Reader'), set('Writer')], quotas: { permissionSetsPerAccount } });
  expect(problems.map(({ code }) => code)).toEqual(Array(count).fill('SetsPerAccount'));
});

test('a set that no rule uses is warned of, unless it is privileged and waits for elevation', () => {
  expect(matrix([]).warnings.map(({ id, message }) => [id, message])).toEqual([['permission-sets-idle', expect.stringMatching(/'Reader';/)]]);
});

test('an active account that no rule reaches is warned of by name; the management account is nobody’s place of work', () => {
  const reach = (accounts: string[]) => matrix([rule({ accounts: { kind: 'named', accounts } })]).warnings.map(({ id, message }) => [id, message]);
  expect(reach(['audit', 'log-archive', 'production', 'sandbox'])).toEqual([]);
  expect(reach(['audit', 'log-archive', 'production'])).toEqual([['accounts-unreached', expect.stringMatching(/'sandbox': nobody/)]]);
});

test('each assignment knows the first rule that gives it', () => {
  const rules = [rule({ accounts: { kind: 'named', accounts: ['audit'] } }), rule()];
  const given = new Map(matrix(rules).assignments.map(({ account, rule: by }) => [account.name, rules.indexOf(by)]));
  expect(given.get('audit')).toBe(0);
  expect(given.get('sandbox')).toBe(1);
});

test('a day to compare with that is none is refused', () => {
  expect(matrix([rule()], { asOf: 'today' }).problems.map(({ code }) => code)).toContain('AsOf');
});

test('the order of rules and a rule said twice change nobody’s access', () => {
  const where = fc.subarray(['audit', 'log-archive', 'management', 'production', 'sandbox'], { minLength: 1 });
  const anyRule = fc.record({ group: fc.constantFrom('a', 'b', 'c'), permissionSet: fc.constantFrom('Reader', 'Writer'), accounts: where.map((accounts) => ({ kind: 'named' as const, accounts })) });
  const sets = [set('Reader'), set('Writer')];
  const cells = (rules: RuleData[]) => matrix(rules, { sets }).assignments.map(({ rule: _, ...cell }) => cell);
  fc.assert(fc.property(fc.array(anyRule, { maxLength: 8 }), (rules) => {
    const once = cells(rules);
    expect(cells([...rules].reverse().concat(rules))).toEqual(once);
    // and each cell is there because a rule says so.
    const said = new Set(rules.flatMap(({ group, permissionSet, accounts }) => accounts.accounts.map((name) => `${group}|${permissionSet}|${name}`)));
    expect(new Set(once.map(({ group, permissionSet, account }) => `${group}|${permissionSet}|${account.name}`))).toEqual(said);
  }));
});
