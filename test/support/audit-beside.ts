import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { landingZone } from './landing-zone';
import { AUDIT, MANAGEMENT, smallOrganization } from './small-organization';
import {
  ActivityView, ConfigAggregator, ConfigRecorders, DetectionForwarding, Detections, IdentityDirectorySnapshots, type LandingZoneProps,
  MemberDetectionForwarding, OktaEvents, OktaOrgUrl, type Organization, Rollout, SecurityPosture, SecurityPostureDelegation, TrailVerification,
} from '../../src';
import { STACK_SETS } from '../../src/organization/domain/stack-sets';

export const HOME = 'eu-west-1';
export const GLOBAL = 'us-east-1';
const TELLS = ['arn:aws:sns:eu-west-1:000000000002:alarms'];

/** An organization that trusts StackSets. */
export function trustingOrganization(change: (snapshot: any) => void = () => {}): Organization {
  return smallOrganization((snapshot) => {
    snapshot.EnabledServicePrincipals.push({ ServicePrincipal: STACK_SETS });
    change(snapshot);
  });
}

/**
 * A landing zone with every part of the audit account below it, in stacks of its own where the landing zone has not made it itself. Guardrails are
 * attached nowhere unless it is said otherwise: they would have to let those parts work.
 */
export function auditedLandingZone(change: Partial<LandingZoneProps> = {}, { told = false } = {}) {
  const organization = change.organization ?? trustingOrganization();
  const { app, zone } = landingZone({ organization, rollout: Rollout.stages([]), ...change });
  const made = new Set(zone.node.findAll().map((one) => one.constructor));
  const add = (type: Function, make: () => IConstruct) => (made.has(type) ? undefined : make());
  const stack = (id: string, account: string, region = HOME) => new Stack(zone, `Beside${id}`, { env: { account, region } });
  const [audit, management] = [stack('Audit', AUDIT), stack('Management', MANAGEMENT)];
  const alarmActions = told ? TELLS : undefined;
  const accounts = { organization, logArchiveAccount: 'log-archive', auditAccount: 'audit' };
  const regions = [HOME, GLOBAL];
  add(TrailVerification, () => new TrailVerification(audit, 'Verification', { ...accounts, alarmActions }));
  add(ConfigAggregator, () => new ConfigAggregator(audit, 'Aggregator', { organization }));
  add(ConfigRecorders, () => new ConfigRecorders(management, 'Recorders', { ...accounts, regions }));
  add(OktaEvents, () => new OktaEvents(audit, 'Okta', {
    ...accounts, oktaOrgUrl: OktaOrgUrl.hosted('https://small.okta.com'), eventSourceName: 'aws.partner/okta.com/small/audit', alarmActions,
    apiTokenSecretArn: `arn:aws:secretsmanager:${HOME}:${AUDIT}:secret:okta/token-a1B2c3`,
  }));
  add(ActivityView, () => new ActivityView(audit, 'View', { ...accounts, identityAccount: 'audit', readerPermissionSets: ['ReadOnly'], alarmActions }));
  add(IdentityDirectorySnapshots, () => new IdentityDirectorySnapshots(audit, 'Snapshots', { ...accounts, alarmActions }));
  add(SecurityPostureDelegation, () => new SecurityPostureDelegation(management, 'Delegation', { ...accounts, regions }));
  add(SecurityPosture, () => regions.map((region) => new SecurityPosture(region === HOME ? audit : stack('AuditGlobal', AUDIT, region), 'Posture', { ...accounts, regions }))[0]);
  add(Detections, () => new Detections(audit, 'Detections', { ...accounts, alarmActions }));
  add(DetectionForwarding, () => regions.map((region) =>
    new DetectionForwarding(region === HOME ? management : stack('ManagementGlobal', MANAGEMENT, region), 'Forwarding', { ...accounts, alarmActions }))[0]);
  add(MemberDetectionForwarding, () => new MemberDetectionForwarding(management, 'Members', accounts));
  return { app, zone, audit };
}
