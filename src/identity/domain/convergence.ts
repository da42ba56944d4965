/** How Identity Center behaves, as measured and documented: a model, not a promise. */
export interface ConvergenceModel {
  /** Median time from the request to the end of one assignment operation, in seconds. */
  readonly operationSeconds: number;
  /** Operations under way at once in the whole organization. */
  readonly inFlight: number;
  /** Calls a second that the API takes. */
  readonly callsPerSecond: number;
}

export const IDENTITY_CENTER_MODEL: ConvergenceModel = { operationSeconds: 5, inFlight: 10, callsPerSecond: 20 };

/** Share of the API's calls that a run takes; the rest is for people who sign in to the console. */
export const CALLS_PER_SECOND = 15;

/** An operation is asked for after so long, and then again and again, in seconds. */
export const FIRST_POLL_SECONDS = 3;
export const NEXT_POLL_SECONDS = 1.5;

/** What a run has to do. */
export interface Work {
  /** Operations of each account that needs any. */
  readonly operationsByAccount: readonly number[];
  /** Sets touched in one account, on average: each is listed before and after. */
  readonly setsPerAccount: number;
}

/** What a run of the reconciler takes, start of functions included, in seconds. */
export function modelledSeconds({ operationsByAccount, setsPerAccount }: Work, model: ConvergenceModel = IDENTITY_CENTER_MODEL): number {
  const polls = Math.ceil(Math.max(0, model.operationSeconds - FIRST_POLL_SECONDS) / NEXT_POLL_SECONDS) + 1;
  // each of those in flight has its own share of the calls.
  const gap = model.inFlight / Math.min(CALLS_PER_SECOND, model.callsPerSecond);
  const oneOperation = Math.max(FIRST_POLL_SECONDS + (polls - 1) * NEXT_POLL_SECONDS, (1 + polls) * gap) + gap;
  const oneAccount = 2 + 2 * setsPerAccount * gap;
  return START_SECONDS + longestLane(operationsByAccount.map((operations) => oneAccount + operations * oneOperation), model.inFlight);
}

/** Lock, plan, start of the map and the end of the run. */
const START_SECONDS = 20;

/** Each account goes to whoever is free first, as the map does it. */
function longestLane(seconds: readonly number[], lanes: number): number {
  const ends = new Array<number>(lanes).fill(0);
  for (const one of seconds) {
    const first = ends.indexOf(Math.min(...ends));
    ends[first] += one;
  }
  return Math.max(...ends);
}

/** One custom resource waits so long before it hands over to the next: a function lives for a quarter of an hour. */
export const WAIT_SECONDS = 13 * 60;

/** Custom resources that a deployment needs to wait for a first run, with room for twice the modelled time. */
export function waiters(seconds: number): number {
  return Math.max(2, Math.ceil(2 * seconds / WAIT_SECONDS));
}
