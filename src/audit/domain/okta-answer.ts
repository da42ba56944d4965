/** What came back from the System Log API; header names in lower case. */
export interface OktaAnswer {
  /** Undefined when nothing came back. */
  readonly status?: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** What to do about an answer. */
export type OktaNext =
  | { readonly kind: 'read'; readonly thenWaitMs: number }
  | { readonly kind: 'again'; readonly afterMs: number }
  | { readonly kind: 'give-up'; readonly reason: OktaRefusal };

export type OktaRefusal = 'token-refused' | 'redirected' | 'rejected' | 'unavailable';

const MOST_TRIES = 8;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** Okta's limits are for a minute; a longer wait means that its clock and ours do not agree. */
const LONGEST_LIMIT_MS = 120_000;
/** What is left of the minute's calls for everybody else who reads the System Log. */
const SPARED = 0.1;

/** @param chance from 0 to just below 1 */
export function nextAfter({ status, headers }: OktaAnswer, tries: number, nowMs: number, chance: number): OktaNext {
  if (status === 200) {
    return { kind: 'read', thenWaitMs: isSpent(headers) ? limitWaitMs(headers, nowMs) : 0 };
  }
  if (status === 401 || status === 403) {
    return { kind: 'give-up', reason: 'token-refused' };
  }
  if (status !== undefined && status >= 300 && status < 400) {
    return { kind: 'give-up', reason: 'redirected' };
  }
  if (status !== undefined && status !== 429 && status < 500) {
    return { kind: 'give-up', reason: 'rejected' };
  }
  if (tries >= MOST_TRIES) {
    return { kind: 'give-up', reason: 'unavailable' };
  }
  // at least half of a wait that doubles: clients that were refused together do not come back together.
  const wholeMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
  const backOffMs = wholeMs / 2 + chance * wholeMs / 2;
  return { kind: 'again', afterMs: status === 429 ? Math.max(backOffMs, limitWaitMs(headers, nowMs)) : backOffMs };
}

function isSpent(headers: OktaAnswer['headers']): boolean {
  const remaining = whole(headers['x-rate-limit-remaining']);
  const limit = whole(headers['x-rate-limit-limit']);
  return remaining !== undefined && limit !== undefined && remaining <= limit * SPARED;
}

/** Retry-After counts seconds; X-Rate-Limit-Reset is a moment of Okta's clock, which the Date of the same answer shows. */
function limitWaitMs(headers: OktaAnswer['headers'], nowMs: number): number {
  const retryAfter = whole(headers['retry-after']);
  const reset = whole(headers['x-rate-limit-reset']);
  const theirNowMs = Date.parse(headers.date ?? '');
  const untilResetMs = reset === undefined ? 0 : reset * 1_000 - (Number.isNaN(theirNowMs) ? nowMs : theirNowMs);
  const waitMs = retryAfter === undefined ? untilResetMs : retryAfter * 1_000;
  return Math.min(LONGEST_LIMIT_MS, Math.max(0, waitMs));
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
