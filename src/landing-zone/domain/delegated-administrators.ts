import type { AccountRoles } from './account-roles';

export const IDENTITY_CENTER = 'sso.amazonaws.com';
export const CLOUDTRAIL = 'cloudtrail.amazonaws.com';

/** Who administers a service; account ids. */
export interface Delegation {
  readonly servicePrincipal: string;
  readonly account: string;
}

/**
 * Identity Center by its account, CloudTrail by the audit account for day-2 work, as the trail itself is the management account's.
 * Another account that is registered for CloudTrail is left alone.
 */
export function delegatedAdministrators({ identity, audit }: AccountRoles, registeredForTrail: string | undefined): Delegation[] {
  return [
    ...(identity.management ? [] : [{ servicePrincipal: IDENTITY_CENTER, account: identity.id }]),
    { servicePrincipal: CLOUDTRAIL, account: registeredForTrail ?? audit.id },
  ];
}
