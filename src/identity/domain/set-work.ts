import type { PermissionSetData } from './permission-set-data';

/** An action that people with a set do every day. */
export interface Work {
  readonly action: string;
  /** Whether it is asked in the Region of global services. */
  readonly global?: boolean;
}

/** What the AWS managed policies are for, an example or two each; a policy that is not here is left to the set's own statements. */
const MANAGED_POLICY_WORK: Readonly<Record<string, readonly Work[]>> = {
  'AWSBillingReadOnlyAccess': [{ action: 'ce:GetCostAndUsage', global: true }],
  'AdministratorAccess': [{ action: 'ec2:RunInstances' }, { action: 'iam:GetRole', global: true }],
  'AmazonAthenaFullAccess': [{ action: 'athena:StartQueryExecution' }],
  'Billing': [{ action: 'billing:GetBillingData', global: true }],
  'PowerUserAccess': [{ action: 'lambda:CreateFunction' }, { action: 'ec2:RunInstances' }],
  'ReadOnlyAccess': [{ action: 'ec2:DescribeInstances' }, { action: 'iam:GetRole', global: true }],
  'SecurityAudit': [{ action: 'cloudtrail:DescribeTrails' }, { action: 'iam:GetAccountAuthorizationDetails', global: true }],
  'job-function/DataScientist': [{ action: 'athena:StartQueryExecution' }],
  'job-function/DatabaseAdministrator': [{ action: 'rds:ModifyDBInstance' }],
  'job-function/NetworkAdministrator': [{ action: 'ec2:CreateRoute' }],
  'job-function/SystemAdministrator': [{ action: 'ec2:StartInstances' }, { action: 'cloudwatch:PutMetricAlarm' }],
  'job-function/ViewOnlyAccess': [{ action: 'ec2:DescribeInstances' }],
};

/** Services whose actions are asked in the Region of global services. */
const GLOBAL = ['account', 'billing', 'budgets', 'ce', 'cloudfront', 'health', 'iam', 'organizations', 'route53', 'support'];

/** So many actions of a set's own statements stand for all. */
const EXAMPLES = 6;

/** What a set is for: examples of its managed policies, and the first plain actions that its own statements allow. */
export function workOf({ managedPolicies, statements }: Pick<PermissionSetData, 'managedPolicies' | 'statements'>): Work[] {
  const own = statements.filter(({ Effect, Action }) => Effect === 'Allow' && Action !== undefined).flatMap(({ Action }) => [Action].flat().map(String))
    .filter((action) => /^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action)).slice(0, EXAMPLES)
    .map((action) => ({ action, global: GLOBAL.includes(action.split(':')[0]) }));
  const work = [...managedPolicies.flatMap((name) => MANAGED_POLICY_WORK[name] ?? []), ...own];
  return [...new Map(work.map((one) => [one.action, one])).values()];
}
