import type { Statement } from './preset';

/** Values that open something else. Some of them come with what looks like configuration. */
const SECRETS = [
  'appsync:ListApiKeys', 'cloudwatch:GetSpaceCredentials*', 'codeartifact:GetAuthorizationToken', 'cognito-idp:DescribeIdentityProvider', 'cognito-idp:DescribeUserPoolClient',
  'cognito-idp:ListUserPoolClientSecrets', 'ec2:GetPasswordData', 'ecr:GetAuthorizationToken', 'redshift:GetClusterCredentials*', 'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetSecretValue', 'ssm:GetParameter*',
];

/** What people and machines wrote, as opposed to how it is kept. The policies of AWS that list and describe reach some of it. */
const CONTENTS = [
  'athena:GetQueryResults*', 'chime:ListChannelMessages', 'cloudwatch:GetRecords', 'cloudwatch:GetTelemetryQueryResults', 'codecommit:GetBlob', 'codecommit:GetFile',
  'codecommit:GitPull', 'cognito-idp:ListUsers*', 'cognito-sync:ListRecords', 'connect:ListAssociatedContacts', 'connect:ListContactEvaluations', 'connect:ListContactReferences',
  'connect:ListDataTable*Values', 'connect:ListRealtimeContactAnalysisSegments*', 'dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:GetRecords', 'dynamodb:PartiQLSelect',
  'dynamodb:Query', 'dynamodb:Scan', 'ebs:GetSnapshotBlock', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'kinesis:GetRecords', 'kinesis:SubscribeToShard',
  'lambda:GetFunction', 'lambda:GetLayerVersion', 'lex:GetUtterancesView', 'rds-data:*', 'rds:DownloadCompleteDBLogFile', 'rds:DownloadDBLogFilePortion', 'redshift-data:*',
  'redshift:ViewQueriesInConsole', 's3-object-lambda:GetObject', 's3:GetObjectTorrent', 'sagemaker:ListRecords', 'ses:ListContacts', 'sns:ListPhoneNumbersOptedOut',
  'sqs:ReceiveMessage', 'states:DescribeExecution', 'states:GetExecutionHistory', 'waf-regional:GetSampledRequests', 'waf:GetSampledRequests', 'wafv2:GetSampledRequests',
];

const LOG_EVENTS = ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:GetLogRecord', 'logs:GetQueryResults', 'logs:StartLiveTail', 'logs:StartQuery', 'logs:Unmask'];

const OBJECTS = ['s3:GetObject', 's3:GetObjectVersion'];

/** What somebody reads all the same, because it was asked for. */
export interface AskedContents {
  /** Patterns for objects of S3. */
  readonly objects: readonly string[];
  /** Patterns for log groups. */
  readonly logGroups: readonly string[];
}

/** The roles, by their names, by which people read the audit trail; they are in the log archive and in the audit account only. */
export function readTheTrail(roleNames: readonly string[]): Statement[] {
  return roleNames.length === 0 ? [] : [
    { Sid: 'ReadTheTrail', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleNames.map((name) => `arn:*:iam::*:role/${name}`) },
  ];
}

/** No secret, and no contents but those that were asked for, whatever other policies of the set or of resources allow. */
export function readNoContents({ objects, logGroups }: AskedContents = { objects: [], logGroups: [] }): Statement[] {
  return [
    { Sid: 'ReadNoSecrets', Effect: 'Deny', Action: SECRETS, Resource: '*' }, // every secret is one, whatever its name.
    { Sid: 'ReadNoContents', Effect: 'Deny', Action: CONTENTS, Resource: '*' }, // contents are contents in every account.
    { Sid: 'ReadNoObjects', Effect: 'Deny', Action: OBJECTS, ...allBut(objects) },
    { Sid: 'ReadNoLogs', Effect: 'Deny', Action: LOG_EVENTS, ...allBut(logGroups) },
    {
      Sid: 'DecryptNothingElse', Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*', // what is decrypted is told by the service that asks for it.
      ...(objects.length > 0 ? { Condition: { StringNotLike: { 'kms:ViaService': 's3.*.amazonaws.com*' } } } : {}),
    },
  ];
}

function allBut(patterns: readonly string[]): Statement {
  return patterns.length > 0 ? { NotResource: patterns } : { Resource: '*' };
}

/** Objects as they are, and through the keys that they are encrypted with: S3 says which object or, with bucket keys, which bucket it decrypts for. */
export function readObjects(objects: readonly string[]): Statement[] {
  return objects.length === 0 ? [] : [
    { Sid: 'ReadObjects', Effect: 'Allow', Action: OBJECTS, Resource: objects },
    {
      Sid: 'DecryptObjects',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: '*', // the key is the bucket's choice.
      Condition: {
        StringLike: { 'kms:ViaService': 's3.*.amazonaws.com*', 'kms:EncryptionContext:aws:s3:arn': [...new Set(objects.flatMap((arn) => [arn, arn.split('/')[0]]))] },
      },
    },
  ];
}

/** Log events of these groups, through their streams and through queries. */
export function readLogs(logGroups: readonly string[]): Statement[] {
  return logGroups.length === 0 ? [] : [
    { Sid: 'ReadLogs', Effect: 'Allow', Action: LOG_EVENTS.filter((action) => action !== 'logs:Unmask'), Resource: logGroups },
  ];
}
