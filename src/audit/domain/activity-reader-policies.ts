import type { VaultKeyUse } from '../../organization/domain/vault-key-use';
import type { Statement } from '../../policy/domain/document';

/** What the role that asks the activity view reads, and where it leaves answers. */
export interface ActivityReaderPlaces {
  readonly workGroupArn: string;
  readonly catalogArns: readonly string[];
  readonly readArns: readonly string[];
  readonly resultsArn: string;
  readonly vaultKey: VaultKeyUse;
}

/** Asks in one workgroup, reads logs and people, and writes nothing but the answers. */
export function activityReaderStatements({ workGroupArn, catalogArns, readArns, resultsArn, vaultKey }: ActivityReaderPlaces): Statement[] {
  const allow = (Action: string[], Resource: readonly string[], Condition?: object): Statement => ({ Effect: 'Allow', Action, Resource, ...(Condition ? { Condition } : {}) });
  return [
    allow([
      'athena:BatchGetNamedQuery', 'athena:GetNamedQuery', 'athena:GetPreparedStatement', 'athena:GetQueryExecution', 'athena:GetQueryResults', 'athena:GetWorkGroup',
      'athena:ListNamedQueries', 'athena:ListPreparedStatements', 'athena:ListQueryExecutions', 'athena:StartQueryExecution', 'athena:StopQueryExecution',
    ], [workGroupArn]),
    allow(['glue:GetDatabase', 'glue:GetPartitions', 'glue:GetTable', 'glue:GetTables'], catalogArns),
    allow(['s3:GetBucketLocation', 's3:ListBucket'], [...readArns, resultsArn]),
    allow(['s3:GetObject'], readArns.map((arn) => `${arn}/*`)),
    allow(['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'], [`${resultsArn}/*`]),
    allow(vaultKey.actions, vaultKey.resources, vaultKey.conditions),
  ];
}

/** Sessions of these permission sets in the account, in every form that the name of their role has. */
export function activityReaderTrust(partition: string, accountId: string, permissionSets: readonly string[]): Statement {
  const base = `arn:${partition}:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/`;
  // sixteen digits follow: '*' would also take a set whose name begins with this one's and an underscore.
  const hex = '?'.repeat(16);
  return {
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: 'sts:AssumeRole',
    Condition: { ArnLike: { 'aws:PrincipalArn': permissionSets.flatMap((set) => [`${base}AWSReservedSSO_${set}_${hex}`, `${base}*/AWSReservedSSO_${set}_${hex}`]) } },
  };
}
