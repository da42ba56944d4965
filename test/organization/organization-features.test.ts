import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { OrganizationFeatures, type OrganizationFeaturesProps } from '../../src';
import { STACK_SETS } from '../../src/organization/domain/stack-sets';
import { codes, refusal } from '../support/messages';
import { AUDIT, MANAGEMENT, smallOrganization } from '../support/small-organization';

function synth(change: Partial<OrganizationFeaturesProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  new OrganizationFeatures(stack, 'Features', { organization: smallOrganization(), ...change });
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).flatMap(({ Properties }) => Properties.Policies)
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Action, Sid }) => JSON.stringify(Action).includes('organizations:') || /StackSets$/.test(Sid ?? ''));
}

const ALL = {
  policyTypes: ['SERVICE_CONTROL_POLICY'], trustedServices: ['cloudtrail.amazonaws.com'], delegatedAdministrators: [{ servicePrincipal: 'sso.amazonaws.com', account: 'audit' }],
};

test('the handler may switch on what it was asked for and nothing else, and may switch nothing off', () => {
  const statements = synth(ALL);
  expect(statements.filter(({ Action }) => Action === 'organizations:EnableAWSServiceAccess')[0].Condition).toEqual({
    StringEquals: { 'organizations:ServicePrincipal': ['cloudtrail.amazonaws.com', 'sso.amazonaws.com'] },
  });
  expect(statements.filter(({ Action }) => Action === 'organizations:RegisterDelegatedAdministrator')[0]).toMatchObject({
    Resource: `arn:aws:organizations::${MANAGEMENT}:account/o-smallorgan/${AUDIT}`, Condition: { StringEquals: { 'organizations:ServicePrincipal': 'sso.amazonaws.com' } },
  });
  expect(statements.filter(({ Action }) => Action === 'organizations:EnablePolicyType')[0].Resource).toBe(`arn:aws:organizations::${MANAGEMENT}:root/o-smallorgan/r-root`);
  expect(JSON.stringify(statements)).not.toMatch(/organizations:(Disable|Deregister|Delete|Detach|\*)/);
});

test('asked for nothing, the handler may only look', () => {
  expect(synth()).toHaveLength(1);
});

test('the handler may activate StackSets, and make the one role they need, only when asked to', () => {
  const cloudFormation = (change: Partial<OrganizationFeaturesProps>) => JSON.stringify(synth(change).filter(({ Sid }) => /StackSets$/.test(Sid ?? '')));
  expect(cloudFormation(ALL)).toBe('[]');
  expect(JSON.parse(cloudFormation({ trustedServices: [STACK_SETS] }))).toEqual([
    { Sid: 'ActivateStackSets', Effect: 'Allow', Action: ['cloudformation:ActivateOrganizationsAccess', 'cloudformation:DescribeOrganizationsAccess', 'organizations:DescribeOrganization'], Resource: '*' },
    {
      Sid: 'MakeRoleOfStackSets', Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole',
      Resource: `arn:aws:iam::${MANAGEMENT}:role/aws-service-role/stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgAdmin`,
    },
  ]);
});

test.each<[string, string[], Partial<OrganizationFeaturesProps>]>([
  ['the management account', ['DelegateIsManagement'], { delegatedAdministrators: [{ servicePrincipal: 'sso.amazonaws.com', account: 'management' }] }],
  ['an unknown account', ['AccountUnknown'], { delegatedAdministrators: [{ servicePrincipal: 'sso.amazonaws.com', account: 'nobody' }] }],
])('%s as delegated administrator is refused: %j', (_, expected, change) => {
  expect(codes(refusal(() => synth(change)))).toEqual(expected);
});
