import { ActivityLake, TABLES, partitionsOf, storedFiles } from '../support/activity-lake';

const ADA = 'a1b2c3d4-0000-4000-8000-0000000000a1';
const BOB = 'a1b2c3d4-0000-4000-8000-0000000000b1';
const NEXT_BOB = 'a1b2c3d4-0000-4000-8000-0000000000b2';

let lake: ActivityLake;
beforeAll(async () => { lake = await ActivityLake.of([...storedFiles('vault'), ...storedFiles('activity')]); });

const row = async (uid: string) => (await lake.ask('SELECT * FROM zero_trust_audit.activity WHERE metadata_uid = ?', [uid]))[0];

describe('the tables', () => {
  test('find the place of every object in its key', () => {
    const placed = storedFiles('vault').map(({ key }) => TABLES.filter((table) => partitionsOf(table, key)).map(({ name }) => name));
    expect(placed).toHaveLength(16);
    expect(placed.every((names) => names.length === 1)).toBe(true);
  });

  test.each<[string, string, Record<string, string>]>([
    ['cloudtrail', 'AWSLogs/o-smallorgan/000000000004/CloudTrail/eu-west-1/2026/11/02/x.json.gz', { account: '000000000004', region: 'eu-west-1', day: '2026/11/02' }],
    ['config', 'AWSLogs/000000000004/Config/eu-west-1/2026/1/2/ConfigHistory/x.json.gz', { account: '000000000004', region: 'eu-west-1', day: '2026/1/2' }],
    ['okta', 'okta/year=2026/month=11/day=02/hour=23/x.json.gz', { year: '2026', month: '11', dayofmonth: '02' }],
  ])('%s reads them out of %s', (name, key, partitions) => {
    expect(partitionsOf(TABLES.find((table) => table.name === name)!, key)).toEqual(partitions);
  });

  test.each([
    'AWSLogs/o-smallorgan/000000000004/CloudTrail-Digest/eu-west-1/2026/11/02/x.json.gz',
    'AWSLogs/000000000004/Config/eu-west-1/2026/1/2/ConfigSnapshot/x.json.gz',
    'AWSLogs/o-otherorgan/000000000004/CloudTrail/eu-west-1/2026/11/02/x.json.gz',
    'evidence/integrity/2026-11-02.json',
  ])('none reads %s', (key) => {
    expect(TABLES.filter((table) => partitionsOf(table, key))).toEqual([]);
  });
});

describe('the view', () => {
  test('has one row for each event, line and configuration item', async () => {
    const [{ rows, events }] = await lake.ask('SELECT count(*)::INT AS rows, count(DISTINCT metadata_uid)::INT AS events FROM zero_trust_audit.activity');
    expect([rows, events]).toEqual([36, 36]);
  });

  test('says who, what, where, when and with which outcome', async () => {
    expect(await row('ada-runs')).toMatchObject({
      time: '1793610000000', time_dt: '2026-11-02 09:00:00', class_uid: 6003, class_name: 'API Activity', activity_name: 'Create', status: 'Success',
      actor_user_uid: ADA, actor_user_name: 'ada@example.com', actor_user_email_addr: 'ada@example.com', actor_matched_by: 'user-id', group_or_elevation: 'Administrator',
      actor_session_uid: 'ada@example.com', src_endpoint_ip: '198.51.100.7', api_operation: 'RunInstances', api_service_name: 'ec2.amazonaws.com',
      api_request_data: '{"instanceType":"t3.small"}', resource_uid: 'arn:aws:ec2:eu-west-1:000000000004:instance/i-1', resource_type: 'AWS::EC2::Instance',
      cloud_account_uid: '000000000004', cloud_region: 'eu-west-1', metadata_product_name: 'AWS CloudTrail', day: '2026/11/02',
    });
  });

  test.each([['ada-runs', 'ada@example.com'], ['ada-deletes', 'ada.byron@example.com'], ['bob-after-gone', 'bob@example.com']])(
    'of %s, the e-mail is the one at the time, the last known one of somebody who left: %s', async (uid, email) => {
      expect((await row(uid)).actor_user_email_addr).toBe(email);
    });

  test.each<[string, string, string | null, string | null]>([
    ['an old session without a user id counts by its name', 'bob-lists', BOB, 'user-name'],
    ['the name of somebody who left is the next person\'s, once there is one', 'next-bob-lists', NEXT_BOB, 'user-name'],
    ['a name that nobody has at the time is nobody', 'bob-name-of-nobody', 'AROAEXAMPLE:bob@example.com', null],
    ['a session of another role is nobody, whatever it is called', 'namesake-session', 'AROAOTHER:ada@example.com', null],
    ['nor is one of a role that only looks like one of Identity Center', 'false-sso-role', 'AROAOTHER:bob@example.com', null],
    ['somebody in Okta is known by the external id', 'okta-ada-starts', ADA, 'external-id'],
    ['a stranger in Okta stays one', 'okta-stranger-fails', 'unknown', null],
  ])('%s', async (...[, uid, actor, by]) => {
    expect(await row(uid)).toMatchObject({ actor_user_uid: actor, actor_matched_by: by });
  });

  test.each([
    ['root-signs-in', { class_uid: 3002, activity_name: 'Logon', actor_user_name: 'root', actor_user_type: 'Root', status: 'Success' }],
    ['user-fails', { class_uid: 3002, actor_user_name: 'backup', status: 'Failure', status_detail: 'Failed authentication' }],
    ['ada-deletes', { status: 'Failure', status_detail: 'AccessDenied', activity_name: 'Delete' }],
    ['okta-stranger-fails', { class_uid: 3002, status: 'Failure', status_detail: 'INVALID_CREDENTIALS' }],
    ['okta-eve-adds-ada', { class_uid: 6003, activity_name: 'Create', group_or_elevation: 'aws-ops', resource_name: 'ada@example.com', day: '2026/11/02' }],
    ['1', { class_uid: 5023, activity_name: 'Collect', api_operation: 'ResourceDiscovered', resource_type: 'AWS::EC2::Instance', actor_user_uid: null, day: '2026/11/02' }],
    ['3', { api_operation: 'ResourceDeleted', day: '2026/11/12' }],
    ['bad-time', { time: null, time_dt: null, actor_user_uid: ADA, actor_matched_by: null }],
  ])('of %s: %j', async (uid, cells) => {
    expect(await row(uid)).toMatchObject(cells);
  });
});
