import {
  type BreakGlassFacts, breakGlassReaderArn, breakGlassRoleArn, breakGlassTemplate, breakGlassTrust, breakGlassUsersPolicy,
} from '../../src/elevation/domain/break-glass';
import { ALLOW_ALL } from '../../src/policy/domain/document';
import { compileChain, evaluate } from '../../src/policy/domain/evaluate';
import { FIRST, SECOND, breakGlassFacts } from '../support/break-glass-fixture';
import { AUDIT, MANAGEMENT, SANDBOX } from '../support/small-organization';

const FACTS = breakGlassFacts();
const ROLE = breakGlassRoleArn(FACTS, SANDBOX);

/** Whether somebody of an account, whose own policies say this, may take a role with this trust policy. */
function taking(role: string, caller: string, context: Record<string, string>, documents: { trust?: object; own?: object } = {}) {
  const { trust = breakGlassTrust(FACTS.users), own = breakGlassUsersPolicy(FACTS) } = documents;
  const account = caller.split(':')[4];
  return evaluate({
    principalArn: caller, principalAccount: account, action: 'sts:AssumeRole', resource: role, resourceAccount: role.split(':')[4],
    context: { 'aws:PrincipalArn': caller, 'aws:PrincipalAccount': account, ...context },
  }, compileChain({
    scps: [], rcps: [], identityPolicies: [own], sessionPolicies: [], resourcePolicy: trust, managementAccountId: MANAGEMENT,
  })).decision;
}

const fresh = { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '899' };

test.each([FIRST, SECOND])('%s takes the role with a second factor of minutes ago', (user) => {
  expect(taking(ROLE, user, fresh)).toBe('allowed');
});

test.each<[string, string, Record<string, string>]>([
  ['with a long-lived key alone, which shows neither', FIRST, {}],
  ['without a second factor', FIRST, { 'aws:MultiFactorAuthPresent': 'false' }],
  ['with a second factor of a quarter of an hour ago', FIRST, { ...fresh, 'aws:MultiFactorAuthAge': '900' }],
  ['with a second factor of unknown age', FIRST, { 'aws:MultiFactorAuthPresent': 'true' }],
  ['as another user', `arn:aws:iam::${MANAGEMENT}:user/third`, fresh],
  ['as a user of that name in another account', `arn:aws:iam::${AUDIT}:user/break-glass/first`, fresh],
  ['as a user of that name with another path', `arn:aws:iam::${MANAGEMENT}:user/first`, fresh],
  ['as a role of the management account', `arn:aws:iam::${MANAGEMENT}:role/admin`, fresh],
  ['as root of the management account', `arn:aws:iam::${MANAGEMENT}:root`, fresh],
  ['as an administrator of the account itself', `arn:aws:iam::${SANDBOX}:role/admin`, fresh],
])('nobody takes the role %s', (_what, caller, context) => {
  expect(taking(ROLE, caller, context, { own: ALLOW_ALL })).toMatch(/denied$/);
});

test('the policy of the people leads to these roles and to no others', () => {
  const other = `arn:aws:iam::${SANDBOX}:role/OrganizationAccountAccessRole`;
  expect(taking(other, FIRST, fresh, { trust: breakGlassTrust([FIRST]) })).toBe('implicitly-denied');
});

describe('what a StackSet makes in a member account', () => {
  const { Resources } = breakGlassTemplate(FACTS) as any;
  const readerTrust = Resources.Reader.Properties.AssumeRolePolicyDocument;
  const reader = breakGlassReaderArn(FACTS, SANDBOX);
  const check = `arn:aws:iam::${MANAGEMENT}:role/zero-trust/break-glass/Stack-BreakGlassCheck-1`;

  test.each<[string, string, string]>([
    ['the check', check, 'allowed'],
    ['another function of the library', `arn:aws:iam::${MANAGEMENT}:role/zero-trust/Stack-Other-1`, 'implicitly-denied'],
    ['an administrator of the management account', `arn:aws:iam::${MANAGEMENT}:role/admin`, 'implicitly-denied'],
    ['a role of that path in another account', `arn:aws:iam::${AUDIT}:role/zero-trust/break-glass/check`, 'implicitly-denied'],
    ['a person of the runbook', FIRST, 'implicitly-denied'],
  ])('the reader lets %s in or not', (_who, caller, verdict) => {
    expect(taking(reader, caller, {}, { trust: readerTrust, own: ALLOW_ALL })).toBe(verdict);
  });

  test.each([
    ['iam:GetRole', ROLE, 'allowed'], ['iam:ListAttachedRolePolicies', ROLE, 'allowed'], ['iam:ListRolePolicies', ROLE, 'allowed'],
    ['iam:GetRole', `arn:aws:iam::${SANDBOX}:role/other`, 'implicitly-denied'], ['iam:PutRolePolicy', ROLE, 'implicitly-denied'], ['sts:AssumeRole', ROLE, 'implicitly-denied'],
  ])('the reader may call %s on %s: %s', (action, resource, verdict) => {
    const own = JSON.parse(JSON.stringify(Resources.Reader.Properties.Policies[0].PolicyDocument).replace(/\{"Fn::Sub":("[^"]+")\}/, '$1').replace('${AWS::AccountId}', SANDBOX));
    const { decision } = evaluate({
      principalArn: reader, principalAccount: SANDBOX, action, resource, resourceAccount: SANDBOX, context: { 'aws:PrincipalArn': reader },
    }, compileChain({ scps: [], rcps: [], identityPolicies: [own], sessionPolicies: [] }));
    expect(decision).toBe(verdict);
  });

  test('the role is the declared one', () => {
    const facts: BreakGlassFacts = breakGlassFacts({ sessionSeconds: 7200, policyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' });
    expect((breakGlassTemplate(facts) as any).Resources.Role.Properties).toMatchObject({
      RoleName: 'zero-trust-break-glass', Path: '/member-zero-trust/', MaxSessionDuration: 7200, ManagedPolicyArns: ['arn:aws:iam::aws:policy/PowerUserAccess'],
      AssumeRolePolicyDocument: breakGlassTrust(facts.users),
    });
  });
});
