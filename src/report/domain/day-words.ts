import { counted } from './number-words';
import { WARN_DAYS, daysBetween } from '../../organization/domain/days';


/** `2026-11-01T00:00:00.000Z` → `2026-11-01 00:00 UTC`; a plain day and anything else stay as they are. */
export function moment(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d(\.\d+)?)?Z$/, '$1 $2 UTC');
}

export function day(iso: string): string {
  return iso.slice(0, 10);
}

export interface Expiry {
  /** Such as `2027-05-01`. */
  readonly on: string;
  /** Such as `in 181 days`; empty when one of the dates cannot be read. */
  readonly words: string;
  /** Over, or over within thirty days. */
  readonly soon: boolean;
}

/** How far an end is from the day that the report compares with. */
export function expiry(expires: string, asOf: string): Expiry {
  const days = daysBetween(day(asOf), day(expires));
  if (Number.isNaN(days)) {
    return { on: expires, words: '', soon: false };
  }
  return { on: day(expires), words: daysAway(days), soon: days <= WARN_DAYS };
}

function daysAway(days: number): string {
  if (days === 0) return 'today';
  return days > 0 ? `in ${counted(days, 'day')}` : `${counted(-days, 'day')} ago`;
}
