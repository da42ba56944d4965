import { type ChainFindings, type ChainReport, type Counts, type StatusCounts, chainReport, worst } from './chain-report';
import type { Gap } from './coverage-gaps';
import { type JudgedDigest, isValid } from './digest-verdict';
import { HOUR_MS, type TimeRange, address } from './trail-chain';
import { endInKeyMs } from './trail-keys';

export const DAY_MS = 24 * HOUR_MS;

/** So long is verified at once: what one function can read of the busiest chain in its time. */
const WINDOW_MS = 6 * HOUR_MS;

/** The windows of a day, which begins with the first and ends with the last of them. */
export function windowsOf({ fromMs, toMs }: TimeRange): TimeRange[] {
  return Array.from({ length: Math.ceil((toMs - fromMs) / WINDOW_MS) }, (_, index) => ({
    fromMs: fromMs + index * WINDOW_MS, toMs: Math.min(toMs, fromMs + (index + 1) * WINDOW_MS),
  }));
}

/** What is read for a window: a log may be named by a digest that ends an hour later. */
export function readFor({ fromMs, toMs }: TimeRange): TimeRange {
  return { fromMs, toMs: toMs + HOUR_MS - 1 };
}

/**
 * What of a report belongs to a window and to no other: digests by their end, logs by the digest that names them, logs that no digest names
 * by their minute, gaps by their time. Windows that touch have nothing in common and leave nothing out.
 */
export function within(report: ChainReport, window: TimeRange): ChainReport {
  const ends = (endMs: number | undefined) => endMs === undefined || (endMs > window.fromMs && endMs <= window.toMs);
  const digests = report.digests.filter((digest) => ends(endOf(digest)));
  const kept = new Set(digests.map(({ place }) => address(place)));
  return chainReport({ accountId: report.accountId, region: report.region }, window, {
    digests,
    missingDigests: report.missingDigests.filter(({ place }) => ends(endInKeyMs(place.key))),
    // both ends of a link were read where the earlier of them belongs.
    brokenLinks: report.brokenLinks.filter(({ previous }) => ends(endInKeyMs(previous.key))),
    logs: report.logs.filter(({ digest }) => kept.has(address(digest))),
    gaps: clipped(report.gaps, window),
    uncoveredLogs: report.uncoveredLogs,
    notChecked: report.notChecked,
  });
}

/** Without the lines of what is as it should be: the digests, which are kept, name those logs. Counts stay. */
export function withoutValidLogs(report: ChainReport): ChainReport {
  return {
    ...report,
    digests: report.digests.map((digest) => digest.document ? { ...digest, document: { ...digest.document, logs: [] } } : digest),
    logs: report.logs.filter(({ status }) => status !== 'valid'),
  };
}

/** Windows that follow one another, as one report. */
export function joined(reports: readonly ChainReport[], range: TimeRange): ChainReport {
  const all = <K extends keyof ChainFindings>(name: K) => reports.flatMap((report) => [...report[name]]) as unknown as ChainFindings[K];
  const gaps = joinedGaps(all('gaps'));
  const [{ accountId, region }] = reports;
  const keys = new Map(reports.flatMap(({ keysUsed }) => keysUsed.map((key) => [`${key.fingerprint} ${key.valueBase64}`, key] as const)));
  return {
    accountId, region, range,
    result: worst(reports.map(({ result }) => result)),
    counts: { ...summed(reports.map(({ counts }) => counts)), gaps: gaps.length },
    keysUsed: [...keys.values()],
    digests: all('digests'), missingDigests: all('missingDigests'), brokenLinks: all('brokenLinks'), gaps,
    logs: all('logs'), uncoveredLogs: all('uncoveredLogs'),
    notChecked: [...new Map(reports.flatMap(({ notChecked }) => notChecked.map((one) => [`${one.what} ${one.reason}`, one] as const))).values()],
  };
}

export function clipped(gaps: readonly Gap[], { fromMs, toMs }: TimeRange): Gap[] {
  return gaps.map((gap) => ({ ...gap, fromMs: Math.max(gap.fromMs, fromMs), toMs: Math.min(gap.toMs, toMs) })).filter((gap) => gap.fromMs < gap.toMs);
}

function endOf(digest: JudgedDigest): number | undefined {
  return isValid(digest) ? digest.document.range.toMs : endInKeyMs(digest.place.key);
}

function joinedGaps(gaps: readonly Gap[]): Gap[] {
  const whole: Gap[] = [];
  for (const gap of gaps) {
    const last = whole.at(-1);
    if (last && gap.fromMs <= last.toMs) {
      whole[whole.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, gap.toMs), kinds: [...new Set([...last.kinds, ...gap.kinds])] };
    } else {
      whole.push(gap);
    }
  }
  return whole;
}

function summed(counts: readonly Counts[]): Counts {
  const sum = (of: (one: Counts) => number) => counts.reduce((total, one) => total + of(one), 0);
  const statuses = (of: (one: Counts) => StatusCounts): StatusCounts => ({
    valid: sum((one) => of(one).valid), invalid: sum((one) => of(one).invalid),
    missing: sum((one) => of(one).missing), unreadable: sum((one) => of(one).unreadable),
  });
  return {
    digests: statuses(({ digests }) => digests),
    backfillDigests: statuses(({ backfillDigests }) => backfillDigests),
    logReferences: statuses(({ logReferences }) => logReferences),
    uniqueLogs: sum(({ uniqueLogs }) => uniqueLogs),
    gaps: sum(({ gaps }) => gaps),
    brokenLinks: sum(({ brokenLinks }) => brokenLinks),
    uncoveredLogs: sum(({ uncoveredLogs }) => uncoveredLogs),
  };
}
