import { INDEX_FOLDER, keepEvidence, keepKey } from './evidence-writing';
import type { Evidence, IntegrityClock, WorkFiles } from './integrity-ports';
import { IntegrityRun, type Verified } from './integrity-run';
import type { VerificationPorts } from './trail-ports';
import { verifyChain } from './verify-chain';
import { type ChainDay, chainDay, chainDayRecord, dayFindings, findingCounts } from '../domain/chain-day';
import type { ChainReport } from '../domain/chain-report';
import type { PlannedChain } from '../domain/day-plan';
import { joined, readFor, windowsOf, within, withoutValidLogs } from '../domain/day-window';
import { dayOf } from '../domain/integrity-date';
import type { ManifestEntry } from '../domain/integrity-index';
import type { Trail } from '../domain/trail-chain';

export interface VerifyDayPorts extends VerificationPorts {
  readonly files: WorkFiles;
  readonly evidence: Evidence;
  readonly time: IntegrityClock;
}

export interface VerifyDayRequest {
  readonly run: string;
  readonly chain: PlannedChain;
  /** The window to go on with. */
  readonly next: number;
}

/** An event takes 256 KB; the part has all of them. */
const TOLD_FINDINGS = 50;

/**
 * Verifies a day of one chain, window after window, until time runs out: then it says with which to go on.
 *
 * A window is written down when it is done. The keys and the part are in the vault before the outcome that names them is written.
 */
export async function verifyDay(
  { run, chain, next }: VerifyDayRequest, trail: Trail, ports: VerifyDayPorts, deadlineMs: number,
): Promise<{ next: number; done: boolean }> {
  const records = new IntegrityRun(ports.files, run);
  const { date } = await records.plan();
  const day = dayOf(date);
  const windows = windowsOf(day);
  let at = next;
  while (at < windows.length) {
    if (at > next && ports.time.nowMs() >= deadlineMs) {
      return { next: at, done: false };
    }
    const report = await verifyChain({ trail, chain, range: readFor(windows[at]) }, ports);
    await records.saveWindow(chain, at, withoutValidLogs(within(report, windows[at])));
    at++;
  }
  const reports: ChainReport[] = [];
  for (const index of windows.keys()) {
    reports.push(await records.window(chain, index));
  }
  const judged = chainDay(chain, joined(reports, day));
  await records.saveVerified(chain, judged ? await kept(judged, date, ports.evidence) : { kind: 'absent' });
  return { next: at, done: true };
}

async function kept(judged: ChainDay, date: string, evidence: Evidence): Promise<Verified> {
  const { report } = judged;
  const { accountId, region, result, counts: { digests, logReferences } } = report;
  const keys: ManifestEntry[] = [];
  for (const key of report.keysUsed) {
    keys.push(await keepKey(region, key, evidence));
  }
  const part = await keepEvidence(`${INDEX_FOLDER}${date}/${accountId}-${region}.json`, chainDayRecord(judged), evidence);
  return { kind: 'verified', outcome: {
    accountId, region, result, digests, logs: logReferences,
    found: findingCounts(report), findings: dayFindings(report).slice(0, TOLD_FINDINGS), part, keys,
  } };
}
