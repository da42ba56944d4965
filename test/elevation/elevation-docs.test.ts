import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Accounts, PermissionSet } from '../../src';
import { denialDocument } from '../../src/containment/domain/denial-document';
import { applyDenials } from '../../src/containment/runtime/apply-denials';
import { evidenceRecord } from '../../src/elevation/domain/evidence-record';
import type { NoticeKind } from '../../src/elevation/domain/notice';
import { noticeText } from '../../src/elevation/domain/notice-text';
import { ANNOUNCE_MS, CREATE_NEEDS_MS, OVERDUE_MS, SETTLE_MS } from '../../src/elevation/domain/timings';
import { DynamoElevations } from '../../src/elevation/runtime/dynamo-elevations';
import { DynamoLeases } from '../../src/elevation/runtime/dynamo-leases';
import { type EndEvent, endWork } from '../../src/elevation/runtime/end-work';
import { sweepElevations } from '../../src/elevation/runtime/sweep-elevations';
import { inState } from '../support/an-elevation';
import { commandLineCalls, shellOf } from '../support/commands-of-page';
import { DenialWorld, MANAGEMENT_ID } from '../support/denial-world';
import { CALM, ElevationWorld } from '../support/elevation-world';
import { GrantedRoles, madeArn } from '../support/granted-roles';
import { jitElevation } from '../support/jit-elevation';
import { landingZone } from '../support/landing-zone';
import { AUDIT } from '../support/small-organization';

const read = (...path: string[]) => readFileSync(join(__dirname, '..', '..', ...path), 'utf8');
const PAGE = read('docs', 'elevation.md');
const table = (head: string) => PAGE.split(`| ${head} |`)[1].split('\n\n')[0].split('\n').slice(2).map((row) => row.slice(2, -2).split(' | '));
const coded = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
const bare = (picture: string) => picture.split('\n').map((line) => line.trim()).filter((line) => line !== '').join('\n');

test.each([['elevation.ts'], ['lease.ts']])('its picture is the one of %s', (file) => {
  const [, picture] = /\* ```\n([^]*?)\* ```/.exec(read('src', 'elevation', 'domain', file))!;
  expect(bare(PAGE)).toContain(bare(picture.replace(/^ \* ?/gm, '')));
});

test('its example is one that a landing zone takes', () => {
  const [, example] = /\/\/ …\n([^]*?)\}\);\n```/.exec(PAGE)!;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const change = new Function('Accounts', 'Duration', `return { ${example} };`)(Accounts, Duration);
  const permissionSets = [PermissionSet.readOnly(), PermissionSet.administrator({ sessionDuration: Duration.hours(1) })];
  const { app, zone } = landingZone({ permissionSets, ...change });
  expect(() => app.synth()).not.toThrow();
  expect(zone.elevation).toBeDefined();
});

test('it has every alarm, every metric and every kind of message', async () => {
  const { elevation } = jitElevation({ props: { logArchiveAccount: 'log-archive' } });
  expect(table('Alarm | Goes off when | What to do').map(([name]) => coded(name)[0])).toEqual(elevation.alarms.map(({ node }) => node.id));

  const counted: Record<string, number>[] = [];
  const world = new ElevationWorld(1, CALM);
  const swept = world.invoke(55, async (ports, deadlineMs) => sweepElevations({ quarantine: false, placesAtMost: 5 }, {
    ...ports, metrics: { record: (counts) => counted.push({ ...counts }) },
  }, deadlineMs));
  await world.time.pass(world.time.nowMs + 30_000);
  await swept;
  expect(table('Metric | Counts').flatMap(([names]) => coded(names)).sort()).toEqual(Object.keys(counted[0]).sort());

  const kinds = [...read('src', 'elevation', 'domain', 'notice.ts').matchAll(/'([a-z-]+)'(?= \||;)/g)].map(([, kind]) => kind);
  const rows = table('`kind` | Subject begins with | When').map(([kind, subject]) => [coded(kind)[0], subject]);
  expect(rows.map(([kind]) => kind).sort()).toEqual([...kinds, 'digest'].sort());
  for (const [kind, subject] of rows.filter(([name]) => name !== 'digest')) {
    expect(noticeText({ kind: kind as NoticeKind, elevation: inState('active') }).subject.startsWith(`${subject}:`)).toBe(true);
  }
});

test('it has every field of the evidence, and every clock', () => {
  const record = evidenceRecord(inState('ended'));
  const rows = table('Field | Says');
  expect(rows.flatMap(([names]) => coded(names)).sort()).toEqual(Object.keys(record).sort());
  expect(rows.filter(([name]) => name === '`clocks`').flatMap(([, clocks]) => coded(clocks))).toEqual(Object.keys(record.clocks as object));
});

test('each function is made, and no other one may change in Identity Center what the page says it may', () => {
  const template = Template.fromStack(jitElevation({ props: { logArchiveAccount: 'log-archive' } }).stack);
  const roles = new GrantedRoles(template, AUDIT);
  const [set] = Object.keys(template.findResources('AWS::SSO::PermissionSet', { Properties: { Name: 'Administrator' } }));
  const names = Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => String(Properties.FunctionName));
  const changes: string[][] = [];
  for (const [name, changed] of table('Function | In Identity Center | Otherwise')) {
    expect(names.filter((one) => one.startsWith(`zero-trust-${coded(name)[0]}-`))).toHaveLength(1);
    coded(changed).forEach((action) => changes.push([coded(name)[0], ...roles.whoMay(action, madeArn(set))]));
  }
  expect(changes).toEqual([['lend-access', 'ElevationFunctionsLendRole'], ['end-elevation', 'ElevationFunctionsEndRole']]);
});

test.each([
  [`${ANNOUNCE_MS / 60_000} minutes before the end`], [`for ${SETTLE_MS / 60_000} minutes whatever appears`], [`with ${CREATE_NEEDS_MS / 1_000} seconds of the invocation left`],
  [`those that are ${{ 5: 'five' }[OVERDUE_MS / 60_000]} minutes past their end`],
])('it says "%s", as the code does', (said) => {
  expect(PAGE).toContain(said);
});

describe('the runbook', () => {
  const row = inState('active', { id: '3f2a9c10-5b7e-8c41-a9d2-0123456789ab' });
  const { id, requesterId, accountId, permissionSetArn, setName } = row;
  const names = {
    elevations: 'zero-trust-elevations-01234567', leases: 'zero-trust-elevation-leases-01234567',
    end: 'zero-trust-end-elevation-01234567', deny: 'zero-trust-session-denial-01234567',
  };
  const calls = commandLineCalls(shellOf(PAGE, 'Runbook: an elevation will not end'), [
    ['dynamodb list-tables zero-trust-elevations-', `"${names.elevations}"`], ['dynamodb list-tables zero-trust-elevation-leases-', `"${names.leases}"`],
    ['lambda list-functions zero-trust-end-elevation-', `"${names.end}"`], ['lambda list-functions zero-trust-session-denial-', `"${names.deny}"`],
    ['stepfunctions list-state-machines zero-trust-elevation-', '"arn:aws:states:eu-west-1:000000000002:stateMachine:zero-trust-elevation-01234567"'],
    ['dynamodb get-item elevation.S', JSON.stringify(row)], ['organizations list-policies', 'p-one p-two'],
    ['delete-account-assignment', 'request'], ['list-instances', 'arn:instance'],
  ]);
  const called = (service: string, operation: string) => calls
    .filter((call) => call.service === service && call.operation === operation).map(({ options }) => options);
  const payloads = (functionName: string) => called('lambda', 'invoke')
    .filter((options) => options['function-name'] === functionName).map(({ payload }) => JSON.parse(payload));

  test('looks for names that are made', () => {
    const template = Template.fromStack(jitElevation().stack);
    const made = (type: string, name: string) => Object.values(template.findResources(type)).map(({ Properties }) => String(Properties[name]));
    const all = { TableNames: made('AWS::DynamoDB::Table', 'TableName'), Functions: made('AWS::Lambda::Function', 'FunctionName'),
      stateMachines: made('AWS::StepFunctions::StateMachine', 'StateMachineName') };
    const looked = calls.map(({ options }) => /^(TableNames|Functions|stateMachines)\[\?starts_with\(\w*@?, '([^']+)'\)/.exec(options.query ?? '')).filter((one) => one !== null);
    expect(looked).toHaveLength(5);
    for (const [, kind, prefix] of looked) {
      expect([prefix, all[kind as keyof typeof all].filter((name) => name.startsWith(prefix))]).toEqual([prefix, [expect.any(String)]]);
    }
  });

  test('reads the row and the lease by the keys that they have', async () => {
    const asked: object[] = [];
    const client = { send: async ({ input }: any) => {
      asked.push(input.Key);
      return {};
    } } as unknown as DynamoDBClient;
    await new DynamoElevations(client, 'table').find(id);
    await new DynamoLeases(client, 'table').find({ permissionSetArn, accountId, principal: { type: 'USER', id: requesterId } });
    const keys = called('dynamodb', 'get-item').map(({ key }) => JSON.parse(key));
    expect(keys).toEqual([asked[0], asked[1], asked[0]]);
    expect(called('dynamodb', 'get-item').map((options) => options['table-name'])).toEqual([names.elevations, names.leases, names.elevations]);
  });

  test('ends what is active, and looks after its lease', async () => {
    const [end, settle] = payloads(names.end) as EndEvent[];
    expect([end, settle]).toEqual([
      { kind: 'end', id, reason: 'security' }, { kind: 'settle', assignment: { permissionSetArn, accountId, principal: { type: 'USER', id: requesterId } } },
    ]);
    const world = new ElevationWorld(1, CALM);
    world.saveRow(row);
    for (const event of [end, settle]) {
      const done = world.invoke(60, async (ports, deadlineMs) => endWork(event, ports, deadlineMs));
      await world.time.pass(world.time.nowMs + 60_000);
      expect(await done).toEqual({ done: true });
    }
    expect([world.rows.get(id)?.state, world.rows.get(id)?.endReason]).toEqual(['ended', 'security']);
  });

  test('denies sessions by the id that the end itself uses', async () => {
    const [request] = payloads(names.deny);
    const world = new DenialWorld({ partition: 'aws', count: 2, bytes: 10_240, managementAccountId: MANAGEMENT_ID });
    // a minute from now in the world, which has a time of its own.
    world.nowMs = request.denials[0].endsAtMs - 60_000;
    const proofs = await applyDenials(request, world.places, { owner: 'somebody', deadlineMs: world.nowMs + 60_000 }, world.ports());
    expect(proofs).toMatchObject([{ id: `elevation/${id}`, policies: ['deny-1'] }]);
    expect(world.contents[0]).toBe(denialDocument([{ id: '', userId: requesterId, scope: { kind: 'set', accountId, setName }, reason: '', endsAtMs: 0 }], 'aws'));
    const longest = (12 * 3_600 + 15 * 60) * 1_000;
    expect(Math.abs(request.denials[0].endsAtMs - Date.now() - longest)).toBeLessThan(10 * 60_000);
  });

  test('removes the assignment of this person, and nothing else', () => {
    expect(called('sso-admin', 'delete-account-assignment')).toMatchObject([{
      'instance-arn': 'arn:instance', 'permission-set-arn': permissionSetArn, 'target-type': 'AWS_ACCOUNT', 'target-id': accountId, 'principal-type': 'USER', 'principal-id': requesterId,
    }]);
    expect(called('sso-admin', 'describe-account-assignment-deletion-status')).toMatchObject([{ 'account-assignment-deletion-request-id': 'request' }]);
  });
});
