/**
 * The access report as data: what `report.json` holds, and all that `report.md` and `index.html` are made of.
 *
 * Members are only added; one that changes its meaning or goes raises `schemaVersion`.
 * The schema for readers in other languages is `docs/access-report.schema.json`.
 */
export interface AccessReport {
  readonly schemaVersion: 1;
  readonly organization: OrganizationFacts;
  /** What is promised and what shows that it holds, in a fixed order, also what nothing shows. */
  readonly promises: readonly PromiseFacts[];
  /** Every account of the snapshot, by name, also those that are not active. */
  readonly accounts: readonly AccountFacts[];
  readonly permissionSets: readonly PermissionSetFacts[];
  /** Customer managed policies, boundaries among them, that sets name and nothing here deploys: a snapshot cannot show that they exist. */
  readonly assumedPolicies: readonly AssumedPolicyRow[];
  /** The access matrix: one row for each group, logical permission set and account, sorted. */
  readonly assignments: readonly AssignmentRow[];
  /** Privileged sets that somebody holds permanently, each with the reason that was written down. */
  readonly standingExceptions: readonly StandingExceptionRow[];
  /** Who may ask for which privileged set for a limited time; missing where nothing is lent. */
  readonly elevation?: ElevationFacts;
  readonly guardrails: readonly GuardrailFacts[];
  /** What was proved of the policies above the accounts; a claim that fails stops the synth, so none is here. */
  readonly proofs: readonly ProofFacts[];
  readonly policySlots: { readonly before: PolicySlots; readonly after: PolicySlots };
  /** The policies above each account, from the root down. */
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
  /** Where people sign in to Identity Center; missing where it is not known. */
  readonly accessPortalUrl?: string;
  readonly allowedRegions: readonly string[];
}

/** Something that is promised. It has no evidence where nothing was made that shows it. */
export interface PromiseFacts {
  /** In kebab case, the same in every report: for links, and for programs. */
  readonly id: string;
  /** A plain sentence. */
  readonly promise: string;
  readonly shownBy: readonly EvidenceFacts[];
  /** What the evidence does not cover, a sentence each. */
  readonly limits: readonly string[];
}

/** Something that shows a promise: a resource that is deployed, a question that was evaluated at synth, or what appears once all is deployed. */
export interface EvidenceFacts {
  readonly kind: 'template' | 'evaluation' | 'runtime';
  readonly what: string;
  /** Where to look: 'Zone-LogArchive in log-archive (000000000003)', 'Proofs: zero-trust-region-deny'. */
  readonly where: string;
  /** What to look for there. */
  readonly names: readonly EvidenceNames[];
  /** Of an evaluation that is made of proofs: how far they reach. */
  readonly proofs?: EvidenceProofs;
}

/** Names of one kind. */
export interface EvidenceNames {
  /** A type of CloudFormation, or what it is in words: 'alarm', 'objects', 'saved query'. */
  readonly kind: string;
  readonly count: number;
  /** Logical ids of resources, names of everything else; empty where there are too many for a reader. */
  readonly names: readonly string[];
}

/** The proofs of one source that must come out alike, summed up. An account that some of them are about is in one of the lists. */
export interface EvidenceProofs {
  readonly source: string;
  readonly expected: ProofFacts['expected'];
  readonly claims: number;
  /** Accounts for which every claim about them is proved. */
  readonly proved: readonly string[];
  /** Accounts for which some are, and the others are not claimed. */
  readonly partly: readonly string[];
  readonly notCovered: readonly string[];
  /** Accounts for which an answer hangs on condition keys that are known only when somebody asks. */
  readonly undetermined: readonly string[];
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

export interface AssumedPolicyRow {
  /** Its name with its path. */
  readonly policy: string;
  readonly permissionSets: readonly string[];
  /** Accounts in which rules give these sets. */
  readonly accountIds: readonly string[];
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

export interface ElevationFacts {
  readonly policies: readonly ElevationPolicyRow[];
  /** What is never lent, whatever a policy says. */
  readonly denials: readonly ElevationDenialRow[];
  /** Groups whose people may end any elevation. */
  readonly securityGroups: readonly string[];
}

/** Who may ask for what where, and whose consent it takes. */
export interface ElevationPolicyRow {
  readonly name: string;
  readonly permissionSet: string;
  readonly accountIds: readonly string[];
  readonly requesters: readonly string[];
  /** One after the other; none where nobody has to consent. */
  readonly stages: readonly { readonly approvers: readonly string[]; readonly approvals: number }[];
  readonly maxMinutes: number;
  /** How far ahead somebody may ask. */
  readonly startWithinMinutes: number;
  /** How long consent may take. */
  readonly requestExpiresMinutes: number;
  /** What the whole reason, and the whole number of a ticket, must match; missing where anything does, and where no ticket is needed. */
  readonly justificationPattern?: string;
  readonly ticketPattern?: string;
  readonly allowOverlap: boolean;
}

export interface ElevationDenialRow {
  readonly name: string;
  readonly reason: string;
  readonly groups: readonly string[];
  /** Empty for every set. */
  readonly permissionSets: readonly string[];
  /** Empty for every account. */
  readonly accountIds: readonly string[];
}

export interface GuardrailFacts {
  /** Also the name of its policy in Organizations, unless `heldBy` says otherwise. */
  readonly name: string;
  readonly type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
  readonly purpose: string;
  /** Size of its statements as a document of their own. */
  readonly bytes: number;
  readonly bytesAllowed: number;
  /** Policies in Organizations whose documents hold its statements: its own, or one that it shares when slots are scarce. */
  readonly heldBy: readonly string[];
  /** Each unit that the rollout names, and the stage it is in: 'draft', 'observe' or 'enforce'. */
  readonly stages: readonly {
    readonly unit: string;
    readonly stage: string;
    readonly acknowledgement?: string;
    readonly evidence?: StageEvidence;
  }[];
  readonly targets: readonly { readonly id: string; readonly name: string }[];
  /** Ids of active member accounts above which it is not attached. */
  readonly notYetEnforced: readonly string[];
  /** Actions that the guardrail leaves alone for everybody, each with the reason. */
  readonly exemptActions: readonly { readonly actions: readonly string[]; readonly reason: string; readonly confined: boolean }[];
  /** Principals, or accounts of this organization or another, that it leaves alone; one of the two lists is empty. */
  readonly exemptions: readonly {
    readonly principals: readonly string[];
    readonly accountIds: readonly string[];
    readonly reason: string;
    readonly owner: string;
    readonly ticket: string;
    readonly expires: string;
  }[];
}

/** What a replay of CloudTrail predicted before the stage was entered. */
export interface StageEvidence {
  /** The first and the last day that were replayed, ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** Recorded calls that the guardrail was asked about. */
  readonly evaluated: number;
  readonly denied: number;
  /** Calls whose records do not say enough for an answer. */
  readonly undeterminable: number;
  readonly approver: string;
}

/** One thing that must stay possible, or must be denied, asked of every account it is about against every policy above it. */
export interface ProofFacts {
  /** A sentence without a full stop: 'Administrator stops the trail', 'somebody opens a support case'. */
  readonly claim: string;
  /** What must come out. */
  readonly expected: 'allowed' | 'denied';
  /** Who says so: a guardrail's name, 'console', 'deployment', 'Identity Center', 'team', … */
  readonly source: string;
  /** The caller, as an ARN in which '<account>' stands for the account. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** The Region that is asked for, or several of them in words. */
  readonly region: string;
  /** Accounts for which it is proved. */
  readonly proved: readonly string[];
  /** Accounts for which it is not claimed, and why: 'the management account is not bound', 'observe: not attached yet'. */
  readonly notCovered: readonly { readonly accountIds: readonly string[]; readonly reason: string }[];
  /** Accounts for which the answer hangs on condition keys that are known only when somebody asks. */
  readonly undetermined: readonly { readonly accountIds: readonly string[]; readonly dependsOn: readonly string[] }[];
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
  /** False for the management account: neither kind of policy binds it. */
  readonly bound: boolean;
  readonly levels: readonly ChainLevel[];
}

/** A target with its service control policies, and under `rcps` its resource control policies. */
export interface ChainLevel extends LevelPolicies {
  readonly targetId: string;
  readonly targetName: string;
  readonly rcps: LevelPolicies;
}

/** The policies of one type on one target, and the room for more of that type. */
export interface LevelPolicies {
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
