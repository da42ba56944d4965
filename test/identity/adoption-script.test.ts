import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AdoptableStack, adoption } from '../../src/identity/domain/adoption';
import { adoptionFiles } from '../../src/identity/domain/adoption-files';
import type { Snapshot } from '../../src/organization/domain/snapshot';
import { recordedAccess } from '../../src/organization/domain/snapshot-access';
import { withAccess } from '../support/access-fixture';
import { AUDIT, MANAGEMENT, PRODUCTION, SANDBOX, smallSnapshot } from '../support/small-organization';

/** What the script needs besides bash; a machine without it cannot run it either. */
const runnable = spawnSync('jq', ['--version']).status === 0 && spawnSync('bash', ['--version']).status === 0;
if (!runnable) {
  console.log('test/identity/adoption-script.test.ts is skipped: it needs bash and jq.');
}

/** Fifty commands, each a process of its own, on a machine that may be busy. */
const LONG_MS = 60_000;

const place = { instanceArn: smallSnapshot().IdentityCenter.InstanceArn, partition: 'aws', managementAccountId: MANAGEMENT };
const GROUPS = Array.from({ length: 250 }, (_, index) => `group-${index}`);
/** Two accounts, one of which takes two imports. */
const HELD = [...GROUPS.map((group) => [group, SANDBOX]), ['group-0', PRODUCTION], ['group-1', PRODUCTION]];

const stack: AdoptableStack = {
  stackName: 'Identity', path: 'Zone/Identity', accountId: AUDIT, region: 'eu-west-1', bucket: 'assets', engine: 'native',
  sets: [{ name: 'Reader', logicalId: 'SetReader', properties: { InstanceArn: place.instanceArn, Name: 'Reader' } }],
  assignments: HELD.map(([group, accountId]) => ({ group, permissionSet: 'Reader', accountId, logicalId: `Hold${group.replace('-', '')}` })),
  nestedStacks: [SANDBOX, PRODUCTION].map((accountId) => ({ accountId, logicalId: `Nested${accountId}` })),
};

(runnable ? describe : describe.skip)('the script that takes assignments over', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'adoption-'));
    mkdirSync(join(folder, 'bin'));
    mkdirSync(join(folder, 'adoption'));
    cpSync(join(__dirname, '..', 'support', 'importing-aws.cjs'), join(folder, 'aws.cjs'));
    writeFileSync(join(folder, 'bin', 'aws'), `#!/bin/sh\nexec '${process.execPath}' '${folder}/aws.cjs' "$@"\n`);
    chmodSync(join(folder, 'bin', 'aws'), 0o755);
    const snapshot = withAccess(smallSnapshot() as Snapshot, { groups: GROUPS, sets: ['Reader'], assignments: HELD.map(([group, account]) => [group, 'Reader', account] as const) });
    for (const { name, content } of adoptionFiles(adoption([stack], recordedAccess(snapshot)!, place), place, 'cdk.out/adoption')) {
      writeFileSync(join(folder, 'adoption', name), content);
    }
    world({
      stacks: {},
      existing: ['Identity.sets', ...[SANDBOX, PRODUCTION].flatMap((account) => ['', '-2'].map((part) => `${account}.assignments${part}`))].flatMap(identifiersOf),
      changeSets: {}, calls: [],
    });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const state = () => JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8'));
  function world(change: object): void {
    writeFileSync(join(folder, 'state.json'), JSON.stringify(change));
  }
  function identifiersOf(name: string): object[] {
    const file = join(folder, 'adoption', `${name}.json`);
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).map((one: any) => one.ResourceIdentifier) : [];
  }
  const run = () => spawnSync('bash', [join(folder, 'adoption', 'Identity.sh')], {
    cwd: tmpdir(), encoding: 'utf8', env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, FAKE_AWS: folder, TMPDIR: folder },
  });

  function expectAllNested(): void {
    const { stacks, existing } = state();
    expect(Object.keys(stacks.Identity.template.Resources).sort()).toEqual(['SetReader', `Nested${PRODUCTION}`, `Nested${SANDBOX}`].sort());
    expect(stacks.Identity.template.Resources.SetReader.Properties.Name).toBe('Reader');
    expect([SANDBOX, PRODUCTION].map((account) => [stacks[`Identity-${account}`].nestedIn, Object.keys(stacks[`Identity-${account}`].template.Resources).length]))
      .toEqual([['Identity', 250], ['Identity', 2]]);
    const imported = ['Identity', `Identity-${SANDBOX}`, `Identity-${PRODUCTION}`].flatMap((name) => stacks[name].identifiers.filter((one: any) => !one.StackId).map((one: object) => JSON.stringify(one)));
    expect(imported.sort()).toEqual(existing.map((one: object) => JSON.stringify(one)).sort());
  }

  test('imports every assignment into a stack of its account, and nests these stacks in the one around', () => {
    const { status, stderr } = run();
    expect([stderr, status]).toEqual(['', 0]);
    expectAllNested();
  }, LONG_MS);

  test('changes nothing when it is run again', () => {
    run();
    const before = state();
    expect(run().status).toBe(0);
    const after = state();
    expect(after.stacks).toEqual(before.stacks);
    expect(after.calls.slice(before.calls.length).filter((call: string) => !/^cloudformation (describe-stack-resource|get-template) /.test(call))).toEqual([]);
  }, LONG_MS);

  test.each(['execute-change-set', 'update-stack'])('stops when %s fails, and goes on from there the next time', (failing) => {
    world({ ...state(), failing });
    const first = run();
    expect(first.status).not.toBe(0);
    expect(first.stderr).toContain('the network went away');
    const second = run();
    expect([second.stderr, second.status]).toEqual(['', 0]);
    expectAllNested();
  }, LONG_MS);

  test('adds to a stack that is deployed already, and leaves the rest of it as it is', () => {
    const template = { Description: 'ours', Resources: { Handler: { Type: 'AWS::Lambda::Function' } }, Outputs: { One: { Value: '1' } } };
    world({ ...state(), stacks: { Identity: { id: 'arn:identity', status: 'UPDATE_COMPLETE', tags: [], template, identifiers: [] } } });
    expect(run().status).toBe(0);
    const { stacks } = state();
    expect(stacks.Identity.template).toMatchObject(template);
    expect(Object.keys(stacks.Identity.template.Resources)).toHaveLength(4);
  }, LONG_MS);

  test('stops before a stack whose template it cannot read', () => {
    world({ ...state(), stacks: { Identity: { id: 'arn:identity', status: 'IMPORT_COMPLETE', tags: [], template: 'Resources: {}', identifiers: [] } } });
    const { status, stderr } = run();
    expect([status, stderr]).toEqual([1, "the template of Identity is not JSON, as after 'cdk import': go on with 'cdk import'\n"]);
  });

  test('executes no change set that would do more than import', () => {
    world({ ...state(), sneaky: `Identity-${SANDBOX}` });
    const { status, stdout, stderr } = run();
    expect(status).toBe(1);
    expect(stdout).toContain('Modify\tSomething');
    expect(stderr).toMatch(new RegExp(`^the change set adoption-\\d+ of Identity-${SANDBOX} would do more than import: it was not executed\n$`));
    expect(state().calls.join()).not.toContain(`execute-change-set --stack-name Identity-${SANDBOX}`);
  }, LONG_MS);

  test('is sound shell in every partition', () => {
    for (const partition of ['aws', 'aws-cn', 'aws-us-gov']) {
      const snapshot = withAccess(smallSnapshot() as Snapshot, { groups: ['group-0'], sets: ['Reader'], assignments: [['group-0', 'Reader', SANDBOX]] });
      const files = adoptionFiles(adoption([stack], recordedAccess(snapshot)!, { ...place, partition }), { ...place, partition }, 'cdk.out/adoption');
      const script = files.find(({ name }) => name.endsWith('.sh'))!.content;
      execFileSync('bash', ['-n'], { input: script });
      expect(script).toContain(partition === 'aws-cn' ? '.amazonaws.com.cn/$key"' : '.amazonaws.com/$key"');
    }
  });
});
