export { Accounts } from './accounts';
export { Organization } from './organization';
export type {
  IdentityCenterInstance, OrganizationAccount, OrganizationOptions, OrganizationPolicy, OrganizationalUnit,
} from './organization-facts';
export type { QuotaOverrides, Quotas } from './quotas';
export { OrganizationFeatures } from './organization-features';
export type { DelegatedAdministrator, OrganizationFeaturesProps } from './organization-features';
