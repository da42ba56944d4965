import { INDEX_FOLDER, keepEvidence } from './evidence-writing';
import { inTurns } from './in-turns';
import type { Evidence, Findings, VerificationMetrics, WorkFiles } from './integrity-ports';
import { IntegrityRun } from './integrity-run';
import { TRAIL_FINDING } from '../domain/detections/audit-events';
import { dayOf } from '../domain/integrity-date';
import { type ChainOutcome, type EarlierIndex, type IntegrityIndex, integrityIndex } from '../domain/integrity-index';
import type { Chain, Trail } from '../domain/trail-chain';

export interface FinishIntegrityPorts {
  readonly files: WorkFiles;
  readonly evidence: Evidence;
  readonly findings: Findings;
  readonly metrics: VerificationMetrics;
}

const READ_AT_ONCE = 16;

/**
 * Writes the index of the day and tells what was found. A chain that left no outcome was not verified, and is told, too.
 *
 * Evidence goes first: what is told can be looked up. The metrics go last, so that a run counts as completed only when everything was told.
 */
export async function finishIntegrity(run: string, trail: Trail, { files, evidence, findings, metrics }: FinishIntegrityPorts): Promise<object> {
  const records = new IntegrityRun(files, run);
  const [{ date, startedAt, onRequest }, chains] = [await records.plan(), await records.chains()];
  const read = await inTurns(chains, READ_AT_ONCE, async (chain) => ({ chain, verified: await records.verified(chain) }));
  const outcomes = read.flatMap(({ verified }) => verified?.kind === 'verified' ? [verified.outcome] : []);
  const notVerified = read.flatMap(({ chain: { accountId, region }, verified }): Chain[] => verified ? [] : [{ accountId, region }]);
  const key = `${INDEX_FOLDER}${date}.json`;
  const index = integrityIndex({ date, day: dayOf(date), trail, run, startedAt }, outcomes, notVerified, await earlierIndex(key, evidence));
  const { sha256 } = await keepEvidence(key, index, evidence);
  await findings.announce(TRAIL_FINDING, details(index, outcomes, sha256));
  const { invalid, missing, unverifiable } = index.found;
  const counts = { InvalidObjects: invalid, MissingObjects: missing, Unverifiable: unverifiable };
  // a day that was asked for again must not end the alarm of another.
  metrics.record(onRequest ? Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)) : { ...counts, IntegrityRuns: 1 });
  return { date, result: index.result, ...index.found, evidence: key };
}

async function earlierIndex(key: string, evidence: Evidence): Promise<EarlierIndex | undefined> {
  const before = await evidence.read(key);
  return before && { versionId: before.versionId, sha256: evidence.sha256(before.text), index: JSON.parse(before.text) as IntegrityIndex };
}

function details({ date, run, notVerified, replaces }: IntegrityIndex, outcomes: readonly ChainOutcome[], sha256: string): object[] {
  const about = { date, run, index: `${INDEX_FOLDER}${date}.json`, indexSha256: sha256 };
  return [
    ...outcomes.filter(({ result }) => result !== 'pass').map(({ accountId, region, result, found, findings, part }) => ({ ...about, accountId, region, result, ...found, findings, part: part.key })),
    ...notVerified.map((chain) => ({ ...about, ...chain, result: 'attention', findings: [{ kind: 'not-verified', reason: 'the step that verifies it did not come to its end' }] })),
    ...(replaces && replaces.provedMore.length > 0 ? [{ ...about, result: 'attention', findings: [{ kind: 'replaces-stronger-evidence', reason: replaces.provedMore.join(', ') }], replaces }] : []),
  ];
}
