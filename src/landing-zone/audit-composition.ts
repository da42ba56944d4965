import type { Stack } from 'aws-cdk-lib';
import type { AccountRoles } from './domain/account-roles';
import { alarmActionsIn } from './domain/alarm-actions';
import type { AuditParts } from './landing-zone-audit';
import type { LandingZonePlace } from './landing-zone-place';
import type { LandingZoneProps } from './landing-zone-props';
import { ActivityView } from '../audit/activity-view';
import { ConfigAggregator } from '../audit/config-aggregator';
import { ConfigRecorders } from '../audit/config-recorders';
import { DetectionForwarding } from '../audit/detection-forwarding';
import type { DetectionOptions } from '../audit/detection-options';
import { Detections } from '../audit/detections';
import { IdentityDirectorySnapshots } from '../audit/identity-directory-snapshots';
import { MemberDetectionForwarding } from '../audit/member-detection-forwarding';
import { OktaEvents } from '../audit/okta-events';
import { SecurityPosture } from '../audit/security-posture';
import { SecurityPostureDelegation } from '../audit/security-posture-delegation';
import { TrailVerification } from '../audit/trail-verification';
import { BreakGlass } from '../elevation/break-glass';
import { deploymentOf } from '../guardrails/deployments';
import { CONFIG } from './domain/delegated-administrators';
import { watchedRegions } from './domain/watched-regions';
import { isRolePattern } from '../organization/domain/role-patterns';
import type { Refusals } from '../private/errors';
import { LENDING_ROLE_PATH, MANAGEMENT_ACCESS_ROLE, MANAGEMENT_REMOVAL_ROLE, REMOVAL_ROLE_PATH } from '../private/naming';

/** The stacks of the audit account in further Regions; before the guardrails, which must let them be deployed. */
export function regionalAuditStacks(props: LandingZoneProps, { roles, makeStack }: LandingZonePlace): Stack[] {
  return props.securityPosture === undefined ? [] : postureRegions(props).filter((region) => region !== props.organization.homeRegion)
    .map((region) => makeStack(`Audit-${region}`, { account: roles.audit.id, region, holds: 'findings of one Region' }));
}

/** Makes what the audit account does, each part tried by itself, so that one error names what is wrong with all of them. */
export function makeAudit(props: LandingZoneProps, place: LandingZonePlace, regionalStacks: Stack[], refusals: Refusals): AuditParts {
  const detecting = makeDetections(props, place, refusals);
  // whoever is told of detections is told of alarms, too; except of detections that could not be told.
  const topic = detecting.detections ? [detecting.detections.topicArn] : [];
  const alarmActionsWith = (own: string[] = []) => [...topic, ...props.auditAlarmActions ?? [], ...own];
  return {
    ...detecting,
    ...makeTrailParts(props, place, alarmActionsWith, refusals),
    ...makeConfig(props, place, refusals),
    ...makePosture(props, place, regionalStacks, refusals),
  };
}

function makeDetections(props: LandingZoneProps, place: LandingZonePlace, refusals: Refusals) {
  const { organization } = props;
  const options = detectionOptionsOf(props, place);
  const eventStacks = watchedRegionsOf(props).map((region) => (
    place.makeStack(`ManagementEvents-${region}`, { account: organization.managementAccount.accountId, region, holds: 'events for detections' })));
  const home = eventStacks.find(({ region }) => region === organization.homeRegion)!;
  return {
    eventStacks,
    detections: refusals.attempt(() => new Detections(place.auditStack, 'Detections', {
      ...options, oktaEventBus: props.oktaEvents?.eventSourceName, alarmActions: props.auditAlarmActions,
    })),
    detectionForwarding: eventStacks.flatMap((stack) => refusals.attempt(() => new DetectionForwarding(stack, 'Forwarding', {
      ...options, alarmActions: alarmActionsIn(stack.region, props.managementAlarmActions),
    })) ?? []),
    memberDetectionForwarding: refusals.attempt(() => new MemberDetectionForwarding(home, 'MemberForwarding', {
      ...options, regions: eventStacks.map(({ region }) => region),
    })),
  };
}

/** What verifies, completes and reads the trail. */
function makeTrailParts(props: LandingZoneProps, place: LandingZonePlace, alarmActionsWith: (own?: string[]) => string[], refusals: Refusals) {
  const { organization, oktaEvents } = props;
  const { roles, auditStack, identityStack } = place;
  const trail = { organization, logArchiveAccount: roles.logArchive.id };
  const own = props.identitySnapshots?.alarmActions;
  return {
    trailVerification: refusals.attempt(() => new TrailVerification(auditStack, 'TrailVerification', {
      ...trail, ...props.trailVerification, alarmActions: alarmActionsWith(props.trailVerification?.alarmActions),
    })),
    oktaEvents: oktaEvents && refusals.attempt(() => new OktaEvents(auditStack, 'OktaEvents', {
      ...trail, ...oktaEvents, alarmActions: alarmActionsWith(oktaEvents.alarmActions),
    })),
    activityView: refusals.attempt(() => new ActivityView(auditStack, 'ActivityView', {
      ...trail, identityAccount: roles.identity.id, ...props.activityView, alarmActions: alarmActionsWith(props.activityView?.alarmActions),
    })),
    identitySnapshots: refusals.attempt(() => new IdentityDirectorySnapshots(identityStack, 'IdentitySnapshots', {
      organization, auditAccount: roles.audit.id, alarmActions: roles.identity.id === roles.audit.id ? alarmActionsWith(own) : own,
    })),
  };
}

function makeConfig(props: LandingZoneProps, { roles, auditStack, managementStack }: LandingZonePlace, refusals: Refusals) {
  const { organization, configRecorders } = props;
  const administrator = organization.delegatedAdministrator(CONFIG)?.accountId ?? roles.audit.id;
  return {
    configAggregator: administrator === roles.audit.id
      ? refusals.attempt(() => new ConfigAggregator(auditStack, 'ConfigAggregator', { organization })) : undefined,
    configRecorders: configRecorders && refusals.attempt(() => new ConfigRecorders(managementStack, 'ConfigRecorders', {
      organization, logArchiveAccount: roles.logArchive.id, ...configRecorders, regions: configRecorders.regions ?? watchedRegionsOf(props),
    })),
  };
}

function makePosture(props: LandingZoneProps, { roles, auditStack, managementStack }: LandingZonePlace, regionalStacks: Stack[], refusals: Refusals) {
  const { organization, securityPosture } = props;
  if (securityPosture === undefined) {
    return { regionalStacks, securityPosture: [] };
  }
  const wanted = { organization, auditAccount: roles.audit.id, ...securityPosture, regions: postureRegions(props) };
  const { auditAccount, regions, services } = wanted;
  return {
    regionalStacks,
    securityPostureDelegation: refusals.attempt(() => new SecurityPostureDelegation(managementStack, 'SecurityPostureDelegation', {
      organization, auditAccount, regions, services,
    })),
    securityPosture: [...regionalStacks, auditStack].flatMap((stack) => (
      refusals.attempt(() => new SecurityPosture(stack, 'SecurityPosture', wanted)) ?? [])),
  };
}

function watchedRegionsOf({ organization: { partition, homeRegion }, allowedRegions }: LandingZoneProps): string[] {
  return watchedRegions(partition, homeRegion!, allowedRegions);
}

function postureRegions(props: LandingZoneProps): string[] {
  return props.securityPosture?.regions ?? watchedRegionsOf(props);
}

/** The roles by which elevation makes assignments and takes them back: here, and in the management account. */
function elevationRoles({ organization: { partition, managementAccount } }: LandingZoneProps, { identity }: AccountRoles): string[] {
  return [
    ...[LENDING_ROLE_PATH, REMOVAL_ROLE_PATH].map((path) => `arn:${partition}:iam::${identity.id}:role${path}*`),
    ...(identity.management ? [] : [MANAGEMENT_ACCESS_ROLE, MANAGEMENT_REMOVAL_ROLE].map((name) => `arn:${partition}:iam::${managementAccount.accountId}:role/${name}`)),
  ];
}

/** The roles that deploy permission sets and assignments are those of the stacks that hold them. */
function detectionOptionsOf(props: LandingZoneProps, { roles, identityStack, managementStack }: LandingZonePlace): DetectionOptions {
  const { organization } = props;
  const valid = (pattern: string) => isRolePattern(pattern, organization.partition);
  const executors = [identityStack, managementStack].flatMap((stack) => deploymentOf(stack, organization.partition).roles.execute ?? []);
  return {
    organization,
    auditAccount: roles.audit.id,
    logArchiveAccount: roles.logArchive.id,
    identityAccount: roles.identity.id,
    deployers: [...new Set(executors)],
    // what is no role ARN has been refused where it was written.
    breakGlassRoles: [...(props.breakGlassRoles ?? []).filter(valid), ...(props.breakGlass ? [BreakGlass._rolePattern(organization)] : [])],
    elevationRoles: props.elevation ? elevationRoles(props, roles) : [],
  };
}
