import { inTurns } from './in-turns';
import { listDigests } from './list-digests';
import { unreadable } from './object-readings';
import { patiently } from './patience';
import type { VerificationPorts } from './trail-ports';
import type { SeenChain, Unchecked } from '../domain/completeness';
import { type Roster, chainName, chainOf } from '../domain/roster';
import { type Chain, HOUR_MS, type Trail } from '../domain/trail-chain';
import { accountsFolder } from '../domain/trail-keys';

const AT_ONCE = 24;
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

/** So far back the bucket is listed; of a chain that stopped before, the roster knows when. */
const LOOKED_BACK_MS = 48 * HOUR_MS;

type ReadingPorts = Pick<VerificationPorts, 'objects' | 'clock'>;

export interface LookedAt {
  readonly seen: readonly SeenChain[];
  readonly unlisted: readonly Unchecked[];
}

/** Looks which digests the chains of a roster have, and which chains its accounts have besides. */
export async function lookAtChains(trail: Trail, roster: Roster, expected: readonly Chain[], ports: ReadingPorts): Promise<LookedAt> {
  const listed = await inTurns(Object.keys(roster.accounts), AT_ONCE, async (accountId) => regionsOf(trail, accountId, ports));
  const names = new Set([...expected.map(chainName), ...listed.flatMap((one) => 'regions' in one ? one.regions.map((region) => chainName({ accountId: one.accountId, region })) : [])]);
  return {
    seen: await inTurns([...names].sort().map(chainOf), AT_ONCE, async (chain) => lookAt(trail, chain, roster.asOfMs, ports)),
    unlisted: listed.flatMap((one) => 'reason' in one ? [one] : []),
  };
}

async function regionsOf(
  trail: Trail, accountId: string, { objects, clock }: ReadingPorts,
): Promise<{ accountId: string; regions: string[] } | Unchecked> {
  try {
    const key = `${accountsFolder(trail)}${accountId}/CloudTrail-Digest/`;
    const regions = await patiently(clock, async () => objects.folders({ bucket: trail.bucket, key }));
    return { accountId, regions: regions.filter((region) => REGION.test(region)) };
  } catch (error) {
    return { accountId, reason: unreadable(error) };
  }
}

async function lookAt(trail: Trail, chain: Chain, asOfMs: number, ports: ReadingPorts): Promise<SeenChain> {
  try {
    // a key whose end lies ahead is none of CloudTrail's, and must not hide that real ones are missing.
    const listed = await listDigests(trail, chain, { fromMs: asOfMs - LOOKED_BACK_MS, toMs: asOfMs }, ports);
    const ends = listed.filter(({ name: { kind, trailName, homeRegion, endMs } }) =>
      kind === 'standard' && trailName === trail.name && homeRegion === trail.homeRegion && endMs <= asOfMs).map(({ name: { endMs } }) => endMs);
    return { ...chain, kind: 'seen', ends: ends.length === 0 ? undefined : { firstEndMs: Math.min(...ends), newestEndMs: Math.max(...ends) } };
  } catch (error) {
    return { ...chain, kind: 'unread', reason: unreadable(error) };
  }
}
