import { activitySql } from '../../src/audit/domain/activity/activity-sql';
import { ATHENA, DUCKDB } from '../../src/audit/domain/activity/dialect';
import { savedQueries } from '../../src/audit/domain/activity/saved-queries';
import { sqlLiteral } from '../../src/audit/domain/activity/sql-literal';
import { ActivityLake, type Row, storedFiles } from '../support/activity-lake';

const NOVEMBER = ['2026/11/01', '2026/11/30'];
const uids = (rows: Row[]) => rows.map(({ metadata_uid }) => metadata_uid).sort();

let lake: ActivityLake;
beforeAll(async () => { lake = await ActivityLake.of([...storedFiles('vault'), ...storedFiles('activity')]); });

const ADA_DID = [
  'ada-assigns', 'ada-assumes-root', 'ada-deletes', 'ada-federates', 'ada-lists-assignments', 'ada-runs', 'bad-time', 'okta-ada-starts', 'okta-eve-back', 'okta-eve-suspended',
];

test.each([['her id', 'a1b2c3d4-0000-4000-8000-0000000000a1'], ['her e-mail now', 'ada.byron@example.com'], ['her e-mail before', 'Ada@example.com']])(
  'everything one person did comes out by %s, before and after she was renamed, and nothing of a session that has her name', async (_, person) => {
    expect(uids(await lake.saved('everything_one_person_did', person, ...NOVEMBER))).toEqual(ADA_DID);
  });

test('a person whose user name another had before is asked for by id', async () => {
  const did = async (id: string) => uids(await lake.saved('everything_one_person_did', `a1b2c3d4-0000-4000-8000-0000000000${id}`, ...NOVEMBER));
  expect(await did('b1')).toEqual(['bob-after-disabled', 'bob-after-gone', 'bob-after-okta', 'bob-before', 'bob-lists']);
  expect(await did('b2')).toEqual(['next-bob-lists']);
});

test('days bound every answer, the bounds included', async () => {
  expect(uids(await lake.saved('everything_one_person_did', 'ada@example.com', '2026/11/06', '2026/11/12'))).toEqual(['ada-assigns', 'ada-deletes', 'ada-lists-assignments']);
});

test('use of an elevation is what was done with the set in the account, and not the same set elsewhere or another', async () => {
  expect(uids(await lake.saved('use_of_an_elevation', 'Administrator', '000000000004', ...NOVEMBER))).toEqual(['ada-deletes', 'ada-federates', 'ada-runs', 'bad-time']);
  expect(uids(await lake.saved('use_of_an_elevation', 'Administrator', '000000000004', '2026/11/03', '2026/11/05'))).toEqual(['ada-federates']);
  expect(await lake.saved('use_of_an_elevation', 'aws-ops', '000000000004', ...NOVEMBER)).toEqual([]);
});

describe('one elevation is what its person did with the set in the account', () => {
  const PERSON = ['a1b2c3d4-0000-4000-8000-0000000000a1', 'Administrator', '000000000004', ...NOVEMBER] as const;
  const between = async (from: string, to: string, asked: readonly string[] = PERSON) => uids(await lake.saved('one_elevation', ...asked, from, to));

  test('from its beginning to its end, both included, and what has no time that can be read', async () => {
    expect(await between('2026-11-02T09:00:00Z', '2026-11-05T03:02:00Z')).toEqual(['ada-federates', 'ada-runs', 'bad-time']);
    expect(await between('2026-11-02T09:00:00.001Z', '2026-11-05T03:02:00Z')).toEqual(['ada-federates', 'bad-time']);
    expect(await between('2026-11-02T09:00:00Z', '2026-11-05T03:01:59.999Z')).toEqual(['ada-runs', 'bad-time']);
  });

  test('and nothing of another person, set or account', async () => {
    const whole = ['2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'] as const;
    expect((await between(...whole)).length).toBeGreaterThan(1);
    for (const [index, other] of [[0, 'a1b2c3d4-0000-4000-8000-0000000000b1'], [1, 'ReadOnly'], [2, '000000000005']] as const) {
      const asked = PERSON.map((value, at) => (at === index ? other : value));
      expect((await between(...whole, asked)).filter((uid) => String(uid).startsWith('ada-'))).toEqual([]);
    }
  });
});

test('activity after deactivation begins with the event of Okta, goes on after the person is gone, and ends with a reactivation', async () => {
  expect(uids(await lake.saved('activity_after_deactivation', ...NOVEMBER))).toEqual(['bob-after-disabled', 'bob-after-gone', 'bob-after-okta', 'okta-eve-while-suspended']);
});

test('without the event of Okta in the days, the nightly snapshots tell', async () => {
  expect(uids(await lake.saved('activity_after_deactivation', '2026/11/14', '2026/11/30'))).toEqual(['bob-after-disabled', 'bob-after-gone']);
});

test('root use is what root users did and who asked for a session as root, and no user of that name', async () => {
  expect(uids(await lake.saved('root_use', ...NOVEMBER))).toEqual(['ada-assumes-root', 'assumed-root-deletes', 'root-signs-in']);
});

const DEPLOYER = 'arn:aws:iam::000000000001:role/cdk-hnb659fds-cfn-exec-role';
test.each([
  ['the deployer is left out', DEPLOYER, []],
  ['no deployer is', '', ['deployer-assigns']],
  ['another role is', 'arn:aws:iam::000000000004:role/cdk-hnb659fds-cfn-exec-role', ['deployer-assigns']],
])('assignments outside elevation: tries and roles that only look like ours are in, reads are not, %s', async (_, deployer, more) => {
  expect(uids(await lake.saved('assignments_outside_elevation', deployer, ...NOVEMBER))).toEqual(['ada-assigns', ...more, 'false-path-assigns', 'user-tries-to-delete']);
});

test('console sign-ins without federation are those of users and root, tried ones included', async () => {
  expect(uids(await lake.saved('console_sign_ins_without_federation', ...NOVEMBER))).toEqual(['root-signs-in', 'user-fails']);
});

const INJECTIONS = ["' OR '1'='1", "x'; DROP VIEW zero_trust_audit.activity; --", '%', "\\' OR 1=1 --", '", 1) --', "ada@example.com' OR 'a'='a"];

test.each(INJECTIONS)('the parameter %s is a name that nobody has', async (person) => {
  expect(await lake.saved('everything_one_person_did', person, ...NOVEMBER)).toEqual([]);
  expect(await lake.ask('SELECT count(*)::INT AS rows FROM zero_trust_audit.activity')).toEqual([{ rows: 36 }]);
});

test.each([...INJECTIONS, "O'Brien", "''", '$1', 'ada@example.com'])('%s is one text as a literal, too', async (text) => {
  expect(await lake.ask(`SELECT ${sqlLiteral(text)} AS given`)).toEqual([{ given: text }]);
});

test.each(savedQueries(ATHENA))('$name has a place for each of its parameters, and the same in both dialects', ({ name, sql, parameters }) => {
  const twin = savedQueries(DUCKDB).find((query) => query.name === name)!;
  expect([sql.split('?').length - 1, twin.sql.split('?').length - 1]).toEqual([parameters.length, parameters.length]);
  expect(sql.length).toBeLessThan(262_144);
  expect(sql).not.toMatch(/TRY_CAST|json_extract_string|regexp_matches|epoch_ms/);
});

test('the view in Athena has none of the words that only the local engine knows', () => {
  expect(activitySql(ATHENA)).not.toMatch(/TRY_CAST|json_extract_string|regexp_matches|epoch_ms|nullif\(regexp|range\(1/);
});
