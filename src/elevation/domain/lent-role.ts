import type { RoleScope, SetScope } from '../../containment/domain/denial';
import type { SetPlace } from '../../identity/domain/held-access';

/**
 * How long a session of such a role lasts, whatever the role says.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/aam-sessions-access-control.html
 */
export const ROLE_SESSION_SECONDS = 3_600;

const LENT_ROLE = /^arn:([a-z0-9-]+):iam:::role\/(.+)$/;

/**
 * Names a role that is lent as one name names a permission set: the same in every account, so it has none. What is lent has this name for as long as it is
 * lent, so that it is taken away also after rules speak of another role.
 */
export function lentRoleArn(partition: string, roleName: string): string {
  return `arn:${partition}:iam:::role/${roleName}`;
}

/** The role as it is called where it is lent; undefined where a permission set is. */
export function roleArnAt({ permissionSetArn, accountId }: SetPlace): string | undefined {
  const [, partition, roleName] = LENT_ROLE.exec(permissionSetArn) ?? [];
  return roleName === undefined ? undefined : `arn:${partition}:iam::${accountId}:role/${roleName}`;
}

/** Which sessions what is lent makes possible, whenever they are issued. `setName` is the name that the set carries, or path and name of the role. */
export function sessionsOf({ permissionSetArn, accountId }: SetPlace, setName: string): SetScope | RoleScope {
  return LENT_ROLE.test(permissionSetArn) ? { kind: 'role', accountId, roleName: setName } : { kind: 'set', accountId, setName };
}
