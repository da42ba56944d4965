import type { Stack } from 'aws-cdk-lib';
import type { AccountRoles } from './domain/account-roles';

/** Where the parts of a landing zone stand. */
export interface LandingZonePlace {
  readonly roles: AccountRoles;
  readonly managementStack: Stack;
  readonly auditStack: Stack;
  readonly identityStack: Stack;
  /** Makes a further stack of the landing zone. */
  readonly makeStack: (id: string, account: string, holds: string, region: string) => Stack;
}
