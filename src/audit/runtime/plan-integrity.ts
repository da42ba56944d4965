import { INDEX_FOLDER } from './evidence-writing';
import { findChains } from './find-chains';
import type { Evidence, OrganizationAccounts, WorkFiles } from './integrity-ports';
import { IntegrityRun, rosterIn } from './integrity-run';
import type { VerificationPorts } from './trail-ports';
import { planDay } from '../domain/day-plan';
import { DAY_MS } from '../domain/day-window';
import { chosenDay, dateOf } from '../domain/integrity-date';
import type { IntegrityIndex } from '../domain/integrity-index';
import { chainName, observe } from '../domain/roster';
import type { Trail } from '../domain/trail-chain';

export interface PlanIntegrityPorts extends Pick<VerificationPorts, 'objects' | 'clock'> {
  readonly files: WorkFiles;
  readonly evidence: Evidence;
  readonly accounts: OrganizationAccounts;
}

export interface PlanRequest {
  readonly run: string;
  /** When the run started, ISO 8601: a step that is done again tomorrow still plans the same day. */
  readonly startedAt: string;
  readonly date?: unknown;
}

/** Writes down which chains of which day are verified. It tells how many, for the state machine. */
export async function planIntegrity(
  { run, startedAt, date: asked }: PlanRequest, trail: Trail, regions: readonly string[], ports: PlanIntegrityPorts,
): Promise<{ chains: number }> {
  const startedAtMs = Date.parse(startedAt);
  const chosen = chosenDay(asked, startedAtMs);
  if (chosen.kind === 'refused') {
    throw Object.assign(new Error(chosen.reason), { name: 'DateRefused' });
  }
  const { date, day } = chosen;
  const roster = observe(await rosterIn(ports.files), await ports.accounts.list(), startedAtMs);
  const found = await findChains(trail, {}, ports);
  const before = await ports.evidence.read(`${INDEX_FOLDER}${dateOf(day.fromMs - DAY_MS)}.json`);
  const chains = planDay({
    day, roster, regions, found,
    before: new Set(before ? (JSON.parse(before.text) as IntegrityIndex).chains.filter(({ digests }) => digests > 0).map(chainName) : []),
  });
  await new IntegrityRun(ports.files, run).savePlan({ date, startedAt, onRequest: asked !== undefined }, chains);
  return { chains: chains.length };
}
