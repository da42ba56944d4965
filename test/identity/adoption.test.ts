import fc from 'fast-check';
import { type AdoptableStack, adoption } from '../../src/identity/domain/adoption';
import { adoptionFiles } from '../../src/identity/domain/adoption-files';
import { adoptionWarnings } from '../../src/identity/domain/adoption-warnings';
import { type Snapshot } from '../../src/organization/domain/snapshot';
import { recordedAccess } from '../../src/organization/domain/snapshot-access';
import { type AccessSeed, groupId, setArn, withAccess } from '../support/access-fixture';
import { AUDIT, MANAGEMENT, PRODUCTION, SANDBOX, smallSnapshot } from '../support/small-organization';

const INSTANCE = smallSnapshot().IdentityCenter.InstanceArn;
const place = { instanceArn: INSTANCE, partition: 'aws', managementAccountId: MANAGEMENT };

const access = (seed: Partial<AccessSeed>) =>
  recordedAccess(withAccess(smallSnapshot() as Snapshot, { groups: ['readers', 'writers'], sets: ['Reader', 'Writer'], assignments: [], ...seed }))!;

/** A stack that declares sets, and assignments as 'group set account'. */
const stack = (sets: readonly string[], assignments: readonly string[], change: Partial<AdoptableStack> = {}): AdoptableStack => ({
  stackName: 'Identity', path: 'Zone/Identity', accountId: AUDIT, region: 'eu-west-1', bucket: 'assets', engine: 'native',
  sets: sets.map((name) => ({ name, logicalId: `Set${name}`, properties: { InstanceArn: INSTANCE, Name: name, InlinePolicy: { of: name } } })),
  assignments: assignments.map((cell) => {
    const [group, permissionSet, accountId] = cell.split(' ');
    return { group, permissionSet, accountId, logicalId: `Hold${group}${permissionSet}` };
  }),
  nestedStacks: [...new Set(assignments.map((cell) => cell.split(' ')[2]))].map((accountId) => ({ accountId, logicalId: `Nested${accountId}` })),
  ...change,
});

const foundIn = (stacks: readonly AdoptableStack[], seed: Partial<AccessSeed>) => adoption(stacks, access(seed), place);
const cells = (found: ReturnType<typeof foundIn>) => found.stacks.flatMap(({ assignments }) =>
  assignments.map(({ group, permissionSet, accountId }) => `${group} ${permissionSet} ${accountId}`));

describe('what is taken over', () => {
  test('sets that exist under their name, and assignments of them that exist', () => {
    const found = foundIn([stack(['Reader', 'New'], [`readers Reader ${SANDBOX}`, `readers Reader ${PRODUCTION}`, `readers New ${SANDBOX}`])], {
      assignments: [['readers', 'Reader', SANDBOX], ['writers', 'Reader', PRODUCTION]],
    });
    expect(found.stacks[0].sets).toEqual([{ ...stack(['Reader'], []).sets[0], arn: setArn(INSTANCE, 1) }]);
    expect(found.stacks[0].assignments).toEqual([{
      group: 'readers', permissionSet: 'Reader', accountId: SANDBOX, logicalId: 'HoldreadersReader', groupId: groupId(1), permissionSetArn: setArn(INSTANCE, 1),
    }]);
    expect(found.obstacles).toEqual([]);
  });

  test.each([
    ['a group in another case', 'READERS'],
    ['a group by its id', groupId(1)],
  ])('%s is the same group', (_, group) => {
    expect(cells(foundIn([stack(['Reader'], [`${group} Reader ${SANDBOX}`])], { assignments: [['readers', 'Reader', SANDBOX]] }))).toHaveLength(1);
  });

  test.each<[string, string, AccessSeed['assignments']]>([
    ['of a group that does not exist', `nobody Reader ${SANDBOX}`, [['readers', 'Reader', SANDBOX]]],
    ['that a user holds, not the group', `readers Reader ${SANDBOX}`, [['user:1', 'Reader', SANDBOX]]],
    ['in another account', `readers Reader ${SANDBOX}`, [['readers', 'Reader', PRODUCTION]]],
    ['of another set', `readers Reader ${SANDBOX}`, [['readers', 'Writer', SANDBOX]]],
  ])('an assignment %s is not there', (_, cell, assignments) => {
    expect(cells(foundIn([stack(['Reader', 'Writer'], [cell])], { assignments }))).toEqual([]);
  });

  test('an assignment that two rules give, by name and by id, is taken over once', () => {
    const twice = stack(['Reader'], [`readers Reader ${SANDBOX}`, `${groupId(1)} Reader ${SANDBOX}`]);
    expect(cells(foundIn([twice], { assignments: [['readers', 'Reader', SANDBOX]] }))).toEqual([`readers Reader ${SANDBOX}`]);
  });

  test('a twin is found under the name that it carries', () => {
    const management = stack(['Reader-mgmt'], [`readers Reader-mgmt ${MANAGEMENT}`], { accountId: MANAGEMENT, stackName: 'Management' });
    const found = foundIn([stack(['Reader'], []), management], { sets: ['Reader-mgmt'], assignments: [['readers', 'Reader-mgmt', MANAGEMENT]] });
    expect(found.stacks.map(({ sets, assignments }) => [sets.length, assignments.length])).toEqual([[0, 0], [1, 1]]);
    expect(found.obstacles).toEqual([]);
  });
});

describe('what a catalogue has made itself', () => {
  const seed = (engine: string): Partial<AccessSeed> => (
    { sets: [['Reader', { 'zero-trust-catalog': engine }]], assignments: [['readers', 'Reader', SANDBOX]] });
  const declared = (engine: 'native' | 'reconciled') => stack(['Reader'], [`readers Reader ${SANDBOX}`], { engine });

  test.each(['native', 'reconciled'] as const)('is not taken over again by the same engine, %s, and warns of nothing', (engine) => {
    const found = foundIn([declared(engine)], seed(engine));
    expect([found.stacks[0].sets, found.stacks[0].assignments, adoptionWarnings(found)]).toEqual([[], [], []]);
  });

  test('of a set that another engine kept, only the assignments are taken over', () => {
    const found = foundIn([declared('native')], seed('reconciled'));
    expect([found.stacks[0].sets.length, found.stacks[0].assignments.length]).toEqual([0, 1]);
    expect(adoptionWarnings(found).map(({ id }) => id)).toEqual(['adoption-needed']);
  });

  test('is no obstacle when somebody assigned it in the management account', () => {
    expect(foundIn([declared('native')], { ...seed('native'), assignments: [['readers', 'Reader', MANAGEMENT]] }).obstacles).toEqual([]);
  });
});

describe('what stands in the way', () => {
  test('a set of the same name in another case', () => {
    const found = foundIn([stack(['reader'], [`readers reader ${SANDBOX}`])], { assignments: [['readers', 'Reader', SANDBOX]] });
    expect(found.obstacles).toEqual([
      "the permission set 'reader' exists as 'Reader'; Identity Center takes these for one name, and CloudFormation cannot rename: declare it as 'Reader'",
    ]);
    expect([found.stacks[0].sets, found.stacks[0].assignments]).toEqual([[], []]);
  });

  test('a set that is assigned in the management account, where a delegated administrator deploys', () => {
    const seed: Partial<AccessSeed> = { assignments: [['readers', 'Reader', MANAGEMENT], ['readers', 'Reader', SANDBOX]] };
    const found = foundIn([stack(['Reader', 'Writer'], [`readers Reader ${SANDBOX}`])], seed);
    expect(found.obstacles).toEqual([expect.stringMatching(/^the permission set 'Reader' is assigned in the management account, so that 000000000002, which deploys Identity, can change nothing/)]);
    expect(found.stacks[0].sets.map(({ name }) => name)).toEqual(['Writer']);
    expect(found.stacks[0].assignments).toEqual([]);
    expect(foundIn([stack(['Reader'], [], { accountId: MANAGEMENT })], seed).obstacles).toEqual([]);
  });

  test('each is a warning of its own', () => {
    expect(adoptionWarnings(foundIn([stack(['reader', 'writer'], [])], {}))).toEqual([
      { id: 'adoption-obstacle', message: expect.stringMatching(/^The permission set 'reader' exists as 'Reader'.*\.$/) },
      { id: 'adoption-obstacle', message: expect.stringMatching(/^The permission set 'writer' exists as 'Writer'.*\.$/) },
    ]);
  });
});

describe('what is left over', () => {
  const found = foundIn([stack(['Reader'], [`readers Reader ${SANDBOX}`])], {
    groups: ['readers', 'writers'], sets: ['Reader', 'Legacy', 'Unused'],
    assignments: [
      ['readers', 'Reader', SANDBOX], ['writers', 'Reader', SANDBOX], ['user:9', 'Reader', PRODUCTION],
      ['readers', 'Legacy', SANDBOX], ['writers', 'Legacy', SANDBOX], ['writers', 'Legacy', PRODUCTION],
    ],
  });

  test('assignments of declared sets that no rule gives, users included', () => {
    const words = found.undeclaredAssignments.map(({ permissionSet, accountId, principalType, group }) =>
      [permissionSet, accountId, principalType, group]);
    expect(words).toEqual([
      ['Reader', PRODUCTION, 'USER', undefined], ['Reader', SANDBOX, 'GROUP', 'writers'],
    ]);
  });

  test('sets that nobody declares, with how much they are used', () => {
    expect(found.undeclaredSets).toEqual([
      { name: 'Legacy', arn: setArn(INSTANCE, 2), assignments: 3, accounts: 2 }, { name: 'Unused', arn: setArn(INSTANCE, 3), assignments: 0, accounts: 0 },
    ]);
  });

  test('nothing declared stays nothing undeclared: every existing assignment of a declared set is taken over, ours, or left over', () => {
    const principal = fc.constantFrom('readers', 'writers', 'user:3');
    const set = fc.constantFrom('Reader', 'Writer', 'Other');
    const account = fc.constantFrom(SANDBOX, PRODUCTION, AUDIT);
    const existing = fc.uniqueArray(fc.tuple(principal, set, account), { selector: (cell) => cell.join(' ') });
    const rules = fc.uniqueArray(fc.tuple(fc.constantFrom('readers', 'WRITERS', 'nobody'), fc.constantFrom('Reader', 'Writer'), account).map((cell) => cell.join(' ')));
    fc.assert(fc.property(existing, rules, (assignments, declared) => {
      const result = foundIn([stack(['Reader', 'Writer'], declared)], { sets: ['Reader', 'Writer', 'Other'], assignments });
      const ofDeclared = assignments.filter(([, name]) => name !== 'Other');
      expect(cells(result).length + result.undeclaredAssignments.length).toBe(ofDeclared.length);
      const folded = declared.map((cell) => cell.toLowerCase());
      expect(cells(result).map((cell) => cell.toLowerCase()).sort())
        .toEqual(ofDeclared.map((cell) => cell.join(' ').toLowerCase()).filter((cell) => folded.includes(cell)).sort());
    }));
  });
});

describe('the warning', () => {
  const declared = [`readers Reader ${SANDBOX}`, `readers Reader ${PRODUCTION}`];
  const seed: Partial<AccessSeed> = { assignments: [['readers', 'Reader', SANDBOX], ['readers', 'Reader', PRODUCTION]] };

  test('names the sets, and counts the assignments that CloudFormation would make', () => {
    expect(adoptionWarnings(foundIn([stack(['Reader', 'Writer'], declared)], seed))).toEqual([{
      id: 'adoption-needed',
      message: "When the snapshot was taken, the permission sets 'Reader', 'Writer' and 2 of the assignments, in 2 accounts, existed already; "
        + "a plain deployment would fail on them. The folder 'adoption' of the cloud assembly says how to take them over first.",
    }]);
  });

  test('does not count assignments that the reconciler simply finds', () => {
    expect(adoptionWarnings(foundIn([stack(['Reader'], declared, { engine: 'reconciled' })], seed))[0].message).toMatch(/, the permission sets 'Reader' existed already;/);
  });

  test('is not given where nothing exists', () => {
    expect(adoptionWarnings(foundIn([stack(['New'], [`readers New ${SANDBOX}`])], seed))).toEqual([]);
  });
});

describe('the files', () => {
  const files = (stacks: readonly AdoptableStack[], seed: Partial<AccessSeed>) =>
    Object.fromEntries(adoptionFiles(foundIn(stacks, seed), place, 'cdk.out/adoption').map(({ name, content }) => [name, name.endsWith('.json') ? JSON.parse(content) : content]));
  const seed: Partial<AccessSeed> = { assignments: [['readers', 'Reader', SANDBOX], ['writers', 'Reader', SANDBOX], ['readers', 'Reader', PRODUCTION]] };
  const native = stack(['Reader'], [`readers Reader ${SANDBOX}`, `writers Reader ${SANDBOX}`, `readers Reader ${AUDIT}`]);

  test('identify each set as CloudFormation does', () => {
    expect(files([native], seed)['Identity.permission-sets.json']).toEqual({ SetReader: { InstanceArn: INSTANCE, PermissionSetArn: setArn(INSTANCE, 1) } });
  });

  test('import sets with what the app declares and one tag more, so that the deployment afterwards writes them, and a rollback empties none', () => {
    const tagged = { ...native, sets: [{ ...native.sets[0], properties: { ...native.sets[0].properties, Tags: [{ Key: 'owner', Value: 'platform' }] } }] };
    const importOf = (one: AdoptableStack) => files([one], seed)['Identity.sets.template.json'].Resources.SetReader;
    expect(importOf(native)).toEqual({
      Type: 'AWS::SSO::PermissionSet', DeletionPolicy: 'Retain',
      Properties: { InstanceArn: INSTANCE, Name: 'Reader', InlinePolicy: { of: 'Reader' }, Tags: [{ Key: 'zero-trust-adopted', Value: 'true' }] },
    });
    expect(importOf(tagged).Properties.Tags).toEqual([{ Key: 'owner', Value: 'platform' }, { Key: 'zero-trust-adopted', Value: 'true' }]);
    expect(files([native], seed)['Identity.sets.json']).toEqual([
      { ResourceType: 'AWS::SSO::PermissionSet', LogicalResourceId: 'SetReader', ResourceIdentifier: { InstanceArn: INSTANCE, PermissionSetArn: setArn(INSTANCE, 1) } },
    ]);
  });

  test('identify each assignment as CloudFormation does, by account, with a template of the same', () => {
    const made = files([native], seed);
    const identity = (principal: number) => ({
      InstanceArn: INSTANCE, TargetId: SANDBOX, TargetType: 'AWS_ACCOUNT', PermissionSetArn: setArn(INSTANCE, 1), PrincipalType: 'GROUP', PrincipalId: groupId(principal),
    });
    expect(made[`${SANDBOX}.assignments.json`]).toEqual([
      { ResourceType: 'AWS::SSO::Assignment', LogicalResourceId: 'HoldreadersReader', ResourceIdentifier: identity(1) },
      { ResourceType: 'AWS::SSO::Assignment', LogicalResourceId: 'HoldwritersReader', ResourceIdentifier: identity(2) },
    ]);
    expect(made[`${SANDBOX}.assignments.template.json`]).toEqual({ Resources: {
      HoldreadersReader: { Type: 'AWS::SSO::Assignment', DeletionPolicy: 'Retain', Properties: identity(1) },
      HoldwritersReader: { Type: 'AWS::SSO::Assignment', DeletionPolicy: 'Retain', Properties: identity(2) },
    } });
    expect(Object.keys(made).sort()).toEqual([
      `${SANDBOX}.assignments.json`, `${SANDBOX}.assignments.template.json`, 'Identity.permission-sets.json', 'Identity.sets.json', 'Identity.sets.template.json',
      'Identity.sh', 'README.md', 'left-over.json',
    ].sort());
  });

  test('of the reconciler are the sets only', () => {
    const made = files([{ ...native, engine: 'reconciled' }], seed);
    expect(Object.keys(made).sort())
      .toEqual(['Identity.permission-sets.json', 'Identity.sets.json', 'Identity.sets.template.json', 'Identity.sh', 'README.md', 'left-over.json'].sort());
    expect(made['Identity.sh']).not.toContain(SANDBOX);
    expect(made['README.md']).toContain('The reconciler takes assignments that exist for its own');
  });

  test.each([[200, 1], [201, 2], [400, 2], [401, 3]])('of %d assignments in one account are imported in %d parts', (count, parts) => {
    const groups = Array.from({ length: count }, (_, index) => `group-${index}`);
    const made = files([stack(['Reader'], groups.map((group) => `${group} Reader ${SANDBOX}`))], { groups, assignments: groups.map((group) => [group, 'Reader', SANDBOX] as const) });
    const names = ['', '-2', '-3'].slice(0, parts).map((suffix) => `${SANDBOX}.assignments${suffix}`);
    const imported = names.map((name) => made[`${name}.json`].map((one: any) => one.LogicalResourceId));
    expect([Math.max(...imported.map(({ length }) => length)) <= 200, new Set(imported.flat()).size]).toEqual([true, count]);
    expect(names.map((name) => Object.keys(made[`${name}.template.json`].Resources))).toEqual(imported);
    expect([...made['Identity.sh'].matchAll(/^ {2}extend "\$stack-(\d+)" (\S+) (\S+)$/gm)].map(([, ...words]) => words))
      .toEqual(names.map((name) => [SANDBOX, `${name}.template.json`, `${name}.json`]));
  });

  test('have what is left over in full, and the first fifty of it in the README', () => {
    const groups = Array.from({ length: 60 }, (_, index) => `group-${index}`);
    const made = files([stack(['Reader'], [])], { groups, assignments: groups.map((group) => [group, 'Reader', SANDBOX] as const) });
    expect(made['left-over.json'].undeclaredAssignments).toHaveLength(60);
    expect(made['README.md']).toContain('60 assignments of declared permission sets that no rule gives.');
    expect(made['README.md'].match(/^\| Reader \| /gm)).toHaveLength(50);
    expect(made['README.md']).toContain('\nand 10 more.\n');
  });

  test('say in the README when there is nothing to do', () => {
    const readme = files([stack(['New'], [])], {})['README.md'];
    expect(readme).toContain('Nothing has to be taken over: deploy as usual.');
    expect(readme).not.toContain('```');
  });

  test('keep names of others out of the markup', () => {
    const readme = files([stack(['Reader'], [])], { groups: ['a|b\n# c `d` <e>'], assignments: [['a|b\n# c `d` <e>', 'Reader', SANDBOX]] })['README.md'];
    expect(readme).toContain(`| Reader | ${SANDBOX} | a\\|b \\# c \\\`d\\\` \\<e\\> |\n`);
  });
});
