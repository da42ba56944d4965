import { GUARDRAILS } from './sample-guardrails';
import { ACCOUNTS, AUDIT, LOG_ARCHIVE, MANAGEMENT } from './sample-organization';
import { sampleChain, sampleSlots } from './sample-policies';
import { PROMISES } from './sample-promises';
import { PROOFS } from './sample-proofs';
import type { AccessReport, AccountFacts, AssignmentRow } from '../../src/report/domain/report-model';

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

const ASSUMED: AccessReport['assumedPolicies'] = [
  { policy: '/platform/deny-key-export', permissionSets: ['DeveloperAccess'], accountIds: ACCOUNTS.filter(under('Workloads/NonProd', 'Sandbox')).map(({ id }) => id).sort() },
  { policy: '/platform/engineering-boundary', permissionSets: ['DeveloperAccess'], accountIds: [] },
];

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
    promises: PROMISES,
    accounts: ACCOUNTS,
    permissionSets: PERMISSION_SETS,
    assumedPolicies: ASSUMED,
    assignments: ASSIGNMENTS,
    standingExceptions: [{
      group: 'aws-admins',
      permissionSet: 'Administrator',
      accountIds: ACCOUNTS.map(({ id }) => id),
      reason: 'Elevation on request is not in place yet; four IT administrators carry on-call until it is',
      owner: 'secops',
      expires: '2027-02-01',
    }],
    elevation: {
      policies: [
        {
          name: 'production deployments', permissionSet: 'Administrator', accountIds: ACCOUNTS.slice(1).map(({ id }) => id), requesters: ['aws-release'],
          stages: [{ approvers: ['aws-release-approvers'], approvals: 1 }, { approvers: ['aws-secops', 'aws-leads'], approvals: 2 }],
          maxMinutes: 90, startWithinMinutes: 10_080, requestExpiresMinutes: 1_440, ticketPattern: '(CHG|INC)-[0-9]+', allowOverlap: false,
        },
        {
          name: 'first look', permissionSet: 'SecurityAuditor', accountIds: [LOG_ARCHIVE], requesters: ['aws-secops'], stages: [],
          maxMinutes: 60, startWithinMinutes: 0, requestExpiresMinutes: 90, justificationPattern: 'because .+', allowOverlap: true,
        },
      ],
      denials: [{ name: 'contractors', reason: 'contractors work in the sandbox', groups: ['aws-contractors'], permissionSets: ['Administrator'], accountIds: [] }],
      securityGroups: ['aws-secops'],
    },
    guardrails: GUARDRAILS,
    proofs: PROOFS,
    policySlots: { before: sampleSlots(false), after: sampleSlots(true) },
    chains: ACCOUNTS.map(sampleChain),
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
