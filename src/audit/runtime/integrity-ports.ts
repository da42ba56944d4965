import type { Clock } from '../../private/runtime/clock';
import type { TRAIL_CHANGE, TRAIL_FINDING } from '../domain/detections/audit-events';
import type { ListedAccount } from '../domain/roster';

/** Files that a run leaves for its later steps, and the roster. JSON, each written whole. */
export interface WorkFiles {
  read<T>(key: string): Promise<T | undefined>;
  write(key: string, content: unknown): Promise<void>;
}

export interface KeptEvidence {
  readonly text: string;
  readonly versionId: string;
}

/** Evidence in the vault, where nothing is ever deleted: what is written again becomes a new version. */
export interface Evidence {
  /** The newest version. */
  read(key: string): Promise<KeptEvidence | undefined>;
  write(key: string, text: string): Promise<void>;
  /** False if there is something of this name already. */
  writeOnce(key: string, text: string): Promise<boolean>;
  sha256(text: string): string;
}

/** The accounts of the organization, all of them, or an error. */
export interface OrganizationAccounts {
  list(): Promise<readonly ListedAccount[]>;
}

/** Tells findings to whoever listens; at least once. */
export interface Findings {
  announce(kind: typeof TRAIL_FINDING | typeof TRAIL_CHANGE, details: readonly object[]): Promise<void>;
}

/** Numbers that alarms look at; one that is recorded again is the same number. */
export interface VerificationMetrics {
  record(counts: Readonly<Record<string, number>>): void;
}

export type IntegrityClock = Pick<Clock, 'nowMs'>;
