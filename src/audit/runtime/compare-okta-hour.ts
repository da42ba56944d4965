import { inTurns } from './in-turns';
import type { ReconcilerPorts } from './okta-ports';
import { type OktaEvent, endsStream, hourOf, readOktaEvent } from '../domain/okta-event';
import { emptyEvidence, withLook } from '../domain/okta-evidence';
import type { Look } from '../domain/okta-hours';

export interface HourToCompare {
  readonly hourMs: number;
  readonly look: Look;
  readonly startedMs: number;
  readonly deadlineMs: number;
}

const AT_ONCE = 8;

/**
 * Compares one hour of the System Log with the vault by uuid, and writes what is missing. Running it again after a crash goes on:
 *
 *   uuids of the hour ─▶ a page ─▶ what is missing is written down ─▶ and kept ─▶ next page … ─▶ evidence is final
 */
export async function compareOktaHour({ hourMs, look, startedMs, deadlineMs }: HourToCompare, ports: ReconcilerPorts): Promise<void> {
  const { vault, evidence: records, systemLog, metrics, clock } = ports;
  const known = await vault.uuids(hourMs);
  let evidence = await records.read(hourMs) ?? emptyEvidence(hourMs, startedMs);
  const seen = new Set<string>();
  const missing: string[] = [];
  let unreadable = 0;
  const note = async (state: 'comparing' | 'compared') => {
    evidence = withLook(evidence, look, { state, at: new Date(clock.nowMs()).toISOString(), inSystemLog: seen.size, missing, unreadable });
    await records.write(hourMs, evidence);
  };
  for await (const items of systemLog.pages(hourMs, deadlineMs)) {
    const events = eventsOf(items, hourMs, seen);
    unreadable += items.filter((item) => readOktaEvent(item).kind === 'unreadable').length;
    const lacking = events.filter(({ uuid }) => !known.has(uuid));
    const off = (look === 'first' ? events : lacking).filter(endsStream).length;
    if (off > 0 && !evidence.beforeStream) {
      metrics.record({ StreamDeactivated: off });
    }
    if (lacking.length > 0) {
      missing.push(...lacking.map(({ uuid }) => uuid));
      // written down before it is kept: after a crash what was kept could not be told from what the stream had brought.
      await note('comparing');
      await inTurns(lacking, AT_ONCE, async (event) => vault.keep(event, 'system-log'));
    }
  }
  await note('compared');
  const backfilled = evidence.looks[look]!.missing.length;
  metrics.record({ EventsCompared: seen.size, [evidence.beforeStream ? 'HistoryBackfilled' : 'EventsBackfilled']: backfilled, EventsUnreadable: unreadable });
}

/** The events of the hour that no earlier page had. */
function eventsOf(items: readonly unknown[], hourMs: number, seen: Set<string>): OktaEvent[] {
  return items.flatMap((item) => {
    const reading = readOktaEvent(item);
    if (reading.kind === 'unreadable' || hourOf(reading.event.publishedMs) !== hourMs || seen.has(reading.event.uuid)) {
      return [];
    }
    seen.add(reading.event.uuid);
    return [reading.event];
  });
}
