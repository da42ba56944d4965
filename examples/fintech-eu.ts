// A regulated fintech: 80 people, twelve accounts, two EU Regions, logs locked for seven years, an auditor on the way.
import { join } from 'node:path';
import { App, Duration } from 'aws-cdk-lib';
import {
  Accounts, ConfigRecording, ElevationAuthorization, Exemption, GuardrailTarget, LandingZone, OktaOrgUrl, Organization, PermissionSet, Rollout, Stage,
  WormRetention,
} from 'cdk-zero-trust-landing-zone';

export const app = new App();

/** Accounts whose root user must stay usable: each agreed, each with an end. */
const rootExceptions = [
  { account: 'log-archive', reason: 'Object Lock bucket policy recovery', ticket: 'SEC-400' },
  { account: 'audit', reason: 'Delegated administrator recovery', ticket: 'SEC-401' },
  { account: 'payments-prod', reason: 'Card scheme break-glass procedure', ticket: 'SEC-402' },
  { account: 'ledger-prod', reason: "Regulator's continuity procedure", ticket: 'SEC-403' },
];

const rollout = Rollout.stages([
  { unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'nothing runs here that matters' }) },
  { unit: 'Workloads', stage: Stage.observe() },
]);

const protectedFirst = Rollout.stages([
  { unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'nothing runs here that matters' }) },
  { unit: 'Security', stage: Stage.enforce({ acknowledgement: 'only the landing zone changes the trail here' }) },
  { unit: 'Workloads', stage: Stage.observe() },
]);

const landingZone = new LandingZone(app, 'Fintech', {
  organization: Organization.fromSnapshot(join(__dirname, 'fintech', 'organization.json')),
  logArchiveAccount: 'log-archive',
  auditAccount: 'audit',
  allowedRegions: ['eu-west-1', 'eu-west-3'],
  identityProvider: 'Okta',
  retention: WormRetention.compliance(7, { acknowledgement: 'the regulator asks for seven years; agreed by secops' }),
  // the vault is kept from the first day, and the roles that may change it: a lock of seven years is worth what keeps its rules.
  rollout: rollout.forPolicy('zero-trust-security-services', protectedFirst).forPolicy('zero-trust-audit-tamper', protectedFirst)
    .forPolicy('zero-trust-protected-roles', protectedFirst),
  rootDeny: {
    exemptions: rootExceptions.map(({ account, ...why }) => Exemption.accounts(Accounts.named(account), { ...why, owner: 'secops', expires: '2027-05-01' })),
  },
  // resources answer the organization only; a vendor would be named here.
  orgPerimeter: {},
  // nothing waits today: in an incident one word closes the account.
  quarantine: Rollout.targets([{ target: GuardrailTarget.account('sandbox'), stage: Stage.draft() }]),
  auditTrail: { vaultDataEvents: true, insights: true },
  activityView: { readerPermissionSets: ['SecurityAuditor'] },
  // once a day is enough for an auditor, and costs a fraction.
  configRecorders: { recording: ConfigRecording.all().daily() },
  securityPosture: { guardDutyFeatures: ['S3_DATA_EVENTS'] },
  oktaEvents: {
    oktaOrgUrl: OktaOrgUrl.hosted('https://fintech-case.okta.com'),
    eventSourceName: 'aws.partner/okta.com/fintech-case/system-log',
    apiTokenSecretArn: 'arn:aws:secretsmanager:eu-west-3:612114964892:secret:okta-system-log-AbCdEf',
  },
  // the way in when Identity Center or Okta is down: two people, with a device each.
  breakGlass: {
    accounts: Accounts.named('fin-management', 'audit', 'log-archive'),
    trustedUsers: ['arn:aws:iam::446805215924:user/emergency-1', 'arn:aws:iam::446805215924:user/emergency-2'],
  },
  permissionSets: [
    PermissionSet.billingReadOnly(),
    PermissionSet.developerAccess(),
    // besides tagged data of the lake, what authors of dashboards share.
    PermissionSet.dataAnalyst({ dashboards: true }),
    // in the audit account also the logs themselves.
    PermissionSet.securityAuditor({ auditTrail: true }),
    PermissionSet.operator(),
    PermissionSet.administrator(),
  ],
  access: [
    { group: 'aws-billing', permissionSet: 'BillingReadOnly', accounts: Accounts.named('fin-management') },
    { group: 'aws-developers', permissionSet: 'DeveloperAccess', accounts: Accounts.under('Workloads/NonProd', 'Sandbox') },
    { group: 'aws-data-bi', permissionSet: 'DataAnalyst', accounts: Accounts.named('data', 'sandbox') },
    { group: 'aws-secops', permissionSet: 'SecurityAuditor', accounts: Accounts.all() },
    { group: 'aws-auditors', permissionSet: 'SecurityAuditor', accounts: Accounts.all() },
    { group: 'aws-ops', permissionSet: 'Operator', accounts: Accounts.under('Workloads', 'Infrastructure', 'Sandbox') },
    { group: 'aws-secops', permissionSet: 'Operator', accounts: Accounts.under('Security') },
    {
      group: 'aws-admins',
      permissionSet: 'Administrator',
      accounts: Accounts.all(),
      // without this the synth fails: a privileged set is held for a limited time.
      standing: { reason: 'until everybody has been lent it once, after the cutover of week four', owner: 'secops', expires: '2027-01-31' },
    },
  ],
  elevation: [
    // as long as a session of the set: one that is open at the end would be denied then.
    { permissionSet: 'Administrator', accounts: Accounts.all(), requesters: ['aws-admins'], approvers: ['aws-secops'], maxDuration: Duration.hours(4) },
  ],
  // with signatures instead, whoever asks or consents would need a permission set with `execute-api:Invoke` in the account of Identity Center.
  elevationOptions: { authorization: ElevationAuthorization.jwt({ issuer: 'https://fintech-case.okta.com/oauth2/default', audience: ['elevation'] }) },
  // the day of the snapshot; leave it out in your own app.
  asOf: '2026-11-01',
});

// proved for every account at each synth, in the report under "Proofs".
landingZone.mustDeny({
  claim: 'an operator copies a snapshot to another continent',
  principal: 'arn:aws:iam::*:role/operations',
  action: 'rds:CopyDBSnapshot',
  regions: ['us-east-1', 'ap-southeast-1'],
  accounts: Accounts.under('Sandbox'), // where the region deny is enforced so far.
});
landingZone.mustAllow({ claim: 'the ledger reads its key', principal: 'arn:aws:iam::*:role/ledger', action: 'kms:Decrypt', accounts: Accounts.named('ledger-prod') });
