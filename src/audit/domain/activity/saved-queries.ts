import { VIEW, inDatabase } from './activity-sql';
import type { SqlDialect } from './dialect';

/** A question that is asked again and again, with the places of its answers' bounds. */
export interface SavedQuery {
  readonly name: string;
  readonly description: string;
  /** One for each '?', in order. */
  readonly parameters: readonly string[];
  readonly sql: string;
}

const DAYS = ['first day, such as 2026/11/01', 'last day'] as const;
const ACTIVITY = inDatabase(VIEW);
const IDENTITIES = inDatabase('identities');

/** The library's own roles stand below this path in the account, and nowhere else does an ARN begin so. */
const OWN_ROLE = '^arn:[a-z-]+:iam::[0-9]{12}:role/zero-trust/';

/** Every query restricts the day by a parameter of its own, where an engine can leave folders out. */
export function savedQueries(sql: SqlDialect): readonly SavedQuery[] {
  return [{
    name: 'everything_one_person_did',
    description: 'Everything one person did, under every name and e-mail that the person ever had',
    parameters: ['user id, user name or e-mail', ...DAYS],
    sql: `WITH asked AS (SELECT CAST(? AS varchar) AS person), people AS (
  SELECT DISTINCT i.user_id FROM ${IDENTITIES} i CROSS JOIN asked
  WHERE i.user_id = asked.person OR lower(i.user_name) = lower(asked.person) OR lower(i.email) = lower(asked.person)
)
SELECT a.* FROM ${ACTIVITY} a
WHERE a.day BETWEEN ? AND ? AND (a.actor_user_uid IN (SELECT user_id FROM people) OR a.actor_user_uid IN (SELECT person FROM asked))
ORDER BY a.time`,
  }, {
    name: 'use_of_an_elevation',
    description: 'What was done in role sessions of one permission set in one account',
    parameters: ['name of the permission set', 'id of the account', ...DAYS],
    sql: `SELECT a.* FROM ${ACTIVITY} a
WHERE a.group_or_elevation = CAST(? AS varchar) AND a.metadata_product_name = 'AWS CloudTrail' AND a.cloud_account_uid = CAST(? AS varchar) AND a.day BETWEEN ? AND ?
ORDER BY a.actor_user_uid, a.time`,
  }, {
    name: 'one_elevation',
    description: 'What one person did in role sessions of one permission set in one account between two moments, such as the beginning and the end of an elevation',
    parameters: ['user id', 'name of the permission set', 'id of the account', ...DAYS, 'moment of the beginning, such as 2026-11-01T10:00:00Z', 'moment of the end'],
    // a time that cannot be read is in, because nobody can say that it was not then.
    sql: `SELECT a.* FROM ${ACTIVITY} a
WHERE a.actor_user_uid = CAST(? AS varchar) AND a.group_or_elevation = CAST(? AS varchar) AND a.metadata_product_name = 'AWS CloudTrail'
  AND a.cloud_account_uid = CAST(? AS varchar) AND a.day BETWEEN ? AND ?
  AND coalesce(a.time_dt >= ${sql.instant('?')}, true) AND coalesce(a.time_dt <= ${sql.instant('?')}, true)
ORDER BY a.time`,
  }, {
    name: 'activity_after_deactivation',
    description: 'What was done in the name of somebody who was deactivated, disabled or gone at the time',
    parameters: DAYS,
    sql: afterDeactivation(sql),
  }, {
    name: 'root_use',
    description: 'Everything that root users did, and every session as root that was asked for',
    parameters: DAYS,
    sql: `SELECT a.* FROM ${ACTIVITY} a
WHERE a.day BETWEEN ? AND ? AND (a.actor_user_type = 'Root' OR (a.api_service_name = 'sts.amazonaws.com' AND a.api_operation = 'AssumeRoot'))
ORDER BY a.time`,
  }, {
    name: 'assignments_outside_elevation',
    description: "Assignments made or deleted by anyone but this library's roles and the one deployer",
    parameters: ["ARN of the deployer's role, or empty", ...DAYS],
    sql: `SELECT a.* FROM ${ACTIVITY} a
WHERE coalesce(a.actor_session_issuer, '') <> coalesce(nullif(CAST(? AS varchar), ''), '-') AND a.day BETWEEN ? AND ?
  AND a.api_service_name = 'sso.amazonaws.com' AND a.api_operation IN ('CreateAccountAssignment', 'DeleteAccountAssignment')
  AND NOT coalesce(${sql.matches('a.actor_session_issuer', OWN_ROLE)}, false)
ORDER BY a.time`,
  }, {
    name: 'console_sign_ins_without_federation',
    description: 'Sign-ins to the console by IAM users and root users, tried ones included',
    parameters: DAYS,
    sql: `SELECT a.* FROM ${ACTIVITY} a
WHERE a.day BETWEEN ? AND ? AND a.api_service_name = 'signin.amazonaws.com' AND a.api_operation = 'ConsoleLogin' AND a.actor_user_type IN ('IAMUser', 'Root')
ORDER BY a.time`,
  }];
}

/**
 * Two witnesses of a deactivation: Okta's own event, to the second, if it is in the days asked for; and the nightly snapshots, which say
 * disabled or gone some hours later at most. A reactivation ends it.
 */
function afterDeactivation(sql: SqlDialect): string {
  const end = "timestamp '9999-12-31 00:00:00'";
  return `WITH asked AS (
  SELECT * FROM ${ACTIVITY} WHERE day BETWEEN ? AND ?
), seen AS (
  SELECT user_id, external_id, status, ${sql.instant('valid_from')} AS valid_from, ${sql.instant('valid_to')} AS valid_to,
    coalesce(lead(${sql.instant('valid_from')}) OVER (PARTITION BY user_id ORDER BY valid_from), ${end}) AS next_from
  FROM ${IDENTITIES}
), told AS (
  SELECT resource_uid AS external_id, api_operation, time_dt,
    coalesce(lead(time_dt) OVER (PARTITION BY resource_uid ORDER BY time_dt), ${end}) AS next_dt
  FROM asked
  WHERE metadata_product_name = 'Okta' AND status = 'Success' AND resource_type = 'User' AND api_operation IN (
    'user.lifecycle.deactivate', 'user.lifecycle.suspend', 'user.lifecycle.delete.initiated',
    'user.lifecycle.activate', 'user.lifecycle.reactivate', 'user.lifecycle.unsuspend')
), inactive AS (
  SELECT user_id, CASE WHEN status = 'DISABLED' THEN valid_from ELSE valid_to END AS inactive_from, next_from AS inactive_until
  FROM seen WHERE status = 'DISABLED' OR valid_to < next_from
  UNION ALL
  SELECT s.user_id, t.time_dt, t.next_dt
  FROM told t JOIN (SELECT DISTINCT user_id, external_id FROM seen) s ON s.external_id = t.external_id
  WHERE t.api_operation IN ('user.lifecycle.deactivate', 'user.lifecycle.suspend', 'user.lifecycle.delete.initiated')
)
SELECT a.* FROM asked a
WHERE EXISTS (SELECT 1 FROM inactive x WHERE x.user_id = a.actor_user_uid AND a.time_dt > x.inactive_from AND a.time_dt < x.inactive_until)
ORDER BY a.actor_user_uid, a.time`;
}
