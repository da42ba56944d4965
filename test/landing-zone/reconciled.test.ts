import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AssignmentEngine } from '../../src';
import { landingZone } from '../support/landing-zone';
import { AUDIT, MANAGEMENT } from '../support/small-organization';

test('with the reconciler there is a stack in the Region of global services, which tells the identity account about accounts', () => {
  const { zone } = landingZone({ assignments: AssignmentEngine.reconciled() });
  expect([zone.globalStack?.account, zone.globalStack?.region]).toEqual([MANAGEMENT, 'us-east-1']);
  const rules = Object.values(Template.fromStack(zone.globalStack!).findResources('AWS::Events::Rule'));
  expect(rules.length).toBeGreaterThan(0);
  for (const { Properties } of rules) {
    expect(Properties.Targets.map(({ Arn }: any) => Arn)).toEqual([`arn:aws:events:eu-west-1:${AUDIT}:event-bus/default`]);
  }
});

test('without it there is no such stack, and no state machine that makes assignments', () => {
  const { zone } = landingZone();
  expect(zone.globalStack).toBeUndefined();
  Template.fromStack(zone.identityStack).resourceCountIs('AWS::DynamoDB::Table', 0);
});

test('the reconciler makes the assignments of member accounts; those of the management account stay resources', () => {
  const { zone } = landingZone({ assignments: AssignmentEngine.reconciled() });
  const nested = (stack: Stack) => Object.keys(Template.fromStack(stack).findResources('AWS::CloudFormation::Stack')).length;
  expect([nested(zone.identityStack), nested(zone.managementStack)]).toEqual([0, 1]);
});
