import { findUncoveredLogs } from './find-uncovered-logs';
import type { DigestSurroundings } from './judge-digest';
import { type ListedDigest, listDigests } from './list-digests';
import { unreadable } from './object-readings';
import { readChain } from './read-chain';
import { type KeysFor, rememberedKeys } from './remembered-keys';
import type { VerificationPorts } from './trail-ports';
import { verifyLogs } from './verify-logs';
import { brokenLinks, provenBySuccessor } from '../domain/chain-links';
import { type ChainReport, type NotChecked, chainReport } from '../domain/chain-report';
import { coverageGaps } from '../domain/coverage-gaps';
import { isValid } from '../domain/digest-verdict';
import { keysOfRange } from '../domain/signing-key';
import { type Chain, type TimeRange, type Trail, address } from '../domain/trail-chain';

export interface ChainToVerify {
  readonly trail: Trail;
  readonly chain: Chain;
  readonly range: TimeRange;
}

/** Verifies the digests of one chain in a range of time, and every log they name. It only reads. */
export async function verifyChain(
  { trail, chain, range }: ChainToVerify, ports: VerificationPorts, keysFor: KeysFor = rememberedKeys(ports.keys, ports.clock),
): Promise<ChainReport> {
  const surroundings: DigestSurroundings = { ports, keysFor, region: chain.region, range };
  const notChecked: NotChecked[] = [];
  const orNothing = async <T>(what: NotChecked['what'], nothing: T, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      notChecked.push({ what, reason: unreadable(error) });
      return nothing;
    }
  };

  const listed = await orNothing('digests', [], async () => listDigests(trail, chain, range, ports));
  const isOwn = ({ name }: ListedDigest) => name.trailName === trail.name && name.homeRegion === trail.homeRegion;
  const others = listed.filter((digest) => !isOwn(digest));
  const { digests, missing } = await readChain(listed.filter(isOwn).map(({ place }) => place), surroundings);
  const proven = digests.some(({ verdict }) => verdict.status === 'invalid')
    ? provenBySuccessor(digests, await keysFor(chain.region, keysOfRange(range)) ?? [], ports.verify)
    : new Set<string>();
  const logs = await verifyLogs(digests.filter(isValid), ports);
  const uncoveredLogs = await orNothing('uncovered-logs', [], async () => findUncoveredLogs(trail, chain, { digests, proven, others }, surroundings));

  return chainReport(chain, range, {
    digests: digests.map((digest) => proven.has(address(digest.place)) ? { ...digest, contentProvenBySuccessor: true } : digest),
    missingDigests: missing,
    brokenLinks: brokenLinks(digests),
    gaps: coverageGaps(digests, missing.map(({ place }) => place), range),
    logs,
    uncoveredLogs,
    notChecked,
  });
}
