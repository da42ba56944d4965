import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { NAMES, RCP, ROOT, SANDBOX, SCP, WORKLOADS, deny, deployed, expectWayBack, on, policy, rcp } from './rollback-world';
import { type PolicyState, type Rollback, rollbacks } from '../../src/guardrails/domain/rollback';
import { rollbackFileName } from '../../src/guardrails/domain/rollback-file';

const verbs = ({ commands }: Rollback) => commands.map((command) => /aws organizations (\S+)/.exec(command)![1]);

test('a policy that is the same before and after has no way back, in whatever spelling and order', () => {
  const spelled = (content: string, ...targets: string[]) => policy('a', { content, targets: on(...targets) });
  expect(rollbacks([spelled('{"Version": 1, "Statement": []}', ROOT, SANDBOX)], [spelled('{"Statement":[],"Version":1}', SANDBOX, ROOT, ROOT)])).toEqual([]);
});

test('the order of a list and the kind of a value are a change', () => {
  expect(rollbacks([policy('a', { content: '[1,2]' })], [policy('a', { content: '[2,1]' })])).toHaveLength(1);
  expect(rollbacks([policy('a', { content: '{"a":1}' })], [policy('a', { content: '{"a":"1"}' })])).toHaveLength(1);
});

test('a new policy that is attached nowhere has no way back', () => {
  expect(rollbacks([], [policy('a', { targets: [] })])).toEqual([]);
});

test.each<[string, PolicyState[], PolicyState[], string[], string[]]>([
  ['a new policy is detached from everything, then deleted', [], [policy('a', { targets: on(ROOT, WORKLOADS) })],
    ['created', 'attached'], ['list-policies', 'detach-policy', 'detach-policy', 'delete-policy']],
  ['a policy on one more target is detached from it', [policy('a')], [policy('a', { targets: on(WORKLOADS, ROOT) })], ['attached'], ['detach-policy']],
  ['a policy on one target less is attached to it', [policy('a', { targets: on(WORKLOADS, ROOT) })], [policy('a')], ['detached'], ['attach-policy']],
  ['a policy that moved is detached, then attached', [policy('a')], [policy('a', { targets: on(ROOT) })], ['attached', 'detached'], ['detach-policy', 'attach-policy']],
  ['another document is replaced by the former one', [policy('a')], [policy('a', { content: deny('B') })], ['changed'], ['update-policy']],
  ['another description is replaced by the former one', [policy('a')], [policy('a', { description: '' })], ['changed'], ['update-policy']],
  ['a removed policy is created, then attached', [policy('a')], [], ['detached', 'removed'], ['create-policy', 'attach-policy']],
  ['a removed policy that was attached nowhere is created', [policy('a', { targets: [] })], [], ['removed'], ['create-policy']],
  ['a policy with everything changed is detached, then updated, then attached', [policy('a', { targets: on(WORKLOADS, SANDBOX) })],
    [policy('a', { content: deny('B'), targets: on(SANDBOX, ROOT) })], ['attached', 'changed', 'detached'], ['detach-policy', 'update-policy', 'attach-policy']],
])('%s', (_, before, after, changes, expected) => {
  const [way, ...others] = expectWayBack(before, after);
  expect(others).toEqual([]);
  expect(way).toMatchObject({ policyName: 'a', type: SCP, order: 1, changes, notes: [] });
  expect(way.previous?.description).toBe(before[0]?.description);
  expect(way.next?.description).toBe(after[0]?.description);
  expect(verbs(way)).toEqual(expected);
});

test('what is newly bound is taken away first, then documents are restored, then policies are attached again', () => {
  const before = [policy('a-removed'), policy('b-left', { targets: on(ROOT) }), policy('c-document'), policy('e-bound-and-left', { targets: on(ROOT) }), policy('f-bound', { targets: [] })];
  const after = [policy('b-left', { targets: [] }), policy('c-document', { content: deny('B') }), policy('d-new'), policy('e-bound-and-left', { targets: on(SANDBOX) }), policy('f-bound')];
  const ways = expectWayBack(before, after);
  expect(ways.map(({ policyName, order }) => `${order} ${policyName}`)).toEqual(
    ['1 d-new', '2 f-bound', '3 e-bound-and-left', '4 c-document', '5 a-removed', '6 b-left']);
});

test('the same policies in another order have the same ways back', () => {
  const before = [policy('a'), rcp('a'), policy('b', { targets: on(ROOT, SANDBOX) })];
  const after = [policy('c', { targets: on(SANDBOX, ROOT) }), rcp('a', { targets: on(ROOT) })];
  const turned = before.map((state) => ({ ...state, targets: [...state.targets].reverse() })).reverse();
  expect(rollbacks(turned, [...after].reverse())).toEqual(rollbacks(before, after));
});

describe('slots', () => {
  test.each([[SCP], [RCP]])('on a target without a free slot, %s, the replacement goes before the replaced comes back', (type) => {
    const before = [policy('a-old', { type })];
    const after = [policy('z-new', { type })];
    expect(expectWayBack(before, after).map(({ policyName }) => policyName)).toEqual(['z-new', 'a-old']);
    const { organization, ways } = deployed(before, after);
    expect(() => ways[1].commands.forEach((command) => organization.run(command))).toThrow('ConstraintViolationException');
  });

  test('along a row of full targets, each policy moves back after the one in front of it', () => {
    const ways = expectWayBack([policy('a', { targets: on(WORKLOADS) }), policy('b', { targets: on(SANDBOX) })],
      [policy('a', { targets: on(ROOT) }), policy('b', { targets: on(WORKLOADS) })]);
    expect(ways.map(({ policyName }) => policyName)).toEqual(['b', 'a']);
    expect(ways.flatMap(({ notes }) => notes)).toEqual([]);
  });

  test('where two policies changed places on full targets, the first is attached again in the step of the second', () => {
    const before = [policy('a', { targets: on(WORKLOADS) }), policy('b', { targets: on(SANDBOX) })];
    const after = [policy('a', { targets: on(SANDBOX) }), policy('b', { targets: on(WORKLOADS) })];
    const ways = expectWayBack(before, after);
    expect(ways.map(verbs)).toEqual([['detach-policy'], ['detach-policy', 'attach-policy', 'attach-policy']]);
    expect(ways.map(({ notes }) => notes)).toEqual([
      ['It is attached to Workloads (ou-ab12-00000001) again in step 2, which frees the slot there.'],
      ['This step also attaches a to Workloads (ou-ab12-00000001) again, which had to wait for it.'],
    ]);
    expectWayBack(before, after, () => false);
  });

  test('policies of different types wait for no slot of each other', () => {
    const ways = expectWayBack([policy('a', { targets: on(WORKLOADS) }), rcp('b', { targets: on(SANDBOX) })],
      [policy('a', { targets: on(SANDBOX) }), rcp('b', { targets: on(WORKLOADS) })]);
    expect(ways.flatMap(({ notes }) => notes)).toEqual([]);
  });
});

describe('ids', () => {
  test('an id that the snapshot knows is used, and one that nobody knows is looked up by name and type', () => {
    const [known] = rollbacks([policy('a', { id: 'p-12345678' })], [policy('a', { targets: on(WORKLOADS, ROOT) })]);
    expect(known.commands).toEqual(['aws organizations detach-policy --policy-id p-12345678 --target-id r-ab12']);
    const [created] = rollbacks([], [rcp('a')]);
    expect(created.commands).toEqual([
      "POLICY_ID=$(aws organizations list-policies --filter RESOURCE_CONTROL_POLICY --query 'Policies[?Name==`\"a\"`].Id' --output text)",
      'aws organizations detach-policy --policy-id "$POLICY_ID" --target-id ou-ab12-00000001',
      'aws organizations delete-policy --policy-id "$POLICY_ID"',
    ]);
  });

  test('a policy created again is not looked for under its former id', () => {
    const [removed] = rollbacks([policy('a', { id: 'p-12345678' })], []);
    expect(removed.commands.join('\n')).not.toContain('p-12345678');
  });

  test('a policy is found on whatever page of the answer it stands', () => {
    const many = ['b', 'c', 'd', 'e', 'f'].map((name) => policy(name, { targets: [] }));
    expectWayBack(many, [...many, policy('a')]);
    expectWayBack(many, [policy('a'), ...many]);
  });
});

const HOSTILE = ["it's two  words", '"$HOME" `id` $(id) \\', "\\' \\", '; exit 1 #', '-dash', 'file:///etc/passwd', 'https://a.example', 'two\nlines\ttab', '!! * ~ [a] {b}', '=é=', ''];

test.each(HOSTILE.map((text) => [text]))('the text %j stays text in the shell, the AWS CLI and its query', (text) => {
  const state = policy(text || 'a', { description: text, content: JSON.stringify({ text, nested: [`a  ${text}`] }, undefined, 2) });
  expectWayBack([state], []);
  expectWayBack([], [state]);
  expectWayBack([state], [{ ...state, content: '{}', targets: on(ROOT) }], () => false);
});

test('a real shell reads the words as they are meant', () => {
  const anyText = fc.string({ unit: fc.constantFrom("'", '"', '$', '`', '\\', ' ', '!', '*', '~', '(', ';', '\n', 'n', 'é'), maxLength: 12 });
  fc.assert(fc.property(anyText, anyText, (text, more) => {
    const [name, description, content] = [`n${text.replace(/\n/g, '')}`, `d${more.replace(/\n/g, '')}`, JSON.stringify({ text, more })];
    const [{ commands }] = rollbacks([policy(name, { description, content, targets: [] })], []);
    const { output } = spawnSync('sh', ['-c', `aws() { printf '%s\\0' "$@" >&3; }\n${commands.join('\n')}`], { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
    expect(output[3]!.toString().split('\0').slice(2, 10)).toEqual(['--type', SCP, '--name', name, '--description', description, '--content', content]);
  }), { numRuns: 50 });
});

test('after any change the commands restore the state before', () => {
  const anyState = fc.record({
    description: fc.constantFrom('', 'Denies', ...HOSTILE),
    content: fc.oneof(fc.constantFrom(deny('A'), deny('B'), JSON.stringify(JSON.parse(deny('A')), undefined, 2)), fc.constantFrom(...HOSTILE).map((text) => JSON.stringify({ text }))),
    targets: fc.subarray(Object.keys(NAMES)).map((ids) => on(...ids)),
  });
  const anyPolicy = fc.record({
    name: fc.constantFrom('a', 'b', "it's c", '"$d" `e\\'), type: fc.constantFrom(SCP, RCP),
    before: fc.option(anyState, { nil: undefined }), after: fc.option(anyState, { nil: undefined }), known: fc.boolean(),
  });
  const anyChange = fc.uniqueArray(anyPolicy, { selector: ({ name, type }) => `${type} ${name}`, maxLength: 8 });
  fc.assert(fc.property(anyChange, (changes) => {
    const states = (when: 'before' | 'after') => changes.flatMap(({ name, type, [when]: state }) => (state ? [{ name, type, ...state }] : []));
    const ways = expectWayBack(states('before'), states('after'),
      (state) => changes.some(({ name, type, known }) => known && name === state.name && type === state.type));
    expect(ways.map(({ order }) => order)).toEqual(ways.map((_, place) => place + 1));
    expect(new Set(ways.map(rollbackFileName)).size).toBe(ways.length);
  }), { numRuns: 300 });
});
