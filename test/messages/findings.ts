import type { Messages } from './messages';

export const FINDINGS: Messages = {
  PostureRegions: [
    "'regions' ('us-east-1') leaves out eu-west-1, the home Region, where findings come together",
    "add 'eu-west-1'",
    'Stack/Posture',
  ],
  PostureServices: [
    "'services' names no service; it must name one or more, each once",
    'leave `services` out for all of them',
    'Stack/Posture',
  ],
  GuardDutyFeature: [
    "'guardDutyFeatures' names 'S3_DATA_EVENT', which is no feature of GuardDuty for organizations",
    "did you mean 'S3_DATA_EVENTS'?",
    'Stack/Posture',
  ],
  SecurityHubStandard: [
    "'CIS' in 'standards' is no ARN of a standard",
    'copy it from `aws securityhub describe-standards`',
    'Stack/Posture',
  ],
  UnusedAccessDays: [
    "'unusedAccessDays' is 366; it must be a whole number from 1 to 365",
    'leave it out for 90',
    'Stack/Posture',
  ],
  DetectionPrincipal: [
    "'deployer' in 'deployers' is no role ARN of this partition; it must look like 'arn:aws:iam::*:role/name'",
    'write the ARN of the role (not of a session), with * only for what really varies',
    'Stack/Detections',
  ],
  DetectionTooBroad: [
    "'arn:aws:iam::*:role/*' in 'elevationRoles' matches the Identity Center roles of everybody",
    "name the role, or the set: '…/AWSReservedSSO_<Set>_*'",
    'Stack/Detections',
  ],
  DetectionWildcard: [
    "'arn:aws:iam::*:role/break-glass-?' in 'breakGlassRoles' has a '?' or two '*' in a row; patterns of EventBridge know a single '*' only",
    "write one '*' for what varies",
    'Stack/Detections',
  ],
  DetectionPatternLong: [
    "the pattern of the detection 'access-changes' has 2717 characters; EventBridge takes 2048",
    'name fewer roles, or one pattern for several of them',
    'Stack/Detections',
  ],
  OktaEventBus: [
    "'oktaEventBus' is 'default'; it must be the name of a partner event bus that begins with 'aws.partner/okta.com/'",
    'copy the name of the partner event source from the console of EventBridge, and associate it with a bus first',
    'Stack/Detections',
  ],
};
