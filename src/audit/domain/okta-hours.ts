import { HOUR_MS, hourOf } from './okta-event';

/** An hour is compared twice: soon, and a day later for events that the System Log showed late. */
export type Look = 'first' | 'second';

export const LOOKS: readonly Look[] = ['first', 'second'];

/** How long after its end an hour is compared: the stream needs minutes, and clocks differ by some seconds. */
const SETTLED_AFTER_MS: Readonly<Record<Look, number>> = { first: HOUR_MS / 2, second: 24 * HOUR_MS };

/** How far back the System Log goes. Read 2026 in Okta's documentation of the System Log API. */
const KEPT_DAYS = 90;

/** Up to where everything is compared and written, by look. */
export type Watermarks = Readonly<Record<Look, number>>;

export interface OktaProgress extends Watermarks {
  /** The hour of the first run. What is missing before it was never streamed, and so is not lost by the stream. */
  readonly startedMs: number;
}

/** The first hour that the System Log still has as a whole; an hour to spare, because its end moves while it is read. */
export function oldestHour(nowMs: number): number {
  return hourOf(nowMs - KEPT_DAYS * 24 * HOUR_MS) + 2 * HOUR_MS;
}

/** Where the first run begins: with all that Okta still has. */
export function firstProgress(nowMs: number): OktaProgress {
  const oldest = oldestHour(nowMs);
  return { startedMs: hourOf(nowMs), first: oldest, second: oldest };
}

export interface HoursDue {
  /** Hours that Okta has deleted before they were compared. */
  readonly outOfReach: readonly number[];
  readonly comparable: readonly number[];
}

/** The hours of a look that are due, the oldest first. The second look never overtakes the first. */
export function hoursDue(look: Look, watermarks: Watermarks, nowMs: number): HoursDue {
  const settled = hourOf(nowMs - SETTLED_AFTER_MS[look]);
  const end = look === 'second' ? Math.min(settled, watermarks.first) : settled;
  const oldest = oldestHour(nowMs);
  const hours: number[] = [];
  for (let hour = watermarks[look]; hour < end; hour += HOUR_MS) {
    hours.push(hour);
  }
  return { outOfReach: hours.filter((hour) => hour < oldest), comparable: hours.filter((hour) => hour >= oldest) };
}
