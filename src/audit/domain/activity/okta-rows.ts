import type { SqlDialect } from './dialect';
import { knownAt } from './known-people';
import type { ViewRow } from './view-row';

const SIGN_IN = "(o.eventtype LIKE 'user.authentication.%' OR o.eventtype LIKE 'user.session.%')";

/**
 * Events of Okta. A person's id there is the external id of the identity store, if Okta provisions it; else the login is the user name.
 *
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/
 */
export function oktaRows(table: string, sql: SqlDialect): ViewRow {
  const target = (index: number) => sql.at('o.target', index);
  const ended = (...words: string[]) => words.map((word) => `o.eventtype LIKE '%${word}'`).join(' OR ');
  return {
    columns: {
      time: sql.epochMs('o.moment'),
      time_dt: 'o.moment',
      class_uid: `CASE WHEN ${SIGN_IN} THEN 3002 ELSE 6003 END`,
      class_name: `CASE WHEN ${SIGN_IN} THEN 'Authentication' ELSE 'API Activity' END`,
      activity_name: `CASE WHEN o.eventtype = 'user.session.end' THEN 'Logoff' WHEN ${SIGN_IN} THEN 'Logon' WHEN ${ended('.create', '.add')} THEN 'Create'
    WHEN ${ended('.delete', '.remove')} THEN 'Delete' WHEN ${ended('.update', 'activate', 'suspend')} THEN 'Update' ELSE 'Other' END`,
      status: "CASE WHEN o.outcome.result IN ('SUCCESS', 'ALLOW') THEN 'Success' WHEN o.outcome.result IN ('FAILURE', 'DENY') THEN 'Failure' ELSE 'Unknown' END",
      status_detail: 'o.outcome.reason',
      actor_user_uid: 'coalesce(e.user_id, n.user_id, o.actor.id)',
      actor_user_name: 'coalesce(e.user_name, n.user_name, o.actor.alternateid)',
      actor_user_email_addr: 'coalesce(e.email, n.email)',
      actor_user_type: 'o.actor.type',
      src_endpoint_ip: 'o.client.ipaddress',
      http_request_user_agent: 'o.client.useragent.rawuseragent',
      api_operation: 'o.eventtype',
      api_service_name: "'okta'",
      resource_uid: `${target(1)}.id`,
      resource_name: `coalesce(${target(1)}.alternateid, ${target(1)}.displayname)`,
      resource_type: `${target(1)}.type`,
      metadata_product_name: "'Okta'",
      metadata_uid: 'o.uuid',
      group_or_elevation: `CASE WHEN ${target(1)}.type = 'UserGroup' THEN ${target(1)}.displayname WHEN ${target(2)}.type = 'UserGroup' THEN ${target(2)}.displayname END`,
      actor_matched_by: "CASE WHEN e.user_id IS NOT NULL THEN 'external-id' WHEN n.user_id IS NOT NULL THEN 'user-name' END",
      day: "o.year || '/' || o.month || '/' || o.dayofmonth",
    },
    from: `(SELECT *, ${sql.instant('published')} AS moment FROM ${table} WHERE uuid IS NOT NULL) o
  LEFT JOIN external_ids e ON o.actor.type = 'User' AND ${knownAt('e', 'o.actor.id', 'o.moment')}
  LEFT JOIN names n ON e.user_id IS NULL AND o.actor.type = 'User' AND ${knownAt('n', 'lower(o.actor.alternateid)', 'o.moment')}`,
  };
}
