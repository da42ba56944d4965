export type { AccessClaim } from './access-claim';
export { LandingZone } from './landing-zone';
export type { LandingZoneAccessProps } from './landing-zone-access-props';
export { LandingZoneAudit } from './landing-zone-audit';
export type { LandingZoneAuditProps, LandingZoneConfigRecorders, LandingZoneSecurityPosture } from './landing-zone-audit-props';
export type { LandingZoneProps } from './landing-zone-props';
