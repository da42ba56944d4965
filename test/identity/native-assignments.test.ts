import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import fc from 'fast-check';
import { type AccessRule, Accounts, AssignmentEngine, Organization, PermissionSet, PermissionSetCatalog } from '../../src';
import type { Assignment } from '../../src/identity/domain/access-matrix';
import { engineProblems, managementProblems } from '../../src/identity/domain/engine-problems';
import { nativePlan, nativeProblems } from '../../src/identity/domain/native-plan';
import { smallSnapshot } from '../support/small-organization';
import { type DeployedResource, mostAtOnce, stackTree } from '../support/stack-tree';

const MANAGEMENT_ID = '000000000001';
const SETS = ['Alpha', 'Beta', 'Gamma'];

/** An organization of so many accounts below 'Many', and who holds what in it: from rules that name accounts. */
interface World {
  readonly accounts: readonly number[];
  readonly sets: readonly string[];
  readonly rules: readonly { readonly group: string; readonly set: string; readonly accounts: readonly number[] }[];
}

const name = (account: number) => `account-${account}`;

function organizationOf(accounts: readonly number[]): Organization {
  const snapshot = smallSnapshot();
  const [{ ParentId }] = snapshot.Accounts;
  snapshot.Accounts.push(...accounts.map((account) => ({
    Id: String(700_000_000_000 + account), Name: name(account), Email: `${account}@many.example`, Status: 'ACTIVE', State: 'ACTIVE', ParentId,
  })));
  return Organization.fromObject(snapshot);
}

function stackOf({ accounts, sets, rules }: World, assignments = AssignmentEngine.native()): Stack {
  const stack = new Stack(new App(), 'Identity', { env: { account: MANAGEMENT_ID, region: 'eu-west-1' } });
  new PermissionSetCatalog(stack, 'Catalog', {
    organization: organizationOf(accounts),
    permissionSets: sets.map((set) => PermissionSet.custom({ name: set, description: set, managedPolicies: ['ReadOnlyAccess'] })),
    access: rules.filter((rule) => rule.accounts.length > 0).map(({ group, set, accounts: where }): AccessRule =>
      ({ group, permissionSet: set, accounts: Accounts.named(...where.map(name)) })),
    assignments,
    asOf: '2026-11-01',
  });
  return stack;
}

const treeOf = (...given: Parameters<typeof stackOf>) => stackTree(stackOf(...given));

const assignmentsOf = (tree: readonly DeployedResource[]) => tree.filter(({ type }) => type === 'AWS::SSO::Assignment');

/** What an assignment is about, whatever it is called: its account, and which set and group are passed in for it. */
function meaning(tree: readonly DeployedResource[], { parent, properties }: DeployedResource): string {
  const passed = tree.find(({ path }) => path === parent)!.properties.Parameters;
  return JSON.stringify([properties.TargetId, passed[properties.PermissionSetArn.Ref], passed[properties.PrincipalId.Ref]]);
}

const world: fc.Arbitrary<World> = fc.record({
  accounts: fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 14 }),
  groups: fc.constant(['a-b', 'a.b', 'c/d', 'c|d', 'é'.repeat(40)]),
}).chain(({ accounts, groups }) => fc.record({
  accounts: fc.constant(accounts),
  sets: fc.constant(SETS),
  rules: fc.array(fc.record({
    group: fc.constantFrom(...groups), set: fc.constantFrom(...SETS), accounts: fc.subarray(accounts, { minLength: 1 }),
  }), { minLength: 1, maxLength: 8 }),
}));

/** One edit: an account, a set or a rule that comes or goes, or a rule that changes. */
const edit: fc.Arbitrary<(before: World) => World> = fc.oneof(
  fc.nat().map((index) => (before: World) => withoutAccount(before, before.accounts[index % before.accounts.length])),
  fc.integer({ min: 100, max: 200 }).map((account) => (before: World): World => ({
    ...before,
    accounts: [...before.accounts, account],
    rules: before.rules.map((rule, index) => (index === 0 ? { ...rule, accounts: [...rule.accounts, account] } : rule)),
  })),
  fc.nat().map((index) => (before: World): World => ({ ...before, rules: before.rules.filter((_, other) => other !== index % before.rules.length) })),
  fc.constantFrom(...SETS).map((set) => (before: World): World => ({
    ...before, sets: before.sets.filter((other) => other !== set), rules: before.rules.filter((rule) => rule.set !== set),
  })),
  fc.constant((before: World): World => ({
    ...before, sets: ['Aardvark', ...before.sets], rules: [{ group: '0', set: 'Aardvark', accounts: before.accounts }, ...before.rules],
  })),
);

function withoutAccount(before: World, gone: number): World {
  const accounts = before.accounts.filter((account) => account !== gone);
  return { ...before, accounts, rules: before.rules.map((rule) => ({ ...rule, accounts: rule.accounts.filter((account) => account !== gone) })) };
}

test('whatever comes or goes, an assignment that stays keeps its logical id, its nested stack and its properties', () => {
  fc.assert(fc.property(world, edit, (before, change) => {
    const [old, now] = [treeOf(before), treeOf(change(before))];
    const identities = (tree: DeployedResource[]) => new Map(assignmentsOf(tree).map((resource) =>
      [meaning(tree, resource), { path: resource.path, properties: resource.properties }]));
    const [were, are] = [identities(old), identities(now)];
    for (const [cell, identity] of are) {
      if (were.has(cell)) {
        expect(identity).toEqual(were.get(cell));
      }
    }
    // nothing else may take the place of one that went.
    const paths = new Map([...were].map(([cell, { path }]) => [path, cell]));
    [...are].forEach(([cell, { path }]) => expect(paths.get(path) ?? cell).toBe(cell));
  }), { numRuns: 40 });
});

test('the tree holds exactly the cells of the matrix', () => {
  fc.assert(fc.property(world, ({ accounts, sets, rules }) => {
    const tree = treeOf({ accounts, sets, rules });
    const cells = new Set(rules.flatMap(({ group, set, accounts: where }) => where.map((account) => `${group}|${set}|${account}`)));
    expect(new Set(assignmentsOf(tree).map((resource) => meaning(tree, resource))).size).toBe(cells.size);
    expect(assignmentsOf(tree)).toHaveLength(cells.size);
  }), { numRuns: 15 });
});

test('never more than ten assignments are made at once, in however many nested stacks they stand', () => {
  fc.assert(fc.property(world, (some) => {
    expect(mostAtOnce(treeOf(some), 'AWS::SSO::Assignment')).toBeLessThanOrEqual(10);
  }), { numRuns: 40 });
});

test.each([[1, 12, 10], [3, 12, 9], [5, 6, 10], [10, 1, 10], [14, 3, 10]])('%i accounts with %i groups in each: %i are made at once', (count, groups, most) => {
  const accounts = Array.from({ length: count }, (_, index) => index);
  const rules = Array.from({ length: groups }, (_, index) => ({ group: `group-${index}`, set: 'Alpha', accounts }));
  expect(mostAtOnce(treeOf({ accounts, sets: ['Alpha'], rules }), 'AWS::SSO::Assignment')).toBe(most);
});

test('an assignment that leaves the template is deleted, unless the assignments are being handed over', () => {
  const some: World = { accounts: [1], sets: ['Alpha'], rules: [{ group: 'a', set: 'Alpha', accounts: [1] }] };
  const policies = (engine?: AssignmentEngine) => assignmentsOf(treeOf(some, engine)).map(({ deletionPolicy }) => deletionPolicy);
  expect(policies()).toEqual([undefined]);
  expect(policies(AssignmentEngine.native({ handOver: true }))).toEqual(['Retain']);
  const stack = stackOf(some, AssignmentEngine.native({ handOver: true }));
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('removing a rule removes no access until `handOver` is taken away'));
  Annotations.fromStack(stackOf(some)).hasNoWarning('*', Match.stringLikeRegexp('handOver'));
});

describe('what CloudFormation cannot hold names the other engine', () => {
  const { _quotas } = organizationOf([]);
  const quotas = _quotas.call(organizationOf([]));
  const cells = (accounts: number, perAccount: number): Assignment[] => Array.from({ length: accounts }, (_, account) =>
    Array.from({ length: perAccount }, (__, index): Assignment => ({
      group: `g${index % 100}`, permissionSet: `s${Math.floor(index / 100)}`, rule: undefined as never,
      account: { id: String(account), name: `a${account}`, path: '', kind: 'account', email: '', status: 'ACTIVE', active: true, management: false, tags: {} },
    }))).flat();
  const problems = (accounts: number, perAccount: number, sets: number, bytes = 0) => nativeProblems(
    nativePlan(cells(accounts, perAccount), quotas), Array.from({ length: sets }, (_, index) => ({ name: `s${index}`, bytes })), quotas);

  test.each([
    ['2,300 resources in the tree', [100, 20, 100], 0],
    ['2,301 resources in the tree', [100, 20, 101], 1],
    ['450 resources around the nested stacks', [340, 1, 10], 0],
    ['451 resources around the nested stacks', [340, 1, 11], 1],
    ['450 assignments of one account', [1, 450, 5], 0],
    ['451 assignments of one account', [1, 451, 5], 1],
    ['sets that take 900,000 bytes', [1, 1, 64, 12_562], 0],
    ['sets that take more', [1, 1, 64, 12_563], 1],
  ] as const)('%s: %j', (_, [accounts, perAccount, sets, bytes], count) => {
    const found = problems(accounts, perAccount, sets, bytes);
    expect(found.map(({ code }) => code)).toEqual(Array(count).fill('AssignmentsTooMany'));
    found.forEach(({ fix }) => expect(fix).toContain('AssignmentEngine.reconciled()'));
  });

  test.each([[200, 0], [201, 1]])('%i sets and groups passed to one nested stack raise %i problems', (passed, count) => {
    const wide = Array.from({ length: passed - 1 }, (_, index): Assignment => ({ ...cells(1, 1)[0], group: `g${index}`, permissionSet: 's0' }));
    expect(nativeProblems(nativePlan(wide, quotas), [{ name: 's0', bytes: 0 }], quotas)).toHaveLength(count);
  });

  test('450 assignments with the longest names make a nested template below 900,000 bytes', () => {
    const sets = ['A'.repeat(32), 'B'.repeat(32)];
    const rules = sets.flatMap((set) => Array.from({ length: 95 }, (_, index) => ({ group: `${index}${'é'.repeat(1_000)}`, set, accounts: [1] })));
    const stack = stackOf({ accounts: [1], sets, rules });
    const { directory } = Stage.of(stack)!.synth();
    const bytes = statSync(join(directory, readdirSync(directory).find((file) => file.endsWith('.nested.template.json'))!)).size;
    expect(bytes / rules.length * 450).toBeLessThan(900_000);
  });

  const side = (count: number, bytes: number) => ({
    assignments: cells(1, 460),
    sets: Array.from({ length: count }, (_, index) => ({
      logicalName: `s${index}`,
      set: {
        name: `s${index}`, description: 's', sessionMinutes: 60, managedPolicies: [], customerManagedPolicies: [], tags: {}, privileged: false,
        statements: [{ Effect: 'Allow', Action: 'x'.repeat(bytes), Resource: '*' }],
      },
    })),
  });

  test('the management account has no other engine, and is told so', () => {
    expect(managementProblems(side(1, 1), quotas).map(({ code, fix }) => [code, fix.includes('reconciled')])).toEqual([['AssignmentsTooMany', false]]);
  });

  test.each([[10, 1, 0], [350, 1, 0], [351, 1, 1], [84, 9_000, 0], [85, 9_000, 1]])('the reconciler with %i sets of %i bytes has %i problems, however many assignments', (count, bytes, problemCount) => {
    expect(engineProblems({ kind: 'reconciled', maxRemovals: 50 }, side(count, bytes), quotas)).toHaveLength(problemCount);
  });

  test.each([[0, 0], [100_000, 0], [100_001, 1], [1.5, 1], [-1, 1]])('maxRemovals of %d: %i problems', (maxRemovals, problemCount) => {
    expect(engineProblems({ kind: 'reconciled', maxRemovals }, side(1, 1), quotas)).toHaveLength(problemCount);
  });
});

test('a permission set that is given another logical id later is passed to the nested stacks by that one', () => {
  const stack = stackOf({ accounts: [1], sets: ['Alpha'], rules: [{ group: 'a', set: 'Alpha', accounts: [1] }] });
  stack.node.findAll().filter((one): one is CfnPermissionSet => one instanceof CfnPermissionSet).forEach((set) => set.overrideLogicalId('Renamed'));
  const [nested] = stackTree(stack).filter(({ type }) => type === 'AWS::CloudFormation::Stack');
  expect(Object.values(nested.properties.Parameters)).toContainEqual({ 'Fn::GetAtt': ['Renamed', 'PermissionSetArn'] });
});
