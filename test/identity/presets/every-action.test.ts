import { ALL_PRESETS } from './all-presets';
import { policiesOf } from './set-policies';
import { upperBound } from './upper-bound';
import { type RealAction, realActions } from '../../support/real-actions';

let actions: RealAction[];
beforeAll(async () => {
  actions = [...(await realActions()).values()];
});

const changes = ({ accessLevel }: RealAction) => !['Read', 'List'].includes(accessLevel);
const possible = (label: string) => {
  const may = upperBound(ALL_PRESETS.find(([name]) => name === label)![1]._data());
  return actions.filter(({ name }) => may(name));
};
const named = (list: readonly RealAction[]) => list.map(({ name }) => name).sort();

test('the list of real actions is whole', () => {
  expect(actions.length).toBeGreaterThan(20_000);
});

test.each(ALL_PRESETS)('%s allows no action by a wildcard for everything, and none by naming what it does not allow', (_, set) => {
  const allowing = policiesOf(set._data()).flatMap(({ Statement }) => [Statement].flat()).filter(({ Effect }: any) => Effect === 'Allow');
  expect(allowing.length).toBeGreaterThan(0);
  expect(allowing.filter(({ Action, NotAction }: any) => NotAction !== undefined || [Action].flat().some((action: string) => /^[*?]|^[^:]*[*?][^:]*:/.test(action)))).toEqual([]);
});

/** What AWS's data calls changes although it only shows something. */
const SHOWS = 'iot:ListSubscriptions';
const SHOWS_MORE = [SHOWS, 'quicksight:DescribeKnowledgeBasePermissions', 'quicksight:DescribeSpacePermissions', 'quicksight:DescribeTopicPermissions'];

test.each([
  ['ReadOnly', [SHOWS]],
  // decrypting and taking a role are counted among the changes.
  ['ReadOnly, opened', [SHOWS, 'kms:Decrypt', 'sts:AssumeRole']],
  ['SecurityAuditor', SHOWS_MORE],
  ['SecurityAuditor, opened', [...SHOWS_MORE, 'sts:AssumeRole']],
  ['BillingReadOnly', []],
])('%s changes nothing, whatever the resource', (label, exceptions) => {
  expect(named(possible(label).filter(changes))).toEqual(exceptions);
});

const PEOPLE_AND_ACCOUNTS = [
  'account', 'account-access', 'controltower', 'identity-sync', 'identitystore', 'organizations', 'ram', 'rolesanywhere', 'signin', 'sso', 'sso-directory',
];
const WATCHERS = [
  'access-analyzer', 'auditmanager', 'cloudtrail', 'config', 'detective', 'fms', 'guardduty', 'inspector', 'inspector2', 'macie2', 'securityhub', 'securitylake',
];

test.each(ALL_PRESETS)('%s changes nobody\'s access, no account and nothing that watches', (label) => {
  const wrong = possible(label).filter(changes).filter(({ name }) => [...PEOPLE_AND_ACCOUNTS, ...WATCHERS].includes(name.split(':')[0]));
  expect(named(wrong)).toEqual([]);
});

const PASSING = ['iam:CreateServiceLinkedRole', 'iam:PassRole'];
const MAKING_ROLES = [
  'iam:AddRoleToInstanceProfile', 'iam:AttachRolePolicy', 'iam:CreateInstanceProfile', 'iam:CreateRole', 'iam:CreateServiceLinkedRole', 'iam:DeleteInstanceProfile', 'iam:DeleteRole',
  'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:PassRole', 'iam:PutRolePolicy', 'iam:RemoveRoleFromInstanceProfile', 'iam:TagInstanceProfile', 'iam:TagRole',
  'iam:UntagInstanceProfile', 'iam:UntagRole', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole', 'iam:UpdateRoleDescription',
];

test.each(ALL_PRESETS)('%s changes no more of IAM than is written here', (label) => {
  const expected: Record<string, string[]> = {
    'Developer': PASSING, 'DeveloperAccess': PASSING, 'DevOps': PASSING, 'DataEngineer': PASSING, 'DataEngineer, opened': PASSING,
    'Developer, opened': MAKING_ROLES, 'DevOps, opened': MAKING_ROLES, 'Operator, opened': ['iam:PassRole'],
  };
  expect(named(possible(label).filter(changes).filter(({ name }) => name.startsWith('iam:')))).toEqual(expected[label] ?? []);
});

test.each(ALL_PRESETS)('%s takes a role only where a prop names some', (label) => {
  const taken = possible(label).filter(({ name }) => /^sts:(Assume|Get(Federation|Delegated|Web|Session)|SetContext|Tag)/i.test(name));
  const opened: Readonly<Record<string, string[]>> = {
    'Developer, opened': ['sts:AssumeRole', 'sts:TagSession'], 'DevOps, opened': ['sts:AssumeRole', 'sts:TagSession'], 'ReadOnly, opened': ['sts:AssumeRole'],
    'SecurityAuditor, opened': ['sts:AssumeRole'],
  };
  expect(named(taken)).toEqual(opened[label] ?? []);
});

/** Calls that return what people and machines wrote, or what opens something else. */
const CONTENTS = [
  'apigateway:GET', 'appsync:ListApiKeys', 'athena:GetQueryResults', 'athena:GetQueryResultsStream', 'backup:StartRestoreJob', 'cassandra:Select', 'chime:ListChannelMessages',
  'cloudwatch:GetRecords', 'cloudwatch:GetSpaceCredentials', 'cloudwatch:GetTelemetryQueryResults', 'codeartifact:GetAuthorizationToken', 'codeartifact:GetPackageVersionAsset',
  'codecommit:GetBlob', 'codecommit:GetFile', 'codecommit:GitPull', 'cognito-idp:AdminGetUser', 'cognito-idp:DescribeIdentityProvider', 'cognito-idp:DescribeUserPoolClient',
  'cognito-idp:ListUserPoolClientSecrets', 'cognito-idp:ListUsers', 'cognito-idp:ListUsersInGroup', 'cognito-sync:ListRecords', 'connect:ListContactReferences',
  'connect:ListDataTableValues', 'connect:ListRealtimeContactAnalysisSegments', 'connect:ListRealtimeContactAnalysisSegmentsV2', 'dsql:DbConnect', 'dynamodb:BatchGetItem',
  'dynamodb:GetItem', 'dynamodb:GetRecords', 'dynamodb:PartiQLSelect', 'dynamodb:Query', 'dynamodb:Scan', 'ebs:GetSnapshotBlock', 'ec2:GetConsoleOutput', 'ec2:GetConsoleScreenshot',
  'ec2:GetPasswordData', 'ecr:BatchGetImage', 'ecr:GetAuthorizationToken', 'ecr:GetDownloadUrlForLayer', 'elasticfilesystem:ClientMount', 'es:ESHttpGet', 'glacier:GetJobOutput',
  'glue:GetConnection', 'healthlake:ReadResource', 'healthlake:SearchWithGet', 'iot:GetRetainedMessage', 'iot:GetThingShadow', 'kafka-cluster:ReadData', 'kendra:Query',
  'kinesis:GetRecords', 'kinesis:SubscribeToShard', 'kinesisvideo:GetMedia', 'lambda:GetFunction', 'lambda:InvokeFunction', 'lex:GetUtterancesView', 'lightsail:GetInstanceAccessDetails',
  'logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:GetLogRecord', 'logs:GetQueryResults', 'logs:StartLiveTail', 'logs:StartQuery', 'logs:Unmask',
  'mobiletargeting:GetEndpoint', 'profile:GetDomainObjectType', 'profile:SearchProfiles', 'qbusiness:ListMessages', 'qldb:SendCommand', 'quicksight:GetDashboardEmbedUrl',
  'rds-data:ExecuteStatement', 'rds-db:connect', 'rds:DownloadCompleteDBLogFile', 'rds:DownloadDBLogFilePortion', 'redshift-data:GetStatementResult',
  'redshift-serverless:GetCredentials', 'redshift:GetClusterCredentials', 'redshift:GetClusterCredentialsWithIAM', 's3-object-lambda:GetObject', 's3:GetObject', 's3:GetObjectTorrent',
  's3:GetObjectVersion', 's3express:CreateSession', 's3tables:GetTableData', 's3vectors:GetVectors', 's3vectors:QueryVectors', 'sagemaker:GetRecord', 'sagemaker:ListRecords',
  'secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue', 'ses:ListContacts', 'sns:ListPhoneNumbersOptedOut', 'sqs:ReceiveMessage', 'ssm:GetCommandInvocation',
  'ssm:GetParameter', 'ssm:GetParameterHistory', 'ssm:GetParameters', 'ssm:GetParametersByPath', 'ssm:StartSession', 'states:DescribeExecution', 'states:GetExecutionHistory',
  'support:DescribeCommunications', 'timestream:Select', 'transcribe:GetTranscriptionJob', 'waf:GetSampledRequests', 'wafv2:GetSampledRequests', 'workmailmessageflow:GetRawMessageContent',
  'xray:BatchGetTraces',
];

test('every action that is said to read contents is one', () => {
  const known = new Set(actions.map(({ name }) => name));
  expect(CONTENTS.filter((name) => !known.has(name))).toEqual([]);
});

test.each(['ReadOnly', 'SecurityAuditor', 'BillingReadOnly'])('%s reads no contents, whatever the resource', (label) => {
  const may = new Set(named(possible(label)));
  // the administration of APIs is one action; which parts of it SecurityAudit shows is said by its resources.
  expect(CONTENTS.filter((name) => may.has(name) && name !== 'apigateway:GET')).toEqual([]);
});
