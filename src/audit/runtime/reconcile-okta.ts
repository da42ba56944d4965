import { compareOktaHour } from './compare-okta-hour';
import { OktaFailure } from './okta-failure';
import type { ReconcilerPorts } from './okta-ports';
import { HOUR_MS } from '../domain/okta-event';
import { emptyEvidence, withLook } from '../domain/okta-evidence';
import { LOOKS, type Look, type OktaProgress, firstProgress, hoursDue } from '../domain/okta-hours';

export interface ReconciliationRun {
  readonly owner: string;
  /** When to begin nothing more; the next run goes on from there. */
  readonly deadlineMs: number;
  /** When a run that died is over for certain. */
  readonly leaseUntilMs: number;
}

/**
 * Compares every hour that is due, the oldest first. The watermark moves over an hour when its evidence is final, and never before:
 * a crash at any point leaves an hour to be compared again.
 */
export async function reconcileOkta(run: ReconciliationRun, ports: ReconcilerPorts): Promise<'busy' | 'finished' | 'unfinished'> {
  const { progress, clock, metrics } = ports;
  const nowMs = clock.nowMs();
  const begun = await progress.begin(run.owner, firstProgress(nowMs), nowMs, run.leaseUntilMs);
  if (!begun) {
    return 'busy';
  }
  try {
    const behind = await compareAll(begun, run, ports);
    metrics.record({ RunsCompleted: 1, HoursBehind: behind });
    return behind > 0 ? 'unfinished' : 'finished';
  } catch (error) {
    if (error instanceof OktaFailure && error.isAboutToken) {
      metrics.record({ TokenRefused: 1 });
    }
    throw error;
  } finally {
    await progress.end(run.owner);
  }
}

/** How many hours were left for lack of time. */
async function compareAll(begun: OktaProgress, run: ReconciliationRun, ports: ReconcilerPorts): Promise<number> {
  const { clock, progress } = ports;
  const { startedMs } = begun;
  let watermarks: OktaProgress = begun;
  let done = 0;
  const advance = async (look: Look, hourMs: number) => {
    await progress.advance(run.owner, look, hourMs, hourMs + HOUR_MS);
    watermarks = { ...watermarks, [look]: hourMs + HOUR_MS };
    done += 1;
  };
  for (const look of LOOKS) {
    const { outOfReach, comparable } = hoursDue(look, watermarks, clock.nowMs());
    for (const hourMs of outOfReach) {
      await reportOutOfReach(look, hourMs, startedMs, ports);
      await advance(look, hourMs);
    }
    for (const [index, hourMs] of comparable.entries()) {
      try {
        if (clock.nowMs() >= run.deadlineMs) {
          throw new OktaFailure('out-of-time', 'the run has no time left');
        }
        await compareOktaHour({ hourMs, look, startedMs, deadlineMs: run.deadlineMs }, ports);
      } catch (error) {
        // a run that did not finish a single hour would never come further: that is a failure.
        if (error instanceof OktaFailure && error.reason === 'out-of-time' && done > 0) {
          return comparable.length - index;
        }
        throw error;
      }
      await advance(look, hourMs);
    }
  }
  return 0;
}

/** Okta has deleted the hour before it was compared: what the stream lost of it is lost, and is said to be. */
async function reportOutOfReach(look: Look, hourMs: number, startedMs: number, ports: ReconcilerPorts): Promise<void> {
  const { evidence: records, metrics, clock } = ports;
  const evidence = await records.read(hourMs) ?? emptyEvidence(hourMs, startedMs);
  const earlier = evidence.looks[look];
  await records.write(hourMs, withLook(evidence, look, {
    inSystemLog: earlier?.inSystemLog ?? 0, unreadable: earlier?.unreadable ?? 0, missing: [], state: 'out-of-reach',
    at: new Date(clock.nowMs()).toISOString(),
  }));
  metrics.record({ HoursOutOfReach: 1 });
}
