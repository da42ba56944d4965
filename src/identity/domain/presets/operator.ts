import { BUY_NOTHING, KEEP_CONTROL_PLANE, KEEP_INSIDE } from './control-plane';
import { PASS_NO_ROLE, keepIdentities, passRolesUnder } from './iam-limits';
import { EIGHT_HOURS, type Preset, type Statement, VIEW_ONLY } from './preset';

export interface OperatorOptions {
  /** Names of runbooks of the team. */
  readonly runbooks: readonly string[];
  readonly passRolePath?: string;
}

const WATCH: Statement = {
  Sid: 'Watch',
  Effect: 'Allow',
  Action: [
    'application-autoscaling:Describe*', 'application-signals:Get*', 'application-signals:List*', 'cloudformation:Describe*', 'cloudformation:DetectStack*', 'cloudwatch:Describe*',
    'cloudwatch:PutDashboard', 'codebuild:BatchGet*', 'codepipeline:Get*', 'codepipeline:List*', 'elasticloadbalancing:Describe*', 'health:Describe*', 'iam:GetRole',
    'lambda:GetAlias', 'lambda:GetFunctionConfiguration', 'lambda:GetProvisionedConcurrencyConfig', 'logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:GetLogGroupFields',
    'logs:GetLogRecord', 'logs:GetQueryResults', 'logs:StartLiveTail', 'logs:StartQuery', 'logs:StopLiveTail', 'logs:StopQuery', 'pi:Describe*', 'pi:Get*', 'servicequotas:Get*',
    'servicequotas:List*', 'ssm-incidents:Get*', 'ssm-incidents:List*', 'ssm:Describe*', 'ssm:GetAutomationExecution', 'ssm:GetCommandInvocation', 'ssm:GetConnectionStatus',
    'ssm:GetDocument', 'ssm:GetInventory', 'ssm:GetOpsItem', 'ssm:List*', 'states:Describe*', 'states:GetExecutionHistory', 'sts:DecodeAuthorizationMessage', 'support:*',
    'tag:Get*', 'xray:BatchGetTraces', 'xray:Get*',
  ],
  Resource: '*', // whoever is on call looks at all of the account.
};

/** Starts, stops, restarts, scales and moves traffic: what is there stays what it is. */
const RUN: Statement = {
  Sid: 'Run',
  Effect: 'Allow',
  Action: [
    'application-autoscaling:PutScheduledAction', 'application-autoscaling:RegisterScalableTarget', 'arc-zonal-shift:*ZonalShift', 'autoscaling:CancelInstanceRefresh',
    'autoscaling:EnterStandby', 'autoscaling:ExitStandby', 'autoscaling:ResumeProcesses', 'autoscaling:SetDesiredCapacity', 'autoscaling:SetInstanceHealth',
    'autoscaling:StartInstanceRefresh', 'autoscaling:SuspendProcesses', 'autoscaling:TerminateInstanceInAutoScalingGroup', 'autoscaling:UpdateAutoScalingGroup',
    'cloudfront:CreateInvalidation', 'ec2:CreateSnapshot', 'ec2:ModifyVolume', 'ec2:RebootInstances', 'ec2:StartInstances', 'ec2:StopInstances', 'ecs:StopTask',
    'ecs:UpdateService', 'eks:UpdateNodegroupConfig', 'eks:UpdateNodegroupVersion', 'elasticache:DecreaseReplicaCount', 'elasticache:IncreaseReplicaCount',
    'elasticache:RebootCacheCluster', 'elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets', 'es:StartServiceSoftwareUpdate', 'kafka:RebootBroker',
    'lambda:DeleteProvisionedConcurrencyConfig', 'lambda:PutProvisionedConcurrencyConfig', 'rds:ApplyPendingMaintenanceAction', 'rds:CreateDBClusterSnapshot',
    'rds:CreateDBSnapshot', 'rds:FailoverDBCluster', 'rds:RebootDBCluster', 'rds:RebootDBInstance', 'rds:StartDBCluster', 'rds:StartDBInstance', 'rds:StopDBCluster',
    'rds:StopDBInstance', 'redshift:PauseCluster', 'redshift:RebootCluster', 'redshift:ResumeCluster', 'route53-recovery-cluster:*', 'sqs:StartMessageMoveTask',
    'ssm-incidents:CreateTimelineEvent', 'ssm-incidents:StartIncident', 'ssm-incidents:UpdateIncidentRecord', 'ssm:CreateOpsItem', 'ssm:UpdateOpsItem', 'states:RedriveExecution',
  ],
  Resource: '*', // what is operated is decided by the accounts in which the set is held.
};

/** Scaling up a machine is changing its type; the other attributes, user data above all, decide what runs on it as its role. */
const RESIZE: Statement = {
  Sid: 'Resize', Effect: 'Allow', Action: 'ec2:ModifyInstanceAttribute', Resource: 'arn:*:ec2:*:*:instance/*', Condition: { StringEquals: { 'ec2:Attribute': 'InstanceType' } },
};

/** Snapshots that were just made get a name; nothing that is there gets another. */
const NAME_SNAPSHOTS: Statement = {
  Sid: 'NameSnapshots', Effect: 'Allow', Action: 'ec2:CreateTags', Resource: 'arn:*:ec2:*:*:snapshot/*', Condition: { StringEquals: { 'ec2:CreateAction': 'CreateSnapshot' } },
};

/** Back to what ran before, and never to anything new. */
const ROLL_BACK: Statement = {
  Sid: 'RollBack',
  Effect: 'Allow',
  Action: [
    'autoscaling:RollbackInstanceRefresh', 'cloudformation:CancelUpdateStack', 'cloudformation:ContinueUpdateRollback', 'cloudformation:RollbackStack', 'codedeploy:StopDeployment',
    'codepipeline:DisableStageTransition', 'codepipeline:RetryStageExecution', 'codepipeline:RollbackStage', 'codepipeline:StopPipelineExecution', 'ecs:StopServiceDeployment',
    'lambda:UpdateAlias',
  ],
  Resource: '*', // any deployment may have to be taken back.
};

/** A shell on a machine or in a container is recorded and ends with the session; tunnels to other hosts are not opened. */
const SHELL: readonly Statement[] = [
  {
    Sid: 'OpenShells', Effect: 'Allow', Action: 'ssm:StartSession',
    Resource: ['arn:*:ec2:*:*:instance/*', 'arn:*:ecs:*:*:task/*', 'arn:*:ssm:*:*:document/SSM-SessionManagerRunShell', 'arn:*:ssm:*:*:managed-instance/*'],
  },
  {
    Sid: 'OwnShells', Effect: 'Allow', Action: ['ssm:ResumeSession', 'ssm:TerminateSession'], Resource: 'arn:*:ssm:*:*:session/*',
    Condition: { StringLike: { 'ssm:resourceTag/aws:ssmmessages:session-id': '${aws:userid}' } },
  },
  {
    Sid: 'EncryptShells', Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: '*', // the key is chosen in the preferences of Session Manager.
    Condition: { Null: { 'kms:EncryptionContext:aws:ssm:SessionId': 'false' } },
  },
  { Sid: 'ShellsInContainers', Effect: 'Allow', Action: 'ecs:ExecuteCommand', Resource: ['arn:*:ecs:*:*:cluster/*', 'arn:*:ecs:*:*:task/*'] },
];

/** Patching is what AWS's own documents for it do, and no other command. */
const PATCH: Statement = {
  Sid: 'Patch',
  Effect: 'Allow',
  Action: ['ssm:CancelCommand', 'ssm:SendCommand'],
  Resource: [
    'arn:*:ec2:*:*:instance/*', 'arn:*:ssm:*:*:document/AWS-RunPatchBaseline', 'arn:*:ssm:*:*:document/AWS-UpdateSSMAgent', 'arn:*:ssm:*:*:managed-instance/*',
  ],
};

/** Secrets and stored data are not what operating takes; logs are. */
const READ_NO_DATA: Statement = {
  Sid: 'ReadNoData',
  Effect: 'Deny',
  Action: [
    'dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PartiQLSelect', 'dynamodb:Query', 'dynamodb:Scan', 'kms:Decrypt', 's3:GetObject', 's3:GetObjectVersion',
    'secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue', 'sqs:ReceiveMessage', 'ssm:GetParameter*',
  ],
  Resource: '*', // every secret is one, whatever its name.
};

/** Runs production: what is deployed there is started, stopped, scaled, patched and taken back, and nothing new comes from here. */
export function operator({ runbooks, passRolePath }: OperatorOptions): Preset {
  return {
    name: 'Operator',
    description: 'Runs production: starts, stops, scales, patches, rolls back; makes no identities',
    sessionMinutes: EIGHT_HOURS,
    // Not SystemAdministrator: that starts machines, writes functions and queues, stops the trail and uploads keys of users.
    managedPolicies: [VIEW_ONLY], // whoever runs an account looks at all of it.
    statements: [
      WATCH, RUN, RESIZE, NAME_SNAPSHOTS, ROLL_BACK, ...SHELL, PATCH, startRunbooks(runbooks),
      ...(passRolePath === undefined ? [PASS_NO_ROLE] : passToAutomation(passRolePath)),
      keepIdentities(), READ_NO_DATA, ...KEEP_CONTROL_PLANE, KEEP_INSIDE, BUY_NOTHING,
    ],
    work: ['ec2:StartInstances', 'ec2:StopInstances', 'ecs:UpdateService', 'rds:RebootDBInstance', 'ssm:StartSession', 'ssm:StartAutomationExecution'],
  };
}

/** Runbooks of AWS act as whoever starts them; those of the team that are named may act as a role that is written into them. */
function startRunbooks(names: readonly string[]): Statement {
  return {
    Sid: 'StartRunbooks',
    Effect: 'Allow',
    Action: ['ssm:SendAutomationSignal', 'ssm:StartAutomationExecution', 'ssm:StopAutomationExecution'],
    Resource: [
      'arn:*:ssm:*:*:automation-execution/*', ...['AWS-*', 'AWSSupport-*', ...names].flatMap((name) => [`arn:*:ssm:*:*:automation-definition/${name}:*`, `arn:*:ssm:*:*:document/${name}`]),
    ],
  };
}

function passToAutomation(path: string): Statement[] {
  return passRolesUnder(path).map((statement) => (statement.Effect === 'Allow'
    ? { ...statement, Condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } } } : statement));
}
