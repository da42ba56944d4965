import { GIVEN_UP_AFTER_MS, type Roster, chainName, expectedChains, recordedFromMs, recordedUntilMs } from './roster';
import { type Chain, HOUR_MS, type TimeRange } from './trail-chain';

/** What is known of a chain before its day is looked at. */
export interface Expectation {
  /** It had digests before the day, so that nothing of the day may be open. */
  readonly knownBefore: boolean;
  /** Its Region cannot be switched off, or is on in every account by declaration. */
  readonly always: boolean;
  /** From when its digests are waited for. */
  readonly fromMs: number;
  /** The last moment that its account was certainly there for; missing while it is there. */
  readonly untilMs?: number;
}

export interface PlannedChain extends Chain {
  /** Missing where nobody expects digests; what is there is verified all the same. */
  readonly expected?: Expectation;
}

export interface DayFacts {
  readonly day: TimeRange;
  readonly roster: Roster;
  readonly regions: readonly string[];
  /** Chains that have a folder in the bucket. */
  readonly found: readonly Chain[];
  /** Names of chains of which the day before had digests. */
  readonly before: ReadonlySet<string>;
}

/** The chains to verify for a day: all that are expected, and all that the bucket has. */
export function planDay({ day, roster, regions, found, before }: DayFacts): PlannedChain[] {
  const always = new Set(regions);
  const expectable = new Set(expectedChains(roster, regions).map(chainName));
  const all = new Map([...expectedChains(roster, regions), ...found].map(({ accountId, region }) => (
    [chainName({ accountId, region }), { accountId, region }])));
  return [...all].sort(([one], [other]) => one < other ? -1 : 1).map(([name, chain]) => {
    const account = roster.accounts[chain.accountId];
    const had = before.has(name);
    if (!account || (!expectable.has(name) && account.left && !had)) {
      return chain;
    }
    const ends = roster.chains[name];
    const untilMs = recordedUntilMs(account);
    const fromMs = recordedFromMs(account, roster);
    const knownBefore = had || (ends !== undefined && ends.firstEndMs <= day.fromMs);
    const certain = !account.left && always.has(chain.region);
    const givenUp = !certain && ends !== undefined && ends.newestEndMs < day.fromMs - GIVEN_UP_AFTER_MS;
    if (givenUp || untilMs <= day.fromMs || (!knownBefore && fromMs >= day.toMs)) {
      return chain;
    }
    return { ...chain, expected: { knownBefore, always: always.has(chain.region), fromMs, ...(account.left ? { untilMs } : {}) } };
  });
}

/** How long after it is waited for the first digest of an account may begin. */
const LATEST_START_MS = 2 * HOUR_MS;

/**
 * The part of a day that digests must cover; none if nobody expects any.
 *
 * @param startMs where the chain itself begins, if the first digest of the day begins one
 */
export function expectedPart(
  expected: Expectation | undefined, day: TimeRange, startMs: number | undefined, hasDigests: boolean,
): TimeRange | undefined {
  if (!expected) {
    return undefined;
  }
  // a Region that was switched on is known by its digests only.
  if (!expected.knownBefore && !expected.always && !hasDigests) {
    return undefined;
  }
  const began = expected.always ? Math.min(startMs ?? expected.fromMs, expected.fromMs + LATEST_START_MS) : startMs ?? day.fromMs;
  const fromMs = expected.knownBefore ? day.fromMs : Math.max(day.fromMs, began);
  const toMs = Math.min(day.toMs, expected.untilMs ?? day.toMs);
  return fromMs < toMs ? { fromMs, toMs } : undefined;
}
