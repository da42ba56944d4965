import type { SessionDenials } from '../../containment/runtime/session-denials';
import type { HeldAssignment } from '../../identity/domain/held-access';
import type { Operation } from '../../identity/runtime/identity-center';
import type { Clock } from '../../private/runtime/clock';
import type { Elevation } from '../domain/elevation';
import type { ElevationRules } from '../domain/elevation-rules';
import type { Lease } from '../domain/lease';
import type { Notice } from '../domain/notice';

/** What became of a conditional write. */
export type Written = 'written' | 'conflict';

/** The truth about elevations. Reads are consistent. */
export interface Elevations {
  find(id: string): Promise<Elevation | undefined>;
  /** Writes a new one with what makes it known again by its idempotency key; the one that is there already when the person used the key before. */
  create(elevation: Elevation, idempotencyKey: string): Promise<Elevation>;
  /** Replaces the revision before; 'conflict' when somebody else did. */
  save(elevation: Elevation): Promise<Written>;
  /** Those of one person, the newest first; a page of them. */
  ofRequester(requesterId: string, next?: string): Promise<{ readonly items: readonly Elevation[]; readonly next?: string }>;
  /** All that a sweep has to look at, which is what something still happens to and what nobody was told of; an index, so that one just written may be missing and one may be a revision old. */
  open(): AsyncIterable<Elevation>;
  /** Where the execution of a request waits for consent. */
  rememberToken(id: string, token: string): Promise<void>;
  token(id: string): Promise<string | undefined>;
}

/** Who answers for which assignment. Reads are consistent. */
export interface Leases {
  find(assignment: HeldAssignment): Promise<Lease | undefined>;
  /** Replaces the revision before; revision 1 is written only where there is none. */
  save(lease: Lease): Promise<Written>;
  delete(lease: Lease): Promise<Written>;
  all(): AsyncIterable<Lease>;
}

export interface RuleBook {
  /** The rules in force. */
  current(): Promise<ElevationRules>;
}

/** Where access is lent: accepted now, done later. Failures are `IdentityCenterFailure`s. */
export interface AccessBackend {
  grant(assignment: HeldAssignment): Promise<Operation>;
  granting(assignment: HeldAssignment, requestId: string): Promise<Operation>;
  remove(assignment: HeldAssignment): Promise<Operation>;
  removing(assignment: HeldAssignment, requestId: string): Promise<Operation>;
  /** Whether it is there now. */
  holds(assignment: HeldAssignment): Promise<boolean>;
  /** All people and groups that hold the set in the account. */
  holders(place: Pick<HeldAssignment, 'permissionSetArn' | 'accountId'>): Promise<readonly HeldAssignment[]>;
}

export interface Person {
  readonly id: string;
  readonly enabled: boolean;
  /** For messages to people only; nothing is decided by it. */
  readonly displayName?: string;
}

/** The identity store. */
export interface People {
  find(userId: string): Promise<Person | undefined>;
  /** Those of the groups that the person is in. */
  groupsOf(userId: string, groupIds: readonly string[]): Promise<readonly string[]>;
}

/** A hint that something ends: the sweeper ends it without one, too. */
export interface Schedules {
  /** Once at that time; the same id again replaces it. */
  scheduleEnd(id: string, atMs: number): Promise<void>;
  cancelEnd(id: string): Promise<void>;
}

/** Executions of the state machine, one for each elevation. */
export interface Executions {
  /** Starts it under a name that is used once: doing it twice starts one. A later attempt has a number of its own. */
  start(id: string, attempt: number): Promise<void>;
  /** Whether one runs. */
  running(id: string): Promise<boolean>;
  /** All that run, by the id of their elevation. */
  runningIds(): AsyncIterable<string>;
  stop(id: string, cause: string): Promise<void>;
  /** Lets an execution go on that waits with this token; a token that is used or over is no failure. */
  wake(token: string): Promise<void>;
}

export interface Notices {
  publish(notice: Notice): Promise<void>;
}

/** What is kept as evidence of one elevation, once it is over. */
export interface Evidence {
  keep(record: Record<string, unknown> & { readonly elevationId: string }): Promise<void>;
}

export interface ElevationPorts {
  readonly elevations: Elevations;
  readonly leases: Leases;
  readonly rules: RuleBook;
  readonly backend: AccessBackend;
  readonly people: People;
  readonly denials: SessionDenials;
  readonly schedules: Schedules;
  readonly executions: Executions;
  readonly notices: Notices;
  readonly evidence: Evidence;
  readonly clock: Clock;
}
