import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AuditVault, OrgAuditTrail, type OrgAuditTrailOptions } from '../../src';
import { codes, refusal } from '../support/messages';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, smallOrganization } from '../support/small-organization';

function synth({ account = MANAGEMENT, region = 'eu-west-1', logArchiveAccount = 'log-archive' } = {}, options: OrgAuditTrailOptions = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account, region } });
  return { trail: new OrgAuditTrail(stack, 'Trail', { organization: smallOrganization(), logArchiveAccount, ...options }), template: Template.fromStack(stack) };
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

interface Recorded {
  readonly eventCategory: string;
  readonly [field: string]: string;
}

/** Whether the trail of a template records an event, as CloudTrail documents its advanced selectors. */
function records(template: Template, event: Recorded): boolean {
  const [{ Properties }] = Object.values<any>(template.findResources('AWS::CloudTrail::Trail'));
  return Properties.AdvancedEventSelectors.some(({ FieldSelectors }: any) => FieldSelectors.every(({ Field, Equals, NotEquals, StartsWith }: any) => {
    const value = event[Field];
    const starts = !StartsWith || StartsWith.some((start: string) => value?.startsWith(start));
    return value !== undefined && starts && (!Equals || Equals.includes(value)) && (!NotEquals || !NotEquals.includes(value));
  }));
}

const BUCKET = `arn:aws:s3:::zero-trust-trail-vault-${LOG_ARCHIVE}-eu-west-1`;
const management = { eventCategory: 'Management', eventSource: 'iam.amazonaws.com', readOnly: 'false' };
const s3 = (eventName: string, name: string, readOnly = 'false'): Recorded => ({
  'eventCategory': 'Data', 'resources.type': 'AWS::S3::Object', 'resources.ARN': `${BUCKET}/${name}`, eventName, readOnly, 'eventSource': 's3.amazonaws.com',
});

describe('what it records', () => {
  const everything = synth({}, { vaultDataEvents: true, insights: true, networkActivityServices: ['s3.amazonaws.com', 'kms.amazonaws.com'] }).template;
  const plain = synth().template;

  test('is management events, with whatever else it records', () => {
    expect([records(plain, management), records(everything, management)]).toEqual([true, true]);
  });

  test.each<[string, Recorded, boolean]>([
    ['an auditor reads a log', s3('GetObject', 'AWSLogs/o-smallorgan/log', 'true'), true],
    ['somebody tries to delete a log', s3('DeleteObject', 'AWSLogs/o-smallorgan/log'), true],
    ['somebody tries to unlock a log', s3('PutObjectRetention', 'AWSLogs/o-smallorgan/log'), true],
    ['a function adds evidence', s3('PutObject', 'evidence/day.json'), true],
    ['a function adds what Okta sent', s3('PutObject', 'okta/event.json'), true],
    ['CloudTrail adds a log, which would be an event in the next one', s3('PutObject', 'AWSLogs/o-smallorgan/log'), false],
    ['S3 adds a copy of what Config delivered', s3('PutObject', 'AWSLogs/000000000004/Config/file'), false],
    ['somebody reads another bucket', { ...s3('GetObject', 'log', 'true'), 'resources.ARN': `${BUCKET}-of-somebody/log` }, false],
    ['a function is invoked', { 'eventCategory': 'Data', 'resources.type': 'AWS::Lambda::Function', 'readOnly': 'false', 'eventName': 'Invoke', 'resources.ARN': `${BUCKET}/x` }, false],
  ])('with the data events of the vault: %s: %j: %s', (_, event, recorded) => {
    expect([records(everything, event), records(plain, event)]).toEqual([recorded, false]);
  });

  test.each([['s3.amazonaws.com', true], ['kms.amazonaws.com', true], ['ec2.amazonaws.com', false]])('calls of %s through VPC endpoints: %s', (eventSource, recorded) => {
    const event = { eventCategory: 'NetworkActivity', eventSource };
    expect([records(everything, event), records(plain, event)]).toEqual([recorded, false]);
  });

  test('is looked at for unusual numbers of calls and errors when that is asked for', () => {
    everything.hasResourceProperties('AWS::CloudTrail::Trail', { InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }, { InsightType: 'ApiErrorRateInsight' }] });
    plain.hasResourceProperties('AWS::CloudTrail::Trail', { InsightSelectors: Match.absent() });
  });

  test.each<[string[], string[]]>([
    [['s3'], ['NetworkActivityService']],
    [['*.amazonaws.com'], ['NetworkActivityService']],
    [['s3.amazonaws.com', 's3.amazonaws.com'], ['NetworkActivityServiceTwice']],
    [['s3', 'kms.amazonaws.com', 'kms.amazonaws.com'], ['NetworkActivityService', 'NetworkActivityServiceTwice']],
  ])('services %j are refused: %j', (networkActivityServices, expected) => {
    expect(codes(refusal(() => synth({}, { networkActivityServices })))).toEqual(expected);
  });
});
