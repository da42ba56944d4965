import { App, Stack } from 'aws-cdk-lib';
import { Exemption, RegionDenyOptIn, RegionDenySCP, type RegionDenySCPProps, Rollout } from '../../src';
import { codes, refusal } from '../support/messages';
import { MANAGEMENT, SANDBOX, smallOrganization } from '../support/small-organization';
import { ALLOWED, type Asked, deniedBy, underScp } from '../support/verdict';

function synth(change: Partial<RegionDenySCPProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  return new RegionDenySCP(stack, 'RegionDeny', {
    organization: smallOrganization(), allowedRegions: ['eu-west-1', 'eu-west-3'], rollout: Rollout.stages([]), asOf: '2026-11-01', ...change,
  });
}

const optedIn = (...optIns: RegionDenyOptIn[]) => synth({ optIns }).content;
const cdkRole = (kind: string, region: string, qualifier = 'hnb659fds') => `arn:aws:iam::${SANDBOX}:role/cdk-${qualifier}-${kind}-role-${SANDBOX}-${region}`;
const PROFILE = { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:eu-west-1:000000000005:inference-profile/eu.some.model-v1:0' };

test('without opting in, none of it is open', () => {
  const denied = (asked: Asked) => expect(underScp(synth().content, asked)).toEqual(deniedBy('DenyOtherRegions'));
  denied({ action: 'cloudformation:CreateStack', region: 'us-east-1', principal: cdkRole('cfn-exec', 'us-east-1') });
  denied({ action: 'bedrock:InvokeModel', region: 'eu-north-1', context: PROFILE });
  denied({ action: 'lambda:CreateFunction', region: 'us-east-1' });
  denied({ action: 'securityhub:GetFindings', region: 'us-east-2' });
});

describe('roles that work in the Region of global services, too', () => {
  const { content } = synth({ globalRegionRoles: ['arn:aws:iam::*:role/stacksets-exec-*'] });
  const stackSets = `arn:aws:iam::${SANDBOX}:role/stacksets-exec-0123456789abcdef0123456789abcdef`;

  test.each<[string, Asked, string[]]>([
    ['StackSets make a rule there', { action: 'events:PutRule', region: 'us-east-1', principal: stackSets }, []],
    ['StackSets make a rule in an allowed Region', { action: 'events:PutRule', region: 'eu-west-3', principal: stackSets }, []],
    ['StackSets make a role', { action: 'iam:CreateRole', region: 'us-east-1', principal: stackSets }, []],
    ['StackSets make nothing in a far Region', { action: 'events:PutRule', region: 'ap-south-1', principal: stackSets }, ['ConfineGlobalRegionRoles']],
    ['StackSets make no key in a far Region', { action: 'kms:CreateKey', region: 'ap-south-1', principal: stackSets }, ['ConfineGlobalRegionRoles']],
    ['others make no rule there', { action: 'events:PutRule', region: 'us-east-1' }, ['DenyOtherRegions']],
  ])('%s', (_, asked, sids) => {
    expect(underScp(content, asked)).toEqual(sids.length > 0 ? deniedBy(...sids) : ALLOWED);
  });
});

describe('CDK in the Region of global services', () => {
  test.each<[string, Asked, string[]]>([
    ['CloudFormation makes a function there for CDK', { action: 'lambda:CreateFunction', region: 'us-east-1', principal: cdkRole('cfn-exec', 'us-east-1') }, []],
    ['CDK begins a deployment there', { action: 'cloudformation:CreateChangeSet', region: 'us-east-1', principal: cdkRole('deploy', 'us-east-1') }, []],
    ['CDK publishes files there', { action: 's3:PutObject', region: 'us-east-1', principal: cdkRole('file-publishing', 'us-east-1') }, []],
    ['CDK publishes images there', { action: 'ecr:PutImage', region: 'us-east-1', principal: cdkRole('image-publishing', 'us-east-1') }, []],
    ['CDK looks a parameter up there', { action: 'ssm:GetParameter', region: 'us-east-1', principal: cdkRole('lookup', 'us-east-1') }, []],
    ['these roles work in an allowed Region', { action: 'lambda:GetFunction', region: 'eu-west-3', principal: cdkRole('cfn-exec', 'us-east-1') }, []],
    ['these roles use global services', { action: 'iam:CreateRole', region: 'us-east-1', principal: cdkRole('cfn-exec', 'us-east-1') }, []],
    ['these roles do not work in a far Region', { action: 'ec2:RunInstances', region: 'ap-south-1', principal: cdkRole('cfn-exec', 'us-east-1') }, ['ConfineGlobalRegionRoles']],
    ['these roles make no key in a far Region', { action: 'kms:CreateKey', region: 'ap-south-1', principal: cdkRole('cfn-exec', 'us-east-1') }, ['ConfineGlobalRegionRoles']],
    ['the roles of another Region stay where they are', { action: 'lambda:CreateFunction', region: 'us-east-1', principal: cdkRole('cfn-exec', 'eu-west-1') }, ['DenyOtherRegions']],
    ['the roles of a far Region stay denied there', { action: 'lambda:CreateFunction', region: 'ap-south-1', principal: cdkRole('cfn-exec', 'ap-south-1') }, ['DenyOtherRegions']],
    ['another qualifier stays denied', { action: 'lambda:CreateFunction', region: 'us-east-1', principal: cdkRole('cfn-exec', 'us-east-1', 'other') }, ['DenyOtherRegions']],
    ['people stay denied', { action: 'lambda:CreateFunction', region: 'us-east-1' }, ['DenyOtherRegions']],
  ])('%s', (_, asked, sids) => {
    expect(underScp(optedIn(RegionDenyOptIn.cdkInGlobalRegion()), asked)).toEqual(sids.length > 0 ? deniedBy(...sids) : ALLOWED);
  });

  test('each named qualifier is open, and the usual one only when it is named', () => {
    const content = optedIn(RegionDenyOptIn.cdkInGlobalRegion('teama', 'teamb'));
    const asked = (qualifier?: string) => underScp(content, { action: 'lambda:CreateFunction', region: 'us-east-1', principal: cdkRole('cfn-exec', 'us-east-1', qualifier) });
    expect([asked('teama'), asked('teamb'), asked()]).toEqual([ALLOWED, ALLOWED, deniedBy('DenyOtherRegions')]);
  });

  test('what else is opted in to is open to these roles where it is open to everybody, and nowhere else', () => {
    const content = optedIn(RegionDenyOptIn.cdkInGlobalRegion(), RegionDenyOptIn.edgeServices(), RegionDenyOptIn.securityHubLinkedRegions('us-east-2'));
    const asked = (action: string, region: string) => underScp(content, { action, region, principal: cdkRole('cfn-exec', 'us-east-1') });
    expect(asked('lambda:CreateFunction', 'us-east-1')).toEqual(ALLOWED);
    expect(asked('lambda:CreateFunction', 'ap-south-1').decision).toBe('explicitly-denied');
    expect(asked('securityhub:GetFindings', 'us-east-2')).toEqual(ALLOWED);
    expect(asked('securityhub:GetFindings', 'ap-south-1').decision).toBe('explicitly-denied');
  });

  test('and so it is to exempt roles', () => {
    const exemption = Exemption.principals(['arn:aws:iam::*:role/ml'], { reason: 'trains', owner: 'data', ticket: 'SEC-4', expires: '2027-01-31' });
    const { content } = synth({ optIns: [RegionDenyOptIn.bedrockCrossRegionInference('us-east-2')], exemptions: [exemption] });
    const asked = (region: string) => underScp(content, { action: 'bedrock:InvokeModel', region, principal: `arn:aws:iam::${SANDBOX}:role/ml`, context: PROFILE });
    expect([asked('us-east-2'), asked('us-east-1')]).toEqual([ALLOWED, ALLOWED]);
    expect(asked('ap-south-1').decision).toBe('explicitly-denied');
  });

  test('an exemption of other roles keeps its own Regions beside it', () => {
    const exemption = Exemption.principals(['arn:aws:iam::*:role/mover'], { reason: 'moves data', owner: 'data', ticket: 'SEC-3', expires: '2027-01-31' });
    const { content } = synth({ optIns: [RegionDenyOptIn.cdkInGlobalRegion()], exemptions: [exemption], exemptPrincipalRegions: ['ap-south-1'] });
    const inSouth = (principal: string) => underScp(content, { action: 'ec2:RunInstances', region: 'ap-south-1', principal });
    expect(inSouth(`arn:aws:iam::${SANDBOX}:role/mover`)).toEqual(ALLOWED);
    expect(inSouth(cdkRole('cfn-exec', 'us-east-1'))).toEqual(deniedBy('ConfineGlobalRegionRoles'));
  });

  test('in GovCloud it is the Region of global services there', () => {
    const organization = smallOrganization((snapshot) => {
      snapshot.Organization.Arn = snapshot.Organization.Arn.replace('arn:aws:', 'arn:aws-us-gov:');
      snapshot.IdentityCenter.Region = 'us-gov-east-1';
    });
    const { content } = synth({ organization, allowedRegions: ['us-gov-east-1'], optIns: [RegionDenyOptIn.cdkInGlobalRegion()] });
    const asked = (region: string) => underScp(content, {
      action: 'lambda:CreateFunction', region, principal: cdkRole('cfn-exec', 'us-gov-west-1').replace('arn:aws:', 'arn:aws-us-gov:'),
    });
    expect(asked('us-gov-west-1')).toEqual(ALLOWED);
    expect(asked('us-east-1')).toEqual(deniedBy('ConfineGlobalRegionRoles'));
  });
});

describe('cross-Region inference of Bedrock', () => {
  test.each<[string, Asked, string[]]>([
    ['an inference profile reaches a Region that was named', { action: 'bedrock:InvokeModel', region: 'eu-north-1', context: PROFILE }, []],
    ['it reaches the other one, in a stream', { action: 'bedrock:InvokeModelWithResponseStream', region: 'eu-central-1', context: PROFILE }, []],
    ['it reaches no Region that was not named', { action: 'bedrock:InvokeModel', region: 'us-east-1', context: PROFILE }, ['ConfineOptIn1']],
    ['a model asked without a profile stays denied there', { action: 'bedrock:InvokeModel', region: 'eu-north-1' }, ['ConfineInference1']],
    ['a model asked without a profile in a Region that was not named is denied twice', { action: 'bedrock:InvokeModel', region: 'us-east-1' }, ['ConfineOptIn1', 'ConfineInference1']],
    ['a model asked without a profile in an allowed Region is nobody\'s business', { action: 'bedrock:InvokeModel', region: 'eu-west-1' }, []],
    ['nothing else of Bedrock is open there', { action: 'bedrock:CreateModelCustomizationJob', region: 'eu-north-1', context: PROFILE }, ['DenyOtherRegions']],
  ])('%s', (_, asked, sids) => {
    const content = optedIn(RegionDenyOptIn.bedrockCrossRegionInference('eu-north-1', 'eu-central-1'));
    expect(underScp(content, asked)).toEqual(sids.length > 0 ? deniedBy(...sids) : ALLOWED);
  });
});

describe('edge services', () => {
  test.each<[string, Asked, string[]]>([
    ['a function for Lambda@Edge', { action: 'lambda:CreateFunction', region: 'us-east-1' }, []],
    ['a new version of it', { action: 'lambda:PublishVersion', region: 'us-east-1' }, []],
    ['its replication', { action: 'lambda:EnableReplication', region: 'us-east-1' }, []],
    ['an alarm of CloudFront', { action: 'cloudwatch:PutMetricAlarm', region: 'us-east-1' }, []],
    ['the delivery of its logs', { action: 'logs:CreateLogDelivery', region: 'us-east-1' }, []],
    ['a function in a far Region', { action: 'lambda:CreateFunction', region: 'ap-south-1' }, ['ConfineOptIn1']],
    ['a machine', { action: 'ec2:RunInstances', region: 'us-east-1' }, ['DenyOtherRegions']],
  ])('%s', (_, asked, sids) => {
    expect(underScp(optedIn(RegionDenyOptIn.edgeServices()), asked)).toEqual(sids.length > 0 ? deniedBy(...sids) : ALLOWED);
  });
});

describe('linked Regions of Security Hub', () => {
  test.each<[string, Asked, string[]]>([
    ['findings of a linked Region', { action: 'securityhub:GetFindings', region: 'us-east-2' }, []],
    ['switching it on in a linked Region', { action: 'securityhub:EnableSecurityHub', region: 'us-west-2' }, []],
    ['findings of a Region that is not linked', { action: 'securityhub:GetFindings', region: 'us-east-1' }, ['ConfineOptIn1']],
    ['another service in a linked Region', { action: 'guardduty:ListDetectors', region: 'us-east-2' }, ['DenyOtherRegions']],
  ])('%s', (_, asked, sids) => {
    expect(underScp(optedIn(RegionDenyOptIn.securityHubLinkedRegions('us-east-2', 'us-west-2')), asked)).toEqual(sids.length > 0 ? deniedBy(...sids) : ALLOWED);
  });
});

test('opt-ins stand side by side, each with its own Regions', () => {
  const content = optedIn(
    RegionDenyOptIn.cdkInGlobalRegion(), RegionDenyOptIn.bedrockCrossRegionInference('eu-north-1'), RegionDenyOptIn.edgeServices(),
    RegionDenyOptIn.securityHubLinkedRegions('us-east-2'),
  );
  const verdict = (action: string, region: string) => underScp(content, { action, region, context: PROFILE }).decision;
  expect([verdict('bedrock:InvokeModel', 'eu-north-1'), verdict('lambda:CreateFunction', 'us-east-1'), verdict('securityhub:GetFindings', 'us-east-2')])
    .toEqual(['allowed', 'allowed', 'allowed']);
  expect([verdict('bedrock:InvokeModel', 'us-east-1'), verdict('lambda:CreateFunction', 'us-east-2'), verdict('securityhub:GetFindings', 'eu-north-1')])
    .toEqual(['explicitly-denied', 'explicitly-denied', 'explicitly-denied']);
});

test('opting in to the same twice opens the Regions of both, and no other', () => {
  const content = optedIn(RegionDenyOptIn.securityHubLinkedRegions('us-east-2'), RegionDenyOptIn.securityHubLinkedRegions('us-west-2'));
  const reads = (region: string) => underScp(content, { action: 'securityhub:GetFindings', region });
  expect([reads('us-east-2'), reads('us-west-2'), reads('eu-north-1')]).toEqual([ALLOWED, ALLOWED, deniedBy('ConfineOptIn1')]);
});

test('inference opted in to twice is open in the Regions of both, through a profile only', () => {
  const content = optedIn(RegionDenyOptIn.bedrockCrossRegionInference('eu-north-1'), RegionDenyOptIn.bedrockCrossRegionInference('eu-central-1'));
  const invokes = (region: string, context = {}) => underScp(content, { action: 'bedrock:InvokeModel', region, context });
  expect([invokes('eu-north-1', PROFILE), invokes('eu-central-1', PROFILE), invokes('eu-central-1')]).toEqual([ALLOWED, ALLOWED, deniedBy('ConfineInference1')]);
});

test('each bootstrap stack opted in to by itself is open', () => {
  const content = optedIn(RegionDenyOptIn.cdkInGlobalRegion('teama'), RegionDenyOptIn.cdkInGlobalRegion('teamb'));
  const makes = (qualifier: string) => underScp(content, { action: 'lambda:CreateFunction', region: 'us-east-1', principal: cdkRole('cfn-exec', 'us-east-1', qualifier) });
  expect([makes('teama'), makes('teamb'), makes('teamc')]).toEqual([ALLOWED, ALLOWED, deniedBy('DenyOtherRegions')]);
});

describe('what it refuses', () => {
  test.each<[string, string[], RegionDenyOptIn]>([
    ['a qualifier of 0 characters', ['OptInQualifier'], RegionDenyOptIn.cdkInGlobalRegion('')],
    ['a qualifier of 11 characters', ['OptInQualifier'], RegionDenyOptIn.cdkInGlobalRegion('abcdefghijk')],
    ['a qualifier with a wildcard, which would open every role', ['OptInQualifier'], RegionDenyOptIn.cdkInGlobalRegion('*')],
    ['each of two bad qualifiers', ['OptInQualifier', 'OptInQualifier'], RegionDenyOptIn.cdkInGlobalRegion('a-b', 'good', 'c/d')],
    ['Bedrock in no Region', ['OptInRegions'], RegionDenyOptIn.bedrockCrossRegionInference()],
    ['Security Hub in no Region', ['OptInRegions'], RegionDenyOptIn.securityHubLinkedRegions()],
    ['an unknown Region of Bedrock', ['RegionUnknown'], RegionDenyOptIn.bedrockCrossRegionInference('eu-wset-1')],
    ['a Region of Security Hub named twice', ['RegionTwice'], RegionDenyOptIn.securityHubLinkedRegions('us-east-2', 'us-east-2')],
  ])('%s', (_, expected, optIn) => {
    expect(codes(refusal(() => synth({ optIns: [optIn] })))).toEqual(expected);
  });

  test.each([['of 1 character', 'a'], ['of 10 characters', 'abcdefghij'], ['in capitals', 'TEAM1']])('but not a qualifier %s', (_, qualifier) => {
    expect(() => synth({ optIns: [RegionDenyOptIn.cdkInGlobalRegion(qualifier)] })).not.toThrow();
  });
});
