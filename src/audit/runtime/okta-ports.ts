import type { Clock } from '../../private/runtime/clock';
import type { OktaEvent } from '../domain/okta-event';
import type { HourEvidence } from '../domain/okta-evidence';
import type { Look, OktaProgress } from '../domain/okta-hours';

/** By which way an event came. */
export type OktaSource = 'stream' | 'system-log';

/** Okta's events in the vault, each in a place that follows from the event alone. */
export interface OktaVault {
  /** The uuids that stand in an hour. */
  uuids(hourMs: number): Promise<Set<string>>;
  /** Puts an event in its place unless something stands there, in one step. */
  keep(event: OktaEvent, source: OktaSource): Promise<'kept' | 'known'>;
}

export interface OktaEvidence {
  read(hourMs: number): Promise<HourEvidence | undefined>;
  write(hourMs: number, evidence: HourEvidence): Promise<void>;
}

export interface SystemLog {
  /** Everything that happened in an hour and seconds around it, page by page. Fails with an `OktaFailure`. */
  pages(hourMs: number, deadlineMs: number): AsyncIterable<readonly unknown[]>;
}

/** How far runs have come. One run at a time: a run that died gives way when its lease is over. */
export interface OktaProgressStore {
  /** Undefined while another run is at it. */
  begin(owner: string, first: OktaProgress, nowMs: number, leaseUntilMs: number): Promise<OktaProgress | undefined>;
  /** From one hour to the next; fails when somebody else has moved it. */
  advance(owner: string, look: Look, fromMs: number, toMs: number): Promise<void>;
  end(owner: string): Promise<void>;
}

/** Counts of what happened; each is a metric. */
export interface OktaMetrics {
  record(counts: Readonly<Record<string, number>>): void;
}

export interface WriterPorts {
  readonly vault: OktaVault;
  readonly metrics: OktaMetrics;
}

export interface ReconcilerPorts extends WriterPorts {
  readonly evidence: OktaEvidence;
  readonly systemLog: SystemLog;
  readonly progress: OktaProgressStore;
  readonly clock: Clock;
}
