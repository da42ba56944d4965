/** A column of the view, in Athena's type, with what it says in each source. */
export interface ViewColumn {
  readonly name: string;
  readonly type: 'varchar' | 'bigint' | 'integer' | 'timestamp(3)';
  readonly meaning: string;
}

const text = (name: string, meaning: string): ViewColumn => ({ name, type: 'varchar', meaning });

/** Named as OCSF 1.x names its attributes, with '_' for the dots; the last three have no name there. */
export const VIEW_COLUMNS: readonly ViewColumn[] = [
  { name: 'time', type: 'bigint', meaning: 'when, in milliseconds since 1970, UTC' },
  { name: 'time_dt', type: 'timestamp(3)', meaning: 'the same as a timestamp in UTC' },
  { name: 'class_uid', type: 'integer', meaning: '6003 API Activity, 3002 Authentication, 5023 Cloud Resources Inventory Info (AWS Config)' },
  text('class_name', 'the name of the class'),
  text('activity_name', 'Create, Read, Update, Delete, Logon, Logoff, Collect or Other'),
  text('status', 'Success, Failure or Unknown'),
  text('status_detail', 'error code or reason'),
  text('actor_user_uid', "the person's id in the identity store; else the id that the source has for the actor"),
  text('actor_user_name', "the person's user name at the time; else the name that the source vouches for"),
  text('actor_user_email_addr', "the person's e-mail at the time"),
  text('actor_user_type', 'IdentityCenterUser, AssumedRole, IAMUser, Root, AWSService, … as CloudTrail and Okta name it'),
  text('actor_session_uid', 'name of the role session; whoever opens a session may choose any, so it identifies nobody'),
  text('actor_session_issuer', 'ARN of the role of the session'),
  text('src_endpoint_ip', 'address of the caller, or the AWS service that called'),
  text('http_request_user_agent', 'program of the caller'),
  text('api_operation', "the call; Okta's event type; the status of a configuration item"),
  text('api_service_name', 'the service called; okta; config.amazonaws.com'),
  text('api_request_data', 'parameters of the call as JSON'),
  text('resource_uid', 'ARN or id of the first resource'),
  text('resource_name', 'name of the resource, where the source has one'),
  text('resource_type', 'type of the resource, as the source names it'),
  text('cloud_account_uid', 'the account in which it happened'),
  text('cloud_region', 'the Region in which it happened'),
  text('metadata_product_name', 'the source: AWS CloudTrail, AWS Config or Okta'),
  text('metadata_uid', 'id of the event in its source'),
  text('group_or_elevation', "permission set of a session of Identity Center; the group that Okta's event is about"),
  text('actor_matched_by', 'how the person was found: user-id, external-id or user-name; null where nobody was'),
  text('day', "the day of the source's folder, such as 2026/11/30; restrict it, or the whole vault is read"),
];
