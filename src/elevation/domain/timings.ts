/** How far a clock may be from the true time. */
export const CLOCK_SKEW_MS = 60_000;

/** How long a call that was checked may be on its way before it has its effect. */
export const ON_THE_WAY_MS = 60_000;

/**
 * For how long a create call that was lost on its way may still take effect: the whole time of the function that makes it, what Identity Center takes
 * for an assignment on a bad day, and clocks that differ.
 */
export const SETTLE_MS = 30 * 60_000;

/** A denial stays for the longest session and this much longer. */
export const SESSION_GRACE_MS = 15 * 60_000;

/** People hear of the end this long before. */
export const ANNOUNCE_MS = 10 * 60_000;

/** Access that is not there after this long is not waited for any more. */
export const GRANT_WITHIN_MS = 15 * 60_000;

/** A create call is made only with this much of the invocation left. */
export const CREATE_NEEDS_MS = 30_000;

/** An execution that was just asked for is not missed yet. */
export const EXECUTION_GRACE_MS = 120_000;

/** From this long after its end on, something keeps an elevation from ending. */
export const OVERDUE_MS = 300_000;

/**
 * How long after it was asked for an elevation may be over at the latest: it begins within 30 days, or has its consent within 30, and lasts twelve hours.
 * The rest is for ends that are days late.
 */
export const LONGEST_LIFE_MS = 45 * 86_400_000;
