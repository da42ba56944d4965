import type { Stack } from 'aws-cdk-lib';
import type { AccountRoles } from './domain/account-roles';

/** Where a stack is deployed, and what its description says it holds. */
export interface StackPlace {
  readonly account: string;
  readonly region?: string;
  readonly holds: string;
}

/** Where the parts of a landing zone stand. */
export interface LandingZonePlace {
  readonly roles: AccountRoles;
  readonly managementStack: Stack;
  readonly auditStack: Stack;
  readonly identityStack: Stack;
  /** Makes a further stack of the landing zone. */
  readonly makeStack: (id: string, what: StackPlace) => Stack;
}
