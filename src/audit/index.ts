export { AuditTamperDenySCP } from './audit-tamper-deny-scp';
export type { AuditTamperDenySCPProps, VaultKey } from './audit-tamper-deny-scp';
export { AuditVault } from './audit-vault';
export type { AuditVaultProps } from './audit-vault';
export { OrgAuditTrail } from './org-audit-trail';
export type { OrgAuditTrailOptions, OrgAuditTrailProps } from './org-audit-trail';
export { WormRetention } from './worm-retention';
export type { ComplianceProps } from './worm-retention';
