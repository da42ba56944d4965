import type { ElevationPorts } from './ports';
import type { UnexplainedAssignments } from './sweep-ports';
import { DAY_MS, digestText } from '../domain/digest-text';
import { type Elevation, isOpen } from '../domain/elevation';
import { LONGEST_LIFE_MS } from '../domain/timings';

/** Elevations as they are at one time of the day; for one reader a day, because all of the table is read. */
export interface RecentElevations {
  /** All that are open, and all that were asked for since then. */
  openOrAskedSince(atMs: number): AsyncIterable<Elevation>;
}

/** What is told once a day. */
export interface Digests {
  send(subject: string, body: string): Promise<void>;
}

export interface DigestPorts {
  readonly recent: RecentElevations;
  readonly unexplained: Pick<UnexplainedAssignments, 'all'>;
  readonly digests: Digests;
  readonly clock: ElevationPorts['clock'];
}

/**
 * Tells what a day of elevations was. It changes nothing and remembers nothing: invoked twice it tells twice, and a digest that fails is sent when it is
 * invoked again.
 *
 * Only what is told is kept in memory. Pages are read one after the other, so that what changes meanwhile is told as it was a moment before or after.
 */
export async function dailyDigest({ recent, unexplained, digests, clock }: DigestPorts): Promise<{ readonly told: number }> {
  const nowMs = clock.nowMs();
  const elevations: Elevation[] = [];
  for await (const elevation of recent.openOrAskedSince(nowMs - DAY_MS - LONGEST_LIFE_MS)) {
    if (isOpen(elevation) || elevation.history[elevation.history.length - 1].atMs > nowMs - DAY_MS) {
      elevations.push(elevation);
    }
  }
  const { subject, body } = digestText({ nowMs, elevations, unexplained: await unexplained.all() });
  await digests.send(subject, body);
  return { told: elevations.length };
}
