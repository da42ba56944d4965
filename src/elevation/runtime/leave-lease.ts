import type { ElevationPorts } from './ports';
import { standingGroups } from './standing-groups';
import { type TakeBackPorts, takeBack } from './take-back';
import type { HeldAssignment } from '../../identity/domain/held-access';
import { isOpen } from '../domain/elevation';
import type { EndFacts } from '../domain/end-facts';
import type { Lease } from '../domain/lease';
import { besidesGroups, left } from '../domain/lease-life';

export type LeaveLeasePorts = TakeBackPorts & Pick<ElevationPorts, 'elevations' | 'people'>;

const MOST_TRIES = 10;

/**
 * Takes an elevation that is over out of its lease, and takes back what nobody else has a right to. False while something is left to do.
 *
 * The lease decides who the last one is, and it does so before any session is denied: once it says 'removing', nobody joins whom the denial would hit.
 * Who else has a right is noted before the lease forgets the elevation. Whether a group gives the same stands in the lease with 'removing', so that
 * whoever goes on does the same.
 */
export async function leaveLease(
  elevationId: string, assignment: HeldAssignment, noted: (facts: EndFacts) => Promise<void>, ports: LeaveLeasePorts, deadlineMs: number,
): Promise<boolean> {
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const lease = await withoutOthersThatAreOver(elevationId, await ports.leases.find(assignment), ports);
    const outcome = left(lease, elevationId, lease?.standing === true && await ports.backend.holds(assignment));
    if (outcome.kind === 'not-in-it') {
      return true;
    }
    if (outcome.kind === 'removing') {
      const isFirst = outcome.lease !== lease;
      const removing = isFirst ? besidesGroups(outcome.lease, await standingGroups(assignment, ports)) : outcome.lease;
      if (isFirst && await ports.leases.save(removing) === 'conflict') {
        continue;
      }
      const why = { denialId: `elevation/${elevationId}`, reason: `elevation ${elevationId} is over`, noted };
      return takeBack(removing, why, ports, deadlineMs);
    }
    await noted({ explainedBy: outcome.explanation });
    const written = await (outcome.kind === 'standing-stays' ? ports.leases.delete(outcome.lease) : ports.leases.save(outcome.lease));
    if (written === 'written') {
      return true;
    }
  }
  return false;
}

/** Whoever is over explains nobody's session. */
async function withoutOthersThatAreOver(elevationId: string, lease: Lease | undefined, { elevations }: LeaveLeasePorts): Promise<Lease | undefined> {
  const others = lease?.phase === 'held' ? lease.elevationIds.filter((id) => id !== elevationId) : [];
  const over: string[] = [];
  for (const id of others) {
    const other = await elevations.find(id);
    if (!other || !isOpen(other)) {
      over.push(id);
    }
  }
  return lease && over.length > 0 ? { ...lease, elevationIds: lease.elevationIds.filter((id) => !over.includes(id)) } : lease;
}
