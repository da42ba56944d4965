import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateGroupCommand, CreateGroupMembershipCommand, CreateUserCommand, DeleteGroupCommand, IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { CreateOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { CreateScheduleGroupCommand, GetScheduleCommand, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreatePermissionSetCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import type { Lease } from '../../src/elevation/domain/lease';
import { noticeText } from '../../src/elevation/domain/notice-text';
import { assignmentBackend } from '../../src/elevation/runtime/assignment-backend';
import { DynamoElevations } from '../../src/elevation/runtime/dynamo-elevations';
import { DynamoEvidence } from '../../src/elevation/runtime/dynamo-evidence';
import { DynamoLeases } from '../../src/elevation/runtime/dynamo-leases';
import { DynamoRecentElevations } from '../../src/elevation/runtime/dynamo-recent-elevations';
import { DynamoRuleBook } from '../../src/elevation/runtime/dynamo-rule-book';
import { DynamoUnexplained } from '../../src/elevation/runtime/dynamo-unexplained';
import { IdentityStorePeople } from '../../src/elevation/runtime/identity-store-people';
import { keepRules } from '../../src/elevation/runtime/keep-rules';
import { recordElevations } from '../../src/elevation/runtime/record-elevations';
import { S3VaultRecords } from '../../src/elevation/runtime/s3-vault-records';
import { SchedulerSchedules } from '../../src/elevation/runtime/scheduler-schedules';
import { SnsDigests } from '../../src/elevation/runtime/sns-digests';
import { SnsNotices } from '../../src/elevation/runtime/sns-notices';
import { DynamoAssignmentLedger } from '../../src/identity/runtime/dynamo-assignment-ledger';
import { ssoAdminIdentityCenter } from '../../src/identity/runtime/sso-admin-identity-center';
import { systemClock } from '../../src/private/runtime/system-clock';
import { T0, after, inState } from '../support/an-elevation';
import { RULES, SET, personal } from '../support/elevation-world';
import { EmulatedAws, describeEmulated } from '../support/emulated-aws';

const LEASE: Lease = {
  ...personal('ann'), revision: 1, phase: 'held', elevationIds: ['e-1'], standing: false, setName: SET.name, sessionSeconds: SET.sessionSeconds,
};

async function every<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) {
    all.push(item);
  }
  return all;
}

describeEmulated('what elevation uses of AWS, against an emulated AWS', () => {
  let aws: EmulatedAws;
  let dynamo: DynamoDBClient;
  let state: { instanceArn: string; identityStoreId: string };
  beforeAll(async () => {
    aws = await EmulatedAws.start();
    dynamo = new DynamoDBClient(aws.client);
    await new OrganizationsClient(aws.client).send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    state = await aws.control('GET', 'state');
    const attribute = (AttributeName: string, AttributeType: 'S' | 'N' = 'S') => ({ AttributeName, AttributeType });
    await dynamo.send(new CreateTableCommand({
      TableName: 'elevations', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
      AttributeDefinitions: [attribute('key'), attribute('requesterId'), attribute('requestedAtMs', 'N'), attribute('open')],
      GlobalSecondaryIndexes: [
        { IndexName: 'requester', Projection: { ProjectionType: 'ALL' },
          KeySchema: [{ AttributeName: 'requesterId', KeyType: 'HASH' }, { AttributeName: 'requestedAtMs', KeyType: 'RANGE' }] },
        { IndexName: 'open', Projection: { ProjectionType: 'ALL' }, KeySchema: [{ AttributeName: 'open', KeyType: 'HASH' }] },
      ],
    }));
    await dynamo.send(new CreateTableCommand({
      TableName: 'leases', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'assignment', KeyType: 'HASH' }],
      AttributeDefinitions: [attribute('assignment')],
    }));
  }, 60_000);
  afterAll(async () => aws?.stop());

  test('a lease is written where its revision follows, and nowhere else', async () => {
    const leases = new DynamoLeases(dynamo, 'leases');
    expect(await leases.find(LEASE)).toBeUndefined();
    expect([await leases.save(LEASE), await leases.save(LEASE)]).toEqual(['written', 'conflict']);
    const next: Lease = { ...LEASE, revision: 2, phase: 'removing' };
    expect([await leases.save({ ...next, revision: 3 }), await leases.save(next), await leases.find(LEASE)]).toEqual(['conflict', 'written', next]);
    expect(await every(leases.all())).toEqual([next]);
    expect(await new DynamoAssignmentLedger(dynamo, 'leases', systemClock).known([personal('ann'), personal('bob')])).toEqual([personal('ann')]);
    expect([await leases.delete(LEASE), await leases.delete(next), await leases.find(LEASE)]).toEqual(['conflict', 'written', undefined]);
  });

  test('what is open is found until it is over, and assignments that nobody explains are no elevations', async () => {
    const [elevations, unexplained] = [new DynamoElevations(dynamo, 'elevations'), new DynamoUnexplained(dynamo, 'elevations')];
    const asked = inState('requested');
    await elevations.create(asked, 'key');
    const found = { assignment: personal('cem'), sinceMs: 5 };
    await unexplained.add(found);
    expect([await every(elevations.open()), await unexplained.all()]).toEqual([[asked], [found]]);
    expect(await elevations.save(after(asked, { kind: 'withdrawn', atMs: 1, by: 'ann' }))).toBe('written');
    await unexplained.remove(found.assignment);
    expect([await every(elevations.open()), await unexplained.all()]).toEqual([[], []]);
  });

  test('what is recent is what is open and what was asked for since, from however many pages', async () => {
    const [elevations, unexplained] = [new DynamoElevations(dynamo, 'elevations'), new DynamoUnexplained(dynamo, 'elevations')];
    const rows = (['active', 'rejected', 'ended', 'expired'] as const).map((become, nth) => ({ ...inState(become, { id: `recent-${nth}` }), requestedAtMs: T0 + nth }));
    for (const row of rows) {
      await elevations.create(row, row.id);
    }
    await elevations.rememberToken('recent-0', 'token');
    await unexplained.add({ assignment: personal('cem'), sinceMs: T0 + 10 });
    const recent = new DynamoRecentElevations(dynamo, 'elevations', 1);
    const ids = async (sinceMs: number) => (await every(recent.openOrAskedSince(sinceMs))).map(({ id }) => id).filter((id) => id.startsWith('recent-')).sort();
    expect(await ids(T0)).toEqual(['recent-0', 'recent-1', 'recent-2', 'recent-3']);
    // of a rejection that nobody was told of the index knows still.
    expect(await ids(T0 + 3)).toEqual(['recent-0', 'recent-1', 'recent-3']);
    await unexplained.remove(personal('cem'));
    for (const row of rows) {
      await elevations.save({ ...row, revision: row.revision + 1, state: 'ended' });
    }
  });

  test('rules are in force when they were kept, and the versions before can still be read', async () => {
    const book = new DynamoRuleBook(dynamo, 'elevations');
    const members = { groups: { membersOf: async () => new Set(['ann', 'bob']) }, sets: { arnsOf: async () => new Map<string, string>() } };
    await expect(book.current()).rejects.toThrow('there are no rules yet');
    const first = await keepRules(JSON.stringify(RULES), book, members);
    const second = await keepRules(JSON.stringify({ ...RULES, securityGroups: [] }), book, members);
    expect(await keepRules(JSON.stringify({ ...RULES, version: 'whatever it says' }), book, members)).toBe(first);
    expect(first).not.toBe(second);
    expect(await book.current()).toEqual({ ...RULES, version: first });
    expect(await book.version(second)).toEqual({ ...RULES, securityGroups: [], version: second });
    expect(await book.version('none')).toBeUndefined();
  });

  test('evidence and each revision go into the vault, each under its own name', async () => {
    const s3 = new S3Client({ ...aws.client, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'vault' }));
    await new DynamoEvidence(dynamo, 'elevations').keep({ elevationId: 'e-1', clocks: { requested: '2026-11-01T00:00:00.000Z' } });
    const [asked, active] = [inState('requested'), inState('active')].map((each) => JSON.stringify(each));
    const evidence = JSON.stringify({ elevationId: 'e-1', clocks: { requested: '2026-11-01T00:00:00.000Z' } });
    await recordElevations([
      { key: 'elevation/e-1', elevation: asked }, { key: 'token/e-1' }, { key: 'elevation/e-1', elevation: active }, { key: 'evidence/e-1', evidence },
    ], new S3VaultRecords(s3, 'vault'));
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'vault' }));
    const folder = 'evidence/elevation/2026/11/01/e-1';
    expect(Contents.map(({ Key }) => Key)).toEqual([`${folder}/1.json`, `${folder}/6.json`, `${folder}/evidence.json`]);
    expect(await (await s3.send(new GetObjectCommand({ Bucket: 'vault', Key: `${folder}/6.json` }))).Body!.transformToString()).toBe(active);
  });

  test('the end is scheduled once, moved by the same name, and taken out', async () => {
    const scheduler = new SchedulerClient(aws.client);
    await scheduler.send(new CreateScheduleGroupCommand({ Name: 'elevation' }));
    const target = { group: 'elevation', functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:end', roleArn: 'arn:aws:iam::123456789012:role/schedules' };
    const schedules = new SchedulerSchedules(scheduler, target);
    await schedules.scheduleEnd('e-1', Date.UTC(2036, 0, 1, 0, 0, 0, 1));
    const read = async () => scheduler.send(new GetScheduleCommand({ GroupName: 'elevation', Name: 'end-e-1' }));
    expect(await read()).toMatchObject({ ScheduleExpression: 'at(2036-01-01T00:00:01)', Target: { Input: '{"kind":"end","id":"e-1"}', Arn: target.functionArn } });
    await schedules.scheduleEnd('e-1', Date.UTC(2036, 0, 2));
    expect(await read()).toMatchObject({ ScheduleExpression: 'at(2036-01-02T00:00:00)' });
    await schedules.cancelEnd('e-1');
    await schedules.cancelEnd('e-1');
    expect((await scheduler.send(new ListSchedulesCommand({ GroupName: 'elevation' }))).Schedules).toEqual([]);
  });

  test('people are told through the topic, in one line that e-mail takes', async () => {
    const sns = new SNSClient(aws.client);
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'elevation' }));
    const notices = new SnsNotices(sns, TopicArn!, noticeText);
    await notices.publish({ kind: 'granted', elevation: inState('active') });
    await notices.call(`Zugriff für jemanden\n${'x'.repeat(200)}`, 'body');
    await new SnsDigests(sns, TopicArn!).send('A day', 'body');
    const calls = await aws.control<{ calls: { service: string; operation: string; parameters: Record<string, unknown> }[] }>('GET', 'calls?operation=Publish');
    const subjects = calls.calls.map(({ parameters }) => String(parameters.Subject));
    expect(subjects).toEqual(['Access begins: Administrator in 000000000003', expect.stringMatching(/^Zugriff f\?r jemanden\?x+$/), 'A day']);
    expect(subjects[1]).toHaveLength(100);
  });

  test('an assignment is made, read back and taken away, and the management account has a way of its own', async () => {
    const sso = new SSOAdminClient(aws.client);
    const { PermissionSet } = await sso.send(new CreatePermissionSetCommand({ InstanceArn: state.instanceArn, Name: 'Administrator' }));
    const store = new IdentitystoreClient(aws.client);
    const { UserId } = await store.send(new CreateUserCommand({
      IdentityStoreId: state.identityStoreId, UserName: 'ann', DisplayName: 'Ann', Name: { GivenName: 'Ann', FamilyName: 'Example' },
    }));
    const identityCenter = ssoAdminIdentityCenter(sso, state.instanceArn);
    const backend = assignmentBackend(identityCenter, { accountId: 'another' });
    const assignment = { permissionSetArn: PermissionSet!.PermissionSetArn!, accountId: '123456789012', principal: { type: 'USER' as const, id: UserId! } };
    const finished = async (begun: { requestId: string; status: string }, ask: (id: string) => Promise<{ requestId: string; status: string }>) => {
      let operation = begun;
      while (operation.status === 'IN_PROGRESS') {
        await systemClock.sleep(50);
        operation = await ask(begun.requestId);
      }
      return operation.status;
    };
    expect(await backend.holds(assignment)).toBe(false);
    expect(await finished(await backend.grant(assignment), async (id) => backend.granting(assignment, id))).toBe('SUCCEEDED');
    expect([await backend.holds(assignment), await backend.holders(assignment)]).toEqual([true, [assignment]]);
    expect(await finished(await backend.remove(assignment), async (id) => backend.removing(assignment, id))).toBe('SUCCEEDED');
    expect(await backend.holds(assignment)).toBe(false);
    await expect(assignmentBackend(identityCenter, { accountId: '123456789012' }).grant(assignment)).rejects.toThrow('no role of it is known');
    const viaManagement = assignmentBackend(undefined as never, { accountId: '123456789012', identityCenter });
    expect(await viaManagement.holds(assignment)).toBe(false);
  });

  test('a group that was deleted keeps nobody from being found in another', async () => {
    const store = new IdentitystoreClient(aws.client);
    const IdentityStoreId = state.identityStoreId;
    const { UserId } = await store.send(new CreateUserCommand({
      IdentityStoreId, UserName: 'bob', DisplayName: 'Bob', Name: { GivenName: 'Bob', FamilyName: 'Example' },
    }));
    const groups = await Promise.all(['ops', 'gone', 'others'].map(async (DisplayName) =>
      (await store.send(new CreateGroupCommand({ IdentityStoreId, DisplayName }))).GroupId!));
    await store.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId: groups[0], MemberId: { UserId: UserId! } }));
    await store.send(new DeleteGroupCommand({ IdentityStoreId, GroupId: groups[1] }));
    const people = new IdentityStorePeople(store, IdentityStoreId);
    expect(await people.groupsOf(UserId!, groups)).toEqual([groups[0]]);
    expect(await people.find(UserId!)).toEqual({ id: UserId, enabled: true, displayName: 'Bob' });
    expect(await people.find('00000000-0000-0000-0000-000000000000')).toBeUndefined();
  });
});
