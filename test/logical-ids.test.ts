import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { MfaEvidence, OktaOrgUrl } from '../src';
import { landingZone } from './support/landing-zone';
import { AUDIT } from './support/small-organization';
import { stackTree } from './support/stack-tree';

/** Resources that hold state or access: a changed logical id replaces them, so it is a breaking change (UPGRADING.md). */
const STATEFUL = [
  'AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::KMS::Key', 'AWS::KMS::Alias', 'AWS::CloudTrail::Trail',
  'AWS::Organizations::Policy', 'AWS::SSO::PermissionSet', 'AWS::SSO::Assignment', 'AWS::CloudFormation::Stack', 'AWS::CloudFormation::StackSet', 'AWS::DynamoDB::Table',
  // replaced, they come back under another name or without whoever is subscribed, and findings and events begin anew.
  'AWS::SNS::Topic', 'AWS::Events::EventBus', 'AWS::ApiGatewayV2::Api', 'AWS::Events::Archive', 'AWS::AccessAnalyzer::Analyzer', 'AWS::SecurityHub::FindingAggregator',
  'AWS::SecurityHub::OrganizationConfiguration', 'AWS::SecurityHub::ConfigurationPolicy', 'AWS::Config::ConfigurationRecorder', 'AWS::Config::DeliveryChannel',
  'AWS::Config::ConfigurationAggregator', 'AWS::Glue::Database',
];

test('logical ids of stateful resources are the ones written here', () => {
  const { zone } = landingZone();
  const ids = [zone.logArchiveStack, zone.managementStack, zone.auditStack, zone.identityStack, ...zone.audit.eventStacks].flatMap((stack) =>
    stackTree(stack).filter(({ type }) => STATEFUL.includes(type)).map(({ path, type }) => `${stack.node.id} ${type} ${path.slice(1)}`));
  expect(ids.sort()).toEqual([
    'Audit AWS::Config::ConfigurationAggregator ConfigAggregatorCAEB32CA',
    'Audit AWS::Events::EventBus DetectionsBusEBE049EE',
    'Audit AWS::Glue::Database ActivityViewTablesDatabaseFAA822EE',
    'Audit AWS::KMS::Alias DetectionsPublishedAlias306651B2',
    'Audit AWS::KMS::Key DetectionsPublishedKey6A1B4C1C',
    'Audit AWS::S3::Bucket ActivityViewBucketsPeople6273CA2D',
    'Audit AWS::S3::Bucket ActivityViewBucketsResultsD056457C',
    'Audit AWS::S3::Bucket TrailVerificationFilesBucket9F2AB175',
    'Audit AWS::S3::BucketPolicy ActivityViewBucketsPeoplePolicyC9F53560',
    'Audit AWS::S3::BucketPolicy ActivityViewBucketsResultsPolicy85CA0AEF',
    'Audit AWS::S3::BucketPolicy TrailVerificationFilesPolicyE0751345',
    'Audit AWS::SNS::Topic DetectionsPublishedTopic2AC297D1',
    'Identity AWS::CloudFormation::Stack CatalogSetsAccessAssignments000000000002NestedStack000000000002NestedStackResource12C9B4F0',
    'Identity AWS::CloudFormation::Stack CatalogSetsAccessAssignments000000000003NestedStack000000000003NestedStackResourceF5836209',
    'Identity AWS::CloudFormation::Stack CatalogSetsAccessAssignments000000000004NestedStack000000000004NestedStackResourceEFF8D452',
    'Identity AWS::CloudFormation::Stack CatalogSetsAccessAssignments000000000005NestedStack000000000005NestedStackResourceB4653140',
    'Identity AWS::DynamoDB::Table SessionDenialLedger609D38FF',
    'Identity AWS::S3::Bucket CatalogSetsAccessRecordsBucket3C792725',
    'Identity AWS::S3::BucketPolicy CatalogSetsAccessRecordsPolicyBD376CF6',
    'Identity AWS::SSO::Assignment CatalogSetsAccessAssignments000000000002NestedStack000000000002NestedStackResource12C9B4F0/readersreadonly573d8694f31d',
    'Identity AWS::SSO::Assignment CatalogSetsAccessAssignments000000000003NestedStack000000000003NestedStackResourceF5836209/readersreadonly573d8694f31d',
    'Identity AWS::SSO::Assignment CatalogSetsAccessAssignments000000000004NestedStack000000000004NestedStackResourceEFF8D452/readersreadonly573d8694f31d',
    'Identity AWS::SSO::Assignment CatalogSetsAccessAssignments000000000005NestedStack000000000005NestedStackResourceB4653140/readersreadonly573d8694f31d',
    'Identity AWS::SSO::PermissionSet CatalogSetsSetReadOnly5A31F8A4',
    'LogArchive AWS::KMS::Alias AuditVaultKeyAliasF84BBDCB',
    'LogArchive AWS::KMS::Key AuditVaultKey21F57FF2',
    'LogArchive AWS::S3::Bucket AuditVault306E221A',
    'LogArchive AWS::S3::Bucket AuditVaultAccessLogs83220D7D',
    'LogArchive AWS::S3::Bucket AuditVaultConfigLandingBucket529FCBE1',
    'LogArchive AWS::S3::BucketPolicy AuditVaultAccessLogsPolicyB38D7BEA',
    'LogArchive AWS::S3::BucketPolicy AuditVaultConfigLandingBucketPolicyEC6FF6B0',
    'LogArchive AWS::S3::BucketPolicy AuditVaultVaultPolicy70D29F9B',
    'Management AWS::CloudFormation::Stack CatalogManagementAccessAssignments000000000001NestedStack000000000001NestedStackResource28D674D9',
    'Management AWS::CloudTrail::Trail AuditTrailC93518EF',
    'Management AWS::Organizations::Policy AuditTamperDenyBF957D47',
    'Management AWS::Organizations::Policy LongLivedCredentialDenyCA71FC35',
    'Management AWS::Organizations::Policy ProtectedRolesF96F4290',
    'Management AWS::Organizations::Policy RegionDenyBEC51504',
    'Management AWS::Organizations::Policy RootDenyEA867179',
    'Management AWS::Organizations::Policy SecurityServicesDenyD3AD967B',
    'Management AWS::S3::Bucket CatalogManagementAccessRecordsBucket4BA65C1B',
    'Management AWS::S3::BucketPolicy CatalogManagementAccessRecordsPolicy25C9AF8B',
    'Management AWS::SSO::Assignment CatalogManagementAccessAssignments000000000001NestedStack000000000001NestedStackResource28D674D9/readersreadonly573d8694f31d',
    'Management AWS::SSO::PermissionSet CatalogManagementSetReadOnlyA00BF90D',
    'ManagementEvents-eu-west-1 AWS::CloudFormation::StackSet MemberForwardingStackSet4EC3ED1A',
  ]);
});

test('so are those of what a landing zone makes when it is asked for', () => {
  const { zone } = landingZone({ accessAttributes: [{ key: 'department', source: '${path:enterprise.department}' }], mfaEvidence: MfaEvidence.report() });
  const ids = (stack: typeof zone.identityStack, type: string) => Object.keys(Template.fromStack(stack).findResources(type));
  expect(ids(zone.identityStack, 'AWS::SSO::InstanceAccessControlAttributeConfiguration')).toEqual(['AccessAttributes4EC80342']);
  expect(ids(zone.managementStack, 'AWS::Organizations::Policy')).toContain('MfaEvidenceE49B645A');
});

test('so are those of the parts of the audit trail that are asked for', () => {
  const { zone } = landingZone({
    configRecorders: {}, securityPosture: {},
    oktaEvents: {
      oktaOrgUrl: OktaOrgUrl.hosted('https://small.okta.com'), eventSourceName: 'aws.partner/okta.com/small/log',
      apiTokenSecretArn: `arn:aws:secretsmanager:eu-west-1:${AUDIT}:secret:okta-AbCdEf`,
    },
  });
  const without = landingZone().zone;
  const idsOf = (stack: Stack) => stackTree(stack).filter(({ type }) => STATEFUL.includes(type)).map(({ path, type }) => `${stack.node.id} ${type} ${path.slice(1)}`);
  const usual = [without.managementStack, without.auditStack].flatMap(idsOf);
  expect([zone.managementStack, zone.auditStack, ...zone.audit.regionalStacks].flatMap(idsOf).filter((id) => !usual.includes(id)).sort()).toEqual([
    'Audit AWS::AccessAnalyzer::Analyzer SecurityPostureExternalAccess695C49C2',
    'Audit AWS::AccessAnalyzer::Analyzer SecurityPostureUnusedAccess0DCBBE23',
    'Audit AWS::DynamoDB::Table OktaEventsFunctionsProgress03EA4F9F',
    'Audit AWS::Events::Archive OktaEventsStreamArchiveA236168E',
    'Audit AWS::Events::EventBus OktaEventsStreamBus28B2FE43',
    'Audit AWS::SecurityHub::ConfigurationPolicy SecurityPosturePolicy7362E25D',
    'Audit AWS::SecurityHub::FindingAggregator SecurityPostureAggregator50402865',
    'Audit AWS::SecurityHub::OrganizationConfiguration SecurityPostureCentralA6EA0C78',
    'Audit-us-east-1 AWS::AccessAnalyzer::Analyzer SecurityPostureExternalAccess695C49C2',
    'Management AWS::CloudFormation::StackSet ConfigRecordersMembersRecorders18F8875D',
    'Management AWS::CloudFormation::StackSet ConfigRecordersMembersRole52D68A4C',
    'Management AWS::Config::ConfigurationRecorder ConfigRecordersManagementRecorder6FC19EDF',
    'Management AWS::Config::DeliveryChannel ConfigRecordersManagementChannel90EFFC83',
  ]);
});
