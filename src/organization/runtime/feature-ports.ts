/** Somebody else is writing: Organizations takes one writer at a time. The same call works later. */
export class OrganizationBusy extends Error {}

/** What can be switched on in an organization; every write is one at a time, because Organizations takes one writer. */
export interface OrganizationFeaturesPort {
  /** Status of each policy type on the root: 'ENABLED', 'PENDING_ENABLE' or 'PENDING_DISABLE'; a type that is off is missing. */
  policyTypes(): Promise<Readonly<Record<string, string>>>;
  enablePolicyType(type: string): Promise<void>;
  trustedServices(): Promise<readonly string[]>;
  enableTrustedService(servicePrincipal: string): Promise<void>;
  /** Whether CloudFormation itself says that StackSets may deploy into the organization. */
  stackSetsActive(): Promise<boolean>;
  activateStackSets(): Promise<void>;
  /** Ids of the accounts that administer a service. */
  delegatedAdministrators(servicePrincipal: string): Promise<readonly string[]>;
  registerDelegatedAdministrator(accountId: string, servicePrincipal: string): Promise<void>;
}

/** Lets time pass between two looks. */
export interface Pause {
  seconds(seconds: number): Promise<void>;
}
