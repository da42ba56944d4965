import { changeElevation } from './change-elevation';
import type { ElevationPorts } from './ports';
import { beginsAtMs, consentUntilMs } from '../domain/elevation';
import { hasEnoughConsent } from '../domain/elevation-life';

export type BeginPorts = Pick<ElevationPorts, 'elevations' | 'schedules' | 'executions' | 'notices' | 'clock'>;

/** What the execution does next. */
export type NextStep =
  | { readonly next: 'ask'; readonly consentSeconds: number }
  | { readonly next: 'schedule' }
  | { readonly next: 'wait'; readonly startsAt: string; readonly endsAt: string }
  | { readonly next: 'lend'; readonly startsAt: string; readonly endsAt: string }
  | { readonly next: 'end' }
  | { readonly next: 'over' };

/** Where an elevation stands: asked at the beginning, after consent, and by an execution that was started anew. */
export async function openElevation(id: string, { elevations, notices, clock }: BeginPorts): Promise<NextStep> {
  const elevation = await changeElevation(id, (one) => {
    const nowMs = clock.nowMs();
    if (one.state !== 'requested') {
      return undefined;
    }
    if (hasEnoughConsent(one)) {
      return { kind: 'approved', atMs: nowMs };
    }
    return nowMs >= consentUntilMs(one) ? { kind: 'expired', atMs: nowMs } : undefined;
  }, elevations);
  switch (elevation?.state) {
    case 'requested': return { next: 'ask', consentSeconds: Math.max(1, Math.ceil((consentUntilMs(elevation) - clock.nowMs()) / 1_000)) };
    case 'approved': return { next: 'schedule' };
    case 'scheduled': return { next: 'wait', ...times(elevation) };
    case 'granting': return { next: 'lend', ...times(elevation) };
    case 'active': return { next: 'lend', ...times(elevation) };
    case 'ending': return { next: 'end' };
    case 'expired':
      await notices.publish({ kind: 'expired', elevation });
      return { next: 'over' };
    default: return { next: 'over' };
  }
}

/** Asks for consent, and remembers where the execution waits for it. Somebody may have consented before it waits. */
export async function askForConsent(id: string, token: string, { elevations, executions, notices }: BeginPorts): Promise<void> {
  // first, so that whoever consents from now on finds it.
  await elevations.rememberToken(id, token);
  const elevation = await elevations.find(id);
  if (elevation?.state !== 'requested' || hasEnoughConsent(elevation)) {
    await executions.wake(token);
  } else {
    await notices.publish({ kind: 'needs-consent', elevation });
  }
}

/**
 * Schedules the end, and only then says when it begins: from here on there is an end, whatever becomes of everything else.
 *
 * Order: schedule → row. A crash between them leaves a schedule that finds nothing to end, and the next try replaces it.
 */
export async function scheduleElevation(id: string, { elevations, schedules, clock }: BeginPorts): Promise<NextStep> {
  const before = await elevations.find(id);
  if (before?.state === 'approved') {
    const nowMs = clock.nowMs();
    const endsAtMs = Math.max(nowMs, before.startsAtMs ?? 0) + before.seconds * 1_000;
    await schedules.scheduleEnd(id, endsAtMs);
    await changeElevation(id, ({ state }) => (state === 'approved' ? { kind: 'scheduled', atMs: nowMs, endsAtMs } : undefined), elevations);
  }
  const elevation = await elevations.find(id);
  return elevation?.state === 'scheduled' ? { next: 'wait', ...times(elevation) } : { next: elevation?.state === 'ending' ? 'end' : 'over' };
}

function times(elevation: { readonly endsAtMs?: number; readonly seconds: number }): { startsAt: string; endsAt: string } {
  return { startsAt: new Date(beginsAtMs(elevation)!).toISOString(), endsAt: new Date(elevation.endsAtMs!).toISOString() };
}
