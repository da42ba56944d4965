/** Whose events a detection watches; those of 'audit' are there without being sent. 'identity' is the management account and the one that administers Identity Center. */
export type EventAccounts = 'every' | 'management' | 'identity' | 'log archive' | 'audit';

/**
 * On which event bus of the audit account the rule stands that tells: 'detections' is the one that every account sends to, 'default' the account's own, where its
 * jobs put what they found, 'okta' the one of Okta's log stream.
 */
export type EventBus = 'detections' | 'default' | 'okta';

/**
 * In which Region these events arrive: 'global' where the global services of a partition keep what is theirs, such as us-east-1;
 * 'home' where Identity Center, trail and vault live; 'each' where they were caused.
 */
export type EventRegion = 'global' | 'home' | 'each';

export type Severity = 'critical' | 'high' | 'medium';

/** A pattern of EventBridge: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
export interface EventPattern {
  readonly [field: string]: EventPattern | readonly unknown[];
}

/** What somebody is told about when it happens. */
export interface Detection {
  /** In kebab case; the rules' names end with it. */
  readonly name: string;
  /** What happened, as the subject of a message. */
  readonly title: string;
  readonly severity: Severity;
  /** Why somebody should know. */
  readonly reason: string;
  /** What it does not see although one might think so. */
  readonly unseen: string;
  /** What to do first. */
  readonly runbook: string;
  readonly bus: EventBus;
  readonly accounts: EventAccounts;
  readonly region: EventRegion;
  readonly pattern: EventPattern;
}

/** What detections must know of an organization. */
export interface DetectionFacts {
  readonly partition: string;
  readonly managementAccountId: string;
  readonly identityAccountId: string;
  readonly auditAccountId: string;
  readonly logArchiveAccountId: string;
  readonly vaultBucket: string;
  readonly accessLogBucket: string;
  /** Where AWS Config delivers before the vault gets a copy. */
  readonly landingBucket: string;
  readonly trailName: string;
  /** The bus that every account sends to, and the StackSet by which members do. */
  readonly detectionBus: string;
  readonly forwardingStackSet: string;
  /** How the ARN of the topic begins, and those of its subscriptions. */
  readonly topicArnPrefix: string;
  /** How the names of the rules of this library begin, in whichever account. */
  readonly rulePrefixes: readonly string[];
  /** ARN patterns of roles that deploy, elevate and provision. */
  readonly assigners: readonly string[];
  /** ARN patterns of roles for emergencies. */
  readonly breakGlassRoles: readonly string[];
  /** Whether Okta's log stream has an event bus here. */
  readonly okta: boolean;
}

/** EventBridge refuses longer patterns: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export const MOST_PATTERN_CHARACTERS = 2_048;
