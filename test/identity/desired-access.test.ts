import fc from 'fast-check';
import { accessMatrix } from '../../src/identity/domain/access-matrix';
import { type Cell, cellsAt, cellsByAccount, cellsOf, desiredAccess } from '../../src/identity/domain/desired-access';
import type { PermissionSetData } from '../../src/identity/domain/permission-set-data';
import type { Selection } from '../../src/organization/domain/account-selection';
import { MANAGEMENT, SANDBOX, smallOrganization } from '../support/small-organization';

const ACCOUNTS = ['audit', 'log-archive', 'management', 'production', 'sandbox'];

function set(name: string): PermissionSetData {
  return {
    name, description: name, sessionMinutes: 480, managedPolicies: ['ReadOnlyAccess'], customerManagedPolicies: [], statements: [], tags: {}, privileged: false,
  };
}

interface Rule { readonly group: string; readonly permissionSet: string; readonly accounts: Selection }

function documentOf(rules: readonly Rule[]) {
  const organization = smallOrganization();
  const directory = organization._directory();
  const sets = [set('Reader'), set('Writer'), set('Unused')];
  const { assignments } = accessMatrix({ permissionSets: sets, rules }, directory, organization._quotas(), '2026-11-01');
  const desired = desiredAccess({
    organizationId: organization.organizationId, managementAccountId: MANAGEMENT, sets: sets.map(({ name }) => name), assignments, rules, directory,
  });
  return { desired, assignments, directory };
}

const words = (cells: readonly Cell[]) => cells.map(({ permissionSet, group }) => `${permissionSet} ${group}`).sort();

const selection: fc.Arbitrary<Selection> = fc.oneof(
  fc.constant<Selection>({ kind: 'all' }),
  fc.subarray(ACCOUNTS, { minLength: 1 }).map((accounts): Selection => ({ kind: 'named', accounts })),
  fc.constantFrom('Workloads', 'Sandbox', 'Security').map((unit): Selection => ({ kind: 'under', units: [unit] })),
  fc.constant<Selection>({ kind: 'except', from: { kind: 'all' }, accounts: ['production'] }),
);
const someRules = fc.array(fc.record({ group: fc.constantFrom('a', 'b'), permissionSet: fc.constantFrom('Reader', 'Writer'), accounts: selection }), { maxLength: 6 });

test('the document says what the matrix says, for every account', () => {
  fc.assert(fc.property(someRules, (rules) => {
    const { desired, assignments } = documentOf(rules);
    for (const { id } of desired.accounts) {
      expect(words(cellsOf(desired, id))).toEqual(assignments.filter(({ account }) => account.id === id).map(({ permissionSet, group }) => `${permissionSet} ${group}`).sort());
      expect(words(cellsByAccount(desired).get(id) ?? [])).toEqual(words(cellsOf(desired, id)));
    }
  }), { numRuns: 50 });
});

test('an account that has not moved gets by the rules what the document says', () => {
  fc.assert(fc.property(someRules, (rules) => {
    const { desired, directory } = documentOf(rules);
    for (const account of directory.accounts.values()) {
      expect(words(cellsAt(desired, account))).toEqual(words(cellsOf(desired, account.id)));
    }
  }), { numRuns: 50 });
});

test('the order of rules changes no byte of the document but their own order', () => {
  fc.assert(fc.property(someRules, (rules) => {
    const [{ desired }, { desired: turned }] = [documentOf(rules), documentOf([...rules].reverse())];
    expect({ ...turned, rules: [] }).toEqual({ ...desired, rules: [] });
  }), { numRuns: 25 });
});

describe('an account that came after the snapshot', () => {
  const rules: Rule[] = [
    { group: 'everywhere', permissionSet: 'Reader', accounts: { kind: 'all' } },
    { group: 'builders', permissionSet: 'Writer', accounts: { kind: 'under', units: ['Sandbox'] } },
    { group: 'owners', permissionSet: 'Writer', accounts: { kind: 'named', accounts: ['sandbox'] } },
  ];
  const arrived = { id: '999999999999', name: 'new', path: 'Elsewhere', tags: {} };

  test.each<[string, object, string[]]>([
    ['gets what all accounts get', {}, ['Reader everywhere']],
    ['gets what its unit gets', { path: 'Sandbox' }, ['Reader everywhere', 'Writer builders']],
    ['gets what a unit above gets', { path: 'Sandbox/Team' }, ['Reader everywhere', 'Writer builders']],
    ['gets nothing from a unit whose name only begins like that', { path: 'Sandboxes' }, ['Reader everywhere']],
    ['gets nothing from a rule that names another account, though it took its name', { name: 'sandbox' }, ['Reader everywhere']],
  ])('%s', (_, change, expected) => {
    expect(words(cellsAt(documentOf(rules).desired, { ...arrived, ...change }))).toEqual(expected);
  });

  test('an account that moved keeps what names it, and loses what its old unit gave', () => {
    const { desired } = documentOf(rules);
    expect(words(cellsAt(desired, { id: SANDBOX, name: 'renamed', path: 'Elsewhere', tags: {} }))).toEqual(['Reader everywhere', 'Writer owners']);
  });

  test('the management account gets what the document says, wherever it stands', () => {
    const { desired } = documentOf(rules);
    expect(words(cellsAt(desired, { id: MANAGEMENT, name: 'management', path: 'Sandbox', tags: {} }))).toEqual(words(cellsOf(desired, MANAGEMENT)));
  });
});
