import type { SweepOptions } from './sweep-elevations';
import type { SweepPorts } from './sweep-ports';
import { type HeldAssignment, assignmentKey, placeKey } from '../../identity/domain/held-access';
import { lentPlaces, placesOf } from '../domain/sweep-plan';

/**
 * Reads who holds elevated sets, and tells once of each person who does so without a lease; how many there are. Nothing is ever removed: the assignment may
 * be somebody's work, and only its sessions are denied where that was opted for.
 *
 * Holders are read before leases: whoever lends writes the lease first.
 */
export async function findUnexplained(
  { quarantine, placesAtMost }: SweepOptions, ports: SweepPorts, attempt: <T>(work: () => Promise<T>) => Promise<T | undefined>,
): Promise<number> {
  const nowMs = ports.clock.nowMs();
  const known = new Map((await ports.unexplained.all()).map((each) => [assignmentKey(each.assignment), each]));
  const everywhere = lentPlaces(await ports.rules.current());
  for (const place of placesOf(everywhere, nowMs, placesAtMost)) {
    await attempt(async () => {
      const now = new Map<string, HeldAssignment>();
      for (const assignment of await ports.backend.holders(place)) {
        if (assignment.principal.type === 'USER' && !await ports.leases.find(assignment)) {
          now.set(assignmentKey(assignment), assignment);
        }
      }
      const before = [...known.values()].filter(({ assignment }) => placeKey(assignment) === placeKey(place));
      for (const { assignment } of before.filter((each) => !now.has(assignmentKey(each.assignment)))) {
        await ports.enders.ask({ kind: 'release', assignment });
        await ports.unexplained.remove(assignment);
        known.delete(assignmentKey(assignment));
      }
      for (const [key, assignment] of now) {
        const { sinceMs } = known.get(key) ?? await found(assignment, nowMs, quarantine, ports);
        known.set(key, { assignment, sinceMs });
        if (quarantine) {
          await ports.enders.ask({ kind: 'quarantine', assignment, sinceMs });
        }
      }
    });
  }
  return known.size;
}

/** Told before it is remembered: a crash in between tells twice rather than never. */
async function found(
  assignment: HeldAssignment, sinceMs: number, quarantine: boolean, { attention, unexplained }: SweepPorts,
): Promise<{ readonly sinceMs: number }> {
  const { principal, permissionSetArn, accountId } = assignment;
  await attention.call('Access that no elevation explains', [
    `User ${principal.id} of the identity store holds ${permissionSetArn} in account ${accountId}, and no elevation lent it.`,
    quarantine ? 'Sessions of it are denied.' : 'Nothing was done about it.',
    'Remove the assignment, or ask for an elevation.',
  ].join('\n'));
  await unexplained.add({ assignment, sinceMs });
  return { sinceMs };
}
