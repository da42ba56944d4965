import type { BrokenLink } from './chain-links';
import type { Gap } from './coverage-gaps';
import type { JudgedDigest, Unreadable } from './digest-verdict';
import type { Absence, JudgedLog } from './log-verdict';
import { PlaceMap } from './place-map';
import type { SigningKey } from './signing-key';
import type { Chain, Place, TimeRange } from './trail-chain';
import { kindInKey } from './trail-keys';

/** A digest that a valid digest names, and that is not there as the current version. */
export interface MissingDigest {
  readonly place: Place;
  readonly reason: Absence | 'access-denied';
  readonly namedBy?: Place;
  /** An older version that has the hash by which it is named. */
  readonly recoverableVersionId?: string;
}

/** A log object that no valid digest of the trail names. */
export interface UncoveredLog {
  readonly place: Place;
  /** Logs of all trails lie in the same folder: this one belongs to another, and is no finding. */
  readonly referencedByOtherTrail?: boolean;
  /** Its digest is invalid, but the content of that is proven by the digest after it, and the log has the right hash. */
  readonly provenBySuccessor?: boolean;
}

/** Something that could not be looked at, so that nothing is known about it. */
export interface NotChecked {
  readonly what: 'digests' | 'uncovered-logs';
  readonly reason: Unreadable;
}

/** What was found about a chain in a range of time. */
export interface ChainFindings {
  readonly digests: readonly (JudgedDigest & { readonly contentProvenBySuccessor?: boolean })[];
  readonly missingDigests: readonly MissingDigest[];
  readonly brokenLinks: readonly BrokenLink[];
  readonly gaps: readonly Gap[];
  readonly logs: readonly JudgedLog[];
  readonly uncoveredLogs: readonly UncoveredLog[];
  readonly notChecked: readonly NotChecked[];
}

export type Result = 'pass' | 'attention' | 'fail';

export interface ChainReport extends ChainFindings, Chain {
  readonly range: TimeRange;
  readonly result: Result;
  readonly counts: Counts;
  /** The keys by which signatures were found to be right: CloudTrail lists them by time only, so keep them. */
  readonly keysUsed: readonly SigningKey[];
}

export interface StatusCounts {
  readonly valid: number;
  readonly invalid: number;
  readonly missing: number;
  readonly unreadable: number;
}

export interface Counts {
  readonly digests: StatusCounts;
  readonly backfillDigests: StatusCounts;
  /** Mentions of logs in valid digests. */
  readonly logReferences: StatusCounts;
  /** Different objects among them. */
  readonly uniqueLogs: number;
  readonly gaps: number;
  readonly brokenLinks: number;
  readonly uncoveredLogs: number;
}

export function chainReport(chain: Chain, range: TimeRange, findings: ChainFindings): ChainReport {
  const keys = new Map(findings.digests.flatMap(({ verdict }) => verdict.status === 'valid' ? [[`${verdict.key.fingerprint} ${verdict.key.valueBase64}`, verdict.key] as const] : []));
  return { ...chain, range, result: resultOf(findings), counts: countsOf(findings), keysUsed: [...keys.values()], ...findings };
}

/** Proof of a change fails; what is merely not proven wants attention. */
export function resultOf({ digests, missingDigests, brokenLinks, gaps, logs, uncoveredLogs, notChecked }: ChainFindings): Result {
  const bad = digests.some(({ verdict }) => verdict.status === 'invalid')
    || missingDigests.length > 0 || brokenLinks.length > 0
    || logs.some(({ status }) => status === 'invalid' || status === 'missing');
  const open = digests.some(({ verdict }) => verdict.status === 'unreadable')
    || gaps.length > 0 || notChecked.length > 0
    || logs.some(({ status }) => status === 'unreadable')
    || uncoveredLogs.some(({ referencedByOtherTrail }) => !referencedByOtherTrail);
  return bad ? 'fail' : open ? 'attention' : 'pass';
}

/** The worst of several; nothing at all was no proof of anything. */
export function worst(results: readonly Result[]): Result {
  return results.includes('fail') ? 'fail' : results.includes('attention') || results.length === 0 ? 'attention' : 'pass';
}

function countsOf({ digests, missingDigests, logs, gaps, brokenLinks, uncoveredLogs }: ChainFindings): Counts {
  const count = (statuses: readonly string[], status: string) => statuses.filter((each) => each === status).length;
  const of = (statuses: readonly string[]): StatusCounts => ({
    valid: count(statuses, 'valid'), invalid: count(statuses, 'invalid'), missing: count(statuses, 'missing'), unreadable: count(statuses, 'unreadable'),
  });
  const ofKind = (kind: string) => of([
    ...digests.filter((digest) => digest.kind === kind).map(({ verdict }) => verdict.status),
    ...missingDigests.filter(({ place }) => kindInKey(place.key) === kind).map(() => 'missing'),
  ]);
  const distinct = new PlaceMap<true>();
  logs.forEach(({ place }) => distinct.set(place, true));
  return {
    digests: ofKind('standard'),
    backfillDigests: ofKind('backfill'),
    logReferences: of(logs.map(({ status }) => status)),
    uniqueLogs: distinct.size,
    gaps: gaps.length,
    brokenLinks: brokenLinks.length,
    uncoveredLogs: uncoveredLogs.length,
  };
}
