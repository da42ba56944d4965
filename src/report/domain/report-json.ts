import { AccessReport, LevelPolicies } from './report-model';

/** The members of a type in the order in which the file shows them; a member that is missing here does not compile. */
type Order<T> = T extends string | number | boolean ? 'value'
  : T extends readonly (infer Element)[] ? Order<Element>
    : string extends keyof T ? { readonly '*': Order<T[string & keyof T]> }
      : { readonly [Member in keyof T]-?: Order<NonNullable<T[Member]>> };

const SLOTS: Order<AccessReport['policySlots']['before']> = {
  scpQuotaPerTarget: 'value',
  rcpQuotaPerTarget: 'value',
  targets: { '*': { name: 'value', scpAttached: 'value', scpBytes: 'value', rcpAttached: 'value' } },
};

const LEVEL_POLICIES: Order<LevelPolicies> = {
  policies: { name: 'value', bytes: 'value', origin: 'value' },
  slotsUsed: 'value',
  slotsLeft: 'value',
  bytesUsed: 'value',
  bytesLeft: 'value',
};

/** The order of `report-model.ts`. */
export const MEMBER_ORDER: Order<AccessReport> = {
  schemaVersion: 'value',
  organization: {
    id: 'value',
    partition: 'value',
    homeRegion: 'value',
    takenAt: 'value',
    asOf: 'value',
    managementAccountId: 'value',
    identityProvider: 'value',
    accessPortalUrl: 'value',
    allowedRegions: 'value',
  },
  promises: {
    id: 'value',
    promise: 'value',
    shownBy: {
      kind: 'value',
      what: 'value',
      where: 'value',
      names: { kind: 'value', count: 'value', names: 'value' },
      proofs: {
        source: 'value', expected: 'value', claims: 'value', proved: 'value', partly: 'value', notCovered: 'value', undetermined: 'value',
      },
    },
    limits: 'value',
  },
  accounts: { id: 'value', name: 'value', unit: 'value', status: 'value', roles: 'value' },
  permissionSets: {
    name: 'value',
    description: 'value',
    managementName: 'value',
    sessionMinutes: 'value',
    privileged: 'value',
    managedPolicies: 'value',
    customerManagedPolicies: 'value',
    permissionsBoundary: 'value',
    inlinePolicyBytes: 'value',
  },
  assumedPolicies: { policy: 'value', permissionSets: 'value', accountIds: 'value' },
  assignments: { group: 'value', permissionSet: 'value', accountId: 'value' },
  standingExceptions: { group: 'value', permissionSet: 'value', accountIds: 'value', reason: 'value', owner: 'value', expires: 'value' },
  elevation: {
    policies: {
      name: 'value',
      permissionSet: 'value',
      accountIds: 'value',
      requesters: 'value',
      stages: { approvers: 'value', approvals: 'value' },
      maxMinutes: 'value',
      startWithinMinutes: 'value',
      requestExpiresMinutes: 'value',
      justificationPattern: 'value',
      ticketPattern: 'value',
      allowOverlap: 'value',
    },
    denials: { name: 'value', reason: 'value', groups: 'value', permissionSets: 'value', accountIds: 'value' },
    securityGroups: 'value',
  },
  guardrails: {
    name: 'value',
    type: 'value',
    purpose: 'value',
    bytes: 'value',
    bytesAllowed: 'value',
    heldBy: 'value',
    stages: {
      unit: 'value',
      stage: 'value',
      acknowledgement: 'value',
      evidence: { from: 'value', to: 'value', evaluated: 'value', denied: 'value', undeterminable: 'value', approver: 'value' },
    },
    targets: { id: 'value', name: 'value' },
    notYetEnforced: 'value',
    exemptActions: { actions: 'value', reason: 'value', confined: 'value' },
    exemptions: { principals: 'value', accountIds: 'value', reason: 'value', owner: 'value', ticket: 'value', expires: 'value' },
  },
  proofs: {
    claim: 'value',
    expected: 'value',
    source: 'value',
    principal: 'value',
    action: 'value',
    resource: 'value',
    region: 'value',
    proved: 'value',
    notCovered: { accountIds: 'value', reason: 'value' },
    undetermined: { accountIds: 'value', dependsOn: 'value' },
  },
  policySlots: { before: SLOTS, after: SLOTS },
  chains: {
    accountId: 'value',
    bound: 'value',
    levels: { targetId: 'value', targetName: 'value', ...LEVEL_POLICIES, rcps: LEVEL_POLICIES },
  },
  trail: {
    name: 'value',
    homeRegion: 'value',
    bucketName: 'value',
    bucketAccountId: 'value',
    keyAlias: 'value',
    retentionMode: 'value',
    retentionDays: 'value',
    multiRegion: 'value',
    organizationTrail: 'value',
    logFileValidation: 'value',
    globalServiceEvents: 'value',
  },
  stacks: { name: 'value', accountId: 'value', region: 'value', holds: 'value' },
  warnings: 'value',
};

/** `report.json`: the same model gives the same bytes, in whatever order its members were set. */
export function renderJson(report: AccessReport): string {
  return `${JSON.stringify(ordered(report, MEMBER_ORDER), undefined, 2)}\n`;
}

type AnyOrder = 'value' | { readonly [member: string]: AnyOrder };

function ordered(value: unknown, order: AnyOrder): unknown {
  if (Array.isArray(value)) {
    return value.map((element) => ordered(element, order));
  }
  if (order === 'value' || value === undefined) {
    return value;
  }
  const members = value as Record<string, unknown>;
  const names = '*' in order ? Object.keys(members).sort() : Object.keys(order);
  // entries, not assignments: a target called '__proto__' stays a member.
  return Object.fromEntries(names.map((name) => [name, ordered(members[name], order['*'] ?? order[name])]));
}
