import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { TrailVerification, type TrailVerificationProps } from '../../src';
import { compileChain, evaluate } from '../../src/policy/domain/evaluate';
import { codes, refusal } from '../support/messages';
import { nagFindings } from '../support/nag';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, smallOrganization } from '../support/small-organization';

const VAULT = `arn:aws:s3:::zero-trust-trail-vault-${LOG_ARCHIVE}-eu-west-1`;
const LOG = `${VAULT}/AWSLogs/o-smallorgan/${MANAGEMENT}/CloudTrail/eu-west-1/2026/03/17/log.json.gz`;
const KEY = `arn:aws:kms:eu-west-1:${LOG_ARCHIVE}:key/0123`;

function synth(change: Partial<TrailVerificationProps> = {}, { account = AUDIT, region = 'eu-west-1', app = new App() } = {}) {
  const stack = new Stack(app, 'Audit', { env: { account, region } });
  const verification = new TrailVerification(stack, 'Verification', { organization: smallOrganization(), logArchiveAccount: 'log-archive', ...change });
  return {
    app, stack, verification,
    // made when it is asked for: what is synthesized already gets no validation report.
    get template() {
      return Template.fromStack(stack);
    },
  };
}

/** The policy of the role of a function, with a name in place of what is only known when it is deployed. */
function policyOf(template: Template, bundle: string): any {
  const [fn] = Object.values(template.findResources('AWS::Lambda::Function', { Properties: { FunctionName: Match.stringLikeRegexp(`^zero-trust-${bundle}-`) } }));
  const { Properties } = template.findResources('AWS::IAM::Role')[fn.Properties.Role['Fn::GetAtt'][0]];
  expect(Properties.Path).toBe('/zero-trust/audit/');
  const text = JSON.stringify(Properties.Policies[0].PolicyDocument)
    .replace(/\{"Fn::Join":\["",\[\{"Fn::GetAtt":\["\w*Bucket\w*","Arn"\]\},"([^"]*)"\]\]\}/g, '"arn:aws:s3:::files$1"')
    .replace(/\{"Fn::GetAtt":\["\w*Bucket\w*","Arn"\]\}/g, '"arn:aws:s3:::files"')
    .replace(/\{"Fn::GetAtt":\["\w*Log\w*","Arn"\]\}/g, `"arn:aws:logs:eu-west-1:${AUDIT}:log-group:own"`)
    .replace(/\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},"([^"]*)"\]\]\}/g, '"arn:aws$1"');
  return JSON.parse(text);
}

describe('what each function may do', () => {
  const { template } = synth();
  const ours = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:ResourceAliases': ['alias/zero-trust-trail-vault'] };
  const ask = (bundle: string, action: string, resource: string, context: Record<string, string | string[]> = {}) => evaluate({
    principalArn: `arn:aws:iam::${AUDIT}:role/zero-trust/audit/own`, principalAccount: AUDIT, action, resource, resourceAccount: AUDIT,
    context: { 'aws:PrincipalAccount': AUDIT, ...context },
  }, compileChain({
    scps: [], rcps: [], identityPolicies: [policyOf(template, bundle)], sessionPolicies: [], managementAccountId: MANAGEMENT,
  })).decision;

  test.each<[string, string, string, Record<string, string | string[]>]>([
    ['plan-integrity', 'organizations:ListAccounts', '*', {}],
    ['plan-integrity', 's3:ListBucket', VAULT, {}],
    ['plan-integrity', 's3:GetObject', `${VAULT}/evidence/integrity/2026-03-16.json`, {}],
    ['plan-integrity', 's3:PutObject', 'arn:aws:s3:::files/runs/run/chains.json', {}],
    ['verify-day', 's3:GetObject', LOG, {}],
    ['verify-day', 's3:GetObjectVersion', LOG, {}],
    ['verify-day', 's3:ListBucketVersions', VAULT, {}],
    ['verify-day', 'cloudtrail:ListPublicKeys', '*', {}],
    ['plan-integrity', 'kms:Decrypt', KEY, ours],
    ['verify-day', 'kms:Decrypt', KEY, ours],
    ['verify-day', 'kms:GenerateDataKey', KEY, ours],
    ['finish-integrity', 'kms:GenerateDataKey', KEY, ours],
    ['check-completeness', 'kms:GenerateDataKey', KEY, ours],
    ['verify-day', 's3:PutObject', `${VAULT}/evidence/integrity/2026-03-17/x.json`, {}],
    ['verify-day', 's3:PutObject', `${VAULT}/evidence/trail-keys/x.json`, {}],
    ['finish-integrity', 's3:PutObject', `${VAULT}/evidence/integrity/2026-03-17.json`, {}],
    ['finish-integrity', 'events:PutEvents', `arn:aws:events:eu-west-1:${AUDIT}:event-bus/default`, { 'events:source': 'zero-trust.audit' }],
    ['check-completeness', 'organizations:ListAccounts', '*', {}],
    ['check-completeness', 's3:PutObject', `${VAULT}/evidence/completeness/2026-03-17.json`, {}],
    ['check-completeness', 's3:PutObject', 'arn:aws:s3:::files/completeness/roster.json', {}],
  ])('%s: %s on %s', (bundle, action, resource, context) => {
    expect(ask(bundle, action, resource, context)).toBe('allowed');
  });

  const bundles = ['plan-integrity', 'verify-day', 'finish-integrity', 'check-completeness'];
  test.each<[string, string, string[], Record<string, string | string[]>]>([
    ['s3:DeleteObject', LOG, bundles, {}],
    ['s3:DeleteObjectVersion', `${VAULT}/evidence/integrity/2026-03-17.json`, bundles, {}],
    ['s3:PutObjectRetention', LOG, bundles, {}],
    ['s3:PutObject', LOG, bundles, {}],
    ['s3:PutObject', `${VAULT}/okta/x.json`, bundles, {}],
    ['s3:GetObject', LOG, bundles.filter((name) => name !== 'verify-day'), {}],
    ['s3:GetObject', `${VAULT}/AWSLogs/o-smallorgan/../../okta/x`.replace('AWSLogs/o-smallorgan/../../', ''), bundles, {}],
    ['kms:Decrypt', KEY, bundles, { ...ours, 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' }],
    ['kms:Decrypt', KEY, bundles, { ...ours, 'kms:ResourceAliases': ['alias/another'] }],
    ['kms:GenerateDataKey', KEY, bundles, { ...ours, 'kms:ResourceAliases': ['alias/another'] }],
    ['kms:Decrypt', KEY, bundles, { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' }],
    ['kms:Decrypt', KEY.replace('eu-west-1', 'eu-west-3'), bundles, ours],
    ['kms:Decrypt', KEY.replace(LOG_ARCHIVE, AUDIT), bundles, ours],
    ['kms:GenerateDataKey', KEY, ['plan-integrity'], ours],
    ['events:PutEvents', `arn:aws:events:eu-west-1:${AUDIT}:event-bus/default`, bundles, { 'events:source': 'somebody.else' }],
    ['s3:PutObject', 'arn:aws:s3:::files/completeness/roster.json', ['plan-integrity', 'verify-day', 'finish-integrity'], {}],
    ['organizations:ListAccounts', '*', ['verify-day', 'finish-integrity'], {}],
  ])('none of those without need has %s on %s of %j with %j', (action, resource, all, context) => {
    expect(all.map((bundle) => [bundle, ask(bundle, action, resource, context)])).toEqual(all.map((bundle) => [bundle, 'implicitly-denied']));
  });
});

test('the public keys of every expected Region are claimed, so that no guardrail shuts one out', () => {
  const { verification } = synth({ regions: ['ap-east-1', 'eu-west-1'] });
  const [claim] = verification._claims('o-smallorgan');
  expect(claim).toMatchObject({ action: 'cloudtrail:ListPublicKeys', expected: 'allowed', accountIds: [AUDIT] });
  expect([claim.regions.length, claim.regions.includes('ap-east-1'), claim.regions]).toEqual([18, true, verification.regions]);
  expect(verification._claims('o-other')).toEqual([]);
});

describe('schedules', () => {
  test('the day before is verified at 04:30 UTC, and completeness every hour', () => {
    const { template } = synth();
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'cron(30 4 * * ? *)', Targets: [Match.objectLike({ Input: '{}', RoleArn: Match.anyValue() })] });
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 hour)' });
    template.resourceCountIs('AWS::Events::Rule', 2);
  });

  test('the role that starts a run can be taken by that rule only', () => {
    const { template } = synth();
    const [{ Properties: { Name } }] = Object.values(template.findResources('AWS::Events::Rule', { Properties: { ScheduleExpression: 'cron(30 4 * * ? *)' } }));
    const trusts = Object.values(template.findResources('AWS::IAM::Role')).map(({ Properties }) => Properties.AssumeRolePolicyDocument.Statement[0]);
    const [trust] = trusts.filter(({ Principal }) => Principal.Service === 'events.amazonaws.com');
    expect(JSON.stringify(trust.Condition.ArnEquals['aws:SourceArn'])).toContain(`:rule/${Name}`);
  });
});

describe('alarms', () => {
  test.each(['InvalidObjects', 'MissingObjects', 'Unverifiable', 'LateChains', 'UncheckedChains'])('one of %s is enough', (MetricName) => {
    synth().template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName, Namespace: 'ZeroTrust/Audit', Statistic: 'Maximum', Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'ignore', AlarmActions: Match.absent(),
    });
  });

  test.each([['IntegrityRuns', 26], ['CompletenessChecks', 3]])('%s that do not come are missed after %i hours', (MetricName, EvaluationPeriods) => {
    synth().template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName, EvaluationPeriods, Period: 3600, Threshold: 1, ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' });
  });

  test('tell whom they are given, all of them, and one stands over runs that fail', () => {
    const topic = `arn:aws:sns:eu-west-1:${AUDIT}:security`;
    const { verification, template } = synth({ alarmActions: [topic] });
    expect(verification.alarms).toHaveLength(8);
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
    expect(alarms.map(({ Properties }) => Properties.AlarmActions)).toEqual(Array(8).fill([topic]));
    expect(JSON.stringify(alarms)).toContain('ExecutionsTimedOut');
  });
});

test('its files are written by roles of verification only, and outlive the stack', () => {
  const { template } = synth();
  template.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Retain' });
  template.hasResourceProperties('AWS::S3::BucketPolicy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({
    Effect: 'Deny', Principal: '*', Action: ['s3:DeleteObject*', 's3:PutObject*', 's3:Replicate*'], Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${AUDIT}:role/zero-trust/audit/*` } },
  })]) } });
});

test('functions, metrics and alarms know the state machine by one name', () => {
  const { verification, stack, template } = synth();
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
  const name = machine.Properties.StateMachineName;
  expect(JSON.stringify(stack.resolve(verification.stateMachineArn))).toContain(`:stateMachine:${name}`);
  template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: Match.objectLike({ VERIFICATION: name, TRAIL_NAME: 'zero-trust-organization-trail', ORGANIZATION_ID: 'o-smallorgan', VAULT_BUCKET: VAULT.split(':::')[1] }) } });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'InvalidObjects', Dimensions: [{ Name: 'Verification', Value: name }] });
});

test.each([['management', MANAGEMENT], ['an account of nobody', '999999999999']])('in %s it is refused', (_, account) => {
  expect(codes(refusal(() => synth({}, { account })))).toEqual(['StackAccount']);
});

test('in the log archive it works, and says that one account keeps and verifies', () => {
  const warned = (account: string) => synth({}, { account }).verification.node.metadata.map(({ data }) => String(data)).filter((data) => data.includes('verification-beside-vault'));
  expect(warned(LOG_ARCHIVE)).toHaveLength(1);
  expect(warned(AUDIT)).toEqual([]);
});

test('everything that is wrong is refused at once', () => {
  expect(codes(refusal(() => synth({ logArchiveAccount: 'nowhere', regions: ['eu-wset-1', 'eu-west-1', 'eu-west-1'] }, { region: 'us-east-1' }))))
    .toEqual(['AccountUnknown', 'RegionUnknown', 'RegionTwice', 'StackRegion']);
  expect(codes(refusal(() => synth({ logArchiveAccount: 'management' })))).toEqual(['RoleAccountIsManagement']);
  const suspended = smallOrganization((snapshot) => { snapshot.Accounts[2].State = 'SUSPENDED'; });
  expect(codes(refusal(() => synth({ organization: suspended })))).toEqual(['RoleAccountNotActive']);
});

test('cdk-nag has nothing unexplained to say', () => {
  const app = new App();
  const { stack } = synth({}, { app });
  new CfnBucket(stack, 'Insecure');
  const found = nagFindings(app);
  expect(found.filter((line) => line.includes('Verification'))).toEqual([]);
  // the same check does find what nobody secured.
  expect(found).toContainEqual(expect.stringMatching(/AwsSolutions-S1.*Insecure/));
});
