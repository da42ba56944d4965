/** What can be switched on in an organization; every write is one at a time, because Organizations takes one writer. */
export interface OrganizationFeaturesPort {
  enabledPolicyTypes(): Promise<readonly string[]>;
  enablePolicyType(type: string): Promise<void>;
  trustedServices(): Promise<readonly string[]>;
  enableTrustedService(servicePrincipal: string): Promise<void>;
  /** Ids of the accounts that administer a service. */
  delegatedAdministrators(servicePrincipal: string): Promise<readonly string[]>;
  registerDelegatedAdministrator(accountId: string, servicePrincipal: string): Promise<void>;
}
