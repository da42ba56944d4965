import { App, Stack } from 'aws-cdk-lib';
import { Accounts, Exemption, ProtectedRolesSCP, type ProtectedRolesSCPProps, RegionDenySCP, Rollout, Stage } from '../../src';
import { STACK_SETS } from '../../src/organization/domain/stack-sets';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, PRODUCTION, SANDBOX, smallOrganization } from '../support/small-organization';
import { ALLOWED, type Asked, deniedBy, underScp } from '../support/verdict';

const trusting = smallOrganization((snapshot) => snapshot.EnabledServicePrincipals.push({ ServicePrincipal: STACK_SETS }));

function synth(change: Partial<ProtectedRolesSCPProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  return new ProtectedRolesSCP(stack, 'Roles', {
    organization: smallOrganization(), rollout: Rollout.stages([]), asOf: '2026-11-01', deployers: ['arn:aws:iam::*:role/deployer'],
    roles: ['arn:aws:iam::*:role/exempt-*'], stacks: [{ account: 'audit', stackName: 'Zone-Identity' }], assetBuckets: ['cdk-assets'], ...change,
  });
}

const role = (name: string, account = SANDBOX) => `arn:aws:iam::${account}:role/${name}`;
const attacker = role('aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Administrator_0123456789abcdef');
const stackSets = role('stacksets-exec-0123456789abcdef0123456789abcdef');
const stackSetsIn = (account: string) => role('stacksets-exec-0123456789abcdef0123456789abcdef', account);
const policy = (name: string) => `arn:aws:iam::${SANDBOX}:policy/${name}`;
const stackArn = (name: string, account = SANDBOX) => `arn:aws:cloudformation:eu-west-1:${account}:stack/${name}/11111111-2222-3333-4444-555555555555`;

const CHANGES: readonly (readonly [string, string])[] = [
  ['makes it before the library does', 'iam:CreatePolicy'],
  ['writes another version', 'iam:CreatePolicyVersion'],
  ['goes back to an older version', 'iam:SetDefaultPolicyVersion'],
  ['deletes an older version, to make room for his own', 'iam:DeletePolicyVersion'],
  ['deletes it, to make another', 'iam:DeletePolicy'],
  ['tags it', 'iam:TagPolicy'],
  ['takes a tag off it', 'iam:UntagPolicy'],
];

describe('whoever changes a policy of permission sets widens every set that names it', () => {
  test.each(CHANGES)('somebody who %s: denied, root as well; a deployer is let through', (_, action) => {
    const { content } = synth();
    const asked = { action, resource: policy('zero-trust/policies/edge'), region: 'us-east-1' };
    expect(underScp(content, { ...asked, principal: attacker })).toEqual(deniedBy('KeepProtected'));
    expect(underScp(content, { ...asked, principal: `arn:aws:iam::${SANDBOX}:root` })).toEqual(deniedBy('KeepProtected'));
    expect(underScp(content, { ...asked, principal: role('zero-trust/Zone-Handler') })).toEqual(deniedBy('KeepProtected'));
    expect(underScp(content, { ...asked, principal: role('deployer') })).toEqual(ALLOWED);
  });

  test.each(CHANGES)('a team that %s in a policy of its own: allowed', (_, action) => {
    for (const name of ['edge', 'team/edge', 'zero-trust-policies/edge', 'zero-trust/edge']) {
      expect(underScp(synth().content, { action, resource: policy(name), principal: attacker })).toEqual(ALLOWED);
    }
  });

  test.each(['iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListPolicyVersions', 'iam:ListEntitiesForPolicy'])('looking at it with %s stays possible', (action) => {
    expect(underScp(synth().content, { action, resource: policy('zero-trust/policies/edge'), principal: attacker })).toEqual(ALLOWED);
  });
});

describe('StackSets', () => {
  const writes = (change: Partial<ProtectedRolesSCPProps>, action: string) => underScp(synth(change).content, { action, resource: policy('zero-trust/policies/edge'), principal: stackSets });

  test.each(CHANGES.map(([, action]) => action))('write policies of permission sets with %s where they are deployed or StackSets are trusted, and nowhere else', (action) => {
    expect([{ deployedPolicies: true }, { organization: trusting }, {}].map((change) => writes(change, action))).toEqual([ALLOWED, ALLOWED, deniedBy('KeepProtected')]);
  });

  test.each<[string, Asked, string]>([
    ['make an exempt role', { action: 'iam:CreateRole', resource: role('exempt-pipeline') }, 'KeepProtected'],
    ['change a role of this library', { action: 'iam:PutRolePolicy', resource: role('zero-trust/Zone-Handler') }, 'KeepProtected'],
    ['take a role of this library', { action: 'sts:AssumeRole', resource: role('zero-trust/Zone-Handler') }, 'KeepProtected'],
    ['change the provider of Identity Center', { action: 'iam:UpdateSAMLProvider', resource: `arn:aws:iam::${SANDBOX}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE` }, 'KeepProtected'],
    ['assign a permission set', { action: 'sso:CreateAccountAssignment' }, 'KeepAccessModel'],
    ['name other policies in a set', { action: 'sso:AttachCustomerManagedPolicyReferenceToPermissionSet' }, 'KeepAccessModel'],
    ['write a template where deployers read it', { action: 's3:PutObject', resource: 'arn:aws:s3:::cdk-assets/0123.json' }, 'KeepProtected'],
  ])('do not %s, deployed policies or not', (_, asked, sid) => {
    for (const change of [{ deployedPolicies: true }, {}]) {
      expect(underScp(synth(change).content, { ...asked, principal: stackSets }).by).toContain(sid);
    }
  });

  test.each([
    ["a protected stack in the landing zone's accounts", stackArn('Zone-Identity', AUDIT)],
    ['another stack there, which may have been deployed with the same role', stackArn('Shop', AUDIT)],
  ])('do not change %s', (_, resource) => {
    const { content } = synth({ deployedPolicies: true });
    expect(underScp(content, { action: 'cloudformation:UpdateStack', resource, principal: stackSetsIn(AUDIT) })).toEqual(deniedBy('KeepOtherStacks'));
    expect(underScp(content, { action: 'cloudformation:UpdateStack', resource, principal: role('deployer', AUDIT) })).toEqual(ALLOWED);
    expect(underScp(synth().content, { action: 'cloudformation:UpdateStack', resource, principal: stackSetsIn(AUDIT) })).toEqual(deniedBy('KeepStacks'));
  });

  test('make stacks of their own everywhere, in these accounts as well', () => {
    const { content } = synth({ deployedPolicies: true });
    for (const account of [AUDIT, SANDBOX, PRODUCTION]) {
      for (const action of ['cloudformation:CreateStack', 'cloudformation:UpdateStack', 'cloudformation:DeleteStack']) {
        expect(underScp(content, { action, resource: stackArn('StackSet-zero-trust-policy-edge-1', account), principal: stackSetsIn(account) })).toEqual(ALLOWED);
      }
    }
  });

  test('change stacks elsewhere as before: nothing protects those from them', () => {
    expect(underScp(synth({ deployedPolicies: true }).content, { action: 'cloudformation:UpdateStack', resource: stackArn('Shop'), principal: stackSets })).toEqual(ALLOWED);
  });
});

describe('whoever wants to pass for StackSets', () => {
  test.each([
    ['makes a role of that name', 'iam:CreateRole'], ['lets himself take one', 'iam:UpdateAssumeRolePolicy'], ['takes one', 'sts:AssumeRole'],
    ['passes one to a service that works for him', 'iam:PassRole'],
  ])('%s: denied where that would help him', (_, action) => {
    const asked = { action, resource: role('stacksets-exec-mine'), principal: attacker };
    expect(underScp(synth({ deployedPolicies: true }).content, asked)).toEqual(deniedBy('KeepStacks'));
    expect(underScp(synth({ organization: trusting }).content, asked)).toEqual(deniedBy('KeepStacks'));
    expect(underScp(synth().content, asked)).toEqual(ALLOWED);
    expect(underScp(synth({ deployedPolicies: true }).content, { ...asked, principal: role('deployer') })).toEqual(ALLOWED);
  });

  test('bootstrap roles that teams deploy with are none of those who may', () => {
    const bootstrapRoles = ['arn:aws:iam::*:role/cdk-hnb659fds-*-role-*-us-east-1'];
    const asked = { action: 'iam:CreateRole', resource: role('stacksets-exec-mine'), principal: role(`cdk-hnb659fds-cfn-exec-role-${SANDBOX}-us-east-1`) };
    expect(underScp(synth({ deployedPolicies: true, bootstrapRoles }).content, asked)).toEqual(deniedBy('KeepStacks'));
  });

  test('updates a stack that StackSets made, which keeps their role: denied, while StackSets themselves and deployers may', () => {
    const updates = (principal: string, change: Partial<ProtectedRolesSCPProps> = { deployedPolicies: true }) =>
      underScp(synth(change).content, { action: 'cloudformation:UpdateStack', resource: stackArn('StackSet-zero-trust-policy-edge-1'), principal });
    expect([updates(attacker), updates(stackSets), updates(role('deployer')), updates(attacker, {})]).toEqual([deniedBy('KeepStacks'), ALLOWED, ALLOWED, ALLOWED]);
  });

  test('StackSets hand CloudFormation the role they have, if that is how they work', () => {
    expect(underScp(synth({ deployedPolicies: true }).content, { action: 'iam:PassRole', resource: stackSets, principal: stackSets })).toEqual(ALLOWED);
  });
});

describe('in an organization with Control Tower', () => {
  const organization = smallOrganization((snapshot) => snapshot.EnabledServicePrincipals.push({ ServicePrincipal: 'controltower.amazonaws.com' }, { ServicePrincipal: STACK_SETS }));

  test('StackSets go on making their stacks', () => {
    expect(underScp(synth({ organization }).content, { action: 'cloudformation:CreateStack', resource: stackArn('StackSet-any-1'), principal: stackSets })).toEqual(ALLOWED);
    expect(underScp(synth({ organization }).content, { action: 'cloudformation:CreateStack', resource: stackArn('StackSet-any-1'), principal: attacker })).toEqual(deniedBy('KeepStacks'));
  });
});

test('an exempt account is left alone', () => {
  const exemptions = [Exemption.accounts(Accounts.named('production'), { reason: 'moves', owner: 'platform', ticket: 'SEC-8', expires: '2027-01-31' })];
  const writes = (account: string) => underScp(synth({ exemptions }).content, {
    action: 'iam:CreatePolicy', resource: `arn:aws:iam::${account}:policy/zero-trust/policies/edge`, principal: role('anybody', account),
  });
  expect([writes(PRODUCTION), writes(LOG_ARCHIVE)]).toEqual([ALLOWED, deniedBy('KeepProtected')]);
});

describe('the proof', () => {
  const enforced = Rollout.stages([{ unit: '/', stage: Stage.enforce({ acknowledgement: 'tried' }) }]);
  const claims = (change: Partial<ProtectedRolesSCPProps>) => synth({ rollout: enforced, ...change })._claims('o-smallorgan')
    .filter(({ claim }) => /polic|StackSets/.test(claim)).map(({ claim, expected, action }) => `${claim}: ${action} ${expected}`);
  const ADMINISTRATOR = ['iam:CreatePolicy', 'iam:CreatePolicyVersion'].map((action) => `Administrator calls ${action} for zero-trust/policies/*: ${action} denied`);

  test('asks that nobody writes these policies, and where they are deployed that StackSets do, and no more than that', () => {
    expect(claims({})).toEqual(ADMINISTRATOR);
    expect(claims({ deployedPolicies: true })).toEqual([
      ...ADMINISTRATOR,
      'StackSets change a policy of permission sets: iam:CreatePolicyVersion allowed',
      'StackSets change a role of this library: iam:PutRolePolicy denied',
      'StackSets assign a permission set: sso:CreateAccountAssignment denied',
    ]);
  });

  test.each<[string, Partial<ProtectedRolesSCPProps>]>([
    ['with deployed policies', { deployedPolicies: true }], ['where StackSets are trusted', { organization: trusting, deployedPolicies: true }], ['without', {}],
  ])('holds in a whole app, %s', (_, change) => {
    const organization = change.organization ?? smallOrganization();
    const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
    const common = { organization, rollout: enforced, asOf: '2026-11-01' };
    // StackSets must get through the other guardrails as well.
    new RegionDenySCP(stack, 'Regions', { ...common, allowedRegions: ['eu-west-1'] });
    new ProtectedRolesSCP(stack, 'Roles', {
      ...common, stacks: [{ account: 'audit', stackName: 'Zone-Identity' }], deployers: ['arn:aws:iam::*:role/OrganizationAccountAccessRole'], ...change,
    });
    expect(() => (stack.node.root as App).synth()).not.toThrow();
  });
});
