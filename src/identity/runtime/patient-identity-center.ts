import { type IdentityCenter, mayPass } from './identity-center';
import type { Clock } from '../../private/runtime/clock';

const MOST_TRIES = 10;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;

/**
 * Identity Center with room between calls, which waits and asks again when a call fails for now.
 *
 * Its 20 calls a second are shared by everybody in the organization, the people who sign in to the console included: none of our jobs takes all of them.
 */
export function patientIdentityCenter(identityCenter: IdentityCenter, clock: Clock, callsPerSecond: number): IdentityCenter {
  const gapMs = 1_000 / callsPerSecond;
  let earliestMs = -Infinity;

  const ownTurn = async () => {
    const now = clock.nowMs();
    const turn = Math.max(now, earliestMs);
    // taken before the wait, so that calls that are made at once queue up.
    earliestMs = turn + gapMs;
    if (turn > now) {
      await clock.sleep(turn - now);
    }
  };

  const patiently = <A extends unknown[], R>(call: (...given: A) => Promise<R>) => async (...given: A): Promise<R> => {
    for (let tries = 1; ; tries++) {
      await ownTurn();
      try {
        return await call(...given);
      } catch (error) {
        if (!mayPass(error) || tries === MOST_TRIES) {
          throw error;
        }
        await clock.sleep(waitMs(tries, clock.random()));
      }
    }
  };

  return {
    permissionSets: patiently((next) => identityCenter.permissionSets(next)),
    accountsWith: patiently((arn, which, next) => identityCenter.accountsWith(arn, which, next)),
    assignments: patiently((where, next) => identityCenter.assignments(where, next)),
    createAssignment: patiently((assignment) => identityCenter.createAssignment(assignment)),
    creation: patiently((requestId) => identityCenter.creation(requestId)),
    deleteAssignment: patiently((assignment) => identityCenter.deleteAssignment(assignment)),
    deletion: patiently((requestId) => identityCenter.deletion(requestId)),
    provision: patiently((where) => identityCenter.provision(where)),
    provisioning: patiently((requestId) => identityCenter.provisioning(requestId)),
  };
}

/** At least half of a wait that doubles: jobs that started together do not meet again. */
function waitMs(tries: number, random: number): number {
  const whole = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
  return whole / 2 + random * whole / 2;
}
