import { RemovalPolicy } from 'aws-cdk-lib';
import { type Provocations, stack } from './provocations';
import {
  ActivityView, type ActivityViewProps, AuditVault, ConfigRecorders, type ConfigRecordersProps, ConfigRecording, Detections, type DetectionsProps,
  OktaEvents, type OktaEventsProps, OktaOrgUrl, OrgAuditTrail, SecurityPosture, type SecurityPostureProps, WormRetention,
} from '../../src';
import { AUDIT, LOG_ARCHIVE, smallOrganization } from '../support/small-organization';

const okta = (change: Partial<OktaEventsProps>) => () => new OktaEvents(stack(AUDIT), 'Okta', {
  organization: smallOrganization(), logArchiveAccount: 'log-archive', oktaOrgUrl: OktaOrgUrl.hosted('https://small.okta.com'),
  apiTokenSecretArn: `arn:aws:secretsmanager:eu-west-1:${AUDIT}:secret:okta-token-a1B2c3`, eventSourceName: 'aws.partner/okta.com/small/audit', ...change,
});
const recorders = (change: Partial<ConfigRecordersProps>) => () => new ConfigRecorders(stack(), 'Config', {
  organization: smallOrganization((snapshot) => snapshot.EnabledServicePrincipals.push({ ServicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com' })),
  logArchiveAccount: 'log-archive', regions: ['eu-west-1', 'us-east-1'], ...change,
});
const activity = (change: Partial<ActivityViewProps>) => () => new ActivityView(stack(AUDIT), 'View', {
  organization: smallOrganization(), logArchiveAccount: 'log-archive', identityAccount: 'audit', ...change,
});
const detections = (change: Partial<DetectionsProps>) => () => new Detections(stack(AUDIT), 'Detections', {
  organization: smallOrganization(), auditAccount: 'audit', logArchiveAccount: 'log-archive', ...change,
});

const posture = (change: Partial<SecurityPostureProps>) => () => new SecurityPosture(stack(AUDIT), 'Posture', {
  organization: smallOrganization(), auditAccount: 'audit', regions: ['eu-west-1', 'us-east-1'], ...change,
});

export const AUDIT_TRAIL: Provocations = {
  ConfigResourceTypes: () => ConfigRecording.only('S3 buckets'),
  ConfigNothingRecorded: recorders({ recording: ConfigRecording.only('AWS::IAM::Role') }),
  ConfigHomeRegion: recorders({ regions: ['us-east-1'] }),
  OktaOrgUrl: () => OktaOrgUrl.hosted('https://small.okta.com.evil.example'),
  OktaCustomDomain: () => OktaOrgUrl.customDomain('http://login.small.example'),
  OktaHeartbeat: okta({ heartbeatMinutes: 4 }),
  OktaEventSource: okta({ eventSourceName: 'aws.partner/auth0.com/small/audit' }),
  OktaTokenSecret: okta({ apiTokenSecretArn: 'okta-token' }),
  ActivityScanLimit: activity({ scanLimitGigabytes: 0 }),
  ActivityReaderSet: activity({ readerPermissionSets: ['*'] }),
  RetentionYears: () => WormRetention.compliance(100, { acknowledgement: 'agreed' }),
  RetentionAcknowledgement: () => WormRetention.compliance(7, { acknowledgement: '' }),
  RetentionDays: () => WormRetention.governance(0),
  VaultRemovalPolicy: () => new AuditVault(stack(AUDIT), 'Vault', { organization: smallOrganization(), removalPolicy: RemovalPolicy.SNAPSHOT }),
  NetworkActivityService: () => new OrgAuditTrail(stack(), 'Trail', { organization: smallOrganization(), logArchiveAccount: LOG_ARCHIVE, networkActivityServices: ['s3'] }),
  NetworkActivityServiceTwice: () => new OrgAuditTrail(stack(), 'Trail', {
    organization: smallOrganization(), logArchiveAccount: LOG_ARCHIVE, networkActivityServices: ['s3.amazonaws.com', 's3.amazonaws.com'],
  }),
  VaultInManagement: () => new AuditVault(stack(), 'Vault', { organization: smallOrganization() }),
  PostureRegions: posture({ regions: ['us-east-1'] }),
  PostureServices: posture({ services: [] }),
  GuardDutyFeature: posture({ guardDutyFeatures: ['S3_DATA_EVENT'] }),
  SecurityHubStandard: posture({ standards: ['CIS'] }),
  UnusedAccessDays: posture({ unusedAccessDays: 366 }),
  DetectionPrincipal: detections({ deployers: ['deployer'] }),
  DetectionTooBroad: detections({ elevationRoles: ['arn:aws:iam::*:role/*'] }),
  DetectionWildcard: detections({ breakGlassRoles: ['arn:aws:iam::*:role/break-glass-?'] }),
  DetectionPatternLong: detections({ deployers: Array.from({ length: 40 }, (_, index) => `arn:aws:iam::${AUDIT}:role/deployer-${index}`) }),
  OktaEventBus: detections({ oktaEventBus: 'default' }),
};
