import type { AccountAccess, Entitlement, EntitlementFilter } from './account-access';
import type { AccessBackend } from './ports';
import type { HeldAssignment, SetPlace } from '../../identity/domain/held-access';
import { everyPage } from '../../identity/runtime/every-page';
import type { Operation } from '../../identity/runtime/identity-center';
import { roleArnAt } from '../domain/lent-role';

/** A change is made when it is answered; whether it is there is read back like any other. */
const ANSWERED: Operation = { requestId: 'answered', status: 'SUCCEEDED' };

/** Access as entitlements of people to roles, for what `lentRoleArn` names. */
export function entitlementBackend(accountAccess: AccountAccess): AccessBackend {
  const listed = async (filter: EntitlementFilter): Promise<readonly Entitlement[]> => {
    const all = await everyPage(async (next) => accountAccess.entitlements(filter, next));
    // the filter is looked at again: what it might let through by mistake would be removed, or taken for access.
    return all.filter(({ roleArn, principal }) => roleArn === filter.roleArn
      && (filter.userId === undefined || (principal.type === 'USER' && principal.id === filter.userId)));
  };
  const own = async (assignment: HeldAssignment) => listed({ roleArn: roleOf(assignment), userId: assignment.principal.id });
  return {
    grant: async (assignment) => {
      await accountAccess.create(assignment.principal.id, roleOf(assignment));
      return ANSWERED;
    },
    granting: async () => ANSWERED,
    remove: async (assignment) => {
      for (const { id } of await own(assignment)) {
        await accountAccess.delete(id);
      }
      return ANSWERED;
    },
    removing: async () => ANSWERED,
    holds: async (assignment) => (await own(assignment)).length > 0,
    holders: async ({ permissionSetArn, accountId }) => (await listed({ roleArn: roleOf({ permissionSetArn, accountId }) }))
      .map(({ principal }) => ({ permissionSetArn, accountId, principal })),
  };
}

function roleOf(place: SetPlace): string {
  const roleArn = roleArnAt(place);
  if (roleArn === undefined) {
    throw new Error(`${place.permissionSetArn} names no role`);
  }
  return roleArn;
}
