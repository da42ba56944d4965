export { Exemption } from './exemption';
export type { ExemptionProps } from './exemption';
export { RegionDenySCP } from './region-deny-scp';
export type { RegionDenySCPProps } from './region-deny-scp';
export { Rollout, Stage } from './rollout';
export type { EnforceProps, RolloutStage } from './rollout';
export { ScpTarget } from './scp-target';
