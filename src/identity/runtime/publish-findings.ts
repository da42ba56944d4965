import type { AccessDocuments } from './access-documents';
import type { Announcements, AssignmentHistory, CheckRequests, DriftMetrics, DriftRecords } from './drift-ports';
import { type RunDrift, RunRecords, type RunScope } from './drift-run';
import { type Finding, type Outcome, type ToldFinding, openFindings } from '../domain/drift-findings';
import type { Deed } from '../domain/drift-scope';
import { inParts, told, undeclaredOf } from '../domain/drift-told';
import { deedKey } from '../domain/held-access';

export interface PublishFindingsPorts {
  readonly documents: AccessDocuments;
  readonly records: DriftRecords;
  readonly history: AssignmentHistory;
  readonly announcements: Announcements;
  readonly metrics: DriftMetrics;
  readonly requests: CheckRequests;
}

export interface Published {
  readonly missing: number;
  readonly undeclared: number;
  readonly outdated: number;
  readonly removed: number;
  readonly breaker?: string;
  readonly list: string;
}

/** An entry of EventBridge holds 256 KB with everything around the findings: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
const EVENT_BYTES = 200_000;
/** So many of the undeclared are looked up in the records of what was called; each look is a few calls of a service with two a second. */
const LOOKED_UP = 100;
const NAMED_FOREIGN_SETS = 50;

/**
 * Tells what a run found: the list first, then events and counts, and last that the requests are done.
 * After a crash in between all of it is told again; nothing is lost.
 */
export async function publishFindings(run: string, ports: PublishFindingsPorts): Promise<Published> {
  const records = new RunRecords(ports.records, run);
  const [scope, drift] = [await records.scope(), await records.drift()];
  const { access } = await ports.documents.read(drift.desiredVersion);
  const outcomes = new Map<string, Outcome>(Object.entries({
    ...drift.outcomes, ...await records.outcomes('provisioned'), ...await records.outcomes('removed'),
  }));
  const findings = told(drift.findings, access, { outcomes, deeds: await deedsOf(drift.findings, scope, ports.history) });
  const counts = { ...openFindings(findings), removed: findings.filter(({ outcome }) => outcome.kind === 'removed').length };
  const { desiredVersion, breaker, foreignPlaces, foreignSets } = drift;
  const list = ports.records.keyOf(run, 'findings');
  await ports.records.write(run, 'findings', {
    run, checked: scope.scope.kind, desiredVersion, ...counts, breaker, foreignPlaces,
    foreignSets: foreignSets.slice(0, NAMED_FOREIGN_SETS), findings,
  });
  await announce(findings, ports.announcements, { run, checked: scope.scope.kind, desiredVersion, ...counts, breaker, list });
  ports.metrics.record(metricsOf(counts, drift, scope));
  await ports.requests.done(scope.requestIds);
  return { ...counts, breaker, list };
}

async function announce(findings: readonly ToldFinding[], { announce: tell }: Announcements, said: Omit<Parameters<Announcements['announce']>[0], 'part' | 'parts' | 'findings'>): Promise<void> {
  const parts = inParts(findings, EVENT_BYTES);
  for (const [index, part] of parts.entries()) {
    await tell({ ...said, part: index + 1, parts: parts.length, findings: part });
  }
}

/** Who made what is undeclared: by the event that asked for the check, else by the records of what was called. */
async function deedsOf(findings: readonly Finding[], scope: RunScope, history: AssignmentHistory): Promise<Map<string, Deed>> {
  const deeds = new Map<string, Deed>(scope.deeds);
  const unknown = undeclaredOf(findings).filter((one) => !deeds.has(deedKey(one, one.principal.id))).slice(0, LOOKED_UP);
  for (const [key, deed] of unknown.length > 0 ? await history.madeBy(unknown) : []) {
    deeds.set(key, deed);
  }
  return deeds;
}

/** A check of everything says also that there is nothing; one of a part must not hide what another part has. */
function metricsOf(counts: Omit<Published, 'list' | 'breaker'>, { breaker, foreignSets }: RunDrift, { scope }: RunScope): Record<string, number> {
  const { missing, undeclared, outdated, removed } = counts;
  const found = { Missing: missing, Undeclared: undeclared, Outdated: outdated, Removed: removed, BreakerOpen: breaker === undefined ? 0 : 1 };
  return scope.kind === 'all' ? { ...found, ForeignSets: foreignSets.length, ChecksCompleted: 1 } : Object.fromEntries(Object.entries(found).filter(([, count]) => count > 0));
}
