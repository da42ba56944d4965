import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Template } from 'aws-cdk-lib/assertions';
import type { Denial, DenialRequest } from '../../src/containment/domain/denial';
import { EMPTY_BYTES, denialBytes, denialDocument } from '../../src/containment/domain/denial-document';
import { placeDenials } from '../../src/containment/domain/denial-placement';
import { denialPlan } from '../../src/containment/domain/denials-in-force';
import { applyDenials } from '../../src/containment/runtime/apply-denials';
import { DynamoDenialLedger } from '../../src/containment/runtime/dynamo-denial-ledger';
import { keepDenials } from '../../src/containment/runtime/keep-denials';
import { SESSION_GRACE_MS } from '../../src/elevation/domain/timings';
import { type CommandLineCall, commandLineCalls, shellOf } from '../support/commands-of-page';
import { DenialWorld, MANAGEMENT_ID } from '../support/denial-world';
import { jitElevation } from '../support/jit-elevation';
import { landingZone } from '../support/landing-zone';

const read = (...path: string[]) => readFileSync(join(__dirname, '..', '..', ...path), 'utf8');
const PAGE = read('docs', 'session-denial.md');
const table = (head: string) => PAGE.split(`| ${head} |`)[1].split('\n\n')[0].split('\n').slice(2).map((row) => row.slice(2, -2).split(' | '));

const denial = (index: number, scope: Denial['scope']): Denial => (
  { id: `d/${index}`, userId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`, scope, reason: 'x', endsAtMs: 1e15 });
const people = (count: number) => Array.from({ length: count }, (_, index) => denial(index, { kind: 'everything' }));
const ends = (count: number, setName = 'Administrator') => Array.from({ length: count }, (_, index) => denial(index, { kind: 'set', accountId: '000000000004', setName }));
const PLACES = { partition: 'aws', count: 2, bytes: 10_240, managementAccountId: MANAGEMENT_ID, managementBytes: 6_144 };

describe('how many have room', () => {
  test('it has each figure as it is computed', () => {
    const rows = table('Policies | People, everything | Ends of elevations of `Administrator` | With the longest name of a set');
    expect(rows).toHaveLength(7);
    for (const [policies, ...figures] of rows) {
      const [, count = '1', bytes = '6,144'] = /^(\d) of ([\d,]+) bytes$/.exec(policies) ?? [];
      const fit = (all: readonly Denial[]) => placeDenials(all, { partition: 'aws', count: Number(count), bytes: Number(bytes.replace(',', '')) }).placed.length;
      expect([policies, ...figures]).toEqual([policies, fit(people(2_000)), fit(ends(2_000)), fit(ends(2_000, 'x'.repeat(32)))].map(String));
    }
  });

  test('it has what each denial takes', () => {
    expect(PAGE).toContain(`The empty document takes ${EMPTY_BYTES} bytes; a person who is denied everything takes ${denialBytes(people(1)[0], 'aws')}, `
      + `and the end of an elevation of \`Administrator\` ${denialBytes(ends(1)[0], 'aws')}`);
  });

  test('of people who are denied everything the policy of IAM holds fewer than the others', () => {
    expect(PAGE).toContain('152 people at a time are the most');
    expect([152, 153].map((count) => denialPlan(people(count), 0, PLACES).left.length)).toEqual([0, 1]);
  });

  test('two policies are nearly full from the number of ends on that it says, and not because one of them is', () => {
    expect(PAGE).toContain('with two policies from 37 ends on');
    const places = { ...PLACES, count: 2, managementBytes: undefined };
    expect([23, 36, 37, 46].map((count) => Math.ceil(denialPlan(ends(count), 0, places).fill * 100) >= 80)).toEqual([false, false, true, true]);
  });
});

test('the policy that it shows is what two denials make of it', () => {
  const [, shown] = /```json\n([^]*?)```/.exec(PAGE)!;
  const [first, second]: Denial[] = [
    { id: 'a', userId: 'd4e8a4f8-10c1-70a2-9e52-0123456789ab', scope: { kind: 'everything' }, reason: '', endsAtMs: 0 },
    { id: 'b', userId: 'e3d9b5a7-20d2-71b3-8f63-0123456789ab', reason: '', endsAtMs: 0, scope: {
      kind: 'set', accountId: '111111111111', setName: 'Administrator', issuedBeforeMs: Date.UTC(2026, 10, 2, 15, 4, 12) } },
  ];
  expect(JSON.parse(shown)).toEqual(JSON.parse(denialDocument([first, second], 'aws')));
});

test('it has every alarm and every metric', async () => {
  const { zone } = landingZone();
  expect(table('Alarm | Goes off when | What to do').map(([name]) => name.slice(1, -1))).toEqual(zone.sessionDenial.alarms.map(({ node }) => node.id));
  const world = new DenialWorld(PLACES);
  const counted: object[] = [];
  await keepDenials(PLACES, { owner: 'x', deadlineMs: world.nowMs + 60_000 }, { ...world.ports(), metrics: { record: (counts) => counted.push(counts) } });
  const [, metrics] = /dimension `Ledger`[^:]*: ([^\n]*)/.exec(PAGE)!;
  expect([...metrics.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort()).toEqual(Object.keys(counted[0]).sort());
});

test('what it says the function says is what the function says', () => {
  const source = ['apply-denials', 'project-denials', 'organizations-denial-policies'].map((name) => read('src', 'containment', 'runtime', `${name}.ts`)).join('\n');
  const said = table('It says | It means | Do').map(([cell]) => /^`([^`]+)`/.exec(cell)![1]).filter((text) => text !== 'AccessDenied');
  expect(said.filter((text) => !source.includes(text))).toEqual([]);
  expect(said).toHaveLength(5);
});

describe('the runbooks', () => {
  const PERSON = 'd4e8a4f8-10c1-70a2-9e52-0123456789ab';
  const answers = [
    ['lambda list-functions', '"zero-trust-session-denial-01234567"'], ['dynamodb list-tables', '"zero-trust-session-denials-01234567"'], ['get-user-id', PERSON],
    ['list-policies', 'p-one p-two'], ['list-roots', 'r-root'], ['create-policy', 'p-own'], ['get-caller-identity', '000000000001'], ['list-policy-versions', 'v1 v2'],
  ] as const;
  const prepared = shellOf(PAGE, 'Runbooks', [0]);
  const deny = shellOf(PAGE, 'Deny one person now', [0, 1]);
  const run = (...scripts: string[]) => commandLineCalls([prepared, deny, ...scripts].join('\n'), answers);
  const requests = (calls: readonly CommandLineCall[]) => calls.filter(({ operation }) => operation === 'invoke').map(({ options }) => JSON.parse(options.payload) as DenialRequest);

  test('look for names that are made', () => {
    const template = Template.fromStack(jitElevation().stack);
    const made = (type: string, name: string) => Object.values(template.findResources(type)).map(({ Properties }) => String(Properties[name]));
    const [functions, tables] = run().map(({ options }) => /starts_with\(\w*@?, '([^']+)'\)/.exec(options.query ?? '')?.[1]).filter((prefix) => prefix !== undefined);
    expect(made('AWS::Lambda::Function', 'FunctionName').filter((name) => name.startsWith(functions))).toHaveLength(1);
    expect(made('AWS::DynamoDB::Table', 'TableName').filter((name) => name.startsWith(tables))).toHaveLength(1);
    expect(made('AWS::Events::Rule', 'Name').filter((name) => name.startsWith('zero-trust-session-denial-each-minute-'))).toHaveLength(1);
  });

  test('a person is denied, of everything or of one set, and let in again', async () => {
    const asked = requests(run(shellOf(PAGE, 'Lift a denial')));
    const world = new DenialWorld(PLACES);
    world.nowMs = Date.now();
    const proofs: unknown[] = [];
    for (const request of asked) {
      proofs.push(await applyDenials(request, world.places, { owner: 'somebody', deadlineMs: world.nowMs + 60_000 }, world.ports()));
    }
    expect(proofs).toMatchObject([
      [{ id: `by-hand/${PERSON}`, policies: ['deny-1', 'management'] }], [{ id: `by-hand/${PERSON}/111111111111/Administrator`, policies: ['deny-1'] }],
      [{ id: `by-hand/${PERSON}`, policies: [] }],
    ]);
    const [{ denials }] = asked as Extract<DenialRequest, { kind: 'deny' }>[];
    expect(Math.abs(denials[0].endsAtMs - Date.now() - 12 * 3_600_000 - SESSION_GRACE_MS)).toBeLessThan(10 * 60_000);
  });

  test('what is put into the ledger by hand is a denial like any other, and what is put into a policy denies the person', async () => {
    const calls = run(...[0, 1].map((index) => shellOf(PAGE, 'The function fails', [index])));
    const [{ options: { item } }] = calls.filter(({ operation }) => operation === 'put-item');
    const client = { config: {}, send: async () => ({ Items: [JSON.parse(item)] }) } as unknown as DynamoDBClient;
    Object.setPrototypeOf(client, (await import('@aws-sdk/client-dynamodb')).DynamoDBClient.prototype);
    expect(JSON.parse(item).kind).toEqual({ S: 'denial' });
    expect(await new DynamoDenialLedger(client, 'ledger').all()).toEqual([
      { id: `by-hand/${PERSON}`, userId: PERSON, scope: { kind: 'everything' }, reason: 'denied by hand', endsAtMs: expect.any(Number) },
    ]);
    const [{ options: { content } }] = calls.filter(({ operation }) => operation === 'create-policy');
    const [ours] = JSON.parse(denialDocument([{ ...people(1)[0], userId: PERSON }], 'aws')).Statement;
    ours.Condition.StringEquals['identitystore:UserId'] = [PERSON];
    expect(JSON.parse(content).Statement).toEqual([ours]);
    const changed = calls.filter(({ operation }) => /^(attach|detach|delete)/.test(operation)).map(({ operation, options }) => [operation, options['policy-id'], options['target-id']]);
    expect(changed).toEqual([['attach-policy', 'p-own', 'r-root'], ['detach-policy', 'p-own', 'r-root'], ['delete-policy', 'p-own', undefined]]);
  });

  test('removal takes all of it away, each policy off the root before it is deleted', () => {
    const changes = run(shellOf(PAGE, 'How to remove it')).filter(({ operation }) => /^(detach|delete|update)/.test(operation))
      .map(({ operation, options }) => [operation, options['policy-id'] ?? options['policy-arn'] ?? options['table-name'], options['version-id']].filter((part) => part !== undefined));
    const arn = 'arn:aws:iam::000000000001:policy/zero-trust/zero-trust-session-denial';
    expect(changes).toEqual([
      ['detach-policy', 'p-one'], ['delete-policy', 'p-one'], ['detach-policy', 'p-two'], ['delete-policy', 'p-two'],
      ['delete-policy-version', arn, 'v1'], ['delete-policy-version', arn, 'v2'], ['delete-policy', arn],
      ['update-table', 'zero-trust-session-denials-01234567'], ['delete-table', 'zero-trust-session-denials-01234567'],
    ]);
    const { zone } = landingZone();
    expect([zone.sessionDenialPolicies.managementPolicyPath, zone.sessionDenialPolicies.managementPolicyName].join('')).toBe('/zero-trust/zero-trust-session-denial');
  });
});
