import { accessChanges } from './access-changes';
import { breakGlass } from './break-glass';
import type { Detection, DetectionFacts } from './detection';
import { detectionsTampering } from './detections-tampering';
import { forwardingTampering } from './forwarding-tampering';
import { identityCenterConfiguration } from './identity-center-configuration';
import { longLivedCredentials } from './long-lived-credentials';
import { oktaStreamOff } from './okta-stream-off';
import { organizationChanges } from './organization-changes';
import { organizationPolicies } from './organization-policies';
import { rootActivity } from './root-activity';
import { rootSession } from './root-session';
import { trailFindings } from './trail-findings';
import { trailGaps } from './trail-gaps';
import { trailTampering } from './trail-tampering';
import { vaultTampering } from './vault-tampering';

/** Every detection that makes sense with these facts, in the order of the page about them. */
export function allDetections(facts: DetectionFacts): Detection[] {
  return [
    rootActivity, rootSession, longLivedCredentials, trailTampering(facts), trailFindings(facts), trailGaps(facts), vaultTampering(facts),
    detectionsTampering(facts), forwardingTampering(facts), organizationPolicies(facts), organizationChanges, accessChanges(facts),
    identityCenterConfiguration(facts),
    ...(facts.breakGlassRoles.length > 0 ? [breakGlass(facts)] : []),
    ...(facts.okta ? [oktaStreamOff] : []),
  ];
}

export interface DetectionRegions {
  readonly region: string;
  readonly homeRegion: string;
  readonly globalRegion: string;
}

/** Detections whose events the management account sends, out of one of its Regions. */
export function fromManagement(detections: readonly Detection[], place: DetectionRegions): Detection[] {
  return detections.filter(({ accounts, region }) => ['every', 'management', 'identity'].includes(accounts) && arrivesIn(region, place));
}

/** Detections whose events member accounts send, whatever the Region. */
export function fromMembers(detections: readonly Detection[]): Detection[] {
  return detections.filter(({ accounts }) => ['every', 'identity', 'log archive'].includes(accounts));
}

function arrivesIn(region: Detection['region'], place: DetectionRegions): boolean {
  return region === 'each' || place.region === { global: place.globalRegion, home: place.homeRegion }[region];
}
