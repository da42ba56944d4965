import { COMPLETENESS_FOLDER, keepEvidence } from './evidence-writing';
import type { Evidence, Findings, IntegrityClock, OrganizationAccounts, VerificationMetrics, WorkFiles } from './integrity-ports';
import { ROSTER_KEY, rosterIn } from './integrity-run';
import { lookAtChains } from './look-at-chains';
import type { VerificationPorts } from './trail-ports';
import { checkCompleteness } from '../domain/completeness';
import { type CompletenessRecord, completenessRecord, lateRecord } from '../domain/completeness-record';
import { TRAIL_CHANGE } from '../domain/detections/audit-events';
import { dateOf } from '../domain/integrity-date';
import { expectedChains, observe } from '../domain/roster';
import type { Trail } from '../domain/trail-chain';

export interface CheckCompletenessPorts extends Pick<VerificationPorts, 'objects' | 'clock'> {
  readonly files: WorkFiles;
  readonly evidence: Evidence;
  readonly accounts: OrganizationAccounts;
  readonly findings: Findings;
  readonly metrics: VerificationMetrics;
  readonly time: IntegrityClock;
}

/**
 * Compares the chains that must have a digest of the last two hours with those that have one.
 *
 * What began or ended to be late is told before the roster remembers it: a check that dies in between tells it again, with the same moment.
 */
export async function checkTrailCompleteness(trail: Trail, regions: readonly string[], ports: CheckCompletenessPorts): Promise<CompletenessRecord> {
  const { files, evidence, findings, metrics } = ports;
  const observed = observe(await rosterIn(files), await ports.accounts.list(), ports.time.nowMs());
  const { seen, unlisted } = await lookAtChains(trail, observed, expectedChains(observed, regions), ports);
  const found = checkCompleteness(observed, regions, seen, unlisted);
  const record = completenessRecord(found, trail);
  await keepIfChanged(`${COMPLETENESS_FOLDER}${dateOf(observed.asOfMs)}.json`, record, evidence);
  await findings.announce(TRAIL_CHANGE, [
    ...found.began.map((late) => ({ change: 'late', ...lateRecord(late) })), ...found.ended.map((late) => ({ change: 'no-longer-late', ...lateRecord(late) })),
  ]);
  await files.write(ROSTER_KEY, found.roster);
  metrics.record({ LateChains: found.late.length, UncheckedChains: found.unchecked.length, CompletenessChecks: 1 });
  return record;
}

/** A version for each change and for the first check of a day, not for each hour. */
async function keepIfChanged(key: string, record: CompletenessRecord, evidence: Evidence): Promise<void> {
  const before = await evidence.read(key);
  const same = (one: CompletenessRecord) => JSON.stringify({ ...one, checkedAt: '' });
  if (!before || same(JSON.parse(before.text) as CompletenessRecord) !== same(record)) {
    await keepEvidence(key, record, evidence);
  }
}
