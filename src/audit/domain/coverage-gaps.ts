import { type JudgedDigest, type ValidDigest, isValid } from './digest-verdict';
import { HOUR_MS, type Place, type TimeRange } from './trail-chain';
import { endInKeyMs } from './trail-keys';

export type GapKind = 'chain-restart' | 'before-first-digest' | 'after-last-digest' | 'no-digests' | 'missing-digest' | 'invalid-digest' | 'unreadable-digest';

/** A part of the range that no valid digest attests. */
export interface Gap extends TimeRange {
  /** Several may apply. */
  readonly kinds: readonly GapKind[];
}

/** The parts of a range that valid standard digests leave open; backfill digests complete hours, they do not cover them. */
export function coverageGaps(digests: readonly JudgedDigest[], missing: readonly Place[], range: TimeRange): Gap[] {
  const standard = digests.filter(({ kind }) => kind === 'standard');
  const covering = standard.filter(isValid).sort((a, b) => a.document.range.fromMs - b.document.range.fromMs);
  return openParts(covering, range).map(({ part, before, after }) => ({ ...part, kinds: kindsOf(part, { before, after, standard, missing }) }));
}

interface OpenPart {
  readonly part: TimeRange;
  /** The digests around it. */
  readonly before?: ValidDigest;
  readonly after?: ValidDigest;
}

function openParts(covering: readonly ValidDigest[], range: TimeRange): OpenPart[] {
  const parts: OpenPart[] = [];
  let coveredToMs = range.fromMs;
  let before: ValidDigest | undefined;
  for (const after of covering) {
    const { fromMs, toMs } = after.document.range;
    if (fromMs > coveredToMs) {
      parts.push({ part: { fromMs: coveredToMs, toMs: Math.min(fromMs, range.toMs) }, before, after });
    }
    if (before === undefined || toMs > coveredToMs) {
      before = after;
    }
    coveredToMs = Math.max(coveredToMs, toMs);
  }
  // a range without length is open when nothing meets it.
  if (coveredToMs < range.toMs || covering.length === 0) {
    parts.push({ part: { fromMs: coveredToMs, toMs: range.toMs }, before });
  }
  return parts;
}

interface Surroundings extends Omit<OpenPart, 'part'> {
  readonly standard: readonly JudgedDigest[];
  readonly missing: readonly Place[];
}

function kindsOf(part: TimeRange, { before, after, standard, missing }: Surroundings): GapKind[] {
  const kinds: GapKind[] = [];
  if (!before && !after) {
    kinds.push('no-digests');
  } else if (!before) {
    kinds.push('before-first-digest');
  } else if (!after) {
    kinds.push('after-last-digest');
  } else if (!after.document.previous) {
    kinds.push('chain-restart');
  }
  const within = ({ key }: Place) => {
    const endMs = endInKeyMs(key);
    // one that only touches the part does not explain it.
    return endMs !== undefined && endMs > part.fromMs && endMs - HOUR_MS < part.toMs;
  };
  const withStatus = (status: string) => standard.some(({ verdict, place }) => verdict.status === status && within(place));
  if (missing.some(within)) {
    kinds.push('missing-digest');
  }
  if (withStatus('invalid')) {
    kinds.push('invalid-digest');
  }
  if (withStatus('unreadable')) {
    kinds.push('unreadable-digest');
  }
  // of several deletions in a row only the last is known by name.
  return kinds.length === 0 ? ['missing-digest'] : kinds;
}
