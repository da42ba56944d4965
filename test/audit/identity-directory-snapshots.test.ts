import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { IdentityDirectorySnapshots } from '../../src';
import { codes, refusal } from '../support/messages';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, SANDBOX, smallOrganization } from '../support/small-organization';

const delegated = (snapshot: any) => snapshot.DelegatedAdministrators.push({ Id: SANDBOX, DelegatedServices: [{ ServicePrincipal: 'sso.amazonaws.com' }] });

function synth({ account = SANDBOX, region = 'eu-west-1', change = delegated as (snapshot: any) => void, auditAccount = 'audit' } = {}) {
  const stack = new Stack(new App(), 'Identity', { env: { account, region } });
  const snapshots = new IdentityDirectorySnapshots(stack, 'Snapshots', { organization: smallOrganization(change), auditAccount });
  return { snapshots, template: Template.fromStack(stack) };
}

test('the role stands below the path that the bucket lets in, lists people, and writes into three folders of one bucket', () => {
  const [{ Properties }] = Object.values(synth().template.findResources('AWS::IAM::Role'));
  expect(Properties.Path).toBe('/zero-trust/identity-snapshot/');
  const [, ...statements] = Properties.Policies[0].PolicyDocument.Statement;
  const bucket = `arn:aws:s3:::zero-trust-activity-${AUDIT}-eu-west-1`;
  expect(statements.map(({ Action, Resource }: any) => [Action, Resource])).toEqual([
    ['identitystore:ListUsers', [`arn:aws:identitystore::${MANAGEMENT}:identitystore/d-0123456789`, 'arn:aws:identitystore:::user/*']],
    ['s3:GetObject', `${bucket}/state/identities.json.gz`],
    ['s3:PutObject', [`${bucket}/state/identities.json.gz`, `${bucket}/identities/identities.json.gz`, `${bucket}/evidence/identities/*`]],
    ['s3:ListBucket', bucket],
  ]);
});

test('it runs every night, and alarms tell that it failed, did not run, or misses too many people', () => {
  const { snapshots, template } = synth();
  template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'cron(0 2 * * ? *)' });
  expect(snapshots.alarms).toHaveLength(3);
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => [Properties.MetricName, Properties.TreatMissingData]);
  expect(alarms.sort()).toEqual([['Errors', 'notBreaching'], ['Invocations', 'breaching'], ['Suspected', 'ignore']]);
});

test('the counts of the function are those that the alarm looks at', () => {
  const { template } = synth();
  const [{ Properties: { Environment } }] = Object.values(template.findResources('AWS::Lambda::Function'));
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { Namespace: 'ZeroTrust/Audit', Dimensions: [{ Name: 'Job', Value: Environment.Variables.JOB }] });
});

test('the management account is taken, too', () => {
  expect(() => synth({ account: MANAGEMENT })).not.toThrow();
});

test.each<[string, string[], Parameters<typeof synth>[0]]>([
  ['an account that does not administer Identity Center', ['StackAccount'], { account: LOG_ARCHIVE }],
  ['another Region', ['StackRegion'], { region: 'us-east-1' }],
  ['an unknown audit account', ['AccountUnknown'], { auditAccount: 'nobody' }],
  ['an organization without Identity Center', ['IdentityCenterMissing'], { change: (snapshot: any) => { delete snapshot.IdentityCenter; } }],
])('%s is refused: %j', (...[, expected, change]) => {
  expect(codes(refusal(() => synth(change)))).toEqual(expected);
});
