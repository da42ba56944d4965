export type { AccessRule, StandingException } from './access-rule';
export { PermissionSet } from './permission-set';
export { PermissionSetCatalog } from './permission-set-catalog';
export type { PermissionSetCatalogProps } from './permission-set-catalog';
export type { CustomerManagedPolicy, PermissionSetProps, PresetProps } from './permission-set-props';
export { PermissionsBoundary } from './permissions-boundary';
