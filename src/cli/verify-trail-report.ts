import type { ChainReport, StatusCounts } from '../audit/domain/chain-report';
import { isoSeconds } from '../audit/domain/trail-chain';
import { type TrailReport, chainRecord, trailRecord, uri } from '../audit/domain/trail-report';

/** More findings of one kind in a chain than a person reads; `--json` has all. */
const MOST_LINES = 20;

/** A chain for a person: its result, and below it everything that is not as it should be. */
export function chainText(report: ChainReport): string {
  const { accountId, region, result, counts, notChecked } = report;
  const findings = [
    report.digests.flatMap(({ place, verdict, contentProvenBySuccessor }) => verdict.status === 'valid' ? [] : [
      `digest ${verdict.status} (${verdict.reason}${'detail' in verdict && verdict.detail ? `: ${verdict.detail}` : ''})${contentProvenBySuccessor ? ', though the next digest proves its content' : ''}: ${uri(place)}`,
    ]),
    report.missingDigests.map(({ place, reason, recoverableVersionId }) => `digest missing (${reason}): ${uri(place)}${recovery(recoverableVersionId)}`),
    report.brokenLinks.map(({ digest, previous, reasons, implied }) => `link broken (${reasons.join(', ')}${implied ? '; that digest is invalid itself' : ''}): ${uri(digest)} to ${uri(previous)}`),
    report.gaps.map(({ fromMs, toMs, kinds }) => `not covered by any valid digest (${kinds.join(', ')}): ${isoSeconds(fromMs)} to ${isoSeconds(toMs)}`),
    report.logs.flatMap((log) => log.status === 'valid' ? [] : [`log ${log.status} (${log.reason}): ${uri(log.place)}${recovery(log.recoverableVersionId)}`]),
    report.uncoveredLogs.flatMap(({ place, referencedByOtherTrail, provenBySuccessor }) => referencedByOtherTrail ? [] : [
      `log that no valid digest names${provenBySuccessor ? ', though one whose content is proven does' : ''}: ${uri(place)}`,
    ]),
    notChecked.map(({ what, reason }) => `not looked at: ${what} (${reason})`),
  ];
  const lines = findings.flatMap((kind) => [...kind.slice(0, MOST_LINES), ...(kind.length > MOST_LINES ? [`… and ${kind.length - MOST_LINES} more; --json has them all`] : [])]);
  return [`${result.padEnd(9)} ${accountId} ${region}: ${countsText([counts])}`, ...lines.map((line) => `  ${line}`), ''].join('\n');
}

/** The last line: everything in one sentence. */
export function trailText({ trail, range, result, chains }: TrailReport): string {
  const of = (wanted: string) => chains.filter((chain) => chain.result === wanted).length;
  const results = ['pass', 'attention', 'fail'].filter((each) => of(each) > 0).map((each) => `${of(each)} ${each}`);
  const what = `${chains.length} ${chains.length === 1 ? 'chain' : 'chains'} of ${trail.name ? `trail '${trail.name}'` : 'no trail that has digests'} from ${isoSeconds(range.fromMs)} to ${isoSeconds(range.toMs)}`;
  return `${result}: ${what} (${results.join(', ')}); ${countsText(chains.map(({ counts }) => counts))}\n`;
}

function countsText(
  counts: readonly { readonly digests: StatusCounts; readonly backfillDigests: StatusCounts; readonly logReferences: StatusCounts }[],
): string {
  const text = (all: readonly StatusCounts[]) => {
    const known = (['valid', 'invalid', 'missing', 'unreadable'] as const).map((status) => [status, all.reduce((sum, each) => sum + each[status], 0)] as const);
    return known.filter(([status, count]) => status === 'valid' || count > 0).map(([status, count]) => `${count} ${status}`).join(', ');
  };
  return `digests ${text(counts.flatMap(({ digests, backfillDigests }) => [digests, backfillDigests]))}; logs ${text(counts.map(({ logReferences }) => logReferences))}`;
}

function recovery(versionId?: string): string {
  return versionId === undefined ? '' : `; version ${versionId} has the right content`;
}

/** The report as one JSON document, in pieces: a month of a large organization is more than one string holds. */
export function* reportJson(report: TrailReport): Iterable<string> {
  yield `${JSON.stringify(trailRecord(report)).slice(0, -1)},"chains":[`;
  for (const [index, chain] of report.chains.entries()) {
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(chainRecord(chain))}`;
  }
  yield '\n]}\n';
}
