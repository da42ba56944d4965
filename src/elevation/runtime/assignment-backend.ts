import type { AccessBackend } from './ports';
import type { HeldAssignment } from '../../identity/domain/held-access';
import { everyPage } from '../../identity/runtime/every-page';
import type { IdentityCenter } from '../../identity/runtime/identity-center';

/** The management account, where Identity Center is administered from another one. */
export interface ManagementSide {
  readonly accountId: string;
  /** Identity Center as seen from there; undefined where nothing is lent there. */
  readonly identityCenter?: IdentityCenter;
}

/**
 * Access as assignments of people. A delegated administrator of Identity Center cannot make any in the management account: there it is done by a role of that
 * account.
 */
export function assignmentBackend(identityCenter: IdentityCenter, management: ManagementSide | undefined): AccessBackend {
  const at = ({ accountId }: Pick<HeldAssignment, 'accountId'>): IdentityCenter => {
    if (accountId !== management?.accountId) {
      return identityCenter;
    }
    if (!management.identityCenter) {
      throw new Error(`nothing is lent in the management account ${accountId}, and no role of it is known`);
    }
    return management.identityCenter;
  };
  const holders: AccessBackend['holders'] = async ({ permissionSetArn, accountId }) => {
    const place = { permissionSetArn, accountId };
    const principals = await everyPage(async (next) => at(place).assignments(place, next));
    return principals.map((principal) => ({ ...place, principal }));
  };
  return {
    grant: async (assignment) => at(assignment).createAssignment(assignment),
    granting: async (assignment, requestId) => at(assignment).creation(requestId),
    remove: async (assignment) => at(assignment).deleteAssignment(assignment),
    removing: async (assignment, requestId) => at(assignment).deletion(requestId),
    holds: async (assignment) => (await holders(assignment))
      .some(({ principal }) => principal.type === assignment.principal.type && principal.id === assignment.principal.id),
    holders,
  };
}
