import { type AskedContents, readLogs, readNoContents, readObjects, readTheTrail } from './contents';
import { EIGHT_HOURS, type Preset, type Statement, VIEW_ONLY } from './preset';

/** How things run, where ViewOnlyAccess only says that they are there. */
const STATE_AND_MEASURES: Statement = {
  Sid: 'StateAndMeasures',
  Effect: 'Allow',
  Action: [
    'application-autoscaling:Describe*', 'application-signals:Get*', 'application-signals:List*', 'cloudformation:Describe*', 'cloudwatch:Describe*', 'codebuild:BatchGet*',
    'codepipeline:Get*', 'codepipeline:List*', 'elasticloadbalancing:Describe*', 'events:Describe*', 'health:Describe*', 'iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:GetRole',
    'iam:GetRolePolicy', 'kms:DescribeKey', 'lambda:GetAlias', 'lambda:GetFunctionConfiguration', 'lambda:GetPolicy', 'pi:GetResourceMetrics', 's3:GetBucket*',
    's3:GetEncryptionConfiguration', 's3:GetLifecycleConfiguration', 'servicequotas:Get*', 'servicequotas:List*', 'sns:Get*', 'ssm:Describe*', 'states:DescribeStateMachine',
    'tag:Get*', 'xray:GetServiceGraph', 'xray:GetTraceSummaries',
  ],
  Resource: '*', // looking has no narrower resource for most of these.
};

/**
 * Looks, and reads no contents. Not ReadOnlyAccess: that reads objects, items, messages, parameters and code, and what a list of denials forgets
 * of it today is read tomorrow.
 */
export function readOnly(asked: AskedContents, trailRoles: readonly string[]): Preset {
  return {
    name: 'ReadOnly',
    description: 'Looks at configuration, state and measures; reads no secrets and no contents but those asked for',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: [VIEW_ONLY], // lists and metadata of all services are what is to be looked at.
    statements: [
      STATE_AND_MEASURES, ...readObjects(asked.objects), ...readLogs(asked.logGroups), ...readTheTrail(trailRoles), ...readNoContents(asked),
    ],
    work: ['ec2:DescribeInstances', 'cloudwatch:GetMetricData', 'cloudformation:DescribeStacks', 'iam:ListRoles'],
  };
}
