import { App, Stack } from 'aws-cdk-lib';
import { Accounts, Exemption, ProtectedRolesSCP, type ProtectedRolesSCPProps, Rollout } from '../../src';
import { codes, refusal } from '../support/messages';
import { AUDIT, MANAGEMENT, PRODUCTION, SANDBOX, smallOrganization } from '../support/small-organization';
import { ALLOWED, type Asked, deniedBy, underScp } from '../support/verdict';

const DETAILS = { reason: 'moves roles', owner: 'platform', ticket: 'SEC-8', expires: '2027-01-31' };

function synth(change: Partial<ProtectedRolesSCPProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  return new ProtectedRolesSCP(stack, 'Roles', {
    organization: smallOrganization(), rollout: Rollout.stages([]), asOf: '2026-11-01',
    roles: ['arn:aws:iam::*:role/exempt-*', `arn:aws:iam::${AUDIT}:role/break-glass`],
    deployers: ['arn:aws:iam::*:role/deployer'],
    stacks: [{ account: 'audit', stackName: 'Zone-Identity' }],
    assetBuckets: ['cdk-assets'],
    ...change,
  });
}

const inAudit = (name: string) => `arn:aws:iam::${AUDIT}:role/${name}`;
const attacker = inAudit('aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Administrator_0123456789abcdef');
const stackArn = (name: string, account = AUDIT) => `arn:aws:cloudformation:eu-west-1:${account}:stack/${name}/11111111-2222-3333-4444-555555555555`;

/** Administrator is denied, root is denied, a deployer is let through. */
function keeps(content: string, asked: Asked, ...sids: string[]): void {
  expect(underScp(content, { ...asked, principal: attacker })).toEqual(deniedBy(...sids));
  expect(underScp(content, { ...asked, principal: `arn:aws:iam::${AUDIT}:root` })).toEqual(deniedBy(...sids));
  expect(underScp(content, { ...asked, principal: inAudit('deployer') })).toEqual(ALLOWED);
}

describe('whoever wants to be an exempt role', () => {
  test.each([
    ['makes one of that name', 'iam:CreateRole'],
    ['lets himself take it', 'iam:UpdateAssumeRolePolicy'],
    ['assumes it, because it trusts his account', 'sts:AssumeRole'],
    ['passes it to a service that works for him', 'iam:PassRole'],
    ['gives it more by a managed policy', 'iam:AttachRolePolicy'],
    ['gives it more by a policy of its own', 'iam:PutRolePolicy'],
    ['takes a Deny of a managed policy off it', 'iam:DetachRolePolicy'],
    ['takes a Deny of its own off it', 'iam:DeleteRolePolicy'],
    ['takes its boundary off', 'iam:DeleteRolePermissionsBoundary'],
    ['gives it a wider boundary', 'iam:PutRolePermissionsBoundary'],
    ['makes its sessions longer', 'iam:UpdateRole'],
    ['says it is for something else', 'iam:UpdateRoleDescription'],
    ['tags it, so that a condition on tags lets it through', 'iam:TagRole'],
    ['takes a tag off it', 'iam:UntagRole'],
    ['deletes it, to make another one', 'iam:DeleteRole'],
  ])('%s: denied', (_, action) => {
    keeps(synth().content, { action, resource: inAudit('exempt-pipeline'), region: 'us-east-1' }, 'KeepProtected');
  });

  test.each<[string, string]>([
    ['a break-glass role', inAudit('break-glass')],
    ['a role of this library, which nobody had to name', inAudit('zero-trust/Zone-Identity-Handler')],
    ['a role in a folder that the pattern reaches', inAudit('exempt-folder/any')],
  ])('it is the same for %s', (_, resource) => {
    keeps(synth().content, { action: 'iam:CreateRole', resource }, 'KeepProtected');
  });

  test.each<[string, Asked]>([
    ['makes another role', { action: 'iam:CreateRole', resource: inAudit('somebody') }],
    ['makes a role whose name only contains such a name', { action: 'iam:CreateRole', resource: inAudit('not-exempt-pipeline') }],
    ['passes another role', { action: 'iam:PassRole', resource: inAudit('somebody') }],
    ['assumes another role', { action: 'sts:AssumeRole', resource: inAudit('somebody') }],
    ['makes a break-glass role where there is none to protect', { action: 'iam:CreateRole', resource: `arn:aws:iam::${SANDBOX}:role/break-glass` }],
    ['looks at an exempt role', { action: 'iam:GetRole', resource: inAudit('exempt-pipeline') }],
  ])('but whoever %s is left alone', (_, asked) => {
    expect(underScp(synth().content, { ...asked, principal: attacker })).toEqual(ALLOWED);
  });

  test('nobody at all may without deployers, a role called deployer included', () => {
    const { content } = synth({ deployers: undefined });
    expect(underScp(content, { action: 'sts:AssumeRole', resource: inAudit('exempt-pipeline'), principal: inAudit('deployer') })).toEqual(deniedBy('KeepProtected'));
  });
});

describe('bootstrap roles that application teams deploy with', () => {
  const pattern = 'arn:aws:iam::*:role/cdk-hnb659fds-*-role-*-us-east-1';
  const cdk = (kind: string) => inAudit(`cdk-hnb659fds-${kind}-role-${AUDIT}-us-east-1`);
  const { content } = synth({ bootstrapRoles: [pattern] });

  test('a team assumes the role that begins a deployment', () => {
    expect(underScp(content, { action: 'sts:AssumeRole', resource: cdk('deploy'), principal: attacker })).toEqual(ALLOWED);
  });

  test('that role passes the one that CloudFormation acts as', () => {
    expect(underScp(content, { action: 'iam:PassRole', resource: cdk('cfn-exec'), principal: cdk('deploy') })).toEqual(ALLOWED);
  });

  test.each([
    ['makes one of that name', 'iam:CreateRole'], ['lets himself take it', 'iam:UpdateAssumeRolePolicy'], ['passes it himself', 'iam:PassRole'],
    ['gives it more', 'iam:AttachRolePolicy'], ['takes its boundary off', 'iam:DeleteRolePermissionsBoundary'],
  ])('whoever else %s: denied', (_, action) => {
    keeps(content, { action, resource: cdk('cfn-exec'), region: 'us-east-1' }, 'KeepBootstrapRoles');
  });

  test('they do not become deployers: a protected role is not theirs, nor a bootstrap role of another Region anybody\'s business', () => {
    expect(underScp(content, { action: 'iam:CreateRole', resource: inAudit('exempt-x'), principal: cdk('cfn-exec') })).toEqual(deniedBy('KeepProtected'));
    expect(underScp(content, { action: 'iam:CreateRole', resource: cdk('deploy').replace('us-east-1', 'eu-west-1'), principal: attacker })).toEqual(ALLOWED);
  });
});

describe('whoever wants a permission set', () => {
  const elevation = inAudit('zero-trust/elevation/Grant');
  const access = [
    ['assigns one to himself', 'sso:CreateAccountAssignment'],
    ['makes one', 'sso:CreatePermissionSet'],
    ['renames or lengthens one', 'sso:UpdatePermissionSet'],
    ['puts statements into the one he has', 'sso:PutInlinePolicyToPermissionSet'],
    ['takes statements out of it', 'sso:DeleteInlinePolicyFromPermissionSet'],
    ['attaches AdministratorAccess to it', 'sso:AttachManagedPolicyToPermissionSet'],
    ['attaches a policy of his own to it', 'sso:AttachCustomerManagedPolicyReferenceToPermissionSet'],
    ['detaches a Deny from it', 'sso:DetachManagedPolicyFromPermissionSet'],
    ['takes its boundary off', 'sso:DeletePermissionsBoundaryFromPermissionSet'],
    ['gives it a wider boundary', 'sso:PutPermissionsBoundaryToPermissionSet'],
    ['brings a change of it to the accounts', 'sso:ProvisionPermissionSet'],
    ['detaches a Deny of his own account from it', 'sso:DetachCustomerManagedPolicyReferenceFromPermissionSet'],
    ['tags sessions with what a condition asks', 'sso:UpdateInstanceAccessControlAttributeConfiguration'],
    ['takes one from somebody else', 'sso:DeleteAccountAssignment'],
    ['deletes one', 'sso:DeletePermissionSet'],
    ['joins a group that has one', 'identitystore:CreateGroupMembership'],
    ['joins a group by the console', 'sso-directory:AddMemberToGroup'],
    ['makes somebody who has one', 'identitystore:CreateUser'],
    ['makes somebody by the console', 'sso-directory:CreateUser'],
    ['turns somebody who has one into himself', 'identitystore:UpdateUser'],
    ['does so by the console', 'sso-directory:UpdateUser'],
    ['takes the password of somebody who has one', 'sso-directory:UpdatePassword'],
    ['provisions groups with a token of his own', 'sso-directory:CreateBearerToken'],
    ['makes a tenant for such a token', 'sso-directory:CreateProvisioningTenant'],
    ['lets another directory say who somebody is', 'sso:AssociateDirectory'],
    ['lets an identity provider of his own say it', 'sso-directory:EnableExternalIdPConfigurationForDirectory'],
    ['makes the settings for such a provider', 'sso-directory:CreateExternalIdPConfigurationForDirectory'],
    ['turns these settings to a provider of his own', 'sso-directory:UpdateExternalIdPConfigurationForDirectory'],
    ['signs with a certificate of his own', 'sso-directory:ImportExternalIdPCertificate'],
    ['starts tagging sessions', 'sso:CreateInstanceAccessControlAttributeConfiguration'],
    ['stops tagging sessions', 'sso:DeleteInstanceAccessControlAttributeConfiguration'],
    ['assigns one as the console does', 'sso:AssociateProfile'],
    ['puts statements into one as the console does', 'sso:PutPermissionsPolicy'],
    ['switches the second factor off', 'sso:UpdateSSOConfiguration'],
  ];

  test.each(access)('%s: denied', (_, action) => {
    keeps(synth().content, { action }, 'KeepAccessModel');
  });

  test('the roles of the library that lend access assign; other roles of the library do not', () => {
    const assigns = (principal: string) => underScp(synth().content, { action: 'sso:CreateAccountAssignment', principal });
    expect(assigns(elevation)).toEqual(ALLOWED);
    expect(assigns(inAudit('zero-trust/provisioning/Sync'))).toEqual(ALLOWED);
    expect(assigns(inAudit('zero-trust/Zone-Identity-Handler'))).toEqual(deniedBy('KeepAccessModel'));
    expect(assigns(inAudit('elevation/Grant'))).toEqual(deniedBy('KeepAccessModel'));
  });

  test('those roles may assign, and nothing more: they take no exempt role and change no stack', () => {
    expect(underScp(synth().content, { action: 'sts:AssumeRole', resource: inAudit('exempt-pipeline'), principal: elevation })).toEqual(deniedBy('KeepProtected'));
    expect(underScp(synth().content, { action: 'cloudformation:UpdateStack', resource: stackArn('Zone-Identity'), principal: elevation })).toEqual(deniedBy('KeepStacks'));
  });

  test('other assigners take their place, not a place beside them', () => {
    const { content } = synth({ assigners: ['arn:aws:iam::*:role/broker'] });
    const assigns = (principal: string) => underScp(content, { action: 'sso:CreateAccountAssignment', principal });
    expect([assigns(inAudit('broker')), assigns(elevation)]).toEqual([ALLOWED, deniedBy('KeepAccessModel')]);
  });

  test.each(['sso:ListAccountAssignments', 'sso:DescribePermissionSet', 'identitystore:ListGroupMemberships'])('reading with %s stays possible', (action) => {
    expect(underScp(synth().content, { action, principal: attacker })).toEqual(ALLOWED);
  });

  const provider = (name: string) => `arn:aws:iam::${AUDIT}:saml-provider/${name}`;

  test.each([
    ['makes the provider of Identity Center anew', 'iam:CreateSAMLProvider', 'AWSSSO_0123456789abcdef_DO_NOT_DELETE', ['KeepProtected']],
    ['deletes it', 'iam:DeleteSAMLProvider', 'AWSSSO_0123456789abcdef_DO_NOT_DELETE', ['KeepProtected']],
    ['turns it to a provider of his own', 'iam:UpdateSAMLProvider', 'AWSSSO_0123456789abcdef_DO_NOT_DELETE', ['KeepProtected', 'KeepProviders']],
    ['turns another one, by which others sign in', 'iam:UpdateSAMLProvider', 'Partner', ['KeepProviders']],
  ])('signs in as anybody, because he %s: denied', (_, action, name, sids) => {
    keeps(synth().content, { action, resource: provider(name), region: 'us-east-1' }, ...sids);
  });

  test.each(['iam:CreateSAMLProvider', 'iam:DeleteSAMLProvider'])('a provider of his own is his own with %s', (action) => {
    expect(underScp(synth().content, { action, resource: provider('Partner'), principal: attacker })).toEqual(ALLOWED);
  });
});

test('what is not named is not protected: no stacks and no assets, no statements about them; what carries our name is', () => {
  const { content } = synth({ roles: undefined, stacks: undefined, assetBuckets: undefined });
  expect(JSON.parse(content).Statement.map(({ Sid }: any) => Sid)).toEqual(['KeepProtected', 'KeepProviders', 'KeepAccessModel', 'KeepRecords']);
  expect(underScp(content, { action: 'iam:CreateRole', resource: inAudit('zero-trust/any'), principal: attacker })).toEqual(deniedBy('KeepProtected'));
});

test('an exempt account is left alone, and an exempt role everywhere', () => {
  const exemptions = [Exemption.accounts(Accounts.named('production'), DETAILS), Exemption.principals(['arn:aws:iam::*:role/mover'], DETAILS)];
  const { content } = synth({ exemptions });
  const makes = (account: string, name: string) =>
    underScp(content, { action: 'iam:CreateRole', resource: `arn:aws:iam::${account}:role/exempt-x`, principal: `arn:aws:iam::${account}:role/${name}` });
  expect([makes(PRODUCTION, 'anybody'), makes(SANDBOX, 'mover'), makes(SANDBOX, 'anybody')]).toEqual([ALLOWED, ALLOWED, deniedBy('KeepProtected')]);
});

describe('what it refuses', () => {
  test.each<[string, string[], Partial<ProtectedRolesSCPProps>]>([
    ['protecting every role', ['ProtectedRole'], { roles: ['arn:aws:iam::*:role/*'] }],
    ['protecting everything', ['ProtectedRole'], { roles: ['*'] }],
    ['protecting a user', ['ProtectedRole'], { roles: [`arn:aws:iam::${AUDIT}:user/root`] }],
    ['protecting every role by another spelling', ['ProtectedRole'], { roles: ['arn:aws:iam::*:role/?*'] }],
    ['protecting every role in every partition', ['ProtectedRole'], { roles: ['arn:*:iam::*:role/**'] }],
    ['protecting a role of another partition', ['ProtectedRole'], { roles: ['arn:aws-cn:iam::*:role/break-glass'] }],
    ['protecting every role as a bootstrap role', ['ProtectedRole'], { bootstrapRoles: ['arn:aws:iam::*:role/*'] }],
    ['each prop with such a role by itself', ['ProtectedRole', 'ProtectedRole'], { roles: ['*'], bootstrapRoles: ['arn:aws:iam::*:role/?*'] }],
    ['assigners that are everybody', ['AssignerTooBroad'], { assigners: ['arn:aws:iam::*:role/*'] }],
    ['an assigner that is a user', ['AssignerPrincipal'], { assigners: [`arn:aws:iam::${AUDIT}:user/broker`] }],
    ['a stack in an unknown account', ['AccountUnknown'], { stacks: [{ account: 'nobody', stackName: 'Zone' }] }],
    ['deployers that are everybody', ['DeployerTooBroad'], { deployers: ['arn:aws:iam::*:role/*'] }],
    ['a deployer that is root', ['DeployerPrincipal'], { deployers: [`arn:aws:iam::${AUDIT}:root`] }],
  ])('%s', (_, expected, change) => {
    expect(codes(refusal(() => synth(change)))).toEqual(expected);
  });

  test('the prop that names such a role is named', () => {
    expect(refusal(() => synth({ roles: ['arn:aws:iam::*:role/?*'] }))).toContain("'roles' names 'arn:aws:iam::*:role/?*'");
    expect(refusal(() => synth({ bootstrapRoles: ['arn:aws:iam::*:role/?*'] }))).toContain("'bootstrapRoles' names 'arn:aws:iam::*:role/?*'");
  });

  test.each([['of one letter', '?'], ['of two letters', '??'], ['that begin with a letter', 'a*'], ['in a folder', 'team/*']])('but not roles %s', (_, name) => {
    expect(() => synth({ roles: [`arn:aws:iam::*:role/${name}`] })).not.toThrow();
  });
});
