import type { CheckRequests, CheckRuns } from './drift-ports';
import { type DeliveredEvent, checkRequest } from '../domain/check-request';

/** Everything that happens in five minutes is one check. */
const WINDOW_MS = 300_000;
/** For what is under way when the window ends: events on their way here, and what Identity Center does after it answered. */
const SETTLE_MS = 60_000;

export interface RequestCheckPorts {
  readonly requests: CheckRequests;
  readonly runs: CheckRuns;
  readonly clock: { nowMs(): number };
}

/**
 * Asks for a check. A thousand events start one: the run has the name of the window and begins to read after it.
 *
 * The request is written down before the run is started: a crash in between leaves it for the next run.
 */
export async function requestCheck(event: DeliveredEvent & { readonly id: string }, { requests, runs, clock }: RequestCheckPorts): Promise<void> {
  const request = checkRequest(event);
  if (request) {
    await requests.add(event.id, request);
    const endMs = (Math.floor(clock.nowMs() / WINDOW_MS) + 1) * WINDOW_MS;
    const run = `check-${new Date(endMs).toISOString().slice(0, 16).replace(':', '')}Z`;
    if (!await runs.start(run, endMs + SETTLE_MS)) {
      // somebody stopped the run of this window.
      await runs.start(`${run}-${event.id.slice(0, 8)}`, endMs + SETTLE_MS);
    }
  }
}
