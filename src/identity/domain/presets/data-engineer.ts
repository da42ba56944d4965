import { BUY_NOTHING, KEEP_CONTROL_PLANE, KEEP_INSIDE } from './control-plane';
import { LET_SERVICES_LINK, keepIdentities, passRolesUnder } from './iam-limits';
import { EIGHT_HOURS, type Preset, type Statement, VIEW_ONLY } from './preset';

export interface DataEngineerOptions {
  readonly passRolePath: string;
}

/** The lake, the warehouse and the pipelines of the accounts in which the set is held: its holder owns them, contents included. */
const LAKE_AND_PIPELINES: Statement = {
  Sid: 'LakeAndPipelines',
  Effect: 'Allow',
  Action: [
    'athena:*', 'cloudwatch:Describe*', 'cloudwatch:GetMetric*', 'emr-serverless:*', 'firehose:*', 'glue:*', 'kinesis:*', 'lakeformation:Describe*', 'lakeformation:Get*',
    'lakeformation:List*', 'lakeformation:Search*', 'logs:Describe*', 'logs:FilterLogEvents', 'logs:Get*', 'logs:StartQuery', 'logs:StopQuery', 'redshift-data:*',
    'redshift-serverless:*', 'redshift:*', 's3:*', 's3tables:*', 'scheduler:*', 'sqlworkbench:*', 'states:*', 'sts:DecodeAuthorizationMessage', 'tag:Get*',
  ],
  Resource: '*', // the account is the limit; what is not the engineer's is denied below.
};

/** Keys are used through the services that hold the data, and not by themselves. */
const KEYS_OF_THE_LAKE: Statement = {
  Sid: 'KeysOfTheLake',
  Effect: 'Allow',
  Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncrypt*'],
  Resource: '*', // which key a bucket or a cluster has is known only there.
  Condition: { StringLike: { 'kms:ViaService': ['athena', 'firehose', 'glue', 'kinesis', 'redshift', 's3'].map((service) => `${service}.*.amazonaws.com*`) } },
};

/** Who may see a bucket, a catalogue or a stream, and how long objects are kept, is decided where it is made. */
const KEEP_DATA_CLOSED: Statement = {
  Sid: 'KeepDataClosed',
  Effect: 'Deny',
  Action: [
    'glue:CreateDevEndpoint', // an open shell that runs as a role.
    'glue:PutResourcePolicy', 'glue:UpdateDevEndpoint', 'kinesis:PutResourcePolicy', 'redshift-serverless:PutResourcePolicy', 'redshift:PutResourcePolicy',
    's3:AssociateAccessGrants*', 's3:DeleteBucketPolicy', 's3:PutAccess*', 's3:PutBucketAcl', 's3:PutBucketObjectLockConfiguration', 's3:PutBucketPolicy', 's3:PutBucketPublicAccessBlock',
    's3:PutMultiRegionAccessPointPolicy', 's3:PutObjectAcl', 's3:PutObjectVersionAcl', 's3:PutReplicationConfiguration', 's3:UpdateAccessGrantsLocation',
    's3tables:PutTableBucketPolicy', 's3tables:PutTablePolicy',
  ],
  Resource: '*', // any of them may hold other people's data.
};

export function dataEngineer({ passRolePath }: DataEngineerOptions): Preset {
  return {
    name: 'DataEngineer',
    description: 'Lake, warehouse and pipelines; passes application roles, opens no data to others',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: [VIEW_ONLY], // pipelines begin and end in services of which the engineer sees no more than that they are there.
    statements: [
      LAKE_AND_PIPELINES, KEYS_OF_THE_LAKE, LET_SERVICES_LINK, ...passRolesUnder(passRolePath), keepIdentities(), KEEP_DATA_CLOSED,
      ...KEEP_CONTROL_PLANE, KEEP_INSIDE, BUY_NOTHING,
    ],
    work: ['athena:StartQueryExecution', 'glue:CreateTable', 's3:PutObject', 'states:StartExecution', 'redshift-data:ExecuteStatement', 'emr-serverless:StartJobRun'],
  };
}
