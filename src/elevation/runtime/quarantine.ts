import type { ElevationPorts } from './ports';
import type { Denial } from '../../containment/domain/denial';
import { type HeldAssignment, assignmentKey } from '../../identity/domain/held-access';
import type { LentSet } from '../domain/elevation-rules';
import { sessionsOf } from '../domain/lent-role';
import { CLOCK_SKEW_MS, SESSION_GRACE_MS } from '../domain/timings';

export type QuarantinePorts = Pick<ElevationPorts, 'leases' | 'rules' | 'denials' | 'clock'>;

/** The denial of an assignment that nobody takes away: until then its sessions are told to stop at least this long. */
const QUARANTINE_MS = 366 * 86_400_000;

/**
 * Denies all sessions of an assignment that no lease explains; asked again it says the same.
 *
 * The lease is read again after the denial: whoever joined in between is let in.
 */
export async function quarantine(assignment: HeldAssignment, sinceMs: number, ports: QuarantinePorts): Promise<void> {
  const set = await setOf(assignment, ports);
  if (!set || await ports.leases.find(assignment)) {
    return;
  }
  await ports.denials.deny([denial(assignment, set, sinceMs + QUARANTINE_MS)]);
  if (await ports.leases.find(assignment)) {
    await release(assignment, ports);
  }
}

/** Lets later sessions in. Those that are open stay denied until they are over, because the assignment that they came from was never explained. */
export async function release(assignment: HeldAssignment, ports: QuarantinePorts): Promise<void> {
  const set = await setOf(assignment, ports);
  if (set) {
    const nowMs = ports.clock.nowMs();
    await ports.denials.deny([denial(assignment, set, nowMs + set.sessionSeconds * 1_000 + SESSION_GRACE_MS, nowMs + CLOCK_SKEW_MS)]);
  } else {
    await ports.denials.lift([quarantineId(assignment)]);
  }
}

export function quarantineId(assignment: HeldAssignment): string {
  return `quarantine/${assignmentKey(assignment)}`;
}

function denial(assignment: HeldAssignment, { name }: LentSet, endsAtMs: number, issuedBeforeMs?: number): Denial {
  return {
    id: quarantineId(assignment),
    userId: assignment.principal.id,
    scope: { ...sessionsOf(assignment, name), ...(issuedBeforeMs === undefined ? {} : { issuedBeforeMs }) },
    reason: 'an assignment that no elevation explains',
    endsAtMs,
  };
}

async function setOf({ permissionSetArn }: HeldAssignment, { rules }: QuarantinePorts): Promise<LentSet | undefined> {
  const { sets, managementSets } = await rules.current();
  return [...sets, ...managementSets].find(({ arn }) => arn === permissionSetArn);
}
