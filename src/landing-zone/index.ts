export type { AccessClaim } from './access-claim';
export { LandingZone } from './landing-zone';
export type { LandingZoneProps } from './landing-zone-props';
