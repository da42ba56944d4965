import { type IdentityCenterPlace, roleNamed } from './callers';

/** The service under which Organizations lists that StackSets may deploy into member accounts. */
export const STACK_SETS = 'member.org.stacksets.cloudformation.amazonaws.com';

/** How the names of the roles begin that service-managed StackSets work as in member accounts; 32 hexadecimal digits follow. */
export const STACK_SET_ROLE_PREFIX = 'stacksets-exec-';

/** One such name: which digits follow is nobody's to choose. */
export const STACK_SET_ROLE_NAME = `${STACK_SET_ROLE_PREFIX}0123456789abcdef0123456789abcdef`;

/** ARN pattern of these roles, in every account. */
export function stackSetRoles(partition: string): string {
  return `arn:${partition}:iam::*:role/${STACK_SET_ROLE_PREFIX}*`;
}

/** One of these roles, as claims ask for it. */
export function stackSetRole(place: Pick<IdentityCenterPlace, 'partition'>): string {
  return roleNamed(place, STACK_SET_ROLE_NAME);
}
