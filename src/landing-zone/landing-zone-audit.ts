import type { Stack } from 'aws-cdk-lib';
import type { AccountRoles } from './domain/account-roles';
import { watchedRegions } from './domain/watched-regions';
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
import { deploymentOf } from '../guardrails/deployments';
import { CONFIG } from './domain/delegated-administrators';
import { isRolePattern } from '../organization/domain/role-patterns';
import type { Organization } from '../organization/organization';
import type { Refusals } from '../private/errors';

/** What makes the audit trail one that can be trusted, read and acted upon. */
export interface LandingZoneAudit {
  /** In the management account, one for each Region: events that detections watch for, sent to the audit account; StackSets for member accounts in the one of the home Region. */
  readonly eventStacks: Stack[];

  /** In the audit account, one for each further Region of `securityPosture`; none without it. */
  readonly regionalStacks: Stack[];

  /** Checks that the trail was not changed and is complete. */
  readonly trailVerification: TrailVerification;

  /** Says who did what. */
  readonly activityView: ActivityView;

  /** Writes down who is who, in the account of Identity Center. */
  readonly identitySnapshots: IdentityDirectorySnapshots;

  /** What somebody should know of at once. Subscribe to its `topic`. */
  readonly detections: Detections;

  /** Sends events of the management account to the detections, one for each of `eventStacks`. */
  readonly detectionForwarding: DetectionForwarding[];

  /** Sends events of member accounts to the detections. */
  readonly memberDetectionForwarding: MemberDetectionForwarding;

  /**
   * One view over what AWS Config recorded.
   *
   * @default - missing where another account administers AWS Config
   */
  readonly configAggregator?: ConfigAggregator;

  /**
   * AWS Config in every account.
   *
   * @default - missing unless it was asked for
   */
  readonly configRecorders?: ConfigRecorders;

  /** Findings in the audit account, one for each Region, the home Region last; none unless they were asked for. */
  readonly securityPosture: SecurityPosture[];

  /**
   * Okta's events.
   *
   * @default - missing unless they were asked for
   */
  readonly oktaEvents?: OktaEvents;
}

export interface AuditPlace {
  readonly roles: AccountRoles;
  readonly managementStack: Stack;
  readonly auditStack: Stack;
  readonly identityStack: Stack;
  readonly makeStack: (id: string, account: string, holds: string, region: string) => Stack;
}

/** The stacks of the audit account in further Regions; before the guardrails, which must let them be deployed. */
export function regionalAuditStacks(props: LandingZoneProps, { roles, makeStack }: Omit<AuditPlace, 'auditStack'>): Stack[] {
  return props.securityPosture === undefined ? [] : postureRegions(props).filter((region) => region !== props.organization.homeRegion)
    .map((region) => makeStack(`Audit-${region}`, roles.audit.id, 'findings of one Region', region));
}

/** Makes what the audit account does, each part tried by itself, so that one error names what is wrong with all of them. */
export function makeAudit(props: LandingZoneProps, place: AuditPlace, regionalStacks: Stack[], refusals: Refusals): Partial<LandingZoneAudit> {
  const { organization } = props;
  const { roles, managementStack, auditStack, identityStack } = place;
  const detectionOptions = detectionOptionsOf(props, place);
  const logArchiveAccount = roles.logArchive.id;
  const eventStacks = watchedRegions(organization.partition, organization.homeRegion!, props.allowedRegions)
    .map((region) => place.makeStack(`ManagementEvents-${region}`, organization.managementAccount.accountId, 'events for detections', region));
  const oktaEventBus = props.oktaEvents?.eventSourceName;
  const detections = refusals.attempt(() => new Detections(auditStack, 'Detections', { ...detectionOptions, oktaEventBus, alarmActions: props.auditAlarmActions }));
  const told = (besides: string[] = []) => [...(detections ? [detections.topicArn] : []), ...props.auditAlarmActions ?? [], ...besides];
  const posture = props.securityPosture && { organization, auditAccount: roles.audit.id, ...props.securityPosture, regions: postureRegions(props) };
  if (posture) {
    refusals.attempt(() => new SecurityPostureDelegation(managementStack, 'SecurityPostureDelegation', {
      organization, auditAccount: posture.auditAccount, regions: posture.regions, services: posture.services,
    }));
  }
  const administrator = organization.delegatedAdministrator(CONFIG)?.accountId ?? roles.audit.id;
  return {
    eventStacks,
    regionalStacks,
    detections,
    detectionForwarding: eventStacks.flatMap((stack) => refusals.attempt(() => new DetectionForwarding(stack, 'Forwarding', detectionOptions)) ?? []),
    memberDetectionForwarding: refusals.attempt(() => new MemberDetectionForwarding(homeOf(eventStacks, organization), 'MemberForwarding', {
      ...detectionOptions, regions: eventStacks.map(({ region }) => region),
    })),
    trailVerification: refusals.attempt(() => new TrailVerification(auditStack, 'TrailVerification', { organization, logArchiveAccount, ...props.trailVerification, alarmActions: told(props.trailVerification?.alarmActions) })),
    activityView: refusals.attempt(() => new ActivityView(auditStack, 'ActivityView', {
      organization, logArchiveAccount, identityAccount: roles.identity.id, ...props.activityView, alarmActions: told(props.activityView?.alarmActions),
    })),
    identitySnapshots: refusals.attempt(() => new IdentityDirectorySnapshots(identityStack, 'IdentitySnapshots', {
      organization, auditAccount: roles.audit.id, alarmActions: roles.identity.id === roles.audit.id ? told(props.accessDrift?.alarmActions) : props.accessDrift?.alarmActions,
    })),
    configAggregator: administrator !== roles.audit.id ? undefined : refusals.attempt(() => new ConfigAggregator(auditStack, 'ConfigAggregator', { organization })),
    configRecorders: props.configRecorders && refusals.attempt(() => new ConfigRecorders(managementStack, 'ConfigRecorders', {
      organization, logArchiveAccount, ...props.configRecorders, regions: props.configRecorders!.regions ?? watchedRegions(organization.partition, organization.homeRegion!, props.allowedRegions),
    })),
    securityPosture: posture === undefined ? [] : [...regionalStacks, auditStack].flatMap((stack) => refusals.attempt(() => new SecurityPosture(stack, 'SecurityPosture', posture)) ?? []),
    oktaEvents: props.oktaEvents && refusals.attempt(() => new OktaEvents(auditStack, 'OktaEvents', { organization, logArchiveAccount, ...props.oktaEvents!, alarmActions: told(props.oktaEvents!.alarmActions) })),
  };
}

/** Events go to a bus that exists, people are written into a bucket that exists, and the home Region gathers what other Regions have switched on. */
export function orderAudit({ auditStack, identityStack, managementStack }: AuditPlace, { eventStacks, regionalStacks }: LandingZoneAudit): void {
  auditStack.addStackDependency(managementStack, 'the audit account administers services only once they are delegated');
  regionalStacks.forEach((stack) => {
    stack.addStackDependency(managementStack, 'the audit account administers services only once they are delegated');
    auditStack.addStackDependency(stack, 'the home Region gathers findings of Regions where services are on');
  });
  eventStacks.forEach((stack) => stack.addStackDependency(auditStack, 'events are sent to the bus of the audit account'));
  if (identityStack !== managementStack) {
    identityStack.addStackDependency(auditStack, 'people are written into the bucket of the activity view');
  }
}

function postureRegions({ securityPosture, organization, allowedRegions }: LandingZoneProps): string[] {
  return securityPosture?.regions ?? watchedRegions(organization.partition, organization.homeRegion!, allowedRegions);
}

function homeOf(stacks: readonly Stack[], { homeRegion }: Organization): Stack {
  return stacks.find(({ region }) => region === homeRegion)!;
}

/** The roles that deploy permission sets and assignments are those of the stacks that hold them. */
function detectionOptionsOf(props: LandingZoneProps, { roles, identityStack, managementStack }: AuditPlace): DetectionOptions {
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
    breakGlassRoles: (props.breakGlassRoles ?? []).filter(valid),
  };
}
