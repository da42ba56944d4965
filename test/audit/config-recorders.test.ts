import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import {
  Accounts, ConfigRecorders, type ConfigRecordersProps, ConfigRecording, Organization, OrganizationFeatures, RecorderRole, Rollout,
  SecurityServicesDenySCP, Stage,
} from '../../src';
import { fixturePath } from '../support/fixtures';
import { codes, refusal } from '../support/messages';
import { nagFindings } from '../support/nag';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, PRODUCTION, PRODUCTION_UNIT, SANDBOX, SANDBOX_UNIT, scp, smallOrganization } from '../support/small-organization';

const TRUSTED = 'member.org.stacksets.cloudformation.amazonaws.com';
const MEMBERS = [AUDIT, LOG_ARCHIVE, PRODUCTION, SANDBOX];
const REGIONS = ['eu-west-1', 'us-east-1'];
const trusting = (change: (snapshot: any) => void = () => {}) => smallOrganization((snapshot) => {
  snapshot.EnabledServicePrincipals.push({ ServicePrincipal: TRUSTED });
  change(snapshot);
});
/** A policy of others on a place. */
const denying = (target: string, statement: object, name = 'foreign') => (snapshot: any) => snapshot.Policies.push(scp(`p-${name}00`, name, [target], {
  content: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Resource: '*', ...statement } }),
}));

function synth(change: Partial<ConfigRecordersProps> = {}, { app = new App(), account = MANAGEMENT, region = 'eu-west-1' } = {}) {
  const stack = new Stack(app, 'Management', { env: { account, region } });
  const recorders = new ConfigRecorders(stack, 'Config', { organization: trusting(), logArchiveAccount: 'log-archive', regions: REGIONS, ...change });
  const template = () => Template.fromStack(stack);
  const stackSet = (what = 'recorders') => Object.values(template().findResources('AWS::CloudFormation::StackSet', { Properties: { StackSetName: `zero-trust-config-${what}` } }))[0];
  return { app, stack, recorders, template, stackSet, body: (what?: string) => JSON.parse(stackSet(what).Properties.TemplateBody) };
}

/** What a template makes in a Region. */
function inRegion(value: any, isHome: boolean): any {
  if (value?.['Fn::If']) {
    return inRegion(value['Fn::If'][isHome ? 1 : 2], isHome);
  }
  return Array.isArray(value) ? value.map((one) => inRegion(one, isHome))
    : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inRegion(one, isHome)])) : value;
}

describe('in member accounts', () => {
  test('a recorder delivers into the landing bucket, as the service-linked role', () => {
    const { body } = synth();
    expect(body().Resources).toMatchObject({
      Recorder: { Type: 'AWS::Config::ConfigurationRecorder', Properties: { RoleARN: { 'Fn::Sub': expect.stringMatching(/:role\/aws-service-role\/config\.amazonaws\.com\/AWSServiceRoleForConfig$/) } } },
      Channel: { Type: 'AWS::Config::DeliveryChannel', Properties: { S3BucketName: `zero-trust-config-landing-${LOG_ARCHIVE}-eu-west-1` } },
    });
    // the recorder is done when there is a channel, and a channel needs a recorder: whichever waited would wait for ever.
    expect(JSON.stringify(body())).not.toContain('DependsOn');
    expect(body().Conditions).toEqual({ HomeRegion: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } });
  });

  test('every account is reached, those that come later included', () => {
    const { stackSet, recorders } = synth();
    expect(stackSet().Properties).toMatchObject({
      PermissionModel: 'SERVICE_MANAGED', AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      StackInstancesGroup: [{ Regions: REGIONS, DeploymentTargets: { OrganizationalUnitIds: ['r-root'] } }],
    });
    expect(stackSet().Properties.StackInstancesGroup[0].DeploymentTargets).not.toHaveProperty('Accounts');
    expect(recorders.leftOut).toEqual([]);
    expect(recorders.stackSetNames).toEqual(['zero-trust-config-role', 'zero-trust-config-recorders']);
  });

  test('the role comes before the recorders, also in accounts that come later, and stays', () => {
    const { stackSet, body, template } = synth();
    const [role] = Object.keys(template().findResources('AWS::CloudFormation::StackSet', { Properties: { StackSetName: 'zero-trust-config-role' } }));
    expect(synth({ accounts: Accounts.named('sandbox') }).stackSet().DependsOn).toContain(role);
    expect(JSON.stringify(stackSet().Properties.AutoDeployment.DependsOn)).toContain(`:stackset/",{"Ref":"${role}"}`);
    expect(stackSet('role').Properties.StackInstancesGroup[0].Regions).toEqual(['eu-west-1']);
    expect(body('role').Resources.Role).toEqual({
      Type: 'AWS::IAM::ServiceLinkedRole', DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { AWSServiceName: 'config.amazonaws.com' },
    });
  });

  test('a role that exists is made by nobody', () => {
    const { recorders, template } = synth({ role: RecorderRole.existingServiceLinked() });
    expect(recorders.stackSetNames).toEqual(['zero-trust-config-recorders']);
    template().resourceCountIs('AWS::IAM::ServiceLinkedRole', 0);
  });

  test.each([
    ['all', ConfigRecording.all(), { AllSupported: true, IncludeGlobalResourceTypes: true }, { AllSupported: true, IncludeGlobalResourceTypes: false }],
    ['all but some', ConfigRecording.allExcept('AWS::EC2::Subnet', 'AWS::IAM::User'),
      { ExclusionByResourceTypes: { ResourceTypes: ['AWS::EC2::Subnet', 'AWS::IAM::User'] }, RecordingStrategy: { UseOnly: 'EXCLUSION_BY_RESOURCE_TYPES' } },
      { ExclusionByResourceTypes: { ResourceTypes: ['AWS::EC2::Subnet', 'AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::Policy', 'AWS::IAM::Role'] } }],
    ['some', ConfigRecording.only('AWS::S3::Bucket', 'AWS::IAM::Role'),
      { ResourceTypes: ['AWS::S3::Bucket', 'AWS::IAM::Role'], RecordingStrategy: { UseOnly: 'INCLUSION_BY_RESOURCE_TYPES' } }, { ResourceTypes: ['AWS::S3::Bucket'] }],
  ])('%s: what IAM has is recorded in the home Region only', (_, recording, atHome, elsewhere) => {
    const { Recorder } = synth({ recording }).body().Resources;
    expect(inRegion(Recorder.Properties.RecordingGroup, true)).toMatchObject(atHome);
    expect(inRegion(Recorder.Properties.RecordingGroup, false)).toMatchObject(elsewhere);
  });

  test.each([[ConfigRecording.all(), 'CONTINUOUS'], [ConfigRecording.all().daily(), 'DAILY'], [ConfigRecording.only('AWS::S3::Bucket').daily(), 'DAILY']])('how often: %#', (recording, frequency) => {
    expect(synth({ recording }).body().Resources.Recorder.Properties.RecordingMode).toEqual({ RecordingFrequency: frequency });
  });

  test('only those that are asked for are recorded, and none by itself', () => {
    const { stackSet } = synth({ accounts: Accounts.named('production', 'sandbox') });
    expect(stackSet().Properties.AutoDeployment).toEqual({ Enabled: false });
    expect(stackSet().Properties.StackInstancesGroup).toEqual([{
      Regions: REGIONS, DeploymentTargets: { OrganizationalUnitIds: ['r-root'], AccountFilterType: 'INTERSECTION', Accounts: [PRODUCTION, SANDBOX] },
    }]);
  });

  test('they wait for whatever trusts StackSets', () => {
    const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
    const organization = smallOrganization();
    new OrganizationFeatures(stack, 'Features', { organization, trustedServices: [TRUSTED] });
    new ConfigRecorders(stack, 'Config', { organization, logArchiveAccount: 'log-archive', regions: REGIONS });
    const sets = Object.values(Template.fromStack(stack).findResources('AWS::CloudFormation::StackSet'));
    expect(sets.map(({ DependsOn }) => JSON.stringify(DependsOn))).toEqual(Array(2).fill(expect.stringContaining('Features')));
  });
});

describe('what policies of others deny', () => {
  const reach = (change: (snapshot: any) => void) => {
    const { recorders, stackSet } = synth({ organization: trusting(change) });
    const groups = (stackSet()?.Properties.StackInstancesGroup ?? []).map(({ Regions, DeploymentTargets }: any) => [DeploymentTargets.Accounts ?? 'all', Regions]);
    return { leftOut: recorders.leftOut, groups, auto: stackSet()?.Properties.AutoDeployment.Enabled };
  };
  const others = [AUDIT, LOG_ARCHIVE, PRODUCTION];

  test.each(['config:PutConfigurationRecorder', 'config:PutDeliveryChannel', 'config:StartConfigurationRecorder', 'config:*', 'config:Put*'])('%s leaves an account out, and it is told', (Action) => {
    const { leftOut, groups, auto } = reach(denying(SANDBOX, { Action }));
    expect(leftOut).toMatchObject([{ accountId: SANDBOX, accountName: 'sandbox', regions: REGIONS, by: ['foreign'] }]);
    expect(leftOut[0].actions.every((action) => new RegExp(`^${Action.replaceAll('*', '.*')}$`).test(action))).toBe(true);
    expect([groups, auto]).toEqual([[[others, REGIONS]], false]);
  });

  test('in one Region leaves out that Region', () => {
    const { leftOut, groups } = reach(denying(SANDBOX_UNIT, { Action: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1'] } } }));
    expect(leftOut).toMatchObject([{ accountId: SANDBOX, regions: ['us-east-1'], by: ['foreign'] }]);
    expect(groups).toEqual([[others, REGIONS], [[SANDBOX], ['eu-west-1']]]);
  });

  test('by leaving nothing allowed is told by its place', () => {
    const { leftOut } = reach((snapshot) => {
      snapshot.Policies[0].Targets = snapshot.Policies[0].Targets.filter(({ TargetId }: any) => TargetId !== PRODUCTION_UNIT);
      snapshot.Policies.push(scp('p-narrow00', 'narrow', [PRODUCTION_UNIT], { content: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}' }));
    });
    expect(leftOut).toMatchObject([{ accountId: PRODUCTION, by: ['Production'] }]);
  });

  test.each<[string, object]>([
    ['something else of AWS Config', { Action: 'config:DeleteConfigurationRecorder' }],
    ['it to all but StackSets', { Action: 'config:*', Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/stacksets-exec-*' } } }],
    ['it elsewhere', { Action: 'config:*', Condition: { StringEquals: { 'aws:RequestedRegion': 'ap-east-1' } } }],
    ['what hangs on a tag', { Action: 'config:*', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'x' } } }],
  ])('%s leaves nobody out', (_, statement) => {
    expect(reach(denying(SANDBOX, statement))).toEqual({ leftOut: [], groups: [['all', REGIONS]], auto: true });
  });

  test('everywhere leaves no StackSet', () => {
    const { recorders, template } = synth({ organization: trusting(denying('r-root', { Action: 'config:*' })) });
    expect(recorders.leftOut.map(({ accountId }) => accountId)).toEqual(MEMBERS);
    template().resourceCountIs('AWS::CloudFormation::StackSet', 0);
    // service control policies do not bind the management account.
    template().resourceCountIs('AWS::Config::ConfigurationRecorder', 1);
  });

  test('nobody, while service control policies are off', () => {
    expect(reach((snapshot) => { snapshot.Roots[0].PolicyTypes = []; snapshot.Policies = []; }).leftOut).toEqual([]);
  });

  test('is warned of', () => {
    const { stack } = synth({ organization: trusting(denying(SANDBOX, { Action: 'config:PutConfigurationRecorder' })) });
    Annotations.fromStack(stack).hasWarning('/Management/Config', Match.stringLikeRegexp(
      "AWS Config does not record 'sandbox' \\(000000000005\\) in 'eu-west-1', 'us-east-1': 'config:PutConfigurationRecorder' denied by 'foreign'\\. New accounts"));
  });

  test('of the SaaS example: what its foreign guardrails deny is left out', () => {
    const organization = Organization.fromSnapshot(fixturePath('saas', 'organization.json'));
    const stack = new Stack(new App(), 'Management', { env: { account: organization.managementAccount.accountId, region: organization.homeRegion! } });
    const recorders = new ConfigRecorders(stack, 'Config', { organization, logArchiveAccount: 'security', regions: ['us-east-1', 'eu-west-1'] });
    expect(recorders.leftOut.map(({ accountName }) => accountName)).toEqual(['dev', 'prod-ap', 'prod-eu', 'prod-us', 'security', 'staging']);
    for (const { actions, by, regions } of recorders.leftOut) {
      expect({ actions, by, regions }).toEqual({
        actions: ['config:PutConfigurationRecorder', 'config:PutDeliveryChannel'], by: ['aws-guardrails-loHxIs'], regions: ['us-east-1', 'eu-west-1'],
      });
    }
  });
});

describe('in the management account', () => {
  test('a recorder stands in the home Region, after its role', () => {
    const { template, stack } = synth();
    template().hasResourceProperties('AWS::Config::ConfigurationRecorder', { RecordingGroup: { AllSupported: true, IncludeGlobalResourceTypes: true } });
    template().hasResource('AWS::Config::ConfigurationRecorder', { DependsOn: [Match.stringLikeRegexp('ManagementRole')], DeletionPolicy: 'RetainExceptOnCreate' });
    Annotations.fromStack(stack).hasWarning('/Management/Config', Match.stringLikeRegexp('recorded in eu-west-1 only'));
  });

  test('none stands where it is not asked for', () => {
    const { template } = synth({ accounts: Accounts.all().except('management') });
    template().resourceCountIs('AWS::Config::ConfigurationRecorder', 0);
    template().hasResourceProperties('AWS::CloudFormation::StackSet', { AutoDeployment: { Enabled: true } });
  });
});

describe('what is claimed', () => {
  test('is what StackSets call, where recorders are made', () => {
    const { recorders } = synth({ organization: trusting(denying(SANDBOX, { Action: 'config:*' })) });
    const claims = recorders._claims('o-smallorgan');
    expect(claims.map(({ action, regions, accountIds }) => [action, regions, accountIds])).toEqual([
      ...['config:PutConfigurationRecorder', 'config:PutDeliveryChannel', 'config:StartConfigurationRecorder'].map((action) => [action, REGIONS, MEMBERS.slice(0, 3)]),
      ['iam:CreateServiceLinkedRole', ['us-east-1'], MEMBERS.slice(0, 3)],
    ]);
    expect(recorders._claims('o-other')).toEqual([]);
  });
});

test.each<[string, string[], number]>([['nobody', [], 2], ['StackSets', ['arn:aws:iam::*:role/stacksets-exec-*'], 0]])(
  'where our own guardrail lets %s change recorders, a synth proves whether they can be made', (_, recorders, failures) => {
    const app = new App();
    const { stack } = synth({}, { app });
    const rollout = Rollout.stages([{ unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'tried' }) }]);
    new SecurityServicesDenySCP(stack, 'Deny', { organization: trusting(), rollout, asOf: '2026-11-01', recorders });
    const message = failures > 0 ? refusal(() => app.synth()) : (app.synth(), '');
    expect(message.match(/\[LockedOut\] 'StackSets calls config:Put/g) ?? []).toHaveLength(failures);
    expect(message.match(/fix: .*/g)?.filter((fix) => fix.includes('ConfigRecorders')) ?? []).toEqual(Array(failures).fill(
      "fix: let 'stacksets-exec-*' do this in the guardrail that denies it (SecurityServicesDenySCP: `recorders`), or leave the account out with `accounts` of ConfigRecorders"));
  });

test.each<[string, Partial<ConfigRecordersProps>, object, string[]]>([
  ['another account', {}, { account: AUDIT }, ['StackAccount']],
  ['another Region', {}, { region: 'us-east-1' }, ['StackRegion']],
  ['no StackSets', { organization: smallOrganization() }, {}, ['StackSetsNotTrusted']],
  ['no home', { organization: trusting((snapshot) => { delete snapshot.IdentityCenter; }) }, {}, ['IdentityCenterMissing']],
  ['Regions', { regions: ['eu-wset-1', 'us-east-1', 'us-east-1'] }, {}, ['RegionUnknown', 'RegionTwice', 'ConfigHomeRegion']],
  ['no Region', { regions: [] }, {}, ['ConfigHomeRegion']],
  ['the log archive', { logArchiveAccount: 'management' }, {}, ['RoleAccountIsManagement']],
  ['accounts', { accounts: Accounts.named('nowhere') }, {}, ['AccountUnknown']],
  ['nothing to record', { recording: ConfigRecording.only('AWS::IAM::Role', 'AWS::IAM::User') }, {}, ['ConfigNothingRecorded']],
])('refused: %s', (_, change, place, expected) => {
  expect(codes(refusal(() => synth(change, place)))).toEqual(expected);
});

test('global types alone are taken in the home Region alone', () => {
  expect(() => synth({ recording: ConfigRecording.only('AWS::IAM::Role'), regions: ['eu-west-1'] })).not.toThrow();
});

test.each([[[]], [['AWS::EC2']], [['AWS::EC2::Instance ']], [['AWS::S3::Bucket', 'AWS::S3::Bucket']]])('%j are no resource types', (types) => {
  expect(codes(refusal(() => ConfigRecording.only(...types)))).toEqual(['ConfigResourceTypes']);
  expect(codes(refusal(() => ConfigRecording.allExcept(...types)))).toEqual(['ConfigResourceTypes']);
});

test('a home Region that does not record what IAM has is warned of', () => {
  const organization = trusting((snapshot) => { snapshot.IdentityCenter.Region = 'eu-central-2'; });
  const { stack } = synth({ organization, regions: ['eu-central-2'] }, { region: 'eu-central-2' });
  Annotations.fromStack(stack).hasWarning('/Management/Config', Match.stringLikeRegexp('does not record users, groups, roles and policies of IAM in eu-central-2'));
});

test('Control Tower is warned of', () => {
  const organization = trusting((snapshot) => { snapshot.EnabledServicePrincipals.push({ ServicePrincipal: 'controltower.amazonaws.com' }); });
  Annotations.fromStack(synth({ organization }).stack).hasWarning('/Management/Config', Match.stringLikeRegexp('Control Tower'));
});

test('cdk-nag has nothing unexplained to say', () => {
  const app = new App();
  const { stack } = synth({}, { app });
  new CfnBucket(stack, 'Insecure');
  const found = nagFindings(app);
  expect(found.filter((line) => !line.includes('Insecure'))).toEqual([]);
  expect(found).toContainEqual(expect.stringContaining('AwsSolutions-S1'));
});
