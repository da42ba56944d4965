import type { ActivityViewOptions } from '../audit/activity-view';
import type { ConfigRecordersOptions } from '../audit/config-recorders';
import type { IdentityDirectorySnapshotsOptions } from '../audit/identity-directory-snapshots';
import type { OktaEventsOptions } from '../audit/okta-events';
import type { SecurityPostureOptions } from '../audit/security-posture';
import type { TrailVerificationOptions } from '../audit/trail-verification';

/** What AWS Config of a landing zone records, and where. */
export interface LandingZoneConfigRecorders extends ConfigRecordersOptions {
  /**
   * Regions that are recorded, the home Region among them. Raises `RegionUnknown`, `RegionTwice`, `ConfigHomeRegion`.
   *
   * @default - the home Region, the one of global services, and those allowed Regions that no account can switch off
   */
  readonly regions?: string[];
}

/** Where findings of a landing zone come together, and which. */
export interface LandingZoneSecurityPosture extends SecurityPostureOptions {
  /**
   * Regions whose findings come together, the home Region and another one among them; there is a stack in the audit account for each. Raises `RegionUnknown`, `RegionTwice`, `PostureRegions`.
   *
   * @default - the home Region, the one of global services, and those allowed Regions that no account can switch off
   */
  readonly regions?: string[];
}

/**
 * What the audit account of a landing zone does. Verification, completeness, the activity view, detections and the aggregation of AWS Config are made always;
 * recorders, findings and Okta only when they are asked for, because they are charged for by use or need what only a team can give.
 */
export interface LandingZoneAuditProps {
  /**
   * What is expected of the trail, and who is told besides the topic of detections. Raises what is documented at `TrailVerification`.
   *
   * @default - digests of every Region that no account can switch off
   */
  readonly trailVerification?: TrailVerificationOptions;

  /**
   * Who may ask who did what, and how much a question reads. Raises what is documented at `ActivityView`.
   *
   * @default - nobody may ask, which is a warning
   */
  readonly activityView?: ActivityViewOptions;

  /**
   * AWS Config in every account. Leave accounts out that have a recorder already, as those that Control Tower governs do. Raises what is documented at `ConfigRecorders`.
   *
   * @default - no recorder is made; what is recorded already is aggregated
   */
  readonly configRecorders?: LandingZoneConfigRecorders;

  /**
   * Findings of GuardDuty, Security Hub and IAM Access Analyzer in the audit account. Raises what is documented at `SecurityPosture`.
   *
   * @default - they are left as they are
   */
  readonly securityPosture?: LandingZoneSecurityPosture;

  /**
   * Okta's events in the vault. Raises what is documented at `OktaEvents`.
   *
   * @default - none are kept
   */
  readonly oktaEvents?: OktaEventsOptions;

  /**
   * Who is told when people of the identity store were not written down, besides the topic of detections where that is in the same account.
   *
   * @default - in another account than the audit account its alarms tell nobody
   */
  readonly identitySnapshots?: IdentityDirectorySnapshotsOptions;

  /**
   * ARNs of what alarms of the audit account tell besides the topic of detections, such as SNS topics of that account in the home Region. The alarm over
   * what could not be published to that topic tells these only.
   *
   * @default - the topic of detections only, to which nobody is subscribed at first
   */
  readonly auditAlarmActions?: string[];

  /**
   * ARNs of what alarms of the management account tell about events that could not be sent, such as SNS topics of that account. An alarm takes those in its own Region.
   *
   * @default - these alarms tell nobody; the report says which
   */
  readonly managementAlarmActions?: string[];

  /**
   * ARNs of what the alarm of the log archive tells about deliveries of AWS Config that were not copied into the vault, such as an SNS topic of that account in the home Region.
   *
   * @default - it tells nobody; the report says so
   */
  readonly logArchiveAlarmActions?: string[];
}
