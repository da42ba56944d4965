// A SaaS company: 200 engineers, twelve accounts grown apart, no spare account for audit and log archive.
import { join } from 'node:path';
import { App, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Accounts, LandingZone, Organization, PermissionSet, PermissionsBoundary, Rollout, Stage } from 'cdk-zero-trust-landing-zone';

export const app = new App();

new LandingZone(app, 'Saas', {
  organization: Organization.fromSnapshot(join(__dirname, 'saas', 'organization.json')),
  // one account does both, because there is no other: the library takes it and warns.
  logArchiveAccount: 'security',
  auditAccount: 'security',
  allowedRegions: ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-southeast-1'],
  identityProvider: 'Okta',
  rollout: Rollout.stages([
    { unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'nothing runs here that matters' }) },
    { unit: 'Workloads/NonProduction', stage: Stage.observe() },
    { unit: 'Workloads/Production', stage: Stage.observe() },
    { unit: 'Acquired', stage: Stage.observe() },
  ]),
  permissionSets: [
    PermissionSet.developer({ permissionsBoundary: PermissionsBoundary.customerManaged('engineering-boundary') }),
    PermissionSet.dataEngineer(),
    PermissionSet.devOps(),
    PermissionSet.readOnly(),
    // held by nobody permanently: people will be given these for a limited time.
    PermissionSet.custom({
      name: 'ProductionDeploy',
      description: 'Deploy and roll back in production',
      sessionDuration: Duration.hours(1),
      managedPolicies: ['PowerUserAccess'],
      privileged: true,
    }),
    PermissionSet.custom({
      name: 'SecurityOperations',
      description: 'Isolate, snapshot, revoke during an incident',
      sessionDuration: Duration.hours(1),
      managedPolicies: ['SecurityAudit'],
      statements: [new PolicyStatement({
        actions: ['ec2:ModifyInstanceAttribute', 'ec2:CreateSnapshot', 'iam:UpdateAccessKey', 'iam:PutRolePolicy', 'guardduty:*'],
        resources: ['*'], // an incident may be anywhere in the account.
      })],
      privileged: true,
    }),
  ],
  access: [
    { group: 'aws-developers', permissionSet: 'Developer', accounts: Accounts.under('Workloads/NonProduction', 'Sandbox') },
    { group: 'aws-developers', permissionSet: 'ReadOnly', accounts: Accounts.under('Workloads/Production') },
    { group: 'aws-data-engineers', permissionSet: 'DataEngineer', accounts: Accounts.named('data', 'dev') },
    { group: 'aws-data-engineers', permissionSet: 'ReadOnly', accounts: Accounts.named('prod-us') },
    {
      group: 'aws-devops',
      permissionSet: 'DevOps',
      accounts: Accounts.under('Workloads/NonProduction', 'Sandbox', 'SharedServices', 'Acquired').and(Accounts.named('platform', 'acq-tarnhelm')),
    },
    { group: 'aws-devops', permissionSet: 'ReadOnly', accounts: Accounts.under('Workloads/Production') },
    { group: 'aws-readonly', permissionSet: 'ReadOnly', accounts: Accounts.all().except('security') },
    { group: 'aws-security', permissionSet: 'ReadOnly', accounts: Accounts.named('security') },
  ],
  // the day of the snapshot; leave it out in your own app.
  asOf: '2026-11-01',
});
