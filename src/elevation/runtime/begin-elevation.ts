import { changedElevation } from './changed-elevation';
import type { ElevationPorts } from './ports';
import { tellIfPossible } from './tell-untold';
import { told } from './told';
import { isOpen } from '../domain/elevation';
import { endFor, stageMissing } from '../domain/elevation-life';
import { isExpired } from '../domain/sweep-plan';

export type BeginPorts = Pick<ElevationPorts, 'elevations' | 'executions' | 'schedules' | 'notices' | 'clock'>;

/** What the execution does next. */
export type Begun =
  | { readonly next: 'await' }
  | { readonly next: 'over' }
  | { readonly next: 'lend'; readonly startsAt: string; readonly endsAt: string };

/**
 * Keeps the token that the execution waits with.
 *
 * The token is kept, and then the row is looked at once more: consent that came before the token was there finds nothing to wake.
 */
export async function awaitConsent(id: string, token: string, ports: BeginPorts): Promise<void> {
  await ports.elevations.rememberToken(id, token);
  const elevation = await ports.elevations.find(id);
  if (elevation?.state !== 'requested' || stageMissing(elevation) === undefined) {
    return ports.executions.wake(token);
  }
  await tellIfPossible(id, ports);
}

/** Schedules the end of what has its consent, and then says so: the end is known before there is access. Running it twice does no harm. */
export async function beginElevation(id: string, ports: BeginPorts): Promise<Begun> {
  const nowMs = ports.clock.nowMs();
  const expired = await changedElevation(id, ports.elevations, (each) => (isExpired(each, nowMs) ? { kind: 'expired', atMs: nowMs } : undefined));
  if (expired.changed) {
    await told(ports.notices, { kind: 'expired', elevation: expired.elevation! });
  }
  const { elevation } = await changedElevation(id, ports.elevations, () => ({ kind: 'approved', atMs: nowMs }));
  if (!elevation || !isOpen(elevation)) {
    if (elevation?.state === 'rejected') {
      await tellIfPossible(id, ports);
    }
    return { next: 'over' };
  }
  if (elevation.state === 'requested') {
    return { next: 'await' };
  }
  const endsAtMs = elevation.endsAtMs ?? endFor(elevation, nowMs);
  await ports.schedules.scheduleEnd(id, endsAtMs);
  const scheduled = await changedElevation(id, ports.elevations, (each) => (each.state === 'approved' ? { kind: 'scheduled', atMs: nowMs, endsAtMs } : undefined));
  if (scheduled.elevation?.endsAtMs === undefined || !isOpen(scheduled.elevation)) {
    return { next: 'over' };
  }
  if (scheduled.elevation.endsAtMs !== endsAtMs) {
    // somebody else was faster by a moment, and theirs holds.
    await ports.schedules.scheduleEnd(id, scheduled.elevation.endsAtMs);
  }
  return { next: 'lend', startsAt: time(elevation.startsAtMs ?? nowMs), endsAt: time(scheduled.elevation.endsAtMs) };
}

function time(atMs: number): string {
  return new Date(atMs).toISOString();
}
