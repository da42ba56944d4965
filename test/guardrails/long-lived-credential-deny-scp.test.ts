import { App, Stack } from 'aws-cdk-lib';
import { Accounts, Exemption, LongLivedCredentialDenySCP, type LongLivedCredentialDenySCPProps, Rollout } from '../../src';
import { codes, refusal } from '../support/messages';
import { MANAGEMENT, PRODUCTION, SANDBOX, smallOrganization } from '../support/small-organization';
import { ALLOWED, deniedBy, underScp } from '../support/verdict';

const DETAILS = { reason: 'a vendor cannot do without', owner: 'shop', ticket: 'SEC-5', expires: '2027-01-31' };

function synth(change: Partial<LongLivedCredentialDenySCPProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  return new LongLivedCredentialDenySCP(stack, 'Deny', { organization: smallOrganization(), rollout: Rollout.stages([]), asOf: '2026-11-01', ...change });
}

const user = `arn:aws:iam::${SANDBOX}:user/somebody`;
const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;

test.each([
  ['a user', 'iam:CreateUser'],
  ['a password', 'iam:CreateLoginProfile'],
  ['another password', 'iam:UpdateLoginProfile'],
  ['an access key', 'iam:CreateAccessKey'],
  ['a key of one service, such as Bedrock', 'iam:CreateServiceSpecificCredential'],
  ['a new secret of such a key', 'iam:ResetServiceSpecificCredential'],
  ['an SSH key', 'iam:UploadSSHPublicKey'],
  ['a signing certificate', 'iam:UploadSigningCertificate'],
])('%s cannot be made, by Administrator or by root', (_, action) => {
  const { content } = synth();
  expect(underScp(content, { action, resource: user, region: 'us-east-1' })).toEqual(deniedBy('DenyLongLivedCredentials'));
  expect(underScp(content, { action, resource: user, region: 'us-east-1', principal: `arn:aws:iam::${SANDBOX}:root` })).toEqual(deniedBy('DenyLongLivedCredentials'));
});

test.each([
  ['a user is deleted', 'iam:DeleteUser'],
  ['a password is deleted', 'iam:DeleteLoginProfile'],
  ['an access key is deleted', 'iam:DeleteAccessKey'],
  ['an access key is switched off', 'iam:UpdateAccessKey'],
  ['a key of one service is switched off', 'iam:UpdateServiceSpecificCredential'],
  ['a user loses his policy', 'iam:DetachUserPolicy'],
  ['users are listed', 'iam:ListUsers'],
  ['a role is made, which is no long-lived credential', 'iam:CreateRole'],
])('%s: not denied', (_, action) => {
  expect(underScp(synth().content, { action, resource: user, region: 'us-east-1' })).toEqual(ALLOWED);
});

test('an exempt account makes credentials while it migrates; others do not', () => {
  const { content } = synth({ exemptions: [Exemption.accounts(Accounts.named('production'), DETAILS)] });
  const verdict = (account: string) => underScp(content, { action: 'iam:CreateAccessKey', principal: role(account, 'anybody') });
  expect(verdict(PRODUCTION)).toEqual(ALLOWED);
  expect(verdict(SANDBOX)).toEqual(deniedBy('DenyLongLivedCredentials'));
});

test('an exempt role makes credentials; others of its account do not', () => {
  const { content } = synth({ exemptions: [Exemption.principals(['arn:aws:iam::*:role/vendor-setup'], DETAILS)] });
  const verdict = (name: string) => underScp(content, { action: 'iam:CreateAccessKey', principal: role(SANDBOX, name) });
  expect(verdict('vendor-setup')).toEqual(ALLOWED);
  expect(verdict('vendor-setup-2')).toEqual(deniedBy('DenyLongLivedCredentials'));
});

describe('roles that may make them all the same', () => {
  const { content } = synth({ deployers: ['arn:aws:iam::*:role/emergency'], exemptions: [Exemption.principals(['arn:aws:iam::*:role/vendor'], DETAILS)] });

  test.each([['emergency', ALLOWED], ['vendor', ALLOWED], ['emergency-2', deniedBy('DenyLongLivedCredentials')], ['somebody', deniedBy('DenyLongLivedCredentials')]])(
    'are named, beside the exempt: %s', (name, expected) => {
      expect(underScp(content, { action: 'iam:CreateAccessKey', resource: user, region: 'us-east-1', principal: role(SANDBOX, name) })).toEqual(expected);
    });

  test('are nobody when none is named', () => {
    expect(synth({ deployers: [] }).content).toBe(synth().content);
    expect(synth().content).not.toContain('aws:PrincipalArn');
  });

  test.each([['everybody', 'arn:aws:iam::*:role/*', 'DeployerTooBroad'], ['a user', `arn:aws:iam::${SANDBOX}:user/emergency`, 'DeployerPrincipal']])('are not %s', (_, pattern, code) => {
    expect(codes(refusal(() => synth({ deployers: [pattern] })))).toEqual([code]);
  });
});
