/**
 * The access report as data: what `report.json` holds, and all that `report.md` and `index.html` are made of.
 *
 * Members are only added; one that changes its meaning or goes raises `schemaVersion`.
 * The schema for readers in other languages is `docs/access-report.schema.json`.
 */
export interface AccessReport {
  readonly schemaVersion: 1;
  readonly organization: OrganizationFacts;
  /** Every account of the snapshot, by name, also those that are not active. */
  readonly accounts: readonly AccountFacts[];
  readonly permissionSets: readonly PermissionSetFacts[];
  /** The access matrix: one row for each group, logical permission set and account, sorted. */
  readonly assignments: readonly AssignmentRow[];
  /** Privileged sets that somebody holds permanently, each with the reason that was written down. */
  readonly standingExceptions: readonly StandingExceptionRow[];
  readonly guardrails: readonly GuardrailFacts[];
  readonly policySlots: { readonly before: PolicySlots; readonly after: PolicySlots };
  /** The service control policies above each account, from the root down. */
  readonly chains: readonly GuardrailChain[];
  readonly trail?: TrailFacts;
  readonly stacks: readonly StackFacts[];
  /** What the synth warned of, in full sentences. */
  readonly warnings: readonly string[];
}

export interface OrganizationFacts {
  readonly id: string;
  readonly partition: string;
  readonly homeRegion: string;
  /** When the snapshot was taken, ISO 8601. */
  readonly takenAt: string;
  /** The day that expiry dates were compared with, ISO 8601. */
  readonly asOf: string;
  readonly managementAccountId: string;
  /** How people sign in, in the team's own words, such as 'Okta'. */
  readonly identityProvider: string;
  readonly allowedRegions: readonly string[];
}

export interface AccountFacts {
  readonly id: string;
  readonly name: string;
  /** Path of its unit, such as 'Workloads/Production'; empty under the root. */
  readonly unit: string;
  readonly status: string;
  /** What the landing zone uses it for: 'management', 'log archive', 'audit', 'identity'. */
  readonly roles: readonly string[];
}

export interface PermissionSetFacts {
  /** The logical name that rules use. */
  readonly name: string;
  readonly description: string;
  /** The name it carries in the management account, when it is used there and the catalogue is split. */
  readonly managementName?: string;
  readonly sessionMinutes: number;
  readonly privileged: boolean;
  readonly managedPolicies: readonly string[];
  readonly customerManagedPolicies: readonly string[];
  readonly permissionsBoundary?: string;
  readonly inlinePolicyBytes: number;
}

export interface AssignmentRow {
  readonly group: string;
  readonly permissionSet: string;
  readonly accountId: string;
}

export interface StandingExceptionRow {
  readonly group: string;
  readonly permissionSet: string;
  readonly accountIds: readonly string[];
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

export interface GuardrailFacts {
  /** The policy's name in Organizations. */
  readonly name: string;
  readonly purpose: string;
  readonly bytes: number;
  readonly bytesAllowed: number;
  /** Each unit that the rollout names, and the stage it is in: 'draft', 'observe' or 'enforce'. */
  readonly stages: readonly { readonly unit: string; readonly stage: string; readonly acknowledgement?: string }[];
  readonly targets: readonly { readonly id: string; readonly name: string }[];
  /** Actions that the guardrail leaves alone for everybody, each with the reason. */
  readonly exemptActions: readonly { readonly actions: readonly string[]; readonly reason: string; readonly confined: boolean }[];
  /** Principals that it leaves alone. */
  readonly exemptions: readonly {
    readonly principals: readonly string[];
    readonly reason: string;
    readonly owner: string;
    readonly ticket: string;
    readonly expires: string;
  }[];
}

export interface PolicySlots {
  readonly scpQuotaPerTarget: number;
  readonly rcpQuotaPerTarget: number;
  readonly targets: Readonly<Record<string, TargetSlots>>;
}

export interface TargetSlots {
  readonly name: string;
  readonly scpAttached: number;
  /** Bytes of the attached service control policies exactly as they are stored. */
  readonly scpBytes: number;
  readonly rcpAttached: number;
}

export interface GuardrailChain {
  readonly accountId: string;
  /** False for the management account: no service control policy binds it. */
  readonly bound: boolean;
  readonly levels: readonly ChainLevel[];
}

export interface ChainLevel {
  readonly targetId: string;
  readonly targetName: string;
  readonly policies: readonly { readonly name: string; readonly bytes: number; readonly origin: 'aws' | 'foreign' | 'ours' }[];
  readonly slotsUsed: number;
  readonly slotsLeft: number;
  readonly bytesUsed: number;
  /** Bytes that the free slots could still take, a full document each. */
  readonly bytesLeft: number;
}

export interface TrailFacts {
  readonly name: string;
  readonly homeRegion: string;
  readonly bucketName: string;
  readonly bucketAccountId: string;
  readonly keyAlias: string;
  /** 'COMPLIANCE' or 'GOVERNANCE'. */
  readonly retentionMode: string;
  readonly retentionDays: number;
  readonly multiRegion: boolean;
  readonly organizationTrail: boolean;
  readonly logFileValidation: boolean;
  readonly globalServiceEvents: boolean;
}

export interface StackFacts {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly holds: string;
}
