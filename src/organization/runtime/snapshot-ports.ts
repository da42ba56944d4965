import type { SnapshotCall, SnapshotItems } from './snapshot-calls';
import type { Clock } from '../../private/runtime/clock';

/** Where the answers come from. */
export interface OrganizationReader {
  /**
   * One page of an answer, as it looks in JSON; a single object is a page of one.
   * Fails with a `ReadFailure`.
   *
   * @param about the id, policy type or Region the call is about
   * @param next the token of the page before
   */
  page<C extends SnapshotCall>(call: C, about?: string, next?: string): Promise<OrganizationPage<C>>;
}

export interface OrganizationPage<C extends SnapshotCall> {
  readonly items: readonly SnapshotItems[C][];
  /** There are more pages, even if this one is empty. */
  readonly next?: string;
}

/** What a run leaves behind for the next one if it does not come to its end. */
export interface SnapshotStateStore {
  /** How a person calls the place, such as a file name. */
  readonly name: string;
  load(): Promise<SnapshotState | undefined>;
  /** Begins a new state in place of any old one. */
  start(start: SnapshotStart): Promise<void>;
  keep(page: KeptPage): Promise<void>;
  clear(): Promise<void>;
}

export interface SnapshotState {
  readonly start: SnapshotStart;
  readonly pages: readonly KeptPage[];
}

export interface SnapshotStart {
  readonly organizationId: string;
  /** ISO 8601, of the first run. */
  readonly startedAt: string;
}

export interface KeptPage {
  readonly call: SnapshotCall;
  readonly about?: string;
  /** From 0; page 0 replaces whatever was kept of the same list. */
  readonly number: number;
  readonly items: readonly unknown[];
  readonly next?: string;
}

export interface SnapshotProgress {
  /** So many more calls are known to be needed. */
  expect(calls: number): void;
  doing(what: string): void;
  /** One call is answered, now or by an earlier run. */
  done(): void;
  /** Something the person has to know. */
  note(line: string): void;
}

export interface SnapshotOutput {
  write(text: string): Promise<void>;
}

export interface SnapshotPorts {
  readonly reader: OrganizationReader;
  readonly clock: Clock;
  readonly state: SnapshotStateStore;
  readonly progress: SnapshotProgress;
  readonly output: SnapshotOutput;
}
