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
const functionArn = (name: string, account = AUDIT) => `arn:aws:lambda:eu-west-1:${account}:function:${name}`;

/** Administrator is denied, root is denied, a deployer is let through. */
function keeps(content: string, asked: Asked, sid: string): void {
  expect(underScp(content, { ...asked, principal: attacker })).toEqual(deniedBy(sid));
  expect(underScp(content, { ...asked, principal: `arn:aws:iam::${AUDIT}:root` })).toEqual(deniedBy(sid));
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
    ['tags it, so that a condition on tags lets it through', 'iam:TagRole'],
    ['takes a tag off it', 'iam:UntagRole'],
    ['deletes it, to make another one', 'iam:DeleteRole'],
  ])('%s: denied', (_, action) => {
    keeps(synth().content, { action, resource: inAudit('exempt-pipeline'), region: 'us-east-1' }, 'KeepProtectedRoles');
  });

  test.each<[string, string]>([
    ['a break-glass role', inAudit('break-glass')],
    ['a role of this library, which nobody had to name', inAudit('zero-trust/Zone-Identity-Handler')],
    ['a role in a folder that the pattern reaches', inAudit('exempt-folder/any')],
  ])('it is the same for %s', (_, resource) => {
    keeps(synth().content, { action: 'iam:CreateRole', resource }, 'KeepProtectedRoles');
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
    expect(underScp(content, { action: 'sts:AssumeRole', resource: inAudit('exempt-pipeline'), principal: inAudit('deployer') })).toEqual(deniedBy('KeepProtectedRoles'));
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
    expect(underScp(content, { action: 'iam:CreateRole', resource: inAudit('exempt-x'), principal: cdk('cfn-exec') })).toEqual(deniedBy('KeepProtectedRoles'));
    expect(underScp(content, { action: 'iam:CreateRole', resource: cdk('deploy').replace('us-east-1', 'eu-west-1'), principal: attacker })).toEqual(ALLOWED);
  });
});

describe('whoever wants the owner of such a role to act for him', () => {
  test.each([
    ['updates the stack without passing its role', 'cloudformation:UpdateStack'],
    ['writes a change set', 'cloudformation:CreateChangeSet'],
    ["executes somebody else's change set", 'cloudformation:ExecuteChangeSet'],
    ['deletes the stack', 'cloudformation:DeleteStack'],
    ['rolls the stack back', 'cloudformation:RollbackStack'],
    ['goes on with a rollback that skips resources', 'cloudformation:ContinueUpdateRollback'],
    ['stops an update halfway', 'cloudformation:CancelUpdateStack'],
    ["rewrites the stack's policy", 'cloudformation:SetStackPolicy'],
    ['lets the stack be deleted', 'cloudformation:UpdateTerminationProtection'],
    ['makes the stack first', 'cloudformation:CreateStack'],
  ])('%s: denied', (_, action) => {
    keeps(synth().content, { action, resource: stackArn('Zone-Identity') }, 'KeepStacks');
  });

  test.each([
    ['new code', 'lambda:UpdateFunctionCode'],
    ['another handler, layer or variable', 'lambda:UpdateFunctionConfiguration'],
    ['another caller', 'lambda:AddPermission'],
    ['an end', 'lambda:DeleteFunction'],
    ['no time to run', 'lambda:PutFunctionConcurrency'],
  ])('gives a function of the library %s: denied', (_, action) => {
    keeps(synth().content, { action, resource: functionArn('Zone-Identity-CatalogGroupsHandler-AbCdEfGhIjKl') }, 'KeepFunctions');
  });

  test('the functions of a stack with a long name are found by as much of it as CloudFormation keeps', () => {
    const { content } = synth({ stacks: [{ account: 'audit', stackName: 'ALandingZoneWithAVeryLongName-Identity' }] });
    keeps(content, { action: 'lambda:UpdateFunctionCode', resource: functionArn('ALandingZoneWithAVeryLon-CatalogGroupsHandler-AbCd') }, 'KeepFunctions');
  });

  test.each<[string, Asked]>([
    ['writes a template where deployers read it', { action: 's3:PutObject', resource: 'arn:aws:s3:::cdk-assets/0123.json' }],
    ['opens an object there to others', { action: 's3:PutObjectAcl', resource: 'arn:aws:s3:::cdk-assets/0123.json' }],
    ['deletes the newest version, so that the one before counts', { action: 's3:DeleteObjectVersion', resource: 'arn:aws:s3:::cdk-assets/0123.json' }],
    ['lets others write there', { action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::cdk-assets' }],
  ])('%s: denied', (_, asked) => {
    keeps(synth().content, asked, 'KeepAssets');
  });

  test.each<[string, Asked]>([
    ['another stack', { action: 'cloudformation:UpdateStack', resource: stackArn('Zone-Identity-of-somebody') }],
    ['a stack of that name in another account', { action: 'cloudformation:UpdateStack', resource: stackArn('Zone-Identity', PRODUCTION) }],
    ['a function of another stack', { action: 'lambda:UpdateFunctionCode', resource: functionArn('Shop-Handler-AbCd') }],
    ['a function of that name in another account', { action: 'lambda:UpdateFunctionCode', resource: functionArn('Zone-Identity-Handler', PRODUCTION) }],
    ['an object in another bucket', { action: 's3:PutObject', resource: 'arn:aws:s3:::cdk-assets-of-somebody/0123.json' }],
    ['nothing, by reading a template', { action: 's3:GetObject', resource: 'arn:aws:s3:::cdk-assets/0123.json' }],
    ['nothing, by looking at the stack', { action: 'cloudformation:DescribeStacks', resource: stackArn('Zone-Identity') }],
  ])('but whoever changes %s is left alone', (_, asked) => {
    expect(underScp(synth().content, { ...asked, principal: attacker })).toEqual(ALLOWED);
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
    expect(underScp(synth().content, { action: 'sts:AssumeRole', resource: inAudit('exempt-pipeline'), principal: elevation })).toEqual(deniedBy('KeepProtectedRoles'));
    expect(underScp(synth().content, { action: 'cloudformation:UpdateStack', resource: stackArn('Zone-Identity'), principal: elevation })).toEqual(deniedBy('KeepStacks'));
  });

  test('other assigners take their place, not a place beside them', () => {
    const { content } = synth({ assigners: ['arn:aws:iam::*:role/broker'] });
    const assigns = (principal: string) => underScp(content, { action: 'sso:CreateAccountAssignment', principal });
    expect([assigns(inAudit('broker')), assigns(elevation)]).toEqual([ALLOWED, deniedBy('KeepAccessModel')]);
  });

  test('reading assignments stays possible', () => {
    expect(underScp(synth().content, { action: 'sso:ListAccountAssignments', principal: attacker })).toEqual(ALLOWED);
  });

  test.each(['iam:UpdateSAMLProvider', 'iam:CreateSAMLProvider', 'iam:DeleteSAMLProvider'])('signs in as anybody with %s on the provider of Identity Center: denied', (action) => {
    const provider = (name: string) => ({ action, resource: `arn:aws:iam::${AUDIT}:saml-provider/${name}`, region: 'us-east-1' });
    keeps(synth().content, provider('AWSSSO_0123456789abcdef_DO_NOT_DELETE'), 'KeepSignIn');
    expect(underScp(synth().content, { ...provider('Partner'), principal: attacker })).toEqual(ALLOWED);
  });
});

test('what is not named is not protected: no stacks and no assets, no statements about them', () => {
  const { content } = synth({ roles: undefined, stacks: undefined, assetBuckets: undefined });
  expect(JSON.parse(content).Statement.map(({ Sid }: any) => Sid)).toEqual(['KeepProtectedRoles', 'KeepSignIn', 'KeepAccessModel']);
  expect(underScp(content, { action: 'iam:CreateRole', resource: inAudit('zero-trust/any'), principal: attacker })).toEqual(deniedBy('KeepProtectedRoles'));
});

test('an exempt account is left alone, and an exempt role everywhere', () => {
  const exemptions = [Exemption.accounts(Accounts.named('production'), DETAILS), Exemption.principals(['arn:aws:iam::*:role/mover'], DETAILS)];
  const { content } = synth({ exemptions });
  const makes = (account: string, name: string) =>
    underScp(content, { action: 'iam:CreateRole', resource: `arn:aws:iam::${account}:role/exempt-x`, principal: `arn:aws:iam::${account}:role/${name}` });
  expect([makes(PRODUCTION, 'anybody'), makes(SANDBOX, 'mover'), makes(SANDBOX, 'anybody')]).toEqual([ALLOWED, ALLOWED, deniedBy('KeepProtectedRoles')]);
});

describe('what it refuses', () => {
  test.each<[string, string[], Partial<ProtectedRolesSCPProps>]>([
    ['protecting every role', ['ProtectedRole'], { roles: ['arn:aws:iam::*:role/*'] }],
    ['protecting everything', ['ProtectedRole'], { roles: ['*'] }],
    ['protecting a user', ['ProtectedRole'], { roles: [`arn:aws:iam::${AUDIT}:user/root`] }],
    ['protecting every role as a bootstrap role', ['ProtectedRole'], { bootstrapRoles: ['arn:aws:iam::*:role/*'] }],
    ['a stack in an unknown account', ['AccountUnknown'], { stacks: [{ account: 'nobody', stackName: 'Zone' }] }],
    ['deployers that are everybody', ['DeployerTooBroad'], { deployers: ['arn:aws:iam::*:role/*'] }],
    ['a deployer that is root', ['DeployerPrincipal'], { deployers: [`arn:aws:iam::${AUDIT}:root`] }],
  ])('%s', (_, expected, change) => {
    expect(codes(refusal(() => synth(change)))).toEqual(expected);
  });
});
