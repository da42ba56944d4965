import type { ChainReport, Result } from './chain-report';
import type { SigningKey } from './signing-key';
import { type Place, type TimeRange, type Trail, address, isoSeconds } from './trail-chain';

/** What was found about chains of a trail in a range of time. */
export interface TrailReport {
  readonly trail: Trail;
  readonly range: TimeRange;
  readonly result: Result;
  readonly chains: readonly ChainReport[];
}

/** The form that is written down; a later version may add members. */
export const RECORD_VERSION = 1;

/** What a report says about the trail, without its chains. */
export function trailRecord({ trail, range, result }: TrailReport): object {
  return { schemaVersion: RECORD_VERSION, trail, ...period(range), result };
}

/** A chain as data: moments in ISO 8601, and `digest` of a log is an index into `digests`. */
export function chainRecord(report: ChainReport): object {
  const { accountId, region, range, result, counts, digests, missingDigests, brokenLinks, gaps, logs, uncoveredLogs, notChecked, keysUsed } = report;
  const indexes = new Map(digests.map(({ place }, index) => [address(place), index]));
  return {
    accountId, region, ...period(range), result, counts,
    digests: digests.map(({ place, kind, document, contentProvenBySuccessor, verdict }) => {
      const { status, ...why } = verdict;
      return {
        ...place, kind, status,
        ...('key' in why ? { ...period(document!.range), fingerprint: why.key.fingerprint } : why),
        ...(contentProvenBySuccessor ? { contentProvenBySuccessor } : {}),
      };
    }),
    missingDigests: missingDigests.map(({ place, namedBy, ...rest }) => ({ ...place, ...rest, ...(namedBy ? { namedBy: uri(namedBy) } : {}) })),
    brokenLinks: brokenLinks.map(({ digest, previous, ...rest }) => ({ digest: uri(digest), previous: uri(previous), ...rest })),
    gaps: gaps.map(({ kinds, ...open }) => ({ ...period(open), kinds })),
    logs: logs.map(({ place, digest, ...rest }) => ({ ...place, digest: indexes.get(address(digest)), ...rest })),
    uncoveredLogs: uncoveredLogs.map(({ place, ...rest }) => ({ ...place, ...rest })),
    notChecked,
    keysUsed: keysUsed.map(keyRecord),
  };
}

function keyRecord({ fingerprint, validity, valueBase64 }: SigningKey): object {
  return { fingerprint, validFrom: isoSeconds(validity.fromMs), validTo: isoSeconds(validity.toMs), value: valueBase64 };
}

function period({ fromMs, toMs }: TimeRange): object {
  return { from: isoSeconds(fromMs), to: isoSeconds(toMs) };
}

export function uri(place: Place): string {
  return `s3://${address(place)}`;
}
