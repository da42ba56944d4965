import type { DeployedAccess } from './desired-access';
import { checkedSetArns, checkedSetNames } from './retired-sets';

/** A permission set in an account. */
export interface SetPlace {
  readonly permissionSetArn: string;
  readonly accountId: string;
}

/** One assignment as Identity Center has it. */
export interface HeldAssignment extends SetPlace {
  readonly principal: { readonly type: 'GROUP' | 'USER'; readonly id: string };
}

/** What was read of one permission set in one account. */
export interface HeldPlace extends SetPlace {
  readonly principals: readonly HeldAssignment['principal'][];
}

/** What was read: places without anybody count, because that was read too. */
export interface HeldAccess {
  readonly places: readonly HeldPlace[];
  /** Places where the set's last change has not arrived. */
  readonly outdated: readonly SetPlace[];
}

export function placeKey({ permissionSetArn, accountId }: SetPlace): string {
  return `${permissionSetArn}|${accountId}`;
}

export function assignmentKey({ principal, ...place }: HeldAssignment): string {
  return `${placeKey(place)}|${principal.type}|${principal.id}`;
}

/** Name of a set that is declared, or was; undefined for one that somebody else made. */
export function setName(access: DeployedAccess, permissionSetArn: string): string | undefined {
  const index = checkedSetArns(access).indexOf(permissionSetArn);
  return index < 0 ? undefined : checkedSetNames(access)[index];
}

/** What a record of a change names: it may leave out whether the principal is a group. */
export function deedKey(place: SetPlace, principalId: string): string {
  return `${placeKey(place)}|${principalId}`;
}
