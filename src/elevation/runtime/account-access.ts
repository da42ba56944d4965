import type { Page, Principal } from '../../identity/runtime/identity-center';

/** One role that one person or group may take. */
export interface Entitlement {
  readonly id: string;
  readonly roleArn: string;
  readonly principal: Principal;
}

/** Whose entitlements to which role are listed; everybody's unless told. */
export interface EntitlementFilter {
  readonly roleArn: string;
  readonly userId?: string;
}

/**
 * Account access manager as AWS offers it: lists in pages, changes that can be made twice. Every method fails with an `IdentityCenterFailure`.
 *
 * @see https://docs.aws.amazon.com/account-access/latest/APIReference/Welcome.html
 */
export interface AccountAccess {
  /** One that is there already is no failure. */
  create(userId: string, roleArn: string): Promise<void>;
  /** One that is gone already is no failure. */
  delete(entitlementId: string): Promise<void>;
  entitlements(filter: EntitlementFilter, next?: string): Promise<Page<Entitlement>>;
}
