import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { ConfigAggregator } from '../../src';
import { codes, refusal } from '../support/messages';
import { nagFindings } from '../support/nag';
import { AUDIT, MANAGEMENT, SANDBOX, smallOrganization } from '../support/small-organization';

const aggregate = (change?: (snapshot: any) => void, account = AUDIT, region = 'eu-west-1', app = new App()) => {
  const stack = new Stack(app, 'Audit', { env: { account, region } });
  return { stack, aggregator: new ConfigAggregator(stack, 'Aggregator', { organization: smallOrganization(change) }) };
};

test('gathers all Regions of the organization, as a role that lists it and no more', () => {
  const template = Template.fromStack(aggregate().stack);
  template.hasResourceProperties('AWS::Config::ConfigurationAggregator', { OrganizationAggregationSource: { AllAwsRegions: true, RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('Role'), 'Arn'] } } });
  const [{ Properties }] = Object.values(template.findResources('AWS::IAM::Role'));
  // not below the path whose roles may read the vault.
  expect(Properties.Path).toBe('/zero-trust/');
  const actions: string[] = Properties.Policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement.flatMap(({ Action }: any) => Action));
  expect(actions.filter((action) => !/^organizations:(List|Describe)/.test(action))).toEqual([]);
});

const delegated = ({ DelegatedAdministrators }: any) =>
  DelegatedAdministrators.push({ Id: AUDIT, DelegatedServices: [{ ServicePrincipal: 'config.amazonaws.com' }] });
test.each<[string, string[], ((snapshot: any) => void) | undefined, string, string]>([
  ['the delegate', [], delegated, AUDIT, 'eu-west-1'], ['another than the delegate', ['StackAccount'], delegated, SANDBOX, 'eu-west-1'],
  ['the management account', ['StackAccount'], undefined, MANAGEMENT, 'eu-west-1'], ['another Region', ['StackRegion'], undefined, AUDIT, 'us-east-1'],
])('in %s: %j', (_, expected, change, account, region) => {
  const make = () => aggregate(change, account, region);
  expect(expected.length === 0 ? (make(), []) : codes(refusal(make))).toEqual(expected);
});

test('cdk-nag has nothing unexplained to say', () => {
  const app = new App();
  new CfnBucket(aggregate(undefined, AUDIT, 'eu-west-1', app).stack, 'Insecure');
  const found = nagFindings(app);
  expect(found.filter((line) => !line.includes('Insecure'))).toEqual([]);
  expect(found).toContainEqual(expect.stringContaining('AwsSolutions-S1'));
});
