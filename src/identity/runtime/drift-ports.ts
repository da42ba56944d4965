import type { ToldFinding } from '../domain/drift-findings';
import type { CheckRequest, Deed } from '../domain/drift-scope';
import type { HeldAssignment } from '../domain/held-access';

/** What a check keeps between its steps, and the list it leaves behind. */
export interface DriftRecords {
  write(run: string, name: string, content: unknown): Promise<void>;
  /** Undefined when it was never written. */
  read<T>(run: string, name: string): Promise<T | undefined>;
  /** Where somebody finds it. */
  keyOf(run: string, name: string): string;
}

export interface PendingRequests {
  readonly ids: readonly string[];
  readonly requests: readonly CheckRequest[];
  /** Whether there are more than were read. */
  readonly more: boolean;
}

/** What was asked to be checked and is not checked yet. It is kept until a check has told what it found. */
export interface CheckRequests {
  /** Adding the same id twice is one request. */
  add(id: string, request: CheckRequest): Promise<void>;
  pending(): Promise<PendingRequests>;
  done(ids: readonly string[]): Promise<void>;
}

/** The checks themselves. */
export interface CheckRuns {
  /** False when a run of this name has ended already; one that is there and has not ended is as good as a new one. */
  start(run: string, startAtMs: number): Promise<boolean>;
  /** Whether a run that started before this one has not ended. */
  olderUnderWay(run: string): Promise<boolean>;
}

/** The deployment of the stack that the catalogue stands in. */
export interface Deployments {
  /** 'broken' is one that failed and could not go back either. */
  state(): Promise<'settled' | 'underWay' | 'broken'>;
}

/** Who made an assignment, as far as anybody wrote it down. */
export interface AssignmentHistory {
  /** By `deedKey`; those that nobody knows are left out. */
  madeBy(assignments: readonly HeldAssignment[]): Promise<ReadonlyMap<string, Deed>>;
}

/** What one event says; a long list comes in several. */
export interface DriftAnnouncement {
  readonly run: string;
  /** Whether everything was read or only what had been changed. */
  readonly checked: 'all' | 'some';
  /** Version of the document that was compared with. */
  readonly desiredVersion: string;
  readonly missing: number;
  readonly undeclared: number;
  readonly outdated: number;
  readonly removed: number;
  /** Why nothing was removed, when too much would have been. */
  readonly breaker?: string;
  readonly part: number;
  readonly parts: number;
  readonly findings: readonly ToldFinding[];
  /** Key of the whole list in the bucket of access records. */
  readonly list: string;
}

export interface Announcements {
  announce(announcement: DriftAnnouncement): Promise<void>;
}

/** Counts by name of the metric. */
export interface DriftMetrics {
  record(counts: Readonly<Record<string, number>>): void;
}
