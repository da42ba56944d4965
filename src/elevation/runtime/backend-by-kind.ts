import type { AccessBackend } from './ports';
import type { SetPlace } from '../../identity/domain/held-access';
import { roleArnAt } from '../domain/lent-role';

export interface Backends {
  readonly assignments: AccessBackend;
  /** Undefined where no role is lent. */
  readonly entitlements?: AccessBackend;
}

/** Each thing that was lent goes the way it came, also after rules began to lend in another way. */
export function backendByKind({ assignments, entitlements }: Backends): AccessBackend {
  const of = (place: SetPlace): AccessBackend => {
    if (roleArnAt(place) === undefined) {
      return assignments;
    }
    if (!entitlements) {
      throw new Error(`the role ${place.permissionSetArn} was lent in account ${place.accountId}, and no application of account access manager is known`);
    }
    return entitlements;
  };
  return {
    grant: async (assignment) => of(assignment).grant(assignment),
    granting: async (assignment, requestId) => of(assignment).granting(assignment, requestId),
    remove: async (assignment) => of(assignment).remove(assignment),
    removing: async (assignment, requestId) => of(assignment).removing(assignment, requestId),
    holds: async (assignment) => of(assignment).holds(assignment),
    holders: async (place) => of(place).holders(place),
  };
}
