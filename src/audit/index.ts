export { AuditVault } from './audit-vault';
export type { AuditVaultProps } from './audit-vault';
export { OrgAuditTrail } from './org-audit-trail';
export type { OrgAuditTrailProps } from './org-audit-trail';
export { TrailVerification } from './trail-verification';
export type { TrailVerificationProps } from './trail-verification';
export { WormRetention } from './worm-retention';
export type { ComplianceProps } from './worm-retention';
