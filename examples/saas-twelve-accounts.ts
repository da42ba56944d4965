// A SaaS company: 200 engineers, twelve accounts grown apart, no spare account for audit and log archive.
import { join } from 'node:path';
import { App, Duration } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  Accounts, CustomScp, ElevationAuthorization, Exemption, LandingZone, OktaOrgUrl, Organization, PermissionSet, PermissionsBoundary, RecorderRole,
  RegionDenyOptIn, Rollout, Stage,
} from 'cdk-zero-trust-landing-zone';

export const app = new App();

const organization = Organization.fromSnapshot(join(__dirname, 'saas', 'organization.json'));
const rollout = Rollout.stages([
  { unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'nothing runs here that matters' }) },
  { unit: 'Workloads/NonProduction', stage: Stage.observe() },
  { unit: 'Workloads/Production', stage: Stage.observe() },
  { unit: 'Acquired', stage: Stage.observe() },
]);

const protectedFirst = Rollout.stages([
  { unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'nothing runs here that matters' }) },
  { unit: 'Security', stage: Stage.enforce({ acknowledgement: 'only the landing zone changes the trail here' }) },
  { unit: 'Workloads', stage: Stage.observe() },
  { unit: 'Acquired', stage: Stage.observe() },
]);

const landingZone = new LandingZone(app, 'Saas', {
  organization,
  // one account does both, because there is no other: the library takes it and warns.
  logArchiveAccount: 'security',
  auditAccount: 'security',
  allowedRegions: ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-southeast-1'],
  identityProvider: 'Okta',
  // the audit trail is protected first, and the roles that may change it: there both bind already, while the others are only watched.
  rollout: rollout.forPolicy('zero-trust-security-services', protectedFirst).forPolicy('zero-trust-audit-tamper', protectedFirst)
    .forPolicy('zero-trust-protected-roles', protectedFirst),
  regionDeny: { optIns: [RegionDenyOptIn.bedrockCrossRegionInference('us-east-2'), RegionDenyOptIn.securityHubLinkedRegions('eu-central-1')] },
  longLivedCredentialDeny: {
    exemptions: [Exemption.accounts(Accounts.named('acq-brightloop'), {
      reason: 'its users move to Identity Center with the migration', owner: 'platform', ticket: 'PLAT-210', expires: '2027-03-31',
    })],
  },
  // resources answer the organization only, and one vendor.
  orgPerimeter: {
    exemptions: [Exemption.externalAccounts(['999988887777'], { reason: 'monitoring reads metrics buckets', owner: 'platform', ticket: 'PLAT-204', expires: '2027-06-30' })],
  },
  // where acquired accounts will wait; drafted until the present ones are moved on.
  quarantine: Rollout.stages([{ unit: 'Acquired', stage: Stage.draft() }]),
  activityView: { readerPermissionSets: ['ReadOnly'] },
  // AWS Config was tried out everywhere once, so its role is there.
  configRecorders: { role: RecorderRole.existingServiceLinked() },
  securityPosture: {},
  oktaEvents: {
    oktaOrgUrl: OktaOrgUrl.hosted('https://saas-case.okta.com'),
    eventSourceName: 'aws.partner/okta.com/saas-case/system-log',
    apiTokenSecretArn: 'arn:aws:secretsmanager:us-east-1:623267374025:secret:okta-system-log-AbCdEf',
  },
  breakGlassRoles: ['arn:aws:iam::*:role/break-glass'],
  permissionSets: [
    PermissionSet.developer({ permissionsBoundary: PermissionsBoundary.customerManaged('engineering-boundary') }),
    PermissionSet.dataEngineer(),
    PermissionSet.devOps(),
    // in the account that keeps the trail, where only the security team has it, also the logs themselves.
    PermissionSet.readOnly({ auditTrail: true }),
    // held by nobody permanently: people are lent these for a limited time.
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
  elevation: [
    {
      name: 'production-deploy',
      permissionSet: 'ProductionDeploy',
      accounts: Accounts.under('Workloads/Production'),
      requesters: ['aws-release'],
      approvers: ['aws-release-approvers'],
      ticketPattern: '(CHG|INC)-[0-9]+',
    },
    {
      name: 'security-operations',
      permissionSet: 'SecurityOperations',
      accounts: Accounts.all().except('platform'),
      requesters: ['aws-security'],
      approvers: ['aws-security-approvers'],
      approvals: 2,
    },
  ],
  elevationOptions: {
    // people call the API with tokens of the identity provider, which stands behind the portal of the team.
    authorization: ElevationAuthorization.jwt({ issuer: 'https://saas-case.okta.com/oauth2/default', audience: ['elevation'] }),
    securityGroups: ['aws-security'],
  },
  // the day of the snapshot; leave it out in your own app.
  asOf: '2026-11-01',
});

// a guardrail of the team's own, sized, packed, proved and reported like the others.
new CustomScp(landingZone.managementStack, 'deny-public-sharing', {
  organization,
  rollout,
  purpose: 'Keeps images and snapshots from being shared with other accounts',
  statements: [new PolicyStatement({
    sid: 'DenyPublicSharing',
    effect: Effect.DENY,
    actions: ['ec2:ModifyImageAttribute', 'ec2:ModifySnapshotAttribute', 'rds:ModifyDBSnapshotAttribute'],
    resources: ['*'],
  })],
  asOf: '2026-11-01',
});
landingZone.mustDeny({
  claim: 'a developer shares a snapshot', principal: 'arn:aws:iam::*:role/developer', action: 'ec2:ModifySnapshotAttribute', accounts: Accounts.under('Sandbox'),
});
