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

const ATHENA_AND_CATALOG: Statement = {
  Sid: 'LakeAndPipelines',
  Effect: 'Allow',
  Action: ['emr-serverless:*', 'glue:*', 'redshift-data:*', 'redshift:*', 's3:*', 'states:*'],
  Resource: '*', // the engineer owns the lake of the accounts the set is assigned in.
};

export const PRESETS = {
  developer: {
    name: 'Developer',
    description: 'Build and debug in non-production; no identities, no organization, no audit settings',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: ['PowerUserAccess'],
    statements: [DENY_CONTROL_PLANE, DENY_NEW_IDENTITIES],
  },
  dataEngineer: {
    name: 'DataEngineer',
    description: 'Lake, warehouse and pipelines',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: ['AmazonAthenaFullAccess'],
    statements: [ATHENA_AND_CATALOG, DENY_CONTROL_PLANE],
  },
  devOps: {
    name: 'DevOps',
    description: 'Run the platform outside production; reads IAM, passes application roles, makes no identities',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: ['PowerUserAccess'],
    statements: [
      { Sid: 'ReadIdentities', Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' }, // reading IAM has no narrower resource.
      { Sid: 'PassApplicationRoles', Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:*:iam::*:role/application/*' },
      DENY_CONTROL_PLANE, DENY_NEW_IDENTITIES,
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
  developerAccess: {
    name: 'DeveloperAccess',
    description: 'Build and debug; no identities, no organization, no audit settings',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: ['PowerUserAccess'],
    statements: [DENY_CONTROL_PLANE, DENY_NEW_IDENTITIES],
  },
  dataAnalyst: {
    name: 'DataAnalyst',
    description: 'Query the lake and read its files',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: ['AmazonAthenaFullAccess'],
    statements: [
      { Sid: 'ReadLake', Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: 'arn:*:s3:::*' },
      { Sid: 'Dashboards', Effect: 'Allow', Action: 'quicksight:*', Resource: '*' }, // QuickSight authorizes its users itself.
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
