import type { Problem } from './problem';

const DAY_MILLISECONDS = 86_400_000;
/** An end within so many days is warned of, at synth and in the report. */
export const WARN_DAYS = 30;
/** A year, a leap year included: what nobody looks at for longer is no exception any more. */
const MOST_DAYS = 366;

/** Something allowed for now: why, who answers for it, and the last day it holds. */
export interface DatedException {
  readonly reason: string;
  readonly owner: string;
  /** A day, ISO 8601. The exception holds through this day. */
  readonly expires: string;
}

/** What is wrong with an exception on a day, with codes that begin with `kind`. */
export function datedProblems(kind: string, what: string, exception: DatedException, asOf: string): Problem[] {
  const blank = (['reason', 'owner'] as const).filter((member) => exception[member].trim() === '').map((member) => ({
    code: `${kind}Blank`,
    problem: `${what} has a blank '${member}'; it must say something`,
    fix: `write the ${member} down: an auditor will ask for it`,
  }));
  if (!isDay(exception.expires)) {
    return [...blank, {
      code: `${kind}Date`,
      problem: `'expires' of ${what} is '${exception.expires}'; it must be a day such as '2027-01-31'`,
      fix: 'write year, month and day with dashes',
    }];
  }
  if (isDay(asOf) && daysBetween(asOf, exception.expires) > MOST_DAYS) {
    return [...blank, {
      code: `${kind}Long`,
      problem: `${what} expires on ${exception.expires}, more than ${MOST_DAYS} days after ${asOf}; an exception is for now`,
      fix: 'choose an earlier day, and renew it then if it is still needed',
    }];
  }
  return exception.expires >= asOf ? blank : [...blank, {
    code: `${kind}Expired`,
    problem: `${what} expired on ${exception.expires}; the day it is compared with is ${asOf} (owner: ${exception.owner})`,
    fix: 'do without it, or have its owner renew it with a new day',
  }];
}

/** Whether an exception runs out within thirty days. */
export function expiresSoon({ expires }: DatedException, asOf: string): boolean {
  return isDay(expires) && expires >= asOf && daysBetween(asOf, expires) <= WARN_DAYS;
}

/** A pinned day that is no day would make every comparison with it meaningless. */
export function asOfProblems(asOf: string): Problem[] {
  return isDay(asOf) ? [] : [{
    code: 'AsOf',
    problem: `'asOf' is '${asOf}'; it must be a day such as '2026-11-01'`,
    fix: 'write year, month and day with dashes, or leave it out for today',
  }];
}

/** Whole days from one day or moment to another. */
export function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MILLISECONDS);
}

/** Whether a text is a day of the calendar in ISO 8601: '2027-02-29' is not. */
export function isDay(text: string): boolean {
  const parsed = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(text);
}
