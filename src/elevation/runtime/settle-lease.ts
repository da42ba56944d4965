import type { EndProgress } from './end-elevation';
import { type LeaveLeasePorts, leaveLease } from './leave-lease';
import { standingGroups } from './standing-groups';
import { denialOf, takeBack } from './take-back';
import { type HeldAssignment, assignmentKey } from '../../identity/domain/held-access';
import { isOpen } from '../domain/elevation';
import type { Lease } from '../domain/lease';
import { besidesGroups, confirmed, isSettled, reappeared } from '../domain/lease-life';

const DONE: EndProgress = { done: true };
const nothingNoted = async () => undefined;

/** Looks after a lease that no elevation looks after: of what is over, of what is being removed for nobody, of what settles. Running it twice does no harm. */
export async function settleLease(assignment: HeldAssignment, ports: LeaveLeasePorts, deadlineMs: number): Promise<EndProgress> {
  const lease = await ports.leases.find(assignment);
  switch (lease?.phase) {
    case undefined: return DONE;
    case 'settling': return settle(lease, ports, deadlineMs);
    case 'removing': if (lease.elevationIds.length === 0) {
      return progress(await takeBackAgain(lease, ports, deadlineMs));
    }
  }
  // somebody joined with the id of what had just ended: it leaves as if it ended now.
  for (const id of lease!.elevationIds) {
    const elevation = await ports.elevations.find(id);
    if ((!elevation || !isOpen(elevation)) && !await leaveLease(id, assignment, nothingNoted, ports, deadlineMs)) {
      return progress(false);
    }
  }
  return DONE;
}

/** The time is looked at before the list: what appears after the list was read would have to come later than anything can. */
async function settle(lease: Lease, ports: LeaveLeasePorts, deadlineMs: number): Promise<EndProgress> {
  const settled = isSettled(lease, ports.clock.nowMs());
  if (await ports.backend.holds(lease)) {
    const removing = besidesGroups(reappeared(lease), await standingGroups(lease, ports));
    return progress(await ports.leases.save(removing) === 'written' && await takeBackAgain(removing, ports, deadlineMs));
  }
  if (lease.toConfirm && ports.clock.nowMs() >= lease.toConfirm.fromMs) {
    const { denialId } = lease.toConfirm;
    await ports.denials.deny([denialOf(lease, { denialId, reason: 'what was lent is over' }, ports.clock.nowMs())]);
    await ports.leases.save(confirmed(lease));
  } else if (settled) {
    await ports.leases.delete(lease);
  }
  return DONE;
}

async function takeBackAgain(lease: Lease, ports: LeaveLeasePorts, deadlineMs: number): Promise<boolean> {
  const why = { denialId: `lease/${assignmentKey(lease)}`, reason: 'a call that was lost on its way lent it once more', noted: nothingNoted };
  return takeBack(lease, why, ports, deadlineMs);
}

function progress(done: boolean): EndProgress {
  return done ? DONE : { done: false, waitSeconds: 2 };
}
