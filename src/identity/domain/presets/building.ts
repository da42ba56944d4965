import { boundedResources, boundedRoles } from './bounded-roles';
import { BUY_NOTHING, KEEP_CONTROL_PLANE, KEEP_INSIDE } from './control-plane';
import { LET_SERVICES_LINK, keepIdentities, passRolesUnder } from './iam-limits';
import type { Statement } from './preset';
import type { BoundaryData } from '../../domain/permission-set-data';

/** What a team says about people who build. */
export interface BuilderOptions {
  readonly passRolePath: string;
  readonly boundary?: BoundaryData;
  readonly additionalServices: readonly string[];
  readonly assumeRoles: readonly string[];
  readonly stacks: readonly string[];
}

/** Services that applications are built from. What a service makes runs as a role that is passed, or as none. */
export const APPLICATION_SERVICES: readonly string[] = [
  'aoss', 'apigateway', 'appconfig', 'application-autoscaling', 'application-signals', 'appsync', 'athena', 'autoscaling', 'batch', 'bedrock', 'cloudfront', 'cloudshell',
  'codeartifact', 'codecommit', 'cognito-identity', 'cognito-idp', 'comprehend', 'dax', 'dsql', 'dynamodb', 'ecr', 'ecs', 'elasticache', 'elasticfilesystem',
  'elasticloadbalancing', 'es', 'events', 'execute-api', 'firehose', 'geo', 'kinesis', 'kinesisanalytics', 'lambda', 'logs', 'memorydb', 'mq', 'pipes', 'polly', 'rds',
  'rds-data', 'rds-db', 'rekognition', 'resource-groups', 'rum', 's3', 's3tables', 's3vectors', 'scheduler', 'schemas', 'secretsmanager', 'servicediscovery', 'ses', 'signer',
  'sns', 'sqs', 'states', 'synthetics', 'tag', 'textract', 'transcribe', 'translate', 'xray',
];

/** What everybody who builds may do besides, so far as it gives nobody power over others. */
const LOOK_AND_MEASURE = [
  ...['Describe', 'Detect', 'Get', 'Validate'].map((verb) => `cloudformation:${verb}*`),
  // not cloudwatch:*, which makes profiles that others assume.
  ...['*Alarm*', '*AnomalyDetector*', '*Dashboard*', '*InsightRule*', '*ServiceLevelObjective*', 'Describe*', 'PutMetricData', 'TagResource', 'UntagResource']
    .map((action) => `cloudwatch:${action}`),
  'codebuild:BatchGet*', 'codebuild:StopBuild',
  ...['Get*', 'List*', 'RetryStageExecution', 'StartPipelineExecution', 'StopPipelineExecution'].map((action) => `codepipeline:${action}`), 'health:Describe*',
  'iam:GetInstanceProfile', 'iam:GetPolicy*', 'iam:GetRole*', 'kms:Describe*', 'kms:Get*', 'kms:List*', 'pi:Describe*', 'pi:Get*', 'servicequotas:Get*', 'servicequotas:List*',
  'sts:DecodeAuthorizationMessage', 'support:*',
];

/** Looking needs no resource, and services are used on whatever people make. */
export function use(Sid: string, services: readonly string[], actions: readonly string[] = []): Statement {
  return { Sid, Effect: 'Allow', Action: [...services.map((service) => `${service}:*`), ...LOOK_AND_MEASURE, ...actions], Resource: '*' };
}

/** What the sets of people who build have in common: their roles, their stacks, and what they leave alone. */
export function builderStatements({ passRolePath, boundary, assumeRoles, stacks }: BuilderOptions): Statement[] {
  return [
    LET_SERVICES_LINK,
    ...passRolesUnder(passRolePath),
    ...(boundary ? boundedRoles(passRolePath, boundary) : []),
    ...(assumeRoles.length > 0 ? [{ Sid: 'AssumeRoles', Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: assumeRoles }] : []),
    ...(stacks.length > 0 ? [deployStacks(stacks)] : []),
    keepIdentities(boundary ? boundedResources(passRolePath) : []),
    ...KEEP_CONTROL_PLANE,
    KEEP_INSIDE,
    BUY_NOTHING,
  ];
}

/**
 * Stacks by name only: a stack keeps the role it was deployed with, and whoever updates it acts as that role.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
function deployStacks(names: readonly string[]): Statement {
  return {
    Sid: 'DeployStacks',
    Effect: 'Allow',
    Action: [
      'CancelUpdateStack', 'ContinueUpdateRollback', 'CreateChangeSet', 'CreateStack', 'DeleteChangeSet', 'DeleteStack', 'ExecuteChangeSet', 'RollbackStack', 'SignalResource',
      'TagResource', 'UntagResource', 'UpdateStack', 'UpdateTerminationProtection',
    ].map((action) => `cloudformation:${action}`),
    // a template that uses a transform of AWS asks for it as if it were a stack.
    Resource: ['arn:*:cloudformation:*:aws:transform/*', ...names.map((name) => `arn:*:cloudformation:*:*:stack/${name}/*`)],
  };
}
