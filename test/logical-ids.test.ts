import { Template } from 'aws-cdk-lib/assertions';
import { landingZone } from './support/landing-zone';

/** Resources that hold state or access: a changed logical id replaces them, so it is a breaking change (UPGRADING.md). */
const STATEFUL = [
  'AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::KMS::Key', 'AWS::KMS::Alias', 'AWS::CloudTrail::Trail',
  'AWS::Organizations::Policy', 'AWS::SSO::PermissionSet', 'AWS::SSO::Assignment',
];

test('logical ids of stateful resources are the ones written here', () => {
  const { zone } = landingZone();
  const ids = [zone.logArchiveStack, zone.managementStack, zone.identityStack].flatMap((stack) =>
    Object.entries<any>(Template.fromStack(stack).toJSON().Resources).filter(([, { Type }]) => STATEFUL.includes(Type)).map(([id, { Type }]) => `${stack.node.id} ${Type} ${id}`));
  expect(ids.sort()).toEqual([
    'Identity AWS::SSO::Assignment CatalogSetsreadersReadOnly000000000002532D5AFA',
    'Identity AWS::SSO::Assignment CatalogSetsreadersReadOnly000000000003E4C5731D',
    'Identity AWS::SSO::Assignment CatalogSetsreadersReadOnly0000000000045E84ADAD',
    'Identity AWS::SSO::Assignment CatalogSetsreadersReadOnly000000000005C5768314',
    'Identity AWS::SSO::PermissionSet CatalogSetsSetReadOnly5A31F8A4',
    'LogArchive AWS::KMS::Alias AuditVaultKeyAlias3CCC5234',
    'LogArchive AWS::KMS::Key AuditVaultKey37C6C6F0',
    'LogArchive AWS::S3::Bucket AuditVault1566C246',
    'LogArchive AWS::S3::Bucket AuditVaultAccessLogsC4994CDD',
    'LogArchive AWS::S3::BucketPolicy AuditVaultAccessLogsPolicyF05F22EE',
    'LogArchive AWS::S3::BucketPolicy AuditVaultPolicyE554DADD',
    'Management AWS::CloudTrail::Trail AuditTrailC93518EF',
    'Management AWS::Organizations::Policy LongLivedCredentialDenyCA71FC35',
    'Management AWS::Organizations::Policy ProtectedRolesF96F4290',
    'Management AWS::Organizations::Policy RegionDenyBEC51504',
    'Management AWS::Organizations::Policy RootDenyEA867179',
    'Management AWS::Organizations::Policy SecurityServicesDenyD3AD967B',
    'Management AWS::SSO::Assignment CatalogManagementreadersReadOnly000000000001D768314F',
    'Management AWS::SSO::PermissionSet CatalogManagementSetReadOnlyA00BF90D',
  ]);
});
