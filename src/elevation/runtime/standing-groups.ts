import type { ElevationPorts } from './ports';
import type { HeldAssignment } from '../../identity/domain/held-access';
import { mayPass } from '../../identity/runtime/identity-center';

export type StandingGroupsPorts = {
  readonly backend: Pick<ElevationPorts['backend'], 'holders'>;
  readonly people: ElevationPorts['people'];
  readonly clock: ElevationPorts['clock'];
};

/** An end does not wait longer for an answer. */
const ANSWER_WITHIN_MS = 5_000;
const TRY_AGAIN_MS = 1_000;

/**
 * Groups that give the person of an assignment the same set in the same account now; none for somebody who is disabled.
 *
 * Asked at the end and not at the beginning, because people come into groups and leave them meanwhile. Where nobody can tell it is none: sessions are then
 * denied that may go on, and whoever has them opens new ones. The other way round access would stay because a directory is slow.
 */
export async function standingGroups(assignment: HeldAssignment, { backend, people, clock }: StandingGroupsPorts): Promise<readonly string[]> {
  let isTooLate = false;
  const read = async (): Promise<readonly string[]> => {
    const holders = await backend.holders({ permissionSetArn: assignment.permissionSetArn, accountId: assignment.accountId });
    const groups = holders.filter(({ principal }) => principal.type === 'GROUP').map(({ principal }) => principal.id);
    const theirs = groups.length === 0 ? [] : await people.groupsOf(assignment.principal.id, groups);
    return theirs.length > 0 && (await people.find(assignment.principal.id))?.enabled ? theirs : [];
  };
  const answer = async (): Promise<readonly string[]> => read().catch(async (error: unknown) => {
    if (!mayPass(error) || isTooLate) {
      throw error;
    }
    await clock.sleep(TRY_AGAIN_MS);
    return answer();
  });
  const tooLate = async () => {
    await clock.sleep(ANSWER_WITHIN_MS);
    isTooLate = true;
    throw new Error(`there was no answer within ${ANSWER_WITHIN_MS / 1_000} seconds`);
  };
  try {
    return await Promise.race([answer(), tooLate()]);
  } catch (error) {
    console.error(`whether a group gives user ${assignment.principal.id} the same is not known, and taken for no`, error);
    return [];
  }
}
