import type { Statement } from '../../policy/domain/document';

/** What a preset gives, written to what the role does. */
export interface Preset {
  readonly name: string;
  readonly description: string;
  readonly sessionMinutes: number;
  readonly managedPolicies: readonly string[];
  readonly statements: readonly Statement[];
  readonly privileged?: boolean;
}

const EIGHT_HOURS = 480;

/** Identity, the organization and the trail are changed by the landing zone's own deployment, not by people who build. */
const DENY_CONTROL_PLANE: Statement = {
  Sid: 'DenyControlPlane',
  Effect: 'Deny',
  Action: [
    'account:*', 'cloudtrail:DeleteTrail', 'cloudtrail:PutEventSelectors', 'cloudtrail:StopLogging', 'cloudtrail:UpdateTrail',
    'identitystore:*', 'organizations:*', 'sso:*', 'sso-directory:*',
  ],
  Resource: '*', // the services themselves are denied, not some of their resources.
};

/** People have no IAM users and no long-lived keys; neither do they make them for others. */
const DENY_NEW_IDENTITIES: Statement = {
  Sid: 'DenyNewIdentities',
  Effect: 'Deny',
  Action: [
    'iam:AddUserToGroup', 'iam:AttachUserPolicy', 'iam:CreateAccessKey', 'iam:CreateGroup', 'iam:CreateLoginProfile', 'iam:CreateOpenIDConnectProvider',
    'iam:CreateSAMLProvider', 'iam:CreateServiceSpecificCredential', 'iam:CreateUser', 'iam:PutUserPolicy', 'iam:UpdateLoginProfile',
  ],
  Resource: '*', // a new user or provider has no ARN to narrow to.
};

const DENY_SECRETS: Statement = {
  Sid: 'DenySecrets',
  Effect: 'Deny',
  Action: [
    'kms:Decrypt', 'secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue',
    'ssm:GetParameter', 'ssm:GetParameterHistory', 'ssm:GetParameters', 'ssm:GetParametersByPath',
  ],
  Resource: '*', // every secret is one, whatever its name.
};

const DENY_DATA: Statement = {
  Sid: 'DenyData',
  Effect: 'Deny',
  Action: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan', 's3:GetObject', 's3:GetObjectVersion', 'sqs:ReceiveMessage'],
  Resource: '*', // configuration is this role's business, content is not.
};

const LAKE_AND_PIPELINES: Statement = {
  Sid: 'LakeAndPipelines',
  Effect: 'Allow',
  Action: ['emr-serverless:*', 'glue:*', 'redshift-data:*', 'redshift:*', 's3:*', 'states:*'],
  Resource: '*', // the engineer owns the lake of the accounts the set is assigned in.
};

/** Who may see a bucket, and how long its objects are kept, is decided where the bucket is made. */
const DENY_BUCKET_ACCESS_CHANGES: Statement = {
  Sid: 'DenyBucketAccessChanges',
  Effect: 'Deny',
  Action: [
    's3:BypassGovernanceRetention', 's3:DeleteBucketPolicy', 's3:PutAccountPublicAccessBlock', 's3:PutBucketAcl', 's3:PutBucketObjectLockConfiguration',
    's3:PutBucketPolicy', 's3:PutBucketPublicAccessBlock', 's3:PutObjectAcl', 's3:PutReplicationConfiguration',
  ],
  Resource: '*', // any bucket of the account may hold other people's data.
};

/** Jobs and machines run as roles that were made for them, under a path that says so. */
const PASS_APPLICATION_ROLES: Statement = {
  Sid: 'PassApplicationRoles',
  Effect: 'Allow',
  Action: 'iam:PassRole',
  Resource: 'arn:*:iam::*:role/application/*',
};

const DEVELOPER = {
  name: 'Developer',
  description: 'Build and debug in non-production; no identities, no organization, no audit settings',
  sessionMinutes: EIGHT_HOURS,
  managedPolicies: ['PowerUserAccess'],
  statements: [DENY_CONTROL_PLANE, DENY_NEW_IDENTITIES],
} as const satisfies Preset;

export const PRESETS = {
  developer: DEVELOPER,
  dataEngineer: {
    name: 'DataEngineer',
    description: 'Lake, warehouse and pipelines; passes application roles, opens no bucket to others',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: ['AmazonAthenaFullAccess'],
    statements: [LAKE_AND_PIPELINES, PASS_APPLICATION_ROLES, DENY_BUCKET_ACCESS_CHANGES, DENY_CONTROL_PLANE, DENY_NEW_IDENTITIES],
  },
  devOps: {
    name: 'DevOps',
    description: 'Run the platform outside production; reads IAM, passes application roles, makes no identities',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: ['PowerUserAccess'],
    statements: [
      { Sid: 'ReadIdentities', Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' }, // reading IAM has no narrower resource.
      PASS_APPLICATION_ROLES, DENY_CONTROL_PLANE, DENY_NEW_IDENTITIES,
    ],
  },
  readOnly: {
    name: 'ReadOnly',
    description: 'Look, do not touch, do not read secrets',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: ['ReadOnlyAccess'],
    statements: [DENY_SECRETS],
  },
  billingReadOnly: {
    name: 'BillingReadOnly',
    description: 'Costs and invoices, without changing either',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: ['AWSBillingReadOnlyAccess'],
    statements: [],
  },
  developerAccess: { ...DEVELOPER, name: 'DeveloperAccess' },
  dataAnalyst: {
    name: 'DataAnalyst',
    description: 'Query the lake and read its files',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: ['AmazonAthenaFullAccess'],
    statements: [
      { Sid: 'ReadLake', Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: 'arn:*:s3:::*' },
      { Sid: 'Dashboards', Effect: 'Allow', Action: ['quicksight:CreateReader', 'quicksight:Describe*', 'quicksight:Get*', 'quicksight:List*'], Resource: '*' }, // people make themselves readers, whom QuickSight then authorizes.
    ],
  },
  securityAuditor: {
    name: 'SecurityAuditor',
    description: 'Sees configuration everywhere, no data, changes nothing',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: ['SecurityAudit', 'job-function/ViewOnlyAccess'],
    statements: [DENY_SECRETS, DENY_DATA],
  },
  operator: {
    name: 'Operator',
    description: 'Runs production; makes no identities',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: ['job-function/SystemAdministrator'],
    statements: [DENY_CONTROL_PLANE, DENY_NEW_IDENTITIES],
  },
  administrator: {
    name: 'Administrator',
    description: 'Everything the guardrails leave; privileged',
    sessionMinutes: 240,
    managedPolicies: ['AdministratorAccess'],
    statements: [],
    privileged: true,
  },
} as const satisfies Record<string, Preset>;
