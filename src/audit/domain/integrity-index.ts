import type { DayFinding, FindingCounts } from './chain-day';
import type { Result, StatusCounts } from './chain-report';
import { type Chain, type TimeRange, type Trail, isoSeconds } from './trail-chain';

/** An object of the evidence, by which its bytes can be checked. */
export interface ManifestEntry {
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** What became of one chain of a day. */
export interface ChainOutcome extends Chain {
  readonly result: Result;
  readonly digests: StatusCounts;
  readonly logs: StatusCounts;
  readonly found: FindingCounts;
  /** The first of its findings; all of them stand in its part. */
  readonly findings: readonly DayFinding[];
  readonly part: ManifestEntry;
  readonly keys: readonly ManifestEntry[];
}

/** The evidence of a day that stood there before. */
export interface EarlierIndex {
  readonly versionId: string;
  readonly sha256: string;
  readonly index: IntegrityIndex;
}

export interface IntegrityIndex {
  readonly schemaVersion: 1;
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly trail: Trail;
  readonly run: string;
  readonly startedAt: string;
  readonly result: Result;
  readonly found: FindingCounts;
  readonly totals: { readonly chains: number; readonly digests: StatusCounts; readonly logs: StatusCounts };
  readonly chains: readonly IndexedChain[];
  /** Chains that were to be verified and were not. */
  readonly notVerified: readonly Chain[];
  readonly manifest: readonly ManifestEntry[];
  readonly replaces?: Replaced;
}

/** A chain in one line: how many digests and logs are valid, what was found, and the key of its part. */
export interface IndexedChain extends Chain {
  readonly result: Result;
  readonly digests: number;
  readonly logs: number;
  readonly found: FindingCounts;
  readonly part: string;
}

export interface Replaced {
  readonly versionId: string;
  readonly sha256: string;
  readonly run: string;
  readonly result: Result;
  /** Of what the earlier evidence proved more than this one. */
  readonly provedMore: readonly string[];
}

export interface DayOfTrail {
  readonly date: string;
  readonly day: TimeRange;
  readonly trail: Trail;
  readonly run: string;
  readonly startedAt: string;
}

/** The index of a day: what was verified, what was not, and by which hashes the parts are known. */
export function integrityIndex(
  { date, day, trail, run, startedAt }: DayOfTrail, outcomes: readonly ChainOutcome[], notVerified: readonly Chain[], earlier?: EarlierIndex,
): IntegrityIndex {
  const manifest = new Map(outcomes.flatMap(({ part, keys }) => [part, ...keys]).map((entry) => [entry.key, entry]));
  const results = [...outcomes.map(({ result }) => result), ...notVerified.map(() => 'attention' as const)];
  const found = foundIn(outcomes, notVerified);
  const index: IntegrityIndex = {
    schemaVersion: 1, date, from: isoSeconds(day.fromMs), to: isoSeconds(day.toMs), trail, run, startedAt,
    // no chain at all is no proof of anything.
    result: results.includes('fail') ? 'fail' : results.includes('attention') || results.length === 0 ? 'attention' : 'pass',
    found,
    totals: { chains: outcomes.length, digests: summed(outcomes.map(({ digests }) => digests)), logs: summed(outcomes.map(({ logs }) => logs)) },
    chains: outcomes.map(({ accountId, region, result, digests, logs, found: own, part }) => (
      { accountId, region, result, digests: digests.valid, logs: logs.valid, found: own, part: part.key })),
    notVerified,
    manifest: [...manifest.values()].sort((one, other) => one.key < other.key ? -1 : 1),
  };
  const replaces = earlier && replaced(index, earlier);
  return replaces ? { ...index, replaces } : index;
}

/** A day without any chain counts as one thing that is not verified. */
function foundIn(outcomes: readonly ChainOutcome[], notVerified: readonly Chain[]): FindingCounts {
  const sum = (of: keyof FindingCounts) => outcomes.reduce((total, { found }) => total + found[of], 0);
  const nothing = outcomes.length + notVerified.length === 0 ? 1 : 0;
  return { invalid: sum('invalid'), missing: sum('missing'), unverifiable: sum('unverifiable') + notVerified.length + nothing };
}

/** A run that is done again has written the earlier one itself, and replaces what that replaced. */
function replaced(index: IntegrityIndex, { versionId, sha256, index: before }: EarlierIndex): Replaced | undefined {
  if (before.run === index.run) {
    return before.replaces;
  }
  const measures: [string, number, number][] = [
    ['chains', before.totals.chains, index.totals.chains],
    ['valid digests', before.totals.digests.valid, index.totals.digests.valid],
    ['valid logs', before.totals.logs.valid, index.totals.logs.valid],
    ['invalid', before.found.invalid, index.found.invalid],
    ['missing', before.found.missing, index.found.missing],
  ];
  const provedMore = measures.filter(([, then, now]) => then > now).map(([name]) => name);
  return { versionId, sha256, run: before.run, result: before.result, provedMore };
}

function summed(counts: readonly StatusCounts[]): StatusCounts {
  const sum = (of: keyof StatusCounts) => counts.reduce((total, one) => total + one[of], 0);
  return { valid: sum('valid'), invalid: sum('invalid'), missing: sum('missing'), unreadable: sum('unreadable') };
}
