import { APPLICATION_SERVICES, type BuilderOptions, builderStatements, use } from './building';
import { EIGHT_HOURS, type Preset, type Statement, VIEW_ONLY } from './preset';

/** What applications stand on. Pipelines and builds are started and stopped but not changed: they deploy as roles that go further. */
const PLATFORM_SERVICES = [
  'acm', 'aps', 'backup', 'codedeploy', 'ec2', 'ec2-instance-connect', 'eks', 'globalaccelerator', 'grafana', 'imagebuilder', 'kms', 'network-firewall', 'resource-explorer-2',
  'route53', 'route53resolver', 'servicequotas', 'ssm', 'vpc-lattice', 'wafv2',
];

const PIPELINES = ['codebuild:RetryBuild', 'codepipeline:DisableStageTransition', 'codepipeline:EnableStageTransition', 'codepipeline:RollbackStage'];

/** Policies by which other accounts get at networks, backups and parameters. */
const SHARE_NO_PLATFORM: Statement = {
  Sid: 'ShareNoPlatform',
  Effect: 'Deny',
  Action: [
    'backup:PutBackupVaultAccessPolicy', 'backup:PutBackupVaultSharingPolicy', 'ec2:CreateNetworkInterfacePermission', 'ec2:PutResourcePolicy', 'ssm:PutResourcePolicy',
  ],
  Resource: '*', // whose data it is cannot be read from a name.
};

/** Runs the platform outside production: networks, clusters, keys, names, backups. */
export function devOps(options: BuilderOptions): Preset {
  return {
    name: 'DevOps',
    description: 'Runs the platform outside production; reads IAM, passes application roles, makes no users and no keys',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: [VIEW_ONLY], // whoever runs a platform looks at all of it.
    statements: [
      use('RunPlatform', [...APPLICATION_SERVICES, ...PLATFORM_SERVICES, ...options.additionalServices], [
        ...PIPELINES, 'compute-optimizer:Get*', 'iam:GenerateServiceLastAccessedDetails', 'iam:Get*', 'iam:List*', 'iam:Simulate*',
      ]),
      ...builderStatements(options),
      SHARE_NO_PLATFORM,
    ],
    work: ['ec2:RunInstances', 'ec2:CreateVpc', 'eks:UpdateClusterVersion', 'route53:ChangeResourceRecordSets', 'ssm:StartSession', 'iam:GetRole'],
  };
}
