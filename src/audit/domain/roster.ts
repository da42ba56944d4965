import { type Chain, HOUR_MS } from './trail-chain';

/** An account as Organizations lists it. */
export interface ListedAccount {
  readonly accountId: string;
  readonly joinedMs: number;
  readonly active: boolean;
}

/** An account that was seen active at least once since the watch began. */
export interface RosterAccount {
  readonly joinedMs: number;
  /** When it was last seen active: somebody who leaves is missed, and never announced. */
  readonly lastActiveMs: number;
  readonly left: boolean;
}

/** Ends of digests of one chain, the earliest and the newest that were seen. */
export interface RosterChain {
  readonly firstEndMs: number;
  readonly newestEndMs: number;
}

/** A time in which a chain was late; it goes on while it has no end. */
export interface LateTime extends Chain {
  readonly sinceMs: number;
  readonly untilMs?: number;
}

/** What the watch over completeness remembers from hour to hour. */
export interface Roster {
  readonly schemaVersion: 1;
  readonly watchedSinceMs: number;
  readonly asOfMs: number;
  readonly accounts: Readonly<Record<string, RosterAccount>>;
  /** By `chainName`. */
  readonly chains: Readonly<Record<string, RosterChain>>;
  readonly late: readonly LateTime[];
}

/** After so long, what left or was switched off is no longer waited for. */
export const GIVEN_UP_AFTER_MS = 14 * 24 * HOUR_MS;

export function chainName({ accountId, region }: Chain): string {
  return `${accountId} ${region}`;
}

export function chainOf(name: string): Chain {
  const [accountId, region] = name.split(' ');
  return { accountId, region };
}

/** The roster after a look at the organization. A clock that went back does not take the watch back with it. */
export function observe(before: Roster | undefined, listed: readonly ListedAccount[], nowMs: number): Roster {
  const asOfMs = Math.max(nowMs, before?.asOfMs ?? nowMs);
  const active = new Map(listed.filter((account) => account.active).map((account) => [account.accountId, account]));
  const known = Object.entries(before?.accounts ?? {});
  const gone = known.filter(([id, { lastActiveMs }]) => !active.has(id) && lastActiveMs >= asOfMs - GIVEN_UP_AFTER_MS)
    .map(([id, account]) => [id, { ...account, left: true }] as const);
  const here = [...active.values()].map(({ accountId, joinedMs }) => [accountId, { joinedMs, lastActiveMs: asOfMs, left: false }] as const);
  const accounts = sorted<RosterAccount>([...gone, ...here]);
  return {
    schemaVersion: 1,
    watchedSinceMs: before?.watchedSinceMs ?? asOfMs,
    asOfMs,
    accounts,
    chains: sorted(Object.entries(before?.chains ?? {}).filter(([name]) => accounts[chainOf(name).accountId] !== undefined)),
    late: before?.late ?? [],
  };
}

/** Up to when an account had to be recorded: of one that left, the last hour that it was certainly there for. */
export function recordedUntilMs({ left, lastActiveMs }: RosterAccount): number {
  return left ? lastActiveMs - HOUR_MS : Infinity;
}

/** From when its digests are waited for: CloudTrail needs a first full hour. */
export function recordedFromMs({ joinedMs }: RosterAccount, { watchedSinceMs }: Pick<Roster, 'watchedSinceMs'>): number {
  return Math.max(joinedMs, watchedSinceMs) + HOUR_MS;
}

/** Chains that a roster lets expect: always-on Regions of accounts that are here, and whatever had digests. */
export function expectedChains({ accounts, chains }: Roster, regions: readonly string[]): Chain[] {
  const here = Object.entries(accounts).filter(([, { left }]) => !left);
  const names = new Set([...here.flatMap(([accountId]) => regions.map((region) => chainName({ accountId, region }))), ...Object.keys(chains)]);
  return [...names].sort().map(chainOf);
}

export function sorted<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([one], [other]) => one < other ? -1 : 1));
}
