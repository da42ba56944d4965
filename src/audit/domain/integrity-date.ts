import { DAY_MS } from './day-window';
import { type TimeRange, isoSeconds, momentMs } from './trail-chain';

/** The last digests of a day arrive within two hours of its end, and some minutes. */
const DELIVERED_MS = 3 * DAY_MS / 24;

export type ChosenDay = { readonly kind: 'day'; readonly date: string; readonly day: TimeRange } | { readonly kind: 'refused'; readonly reason: string };

/** The day that somebody asks for, or the one before the run started; in UTC. */
export function chosenDay(asked: unknown, startedAtMs: number): ChosenDay {
  const date = asked ?? dateOf(startedAtMs - DAY_MS);
  const fromMs = typeof date === 'string' ? momentMs(`${date}T00:00:00Z`) : undefined;
  if (fromMs === undefined) {
    return { kind: 'refused', reason: `'date' is ${JSON.stringify(date)}; it must be a day such as '2026-03-17'` };
  }
  const day = { fromMs, toMs: fromMs + DAY_MS };
  if (day.toMs + DELIVERED_MS > startedAtMs) {
    return { kind: 'refused', reason: `'date' is '${String(date)}', whose digests are delivered by ${isoSeconds(day.toMs + DELIVERED_MS)} only` };
  }
  return { kind: 'day', date: String(date), day };
}

export function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

export function dayOf(date: string): TimeRange {
  const fromMs = Date.parse(`${date}T00:00:00Z`);
  return { fromMs, toMs: fromMs + DAY_MS };
}
