import { App, Stack } from 'aws-cdk-lib';
import { Accounts, Exemption, QuarantineSCP, type QuarantineSCPProps, Rollout, RootDenySCP, Stage } from '../../src';
import { codes, refusal } from '../support/messages';
import { MANAGEMENT, PRODUCTION, SANDBOX, smallOrganization } from '../support/small-organization';
import { ALLOWED, deniedBy, underScp } from '../support/verdict';

const DETAILS = { reason: 'closes accounts', owner: 'platform', ticket: 'SEC-9', expires: '2027-01-31' };
const enforced = Stage.enforce({ acknowledgement: 'nobody works there' });

function synth(change: Partial<QuarantineSCPProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  const quarantine = new QuarantineSCP(stack, 'Quarantine', {
    organization: smallOrganization(), rollout: Rollout.stages([{ unit: 'Sandbox', stage: enforced }]), deployers: ['arn:aws:iam::*:role/deployer'], asOf: '2026-11-01', ...change,
  });
  return { stack, quarantine };
}

const role = (name: string, account = SANDBOX) => `arn:aws:iam::${account}:role/${name}`;

test.each([
  ['starts a machine', 'ec2:RunInstances', 'eu-west-1'], ['uses a global service', 'iam:ListRoles', 'us-east-1'], ['signs in to the portal', 'sso:DescribeRegisteredRegions', 'us-east-1'],
  ['asks who it is', 'sts:GetCallerIdentity', 'us-east-1'], ['opens a support case', 'support:CreateCase', 'us-east-1'],
])('whoever %s in quarantine is denied, root too; a deployer is not', (_, action, region) => {
  const { content } = synth().quarantine;
  expect(underScp(content, { action, region })).toEqual(deniedBy('Quarantine'));
  expect(underScp(content, { action, region, principal: `arn:aws:iam::${SANDBOX}:root` })).toEqual(deniedBy('Quarantine'));
  expect(underScp(content, { action, region, principal: role('deployer') })).toEqual(ALLOWED);
});

test('without deployers nobody works there', () => {
  expect(underScp(synth({ deployers: undefined }).quarantine.content, { action: 'iam:ListRoles', principal: role('deployer') })).toEqual(deniedBy('Quarantine'));
});

test('an exempt role and an exempt account are left alone', () => {
  const exemptions = [Exemption.principals(['arn:aws:iam::*:role/closer'], DETAILS), Exemption.accounts(Accounts.named('production'), DETAILS)];
  const { content } = synth({ exemptions }).quarantine;
  const works = (principal: string) => underScp(content, { action: 'ec2:RunInstances', principal });
  expect([works(role('closer')), works(role('anybody', PRODUCTION)), works(role('anybody'))]).toEqual([ALLOWED, ALLOWED, deniedBy('Quarantine')]);
});

describe('what must stay possible', () => {
  const whole = (deployers?: string[]) => {
    const { stack } = synth({ deployers });
    return () => (stack.node.root as App).synth();
  };

  test("is not asked where an account is closed, except of the management account's way in", () => {
    expect(whole(['arn:aws:iam::*:role/OrganizationAccountAccessRole'])).not.toThrow();
  });

  test('and without that way in, synth fails', () => {
    const message = refusal(whole(['arn:aws:iam::*:role/deployer']));
    expect(message).toContain('[LockedOut]');
    expect(message).toContain(`arn:aws:iam::${SANDBOX}:role/OrganizationAccountAccessRole`);
    expect(message).toContain("'Quarantine' of 'zero-trust-quarantine' on 'Sandbox'");
    expect(message).not.toContain('somebody looks at the bill');
  });
});

test('what another guardrail leaves possible is not asked where an account is closed', () => {
  const organization = smallOrganization();
  const { stack } = synth({ organization, deployers: ['arn:aws:iam::*:role/OrganizationAccountAccessRole'] });
  new RootDenySCP(stack, 'Root', { organization, rollout: Rollout.stages([{ unit: 'Workloads', stage: enforced }]), asOf: '2026-11-01' });
  expect(() => (stack.node.root as App).synth()).not.toThrow();
});

test('deployers that are everybody are refused', () => {
  expect(codes(refusal(() => synth({ deployers: ['arn:aws:iam::*:role/*'] })))).toEqual(['DeployerTooBroad']);
});
