import type { DenialPorts } from './ports';
import { type Worker, projectDenials } from './project-denials';
import type { EmbeddedMetrics } from '../../private/runtime/embedded-metrics';
import type { DenialPlaces } from '../domain/denials-in-force';

/** How long a denial is kept in the ledger after it ended, so that clocks that differ see the same. */
const KEPT_MS = 10 * 60_000;

/**
 * Each minute: what is over goes, what had no room is tried again, and what somebody edited, or a deployment reset, is written as it was.
 *
 * A denial that is over leaves the policies before it leaves the ledger.
 */
export async function keepDenials(places: DenialPlaces, worker: Worker, ports: DenialPorts & { readonly metrics: EmbeddedMetrics }): Promise<void> {
  const before = await ports.ledger.all();
  const { plan, written } = await projectDenials(places, worker, ports);
  const over = before.filter(({ endsAtMs }) => endsAtMs + KEPT_MS < ports.clock.nowMs());
  if (over.length > 0) {
    await ports.ledger.forget(over);
  }
  ports.metrics.record({
    FillPercent: Math.ceil(plan.fill * 100), WithoutRoom: plan.left.length, Denials: plan.current.length, PoliciesWritten: written.length, Kept: 1,
  });
}
