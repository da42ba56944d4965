import type {
  AccessReport, AccountFacts, AssignmentRow, ChainLevel, GuardrailChain, GuardrailFacts, PolicySlots, TargetSlots,
} from '../../src/report/domain/report-model';

const MANAGEMENT = '446805215924';
const LOG_ARCHIVE = '617356972744';
const AUDIT = '612114964892';

function account(id: string, name: string, unit: string, ...roles: string[]): AccountFacts {
  return { id, name, unit, status: 'ACTIVE', roles };
}

const ACCOUNTS: readonly AccountFacts[] = [
  account(AUDIT, 'audit', 'Security', 'audit', 'identity'),
  account('312327604994', 'data', 'Workloads/Prod'),
  account('741614165250', 'dev', 'Workloads/NonProd'),
  account(MANAGEMENT, 'fin-management', '', 'management'),
  account('011958012252', 'ledger-preprod', 'Workloads/NonProd'),
  account('328687146181', 'ledger-prod', 'Workloads/Prod'),
  account(LOG_ARCHIVE, 'log-archive', 'Security', 'log archive'),
  account('326908994148', 'network', 'Infrastructure'),
  account('166151311065', 'payments-preprod', 'Workloads/NonProd'),
  account('722416603220', 'payments-prod', 'Workloads/Prod'),
  account('460321543374', 'sandbox', 'Sandbox'),
  account('683169441715', 'shared-services', 'Infrastructure'),
];

const UNITS: Readonly<Record<string, string>> = {
  'Workloads': 'ou-mu07-civo6usn',
  'Workloads/Prod': 'ou-mu07-f6e9fxp5',
  'Workloads/NonProd': 'ou-mu07-y1wdu27u',
  'Infrastructure': 'ou-mu07-j2slnrx2',
  'Sandbox': 'ou-mu07-g1e5nlwx',
  'Security': 'ou-mu07-nvmmoedy',
};

type Where = (account: AccountFacts) => boolean;
const everywhere: Where = () => true;
const under = (...units: string[]): Where => ({ unit }) => units.some((parent) => unit === parent || unit.startsWith(`${parent}/`));
const named = (...names: string[]): Where => ({ name }) => names.includes(name);

/** The eight rules of the fintech case: 54 assignments, 4 of them in the management account. */
const RULES: readonly (readonly [group: string, set: string, where: Where])[] = [
  ['aws-admins', 'Administrator', everywhere],
  ['aws-auditors', 'SecurityAuditor', everywhere],
  ['aws-billing', 'BillingReadOnly', named('fin-management')],
  ['aws-data-bi', 'DataAnalyst', named('data', 'sandbox')],
  ['aws-developers', 'DeveloperAccess', under('Workloads/NonProd', 'Sandbox')],
  ['aws-ops', 'Operator', under('Workloads', 'Infrastructure', 'Sandbox')],
  ['aws-secops', 'Operator', under('Security')],
  ['aws-secops', 'SecurityAuditor', everywhere],
];

const ASSIGNMENTS: readonly AssignmentRow[] = RULES.flatMap(([group, permissionSet, where]) =>
  ACCOUNTS.filter(where).map(({ id }) => id).sort().map((accountId) => ({ group, permissionSet, accountId })));

function setOf(name: string, description: string, managedPolicies: string[], more: Partial<AccessReport['permissionSets'][number]> = {}) {
  return { name, description, sessionMinutes: 480, privileged: false, managedPolicies, customerManagedPolicies: [], inlinePolicyBytes: 0, ...more };
}

const PERMISSION_SETS: AccessReport['permissionSets'] = [
  setOf('BillingReadOnly', 'Costs and invoices', ['AWSBillingReadOnlyAccess']),
  setOf('DeveloperAccess', 'Build and debug outside production', ['PowerUserAccess'], {
    customerManagedPolicies: ['/platform/deny-key-export'],
    permissionsBoundary: '/platform/engineering-boundary',
  }),
  setOf('DataAnalyst', 'Query the lake', ['AmazonAthenaFullAccess'], { inlinePolicyBytes: 412 }),
  setOf('SecurityAuditor', 'Look everywhere, change nothing', ['SecurityAudit', 'job-function/ViewOnlyAccess'], { managementName: 'SecurityAuditor-mgmt' }),
  setOf('Operator', 'Run production', ['job-function/SystemAdministrator']),
  setOf('Administrator', 'Everything the guardrails leave', ['AdministratorAccess'], {
    managementName: 'Administrator-mgmt',
    privileged: true,
    sessionMinutes: 240,
  }),
];

const STAGES = [
  { unit: 'Sandbox', stage: 'enforce', acknowledgement: 'nothing runs here that matters' },
  { unit: 'Security', stage: 'enforce', acknowledgement: 'replay of ninety days found nothing' },
  { unit: 'Workloads/NonProd', stage: 'enforce', acknowledgement: 'replay of ninety days found nothing' },
  { unit: 'Workloads/Prod', stage: 'observe' },
  { unit: 'Infrastructure', stage: 'draft' },
];
const ENFORCED = ['Sandbox', 'Security', 'Workloads/NonProd'];
const TARGETS = ENFORCED.map((unit) => ({ id: UNITS[unit], name: unit }));

function rootExemption(accountId: string, reason: string, ticket: string): GuardrailFacts['exemptions'][number] {
  return { principals: [`arn:aws:iam::${accountId}:root`], reason, owner: 'secops', ticket, expires: '2027-05-01' };
}

const GUARDRAILS: readonly GuardrailFacts[] = [
  {
    name: 'DenyRegionsOutsideEU',
    purpose: 'Only eu-west-1 and eu-west-3; services without a Region stay reachable.',
    bytes: 2913,
    bytesAllowed: 10240,
    stages: STAGES,
    targets: TARGETS,
    exemptActions: [
      { actions: ['iam:*', 'organizations:*', 'sso:*', 'sts:*'], reason: 'Answer in one Region for the whole partition', confined: false },
      { actions: ['cloudfront:*', 'route53:*', 'route53domains:*', 'globalaccelerator:*'], reason: 'Edge services, run from us-east-1', confined: false },
      { actions: ['support:*', 'health:*', 'trustedadvisor:*'], reason: 'The console of every account calls them', confined: false },
      { actions: ['acm:*', 'kms:*'], reason: 'Certificates for CloudFront live in us-east-1', confined: true },
      { actions: ['cloudwatch:Get*', 'logs:Get*', 'logs:Describe*'], reason: 'Metrics of edge services are read in us-east-1', confined: true },
    ],
    exemptions: [{
      principals: ['arn:aws:iam::*:role/cdk-hnb659fds-cfn-exec-role-*-us-east-1', 'arn:aws:iam::*:role/cdk-hnb659fds-deploy-role-*-us-east-1'],
      reason: 'Certificate stacks still deploy from us-east-1',
      owner: 'platform',
      ticket: 'SEC-377',
      expires: '2026-11-20',
    }],
  },
  {
    name: 'DenyRootUser',
    purpose: 'The root user does nothing.',
    bytes: 604,
    bytesAllowed: 10240,
    stages: STAGES,
    targets: TARGETS,
    exemptActions: [],
    exemptions: [
      rootExemption(LOG_ARCHIVE, 'Object Lock bucket policy recovery', 'SEC-400'),
      rootExemption(AUDIT, 'Delegated administrator recovery', 'SEC-401'),
      rootExemption('722416603220', 'Card scheme break-glass procedure', 'SEC-402'),
      rootExemption('328687146181', "Regulator's continuity procedure", 'SEC-403'),
    ],
  },
  {
    name: 'DenyDisablingSecurityServices',
    purpose: 'CloudTrail, Config, GuardDuty and Security Hub stay on, even for Administrator.',
    bytes: 1322,
    bytesAllowed: 10240,
    stages: STAGES,
    targets: TARGETS,
    exemptActions: [],
    exemptions: [],
  },
];

type Policy = ChainLevel['policies'][number];
const FULL_ACCESS: Policy = { name: 'FullAWSAccess', bytes: 131, origin: 'aws' };
const FOREIGN: Policy = { name: 'aws-guardrails-QzKvPd', bytes: 1204, origin: 'foreign' };
const OURS: readonly Policy[] = GUARDRAILS.map(({ name, bytes }) => ({ name, bytes, origin: 'ours' }));

/** What is attached to each target, before and after. */
function attached(name: string, ours: readonly Policy[]): readonly Policy[] {
  return [FULL_ACCESS, ...(name === 'Security' ? [FOREIGN] : []), ...(ENFORCED.includes(name) ? ours : [])];
}

function level(targetId: string, targetName: string): ChainLevel {
  const policies = attached(targetName, OURS);
  const slotsLeft = 10 - policies.length;
  return { targetId, targetName, policies, slotsUsed: policies.length, slotsLeft, bytesUsed: size(policies), bytesLeft: slotsLeft * 10240 };
}

function size(policies: readonly Policy[]): number {
  return policies.reduce((sum, policy) => sum + policy.bytes, 0);
}

function chain({ id, name, unit }: AccountFacts): GuardrailChain {
  const units = unit.split('/').map((_, depth, parts) => parts.slice(0, depth + 1).join('/')).filter(Boolean);
  return { accountId: id, bound: id !== MANAGEMENT, levels: [level('r-mu07', 'Root'), ...units.map((path) => level(UNITS[path], path)), level(id, name)] };
}

function slots(ours: readonly Policy[]): PolicySlots {
  const units = Object.entries(UNITS).map(([name, id]) => ({ id, name }));
  const target = (name: string): TargetSlots => {
    const policies = attached(name, ours);
    return { name, scpAttached: policies.length, scpBytes: size(policies), rcpAttached: 1 };
  };
  const targets = [{ id: 'r-mu07', name: 'Root' }, ...units, ...ACCOUNTS].map(({ id, name }) => [id, target(name)]);
  return { scpQuotaPerTarget: 10, rcpQuotaPerTarget: 5, targets: Object.fromEntries(targets) };
}

/** A report in the manner of the fintech case, with more guardrails and exemptions than it has; each call a fresh one, changed where told. */
export function sampleReport(overrides: Partial<AccessReport> = {}): AccessReport {
  return {
    schemaVersion: 1,
    organization: {
      id: 'o-kc6bfub1u9',
      partition: 'aws',
      homeRegion: 'eu-west-3',
      takenAt: '2026-11-01T00:00:00.000Z',
      asOf: '2026-11-01',
      managementAccountId: MANAGEMENT,
      identityProvider: 'Okta',
      allowedRegions: ['eu-west-1', 'eu-west-3'],
    },
    accounts: ACCOUNTS,
    permissionSets: PERMISSION_SETS,
    assignments: ASSIGNMENTS,
    standingExceptions: [{
      group: 'aws-admins',
      permissionSet: 'Administrator',
      accountIds: ACCOUNTS.map(({ id }) => id),
      reason: 'Elevation on request is not in place yet; four IT administrators carry on-call until it is',
      owner: 'secops',
      expires: '2027-02-01',
    }],
    guardrails: GUARDRAILS,
    policySlots: { before: slots([]), after: slots(OURS) },
    chains: ACCOUNTS.map(chain),
    trail: {
      name: 'organization-trail',
      homeRegion: 'eu-west-3',
      bucketName: 'zero-trust-trail-617356972744-eu-west-3',
      bucketAccountId: LOG_ARCHIVE,
      keyAlias: 'alias/zero-trust/trail',
      retentionMode: 'COMPLIANCE',
      retentionDays: 2557,
      multiRegion: true,
      organizationTrail: true,
      logFileValidation: true,
      globalServiceEvents: true,
    },
    stacks: [
      { name: 'LandingZone-LogArchive', accountId: LOG_ARCHIVE, region: 'eu-west-3', holds: 'the vault bucket, landing and access-log buckets, key' },
      { name: 'LandingZone-Management', accountId: MANAGEMENT, region: 'eu-west-3', holds: 'the organization trail, guardrails, permission sets for the management account itself' },
      { name: 'LandingZone-Identity', accountId: AUDIT, region: 'eu-west-3', holds: 'permission sets and assignments' },
    ],
    warnings: [
      "The permission sets 'SecurityAuditor' and 'Administrator' are used in the management account and elsewhere, so each is split in two; the delegated administrator cannot change the management account's half.",
      "'DenyRegionsOutsideEU' exempts 'iam:*' everywhere: roles can be managed from any Region.",
    ],
    ...overrides,
  };
}
