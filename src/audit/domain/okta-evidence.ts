import type { Look } from './okta-hours';

/** What one look at an hour found. */
export interface LookFound {
  /** 'comparing' until everything that was missing is written. */
  readonly state: 'comparing' | 'compared' | 'out-of-reach';
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Events of the hour in the System Log. */
  readonly inSystemLog: number;
  /** Of these, uuids that were not in the vault when they were compared. They are written down before they are written into the vault. */
  readonly missing: readonly string[];
  /** Items of the System Log without a uuid or a time; they are not in the vault. */
  readonly unreadable: number;
}

/** The evidence about one hour: `evidence/okta/<date>/<hour>.json`. */
export interface HourEvidence {
  readonly schemaVersion: 1;
  /** The beginning of the hour, ISO 8601, UTC. */
  readonly hour: string;
  /** Whether the hour was over before anything was streamed here. */
  readonly beforeStream: boolean;
  readonly looks: Readonly<Partial<Record<Look, LookFound>>>;
}

export function evidenceKey(prefix: string, hourMs: number): string {
  const [date, time] = new Date(hourMs).toISOString().split('T');
  return `${prefix}okta/${date}/${time.slice(0, 2)}.json`;
}

/** The evidence with what a look found: what an earlier try of the same look wrote down as missing stays so. */
export function withLook(evidence: HourEvidence, look: Look, found: LookFound): HourEvidence {
  const earlier = evidence.looks[look]?.missing ?? [];
  return { ...evidence, looks: { ...evidence.looks, [look]: { ...found, missing: [...new Set([...earlier, ...found.missing])].sort() } } };
}

export function emptyEvidence(hourMs: number, startedMs: number): HourEvidence {
  return { schemaVersion: 1, hour: new Date(hourMs).toISOString(), beforeStream: hourMs < startedMs, looks: {} };
}
