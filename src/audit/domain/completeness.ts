import type { Unreadable } from './digest-verdict';
import { GIVEN_UP_AFTER_MS, type LateTime, type Roster, type RosterChain, chainName, expectedChains, recordedFromMs, recordedUntilMs, sorted } from './roster';
import { type Chain, HOUR_MS } from './trail-chain';

/** Of a chain whose newest digest ended longer ago than this, an hour is missing. */
export const LATE_AFTER_MS = 2 * HOUR_MS;

/** What a look at the bucket said about one chain. */
export type SeenChain = Chain & (
  | { readonly kind: 'seen'; readonly ends?: RosterChain }
  | { readonly kind: 'unread'; readonly reason: Unreadable }
);

/** What could not be looked at; without a Region, which Regions an account has. */
export interface Unchecked {
  readonly accountId: string;
  readonly region?: string;
  readonly reason: Unreadable;
}

export interface Completeness {
  readonly result: 'complete' | 'incomplete' | 'unknown';
  readonly expectedChains: number;
  readonly late: readonly LateTime[];
  readonly began: readonly LateTime[];
  readonly ended: readonly LateTime[];
  readonly unchecked: readonly Unchecked[];
  /** Chains that nobody waits for any more: their account left, or their Region was switched off. */
  readonly givenUp: readonly Chain[];
  readonly roster: Roster;
}

/** Compares what was expected with what was seen. Nothing that was not looked at counts as complete. */
export function checkCompleteness(
  observed: Roster, regions: readonly string[], seen: readonly SeenChain[], unlisted: readonly Unchecked[],
): Completeness {
  const roster = { ...observed, chains: withSeen(observed.chains, seen) };
  const always = new Set(regions);
  const unread = new Map(seen.flatMap((chain) => chain.kind === 'unread' ? [[chainName(chain), chain] as const] : []));
  const expected = expectedChains(roster, regions);
  const standings = expected.filter((chain) => !unread.has(chainName(chain))).map((chain) => ({ chain, ...standingOf(chain, roster, always) }));
  const open = new Map(observed.late.filter(({ untilMs }) => untilMs === undefined).map((late) => [chainName(late), late]));
  const late = standings.flatMap(({ chain, standing, sinceMs }) => standing === 'late' ? [open.get(chainName(chain)) ?? { ...chain, sinceMs }] : []);
  const stillLate = new Set(late.map(chainName));
  const ended = [...open.values()].filter((one) => !stillLate.has(chainName(one)) && !unread.has(chainName(one)))
    .map((one) => ({ ...one, untilMs: observed.asOfMs }));
  const waiting = [...open.values()].filter((one) => unread.has(chainName(one)));
  const unchecked = [...unlisted, ...[...unread.values()].map(({ accountId, region, reason }) => ({ accountId, region, reason }))];
  const dayStartMs = observed.asOfMs - observed.asOfMs % (24 * HOUR_MS);
  const earlier = observed.late.filter(({ untilMs }) => untilMs !== undefined && untilMs >= dayStartMs);
  return {
    result: late.length + waiting.length > 0 ? 'incomplete' : unchecked.length > 0 ? 'unknown' : 'complete',
    expectedChains: standings.filter(({ standing }) => standing !== 'given-up').length + unread.size,
    late: [...late, ...waiting],
    began: late.filter((one) => !open.has(chainName(one))),
    ended,
    unchecked,
    givenUp: standings.filter(({ standing }) => standing === 'given-up').map(({ chain }) => chain),
    roster: { ...roster, late: [...earlier, ...ended, ...late, ...waiting] },
  };
}

function standingOf(chain: Chain, roster: Roster, always: ReadonlySet<string>): { standing: 'in-time' | 'late' | 'given-up'; sinceMs: number } {
  const account = roster.accounts[chain.accountId];
  const newestEndMs = roster.chains[chainName(chain)]?.newestEndMs ?? 0;
  const reachedMs = Math.max(newestEndMs, recordedFromMs(account, roster));
  const dueMs = Math.min(roster.asOfMs - LATE_AFTER_MS, recordedUntilMs(account));
  const certain = !account.left && always.has(chain.region);
  const standing = reachedMs >= dueMs ? 'in-time' : !certain && newestEndMs < roster.asOfMs - GIVEN_UP_AFTER_MS ? 'given-up' : 'late';
  return { standing, sinceMs: reachedMs + LATE_AFTER_MS };
}

function withSeen(before: Roster['chains'], seen: readonly SeenChain[]): Roster['chains'] {
  const chains = new Map(Object.entries(before));
  for (const chain of seen) {
    if (chain.kind === 'seen' && chain.ends) {
      const known = chains.get(chainName(chain)) ?? chain.ends;
      chains.set(chainName(chain), {
        firstEndMs: Math.min(known.firstEndMs, chain.ends.firstEndMs), newestEndMs: Math.max(known.newestEndMs, chain.ends.newestEndMs),
      });
    }
  }
  return sorted([...chains]);
}
