// The landing zone deployed by CDK Pipelines: a commit goes in, the stacks of all accounts come out in order.
import { join } from 'node:path';
import { App, Stack, Stage as DeploymentStage } from 'aws-cdk-lib';
import { CodePipeline, CodePipelineSource, ManualApprovalStep, ShellStep } from 'aws-cdk-lib/pipelines';
import { Accounts, LandingZone, Organization, PermissionSet, Rollout, Stage } from 'cdk-zero-trust-landing-zone';

export const app = new App();

const organization = Organization.fromSnapshot(join(__dirname, 'fintech', 'organization.json'));
const sharedServices = organization.account('shared-services');
const stack = new Stack(app, 'Pipeline', { env: { account: sharedServices.accountId, region: organization.homeRegion } });
const pipeline = new CodePipeline(stack, 'Pipeline', {
  crossAccountKeys: true,
  enableKeyRotation: true,
  synth: new ShellStep('Synth', {
    // a connection of your own to where the code is.
    input: CodePipelineSource.connection('your-company/landing-zone', 'main', {
      connectionArn: `arn:aws:codeconnections:${organization.homeRegion}:${sharedServices.accountId}:connection/00000000-0000-4000-8000-000000000000`,
    }),
    commands: ['npm ci', 'npx cdk synth'],
  }),
});

const stage = new DeploymentStage(app, 'Organization');
const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const landingZone = new LandingZone(stage, 'LandingZone', {
  organization,
  logArchiveAccount: 'log-archive',
  auditAccount: 'audit',
  allowedRegions: ['eu-west-1', 'eu-west-3'],
  rollout: Rollout.stages([{ unit: 'Sandbox', stage: Stage.observe() }]),
  permissionSets: [PermissionSet.securityAuditor()],
  access: [{ group: 'aws-auditors', permissionSet: 'SecurityAuditor', accounts: Accounts.all().except('fin-management') }],
  // the pipeline takes CDK's roles in the other accounts, so nobody else may make, change, pass or assume the pipeline's own.
  // whoever may start its builds with commands of their own still acts as it: keep people out of its account.
  deployers: [
    role(sharedServices.accountId, 'Pipeline-*'),
    role(sharedServices.accountId, `cdk-hnb659fds-*-role-${sharedServices.accountId}-${organization.homeRegion}`),
  ],
  protectedRoles: { stacks: [{ account: 'shared-services', stackName: stack.stackName }] },
  asOf: '2026-11-01',
});
const logArchive = organization.account('log-archive').accountId;
landingZone.mustAllow({
  claim: 'the pipeline takes the deploy role of the log archive',
  principal: role(sharedServices.accountId, 'Pipeline-Pipeline'),
  action: 'sts:AssumeRole',
  resource: role(logArchive, `cdk-hnb659fds-deploy-role-${logArchive}-${organization.homeRegion}`),
});
pipeline.addStage(stage, { pre: [new ManualApprovalStep('ReadTheAccessReport')] });
