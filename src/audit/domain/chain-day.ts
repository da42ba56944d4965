import { type ChainReport, resultOf } from './chain-report';
import type { Gap } from './coverage-gaps';
import { type PlannedChain, expectedPart } from './day-plan';
import { clipped } from './day-window';
import { isValid } from './digest-verdict';
import { type Place, type TimeRange, isoSeconds } from './trail-chain';
import { chainRecord, uri } from './trail-report';

/** A day of a chain, measured by what was expected of it. */
export interface ChainDay {
  readonly report: ChainReport;
  /** What digests must cover; missing where nothing was expected. */
  readonly expected?: TimeRange;
  /** Open parts in which nothing was expected. */
  readonly excusedGaps: readonly Gap[];
}

/** How many of what, for metrics. */
export interface FindingCounts {
  readonly invalid: number;
  readonly missing: number;
  /** Not known to be wrong, and not proven right. */
  readonly unverifiable: number;
}

export interface DayFinding {
  readonly kind: string;
  readonly reason: string;
  readonly object?: string;
}

/** Undefined where there is nothing and nothing was expected. */
export function chainDay(planned: PlannedChain, report: ChainReport): ChainDay | undefined {
  const day = report.range;
  const [first] = report.digests.filter(({ kind }) => kind === 'standard').filter(isValid).sort((one, other) => one.document.range.fromMs - other.document.range.fromMs);
  const startMs = first && !first.document.previous ? first.document.range.fromMs : undefined;
  const expected = expectedPart(planned.expected, day, startMs, first !== undefined);
  const nothing = report.digests.length + report.missingDigests.length + report.uncoveredLogs.length + report.notChecked.length === 0;
  if (!expected && nothing) {
    return undefined;
  }
  const gaps = expected ? clipped(report.gaps, expected) : [];
  const outside = expected ? [{ fromMs: day.fromMs, toMs: expected.fromMs }, { fromMs: expected.toMs, toMs: day.toMs }] : [day];
  const judged = { ...report, gaps };
  return {
    report: { ...judged, result: resultOf(judged), counts: { ...report.counts, gaps: gaps.length } },
    expected,
    excusedGaps: outside.flatMap((part) => clipped(report.gaps, part)),
  };
}

export function findingCounts({ counts, brokenLinks, uncoveredLogs, notChecked }: ChainReport): FindingCounts {
  const { digests, backfillDigests, logReferences, gaps } = counts;
  const sum = (status: 'invalid' | 'missing' | 'unreadable') => digests[status] + backfillDigests[status] + logReferences[status];
  return {
    invalid: sum('invalid') + brokenLinks.length,
    missing: sum('missing'),
    unverifiable: sum('unreadable') + gaps + notChecked.length + uncoveredLogs.filter(({ referencedByOtherTrail }) => !referencedByOtherTrail).length,
  };
}

/** Everything that is not as it should be, the worst first. */
export function dayFindings({ digests, missingDigests, brokenLinks, gaps, logs, uncoveredLogs, notChecked }: ChainReport): DayFinding[] {
  const at = (kind: string, place: Place, reason: string): DayFinding => ({ kind, reason, object: uri(place) });
  const ofDigests = (status: string) => digests.flatMap(({ place, verdict }) => verdict.status === status && 'reason' in verdict ? [at(`${status}-digest`, place, verdict.reason)] : []);
  const ofLogs = (status: string) => logs.flatMap((log) => log.status === status && 'reason' in log ? [at(`${status}-log`, log.place, log.reason)] : []);
  return [
    ...ofDigests('invalid'), ...ofLogs('invalid'),
    ...brokenLinks.map(({ digest, reasons }) => at('broken-link', digest, reasons.join(' '))),
    ...missingDigests.map(({ place, reason }) => at('missing-digest', place, reason)), ...ofLogs('missing'),
    ...gaps.map(({ fromMs, toMs, kinds }): DayFinding => ({ kind: 'gap', reason: `${isoSeconds(fromMs)}/${isoSeconds(toMs)} ${kinds.join(' ')}` })),
    ...uncoveredLogs.filter(({ referencedByOtherTrail }) => !referencedByOtherTrail).map(({ place }) => at('uncovered-log', place, 'no valid digest names it')),
    ...ofDigests('unreadable'), ...ofLogs('unreadable'),
    ...notChecked.map(({ what, reason }): DayFinding => ({ kind: `unchecked-${what}`, reason })),
  ];
}

/** The part of a day's evidence that is about one chain. */
export function chainDayRecord({ report, expected, excusedGaps }: ChainDay): object {
  const period = ({ fromMs, toMs }: TimeRange) => ({ from: isoSeconds(fromMs), to: isoSeconds(toMs) });
  return {
    schemaVersion: 1,
    ...chainRecord(report),
    ...(expected ? { expected: period(expected) } : {}),
    excusedGaps: excusedGaps.map(({ kinds, ...open }) => ({ ...period(open), kinds })),
  };
}

