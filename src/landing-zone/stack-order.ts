import type { IConstruct } from 'constructs';
import type { LandingZone } from './landing-zone';

/** In which order the stacks are deployed: each after what it delivers into, is delegated by, sends to or gathers from. */
export function orderStacks(landingZone: LandingZone): void {
  const { logArchiveStack, managementStack, auditStack, identityStack, audit, auditTrail, organizationFeatures } = landingZone;
  managementStack.addStackDependency(logArchiveStack, 'the trail delivers into the vault');
  auditTrail.node.addDependency(organizationFeatures);
  // where nothing could be denied or taken back yet, nothing is lent.
  const { elevation, managementAccess, sessionDenialPolicies } = landingZone;
  elevation?.node.addDependency(sessionDenialPolicies, ...(managementAccess ? [managementAccess] : []));
  // Organizations takes one writer at a time.
  audit.securityPostureDelegation?.node.addDependency(organizationFeatures, ...guardrailsOf(landingZone));
  if (audit.oktaEvents) {
    // a rule on Okta's bus needs the bus.
    audit.detections.node.addDependency(audit.oktaEvents);
  }
  [auditStack, ...audit.regionalStacks].forEach((stack) => (
    stack.addStackDependency(managementStack, 'the audit account administers services only once they are delegated')));
  audit.regionalStacks.forEach((stack) => auditStack.addStackDependency(stack, 'the home Region gathers findings of Regions where services are on'));
  audit.eventStacks.forEach((stack) => stack.addStackDependency(auditStack, 'events are sent to the bus of the audit account'));
  if (identityStack !== managementStack) {
    identityStack.addStackDependency(managementStack, 'Identity Center is administered from here only once it is delegated');
    identityStack.addStackDependency(auditStack, 'people are written into the bucket of the activity view');
  }
}

function guardrailsOf(landingZone: LandingZone): IConstruct[] {
  const { regionDeny, rootDeny, securityServicesDeny, auditTamperDeny, longLivedCredentialDeny, protectedRoles } = landingZone;
  const asked: (IConstruct | undefined)[] = [landingZone.orgPerimeter, landingZone.quarantine, landingZone.mfaEvidence];
  return [
    regionDeny, rootDeny, securityServicesDeny, auditTamperDeny, longLivedCredentialDeny, protectedRoles,
    ...asked.filter((one): one is IConstruct => one !== undefined),
  ];
}
