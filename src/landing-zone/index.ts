export { LandingZone } from './landing-zone';
export type { LandingZoneProps } from './landing-zone-props';
