import { App, Stack } from 'aws-cdk-lib';
import { ProtectedRolesSCP, type ProtectedRolesSCPProps, Rollout } from '../../src';
import { MANAGEMENT, SANDBOX, smallOrganization } from '../support/small-organization';
import { ALLOWED, deniedBy, underScp } from '../support/verdict';

function policy(change: Partial<ProtectedRolesSCPProps> = {}): string {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  return new ProtectedRolesSCP(stack, 'Roles', {
    organization: smallOrganization(), rollout: Rollout.stages([]), asOf: '2026-11-01', deployers: ['arn:aws:iam::*:role/deployer'], detectionForwarding: true, ...change,
  }).content;
}

const inSandbox = (name: string) => `arn:aws:iam::${SANDBOX}:role/${name}`;
const administrator = inSandbox('aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Administrator_0123456789abcdef');
const stackSets = inSandbox('stacksets-exec-0123456789abcdef0123456789abcdef');
const role = inSandbox('member-zero-trust/zero-trust-detection-forwarding-eu-west-1');
const rule = (name: string) => `arn:aws:events:eu-west-1:${SANDBOX}:rule/${name}`;

/** What makes the events of an account go unheard. */
const hiding: [string, string, string][] = [
  ['switches the rule off', 'events:DisableRule', rule('member-zero-trust-detection-root-activity')],
  ['deletes the rule', 'events:DeleteRule', rule('member-zero-trust-detection-root-activity')],
  ['gives the rule another pattern', 'events:PutRule', rule('member-zero-trust-detection-root-activity')],
  ['takes the target away', 'events:RemoveTargets', rule('member-zero-trust-detection-root-activity')],
  ['sends the events elsewhere', 'events:PutTargets', rule('member-zero-trust-detection-root-activity')],
  ['takes from the role what it may', 'iam:DeleteRolePolicy', role],
  ['puts a boundary on the role', 'iam:PutRolePermissionsBoundary', role],
  ['deletes the role', 'iam:DeleteRole', role],
  ['takes the role, to send what is not true', 'sts:AssumeRole', role],
  ['passes the role to something that sends what is not true', 'iam:PassRole', role],
];

describe('what sends events of member accounts to detections', () => {
  test.each(hiding)('Administrator or root %s: denied; StackSets and deployers do', (_, action, resource) => {
    const content = policy();
    [administrator, `arn:aws:iam::${SANDBOX}:root`].forEach((principal) => (
      expect(underScp(content, { principal, action, resource, region: 'eu-west-1' })).toEqual(deniedBy('KeepStacks'))));
    [stackSets, inSandbox('deployer')].forEach((principal) => expect(underScp(content, { principal, action, resource, region: 'eu-west-1' })).toEqual(ALLOWED));
  });

  test.each([
    ['looks at the role', 'iam:GetRole', role],
    ['looks at the rule', 'events:DescribeRule', rule('member-zero-trust-detection-root-activity')],
    ['changes a rule of an application', 'events:PutRule', rule('orders')],
    ['changes a role of an application', 'iam:PutRolePolicy', inSandbox('orders')],
    ['makes a rule whose name only contains such a name', 'events:PutRule', rule('my-member-zero-trust-x')],
  ])('Administrator %s: nobody minds', (_, action, resource) => {
    expect(underScp(policy(), { principal: administrator, action, resource, region: 'eu-west-1' })).toEqual(ALLOWED);
  });

  test('StackSets do not reach what else is protected', () => {
    const content = policy();
    expect(underScp(content, { principal: stackSets, action: 'iam:PutRolePolicy', resource: inSandbox('zero-trust/reader') })).toEqual(deniedBy('KeepProtected'));
    expect(underScp(content, { principal: stackSets, action: 'events:DisableRule', resource: rule('zero-trust-drift-daily'), region: 'eu-west-1' })).toEqual(deniedBy('KeepRecords'));
  });

  test('whoever is not StackSets does not take their role', () => {
    expect(underScp(policy(), { principal: administrator, action: 'iam:CreateRole', resource: stackSets })).toEqual(deniedBy('KeepStacks'));
  });

  test('nothing is said about them where nothing of that kind is made', () => {
    hiding.forEach(([, action, resource]) => (
      expect(underScp(policy({ detectionForwarding: undefined }), { principal: administrator, action, resource, region: 'eu-west-1' })).toEqual(ALLOWED)));
  });
});
