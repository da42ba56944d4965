import { ACCOUNT } from '../../policy/domain/claim';

/** An action that somebody needs, where it is asked. */
export interface NeededAction {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * What CloudFormation calls to make or change resources of a type: the calls that a guardrail is likely to deny.
 * Types that are not here are made by calls that no guardrail of this library names.
 */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  'AWS::CloudTrail::Trail': ['cloudtrail:CreateTrail', 'cloudtrail:UpdateTrail', 'cloudtrail:PutEventSelectors'],
  'AWS::Config::ConfigurationAggregator': ['config:PutConfigurationAggregator'],
  'AWS::Config::ConfigurationRecorder': ['config:PutConfigurationRecorder'],
  'AWS::Config::DeliveryChannel': ['config:PutDeliveryChannel'],
  'AWS::DynamoDB::Table': ['dynamodb:CreateTable', 'dynamodb:UpdateTable'],
  'AWS::EC2::VPC': ['ec2:CreateVpc'],
  'AWS::ECR::Repository': ['ecr:CreateRepository'],
  'AWS::Events::Rule': ['events:PutRule'],
  'AWS::GuardDuty::Detector': ['guardduty:CreateDetector', 'guardduty:UpdateDetector'],
  'AWS::IAM::InstanceProfile': ['iam:CreateInstanceProfile'],
  'AWS::IAM::ManagedPolicy': ['iam:CreatePolicy'],
  'AWS::IAM::Policy': ['iam:PutRolePolicy'],
  'AWS::IAM::Role': ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PassRole'],
  'AWS::IAM::User': ['iam:CreateUser'],
  'AWS::KMS::Alias': ['kms:CreateAlias', 'kms:UpdateAlias'],
  'AWS::KMS::Key': ['kms:CreateKey', 'kms:PutKeyPolicy', 'kms:EnableKeyRotation'],
  'AWS::Lambda::Function': ['lambda:CreateFunction', 'lambda:UpdateFunctionCode'],
  'AWS::Logs::LogGroup': ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'],
  'AWS::S3::Bucket': [
    's3:CreateBucket', 's3:PutBucketLogging', 's3:PutBucketObjectLockConfiguration', 's3:PutBucketPublicAccessBlock', 's3:PutBucketVersioning',
    's3:PutEncryptionConfiguration', 's3:PutLifecycleConfiguration',
  ],
  'AWS::S3::BucketPolicy': ['s3:PutBucketPolicy'],
  'AWS::SNS::Topic': ['sns:CreateTopic'],
  'AWS::SQS::Queue': ['sqs:CreateQueue'],
  'AWS::SSM::Parameter': ['ssm:PutParameter'],
  'AWS::SSO::Assignment': ['sso:CreateAccountAssignment', 'sso:DeleteAccountAssignment'],
  'AWS::SSO::InstanceAccessControlAttributeConfiguration': ['sso:CreateInstanceAccessControlAttributeConfiguration', 'sso:UpdateInstanceAccessControlAttributeConfiguration'],
  'AWS::SSO::PermissionSet': ['sso:CreatePermissionSet', 'sso:PutInlinePolicyToPermissionSet', 'sso:ProvisionPermissionSet'],
  'AWS::StepFunctions::StateMachine': ['states:CreateStateMachine'],
};

/** A resource by its type, with its physical name where it is known. */
export interface MadeResource {
  readonly type: string;
  readonly name?: string;
  /** Path of a role, such as '/team/'. */
  readonly path?: string;
}

/** Where a resource is made. */
export interface MakingPlace {
  readonly partition: string;
  readonly region: string;
  /** 'alias/…' names of the keys of its stack. */
  readonly aliases: readonly string[];
  readonly stackName: string;
}

export function neededToMake(resource: MadeResource, place: MakingPlace): NeededAction[] {
  return (CALLS[resource.type] ?? []).map((action) => ({ action, resource: arnOf(action, resource, place), ...(action.startsWith('kms:') && !action.endsWith('Alias')
    ? { context: { 'kms:ResourceAliases': place.aliases } } : {}) }));
}

/** The path of an IAM resource in its ARN, by the type that CloudFormation calls it. */
const IAM_KINDS: Readonly<Record<string, string>> = { 'AWS::IAM::InstanceProfile': 'instance-profile', 'AWS::IAM::ManagedPolicy': 'policy', 'AWS::IAM::User': 'user' };

function arnOf(action: string, { type, name, path = '/' }: MadeResource, { partition, region, stackName }: MakingPlace): string {
  // CloudFormation begins the names it chooses with the name of the stack.
  const chosen = `${stackName}-made-by-cloudformation`;
  switch (action.split(':')[0]) {
    case 'iam': return `arn:${partition}:iam::${ACCOUNT}:${IAM_KINDS[type] ?? 'role'}${path}${name ?? chosen}`;
    case 's3': return `arn:${partition}:s3:::${name ?? chosen.toLowerCase()}`;
    case 'kms': return `arn:${partition}:kms:${region}:${ACCOUNT}:${action.endsWith('Alias') && name !== undefined ? name : 'key/made-by-cloudformation'}`;
    default: return '*';
  }
}

/** Types whose calls are asked for. */
export const KNOWN_TYPES = Object.keys(CALLS);
