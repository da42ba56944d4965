import type { PermissionSetData } from './permission-set-data';

/** What the AWS managed policies are for, an example or two each; a policy that is not here is left to the set's own statements. */
const MANAGED_POLICY_WORK: Readonly<Record<string, readonly string[]>> = {
  'AWSBillingReadOnlyAccess': ['ce:GetCostAndUsage'],
  'AdministratorAccess': ['ec2:RunInstances', 'iam:GetRole'],
  'AmazonAthenaFullAccess': ['athena:StartQueryExecution'],
  'Billing': ['billing:GetBillingData'],
  'PowerUserAccess': ['lambda:CreateFunction', 'ec2:RunInstances'],
  'ReadOnlyAccess': ['ec2:DescribeInstances', 'iam:GetRole'],
  'SecurityAudit': ['cloudtrail:DescribeTrails', 'iam:GetAccountAuthorizationDetails'],
  'job-function/DataScientist': ['athena:StartQueryExecution'],
  'job-function/DatabaseAdministrator': ['rds:ModifyDBInstance'],
  'job-function/NetworkAdministrator': ['ec2:CreateRoute'],
  'job-function/SystemAdministrator': ['ec2:StartInstances', 'cloudwatch:PutMetricAlarm'],
  'job-function/ViewOnlyAccess': ['ec2:DescribeInstances'],
};

/** So many actions of a set's own statements stand for all. */
const EXAMPLES = 6;

/** What a set is for: what its preset says, or else examples of its managed policies, and the first plain actions that its own statements allow. */
export function workOf({ managedPolicies, statements, work }: Pick<PermissionSetData, 'managedPolicies' | 'statements' | 'work'>): string[] {
  if (work) {
    return [...work];
  }
  const own = statements.filter(({ Effect, Action }) => Effect === 'Allow' && Action !== undefined).flatMap(({ Action }) => [Action].flat().map(String))
    .filter((action) => /^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action)).slice(0, EXAMPLES);
  return [...new Set([...managedPolicies.flatMap((name) => MANAGED_POLICY_WORK[name] ?? []), ...own])];
}
