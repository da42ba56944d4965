export { AccessAttributes } from './access-attributes';
export type { AccessAttribute, AccessAttributesProps } from './access-attributes';
export { AccessDrift } from './access-drift';
export type { AccessDriftOptions, AccessDriftProps } from './access-drift';
export { AccessRecords } from './access-records';
export type { AccessRecordsProps } from './access-records';
export type { AccessRule, StandingException } from './access-rule';
export { AssignmentEngine } from './assignment-engine';
export type { NativeEngineOptions, ReconciledEngineOptions } from './assignment-engine';
export { CustomerManagedPolicy } from './customer-managed-policy';
export type { DeployedPolicyProps } from './customer-managed-policy';
export { MfaEvidence } from './mfa-evidence';
export type { EnforcedMfaEvidenceProps, MfaEvidenceProps } from './mfa-evidence';
export { OrganizationEventForwarding } from './organization-event-forwarding';
export type { OrganizationEventForwardingProps } from './organization-event-forwarding';
export { PermissionSet } from './permission-set';
export { PermissionSetCatalog } from './permission-set-catalog';
export type { PermissionSetCatalogProps } from './permission-set-catalog';
export { PermissionSetPolicies } from './permission-set-policies';
export type { PermissionSetPoliciesProps } from './permission-set-policies';
export type { PermissionSetProps, PresetProps } from './permission-set-props';
export { PermissionsBoundary } from './permissions-boundary';
export type {
  AuditTrailPresetProps, BuilderPresetProps, DataAnalystPresetProps, DataEngineerPresetProps, OperatorPresetProps, ReadOnlyPresetProps,
} from './preset-props';
export { UndeclaredAssignments } from './undeclared-assignments';
export type { RemoveUndeclaredProps } from './undeclared-assignments';
