import { Template } from 'aws-cdk-lib/assertions';
import { MfaEvidence } from '../src';
import { landingZone } from './support/landing-zone';
import { stackTree } from './support/stack-tree';

/** Resources that hold state or access: a changed logical id replaces them, so it is a breaking change (UPGRADING.md). */
const STATEFUL = [
  'AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::KMS::Key', 'AWS::KMS::Alias', 'AWS::CloudTrail::Trail',
  'AWS::Organizations::Policy', 'AWS::SSO::PermissionSet', 'AWS::SSO::Assignment', 'AWS::CloudFormation::Stack', 'AWS::CloudFormation::StackSet', 'AWS::DynamoDB::Table',
];

test('logical ids of stateful resources are the ones written here', () => {
  const { zone } = landingZone();
  const ids = [zone.logArchiveStack, zone.managementStack, zone.identityStack].flatMap((stack) =>
    stackTree(stack).filter(({ type }) => STATEFUL.includes(type)).map(({ path, type }) => `${stack.node.id} ${type} ${path.slice(1)}`));
  expect(ids.sort()).toEqual([
    'Identity AWS::CloudFormation::Stack CatalogSetsAccessAssignments000000000002NestedStack000000000002NestedStackResource12C9B4F0',
    'Identity AWS::CloudFormation::Stack CatalogSetsAccessAssignments000000000003NestedStack000000000003NestedStackResourceF5836209',
    'Identity AWS::CloudFormation::Stack CatalogSetsAccessAssignments000000000004NestedStack000000000004NestedStackResourceEFF8D452',
    'Identity AWS::CloudFormation::Stack CatalogSetsAccessAssignments000000000005NestedStack000000000005NestedStackResourceB4653140',
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
  ]);
});

test('so are those of what a landing zone makes when it is asked for', () => {
  const { zone } = landingZone({ accessAttributes: [{ key: 'department', source: '${path:enterprise.department}' }], mfaEvidence: MfaEvidence.report() });
  const ids = (stack: typeof zone.identityStack, type: string) => Object.keys(Template.fromStack(stack).findResources(type));
  expect(ids(zone.identityStack, 'AWS::SSO::InstanceAccessControlAttributeConfiguration')).toEqual(['AccessAttributes4EC80342']);
  expect(ids(zone.managementStack, 'AWS::Organizations::Policy')).toContain('MfaEvidenceE49B645A');
});
