import type { AccountRoles } from './account-roles';

export const IDENTITY_CENTER = 'sso.amazonaws.com';
export const CLOUDTRAIL = 'cloudtrail.amazonaws.com';
export const CONFIG = 'config.amazonaws.com';

/** Who administers a service; account ids. */
export interface Delegation {
  readonly servicePrincipal: string;
  readonly account: string;
}

/**
 * Identity Center by its account, CloudTrail and AWS Config by the audit account: CloudTrail for day-2 work, as the trail itself is the
 * management account's, and AWS Config for one view over all accounts. Another account that is registered for these two is left alone.
 */
export function delegatedAdministrators({ identity, audit }: AccountRoles, registered: (service: string) => string | undefined): Delegation[] {
  return [
    ...(identity.management ? [] : [{ servicePrincipal: IDENTITY_CENTER, account: identity.id }]),
    ...[CLOUDTRAIL, CONFIG].map((servicePrincipal) => ({ servicePrincipal, account: registered(servicePrincipal) ?? audit.id })),
  ];
}
