import { patiently } from './patience';
import type { Clock } from '../../private/runtime/clock';
import { type HistoryStep, type IdentityHistory, type Listing, type Person, identityHistory } from '../domain/identity-history';

/** Everybody of the identity store, page by page. A page that is not answered fails with a `TrailReadFailure`. */
export interface IdentityDirectory {
  page(next?: string): Promise<{ readonly people: readonly Person[]; readonly next?: string }>;
}

export interface IdentityRecords {
  /** What was known, and the version of it; no version before the first time. */
  read(): Promise<{ readonly history: IdentityHistory; readonly version?: string }>;
  /** Fails when the version is no longer the newest. */
  write(history: IdentityHistory, version?: string): Promise<void>;
  /** What queries read; derived from the history, and written again each time. */
  publish(history: IdentityHistory): Promise<void>;
  /** What one listing said, kept as evidence of its day. */
  keepEvidence(at: string, people: readonly Person[]): Promise<void>;
}

export interface TakeIdentitySnapshotPorts {
  readonly directory: IdentityDirectory;
  readonly records: IdentityRecords;
  readonly clock: Clock;
  readonly counts: (counts: Readonly<Record<string, number>>) => void;
}

/** A quarter of what the identity store answers in a second: everybody in the organization shares it, people who sign in included. */
const GAP_MS = 200;

/** Lists everybody and writes down who is new, changed or gone. Running it again does no harm, and a listing that fails changes nothing. */
export async function takeIdentitySnapshot({ directory, records, clock, counts }: TakeIdentitySnapshotPorts): Promise<HistoryStep> {
  const at = new Date(clock.nowMs()).toISOString();
  const listing = await everybody(directory, clock);
  const { history, version } = await records.read();
  const step = identityHistory(history, listing, at);
  if (listing.kind === 'partial') {
    throw new Error(`the listing of ${at} is not complete and changes nothing: ${listing.reason}`);
  }
  if (step.kind === 'unchanged') {
    throw new Error(`the listing of ${at} changes nothing: ${step.reason}`);
  }
  const { people } = listing;
  // evidence first: what the history rests on is there before it.
  await records.keepEvidence(at, people);
  await records.write(step.history, version);
  // a crash before this leaves the table of the last time, and the next run writes it.
  await records.publish(step.history);
  counts({ People: people.length, Opened: step.opened, Ended: step.ended, Suspected: step.suspected });
  return step;
}

async function everybody(directory: IdentityDirectory, clock: Clock): Promise<Listing> {
  const people: Person[] = [];
  try {
    for (let next: string | undefined, more = true; more; await clock.sleep(GAP_MS)) {
      const page = await patiently(clock, async () => directory.page(next));
      people.push(...page.people);
      next = page.next;
      more = next !== undefined;
    }
  } catch (error) {
    return { kind: 'partial', reason: (error as Error).message };
  }
  return { kind: 'complete', people };
}
