import type { AccountRoles } from './domain/account-roles';
import { delegatedAdministrators } from './domain/delegated-administrators';
import type { LandingZoneProps } from './landing-zone-props';
import { SecurityPostureDelegation } from '../audit/security-posture-delegation';
import type { DelegatedAdministrator } from '../organization/organization-features';

/** Who administers which service of the organization. */
export function delegationsOf({ organization, securityPosture }: LandingZoneProps, roles: AccountRoles): DelegatedAdministrator[] {
  return [
    ...delegatedAdministrators(roles, (service) => organization.delegatedAdministrator(service)?.accountId),
    ...(securityPosture ? SecurityPostureDelegation.delegatedAdministrators(roles.audit.id) : []),
  ];
}
