import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AuditVault, OrgAuditTrail } from '../../src';
import { codes, refusal } from '../support/messages';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, smallOrganization } from '../support/small-organization';

function synth({ account = MANAGEMENT, region = 'eu-west-1', logArchiveAccount = 'log-archive' } = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account, region } });
  return { trail: new OrgAuditTrail(stack, 'Trail', { organization: smallOrganization(), logArchiveAccount }), template: Template.fromStack(stack) };
}

test('the trail records every account and Region, validates its files, has an explicit name, and stays', () => {
  synth().template.hasResource('AWS::CloudTrail::Trail', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: {
      TrailName: 'zero-trust-organization-trail', IsLogging: true, IsOrganizationTrail: true, IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true, EnableLogFileValidation: true, KMSKeyId: `arn:aws:kms:eu-west-1:${LOG_ARCHIVE}:alias/zero-trust-trail-vault`,
    },
  });
});

test('it delivers into the bucket that the vault makes in the other account', () => {
  const archive = new Stack(new App(), 'LogArchive', { env: { account: LOG_ARCHIVE, region: 'eu-west-1' } });
  new AuditVault(archive, 'Vault', { organization: smallOrganization() });
  Template.fromStack(archive).hasResourceProperties('AWS::S3::Bucket', { BucketName: synth().trail.bucketName });
});

test('outside the management account it is refused, because CloudFormation would roll back', () => {
  expect(codes(refusal(() => synth({ account: AUDIT })))).toEqual(['StackAccount']);
});

test('a trail that would keep its logs in the management account is refused', () => {
  expect(codes(refusal(() => synth({ logArchiveAccount: 'management' })))).toEqual(['RoleAccountIsManagement']);
});

test('an unknown log archive is refused together with a wrong account', () => {
  expect(codes(refusal(() => synth({ account: AUDIT, logArchiveAccount: 'nowhere' })))).toEqual(['AccountUnknown', 'StackAccount']);
});
