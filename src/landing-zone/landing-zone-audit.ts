import type { Stack } from 'aws-cdk-lib';
import type { ActivityView } from '../audit/activity-view';
import type { ConfigAggregator } from '../audit/config-aggregator';
import type { ConfigRecorders } from '../audit/config-recorders';
import type { DetectionForwarding } from '../audit/detection-forwarding';
import type { Detections } from '../audit/detections';
import type { IdentityDirectorySnapshots } from '../audit/identity-directory-snapshots';
import type { MemberDetectionForwarding } from '../audit/member-detection-forwarding';
import type { OktaEvents } from '../audit/okta-events';
import type { SecurityPosture } from '../audit/security-posture';
import type { SecurityPostureDelegation } from '../audit/security-posture-delegation';
import type { TrailVerification } from '../audit/trail-verification';

/** The parts, each missing when it was refused or not asked for. */
export interface AuditParts {
  readonly eventStacks: Stack[];
  readonly regionalStacks: Stack[];
  readonly trailVerification?: TrailVerification;
  readonly activityView?: ActivityView;
  readonly identitySnapshots?: IdentityDirectorySnapshots;
  readonly detections?: Detections;
  readonly detectionForwarding: DetectionForwarding[];
  readonly memberDetectionForwarding?: MemberDetectionForwarding;
  readonly configAggregator?: ConfigAggregator;
  readonly configRecorders?: ConfigRecorders;
  readonly securityPostureDelegation?: SecurityPostureDelegation;
  readonly securityPosture: SecurityPosture[];
  readonly oktaEvents?: OktaEvents;
}

/** What makes the audit trail of a landing zone one that can be trusted, read and acted upon. */
export class LandingZoneAudit {
  /** @internal Of parts of which none was refused. */
  public static _of(parts: AuditParts): LandingZoneAudit {
    return new LandingZoneAudit(parts);
  }

  /** In the management account, one for each Region that is watched: events sent to the detections; in the home Region also those of member accounts, by a StackSet. */
  public readonly eventStacks: Stack[];

  /** In the audit account, one for each further Region of `securityPosture`; none without it. */
  public readonly regionalStacks: Stack[];

  /** Checks that the trail was not changed and is complete. */
  public readonly trailVerification: TrailVerification;

  /** Says who did what. */
  public readonly activityView: ActivityView;

  /** Writes down who is who, in the account of Identity Center. */
  public readonly identitySnapshots: IdentityDirectorySnapshots;

  /** What somebody should know of at once. Subscribe to its `topic`. */
  public readonly detections: Detections;

  /** Sends events of the management account to the detections, one for each of `eventStacks`. */
  public readonly detectionForwarding: DetectionForwarding[];

  /** Sends events of member accounts to the detections. */
  public readonly memberDetectionForwarding: MemberDetectionForwarding;

  /** One view over what AWS Config recorded; missing where another account administers AWS Config. */
  public readonly configAggregator?: ConfigAggregator;

  /** AWS Config in every account; missing unless it was asked for. */
  public readonly configRecorders?: ConfigRecorders;

  /** Makes the audit account the administrator of GuardDuty and Security Hub; missing without `securityPosture`. */
  public readonly securityPostureDelegation?: SecurityPostureDelegation;

  /** Findings in the audit account, one for each Region, the home Region last; none unless they were asked for. */
  public readonly securityPosture: SecurityPosture[];

  /** Okta's events; missing unless they were asked for. */
  public readonly oktaEvents?: OktaEvents;

  private constructor(parts: AuditParts) {
    this.eventStacks = parts.eventStacks;
    this.regionalStacks = parts.regionalStacks;
    this.trailVerification = parts.trailVerification!;
    this.activityView = parts.activityView!;
    this.identitySnapshots = parts.identitySnapshots!;
    this.detections = parts.detections!;
    this.detectionForwarding = parts.detectionForwarding;
    this.memberDetectionForwarding = parts.memberDetectionForwarding!;
    this.configAggregator = parts.configAggregator;
    this.configRecorders = parts.configRecorders;
    this.securityPostureDelegation = parts.securityPostureDelegation;
    this.securityPosture = parts.securityPosture;
    this.oktaEvents = parts.oktaEvents;
  }
}
