import type { SqlDialect } from './dialect';
import { knownAt } from './known-people';
import type { ViewRow } from './view-row';

/** Nobody but AWS makes roles below this path. */
const IDENTITY_CENTER_ROLE = '^arn:[a-z-]+:iam::[0-9]{12}:role/aws-reserved/sso[.]amazonaws[.]com/';

const SIGN_IN = "(t.eventsource = 'signin.amazonaws.com' OR (t.eventsource = 'sso.amazonaws.com' AND t.eventname IN ('Authenticate', 'Federate')))";

/**
 * Events of CloudTrail. Sessions of Identity Center say whose they are in `onBehalfOf`; older ones only in the name of the session,
 * which Identity Center gives to its own roles and anybody to any other.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function trailRows(table: string, sql: SqlDialect): ViewRow {
  const began = (...verbs: string[]) => verbs.map((verb) => `t.eventname LIKE '${verb}%'`).join(' OR ');
  return {
    columns: {
      time: sql.epochMs('t.moment'),
      time_dt: 't.moment',
      class_uid: `CASE WHEN ${SIGN_IN} THEN 3002 ELSE 6003 END`,
      class_name: `CASE WHEN ${SIGN_IN} THEN 'Authentication' ELSE 'API Activity' END`,
      activity_name: `CASE WHEN ${SIGN_IN} THEN 'Logon' WHEN t.readonly = 'true' THEN 'Read' WHEN ${began('Create', 'Run')} THEN 'Create'
    WHEN ${began('Delete', 'Terminate', 'Remove')} THEN 'Delete' WHEN ${began('Update', 'Modify', 'Put', 'Set', 'Attach', 'Detach')} THEN 'Update' ELSE 'Other' END`,
      status: `CASE WHEN t.errorcode IS NOT NULL OR ${sql.field('t.responseelements', '$.ConsoleLogin')} = 'Failure' THEN 'Failure' ELSE 'Success' END`,
      status_detail: 'coalesce(t.errorcode, t.errormessage)',
      actor_user_uid: 'coalesce(i.user_id, n.user_id, t.user_id, t.useridentity.principalid, t.useridentity.invokedby)',
      actor_user_name: "coalesce(i.user_name, n.user_name, t.useridentity.username, CASE WHEN t.useridentity.type = 'Root' THEN 'root' END)",
      actor_user_email_addr: 'coalesce(i.email, n.email)',
      actor_user_type: 't.useridentity.type',
      actor_session_uid: 't.session_name',
      actor_session_issuer: 't.issuer',
      src_endpoint_ip: 't.sourceipaddress',
      http_request_user_agent: 't.useragent',
      api_operation: 't.eventname',
      api_service_name: 't.eventsource',
      api_request_data: 't.requestparameters',
      resource_uid: `${sql.at('t.resources', 1)}.arn`,
      resource_type: `${sql.at('t.resources', 1)}.type`,
      cloud_account_uid: 't.account',
      cloud_region: 't.region',
      metadata_product_name: "'AWS CloudTrail'",
      metadata_uid: 't.eventid',
      group_or_elevation: `CASE WHEN t.identity_center THEN ${sql.capture('t.issuer', '/AWSReservedSSO_(.+)_[0-9a-f]{16}$')} END`,
      actor_matched_by: "CASE WHEN i.user_id IS NOT NULL THEN 'user-id' WHEN n.user_id IS NOT NULL THEN 'user-name' END",
      day: 't.day',
    },
    from: `(
    SELECT *, ${sql.instant('eventtime')} AS moment, useridentity.onbehalfof.userid AS user_id, useridentity.sessioncontext.sessionissuer.arn AS issuer,
      CASE WHEN useridentity.type = 'AssumedRole' THEN ${sql.capture('useridentity.arn', '/([^/]+)$')} END AS session_name,
      coalesce(${sql.matches('useridentity.sessioncontext.sessionissuer.arn', IDENTITY_CENTER_ROLE)}, false) AS identity_center
    FROM ${table}
  ) t
  LEFT JOIN ids i ON ${knownAt('i', 't.user_id', 't.moment')}
  LEFT JOIN names n ON t.user_id IS NULL AND t.identity_center AND ${knownAt('n', 'lower(t.session_name)', 't.moment')}`,
  };
}
