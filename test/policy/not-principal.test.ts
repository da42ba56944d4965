import { compileChain, evaluate } from '../../src/policy/domain/evaluate';

const ACCOUNT = '111111111111';
const ALLOW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const iam = (name: string) => `arn:aws:iam::${ACCOUNT}:${name}`;
const session = (name: string) => `arn:aws:sts::${ACCOUNT}:assumed-role/${name}`;

function decision(notPrincipal: string[], principalArn: string, role = principalArn): string {
  const deny = { Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }, { Effect: 'Deny', NotPrincipal: { AWS: notPrincipal }, Action: 's3:*', Resource: '*' },
  ] };
  return evaluate({
    principalArn, principalAccount: ACCOUNT, action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', resourceAccount: ACCOUNT, context: { 'aws:PrincipalArn': role },
  }, compileChain({ scps: [], rcps: [], identityPolicies: [ALLOW], sessionPolicies: [], resourcePolicy: deny })).decision;
}

test.each<[string, string, string[], string, string?]>([
  ['a user who is named with the account is spared', 'allowed', [iam('user/bob'), iam('root')], iam('user/bob')],
  ['another user of the named account is denied', 'explicitly-denied', [iam('user/bob'), iam('root')], iam('user/alice')],
  ['a user who is named without the account is denied', 'explicitly-denied', [iam('user/bob')], iam('user/bob')],
  ['a session that is named with its role and its account is spared', 'allowed', [session('R/app'), iam('role/R'), iam('root')], session('R/app'), iam('role/R')],
  ['another session of that role is denied', 'explicitly-denied', [session('R/app'), iam('role/R'), iam('root')], session('R/other'), iam('role/R')],
  ['a session of another role is denied', 'explicitly-denied', [session('R/app'), iam('role/R'), iam('root')], session('Q/x'), iam('role/Q')],
  ['the root user is spared by the account alone', 'allowed', [iam('root')], iam('root')],
])('Deny with NotPrincipal: %s', (_, expected, named, ...[caller, role]) => {
  expect(decision(named, caller, role)).toBe(expected);
});

test.each([
  ['arn:aws:s3:*', 'explicitly-denied'],
  ['arn:aws:s3:::b*', 'explicitly-denied'],
  ['arn:aws:sqs:*', 'allowed'],
  ['arn:aws:s3', 'allowed'],
])('a Deny of the resource %s is %s for an object of a bucket', (Resource, expected) => {
  const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource }] };
  const request = {
    principalArn: iam('user/bob'), principalAccount: ACCOUNT, action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', resourceAccount: ACCOUNT, context: {},
  };
  expect(evaluate(request, compileChain({ scps: [{ level: 'root', documents: [ALLOW, deny] }], rcps: [], identityPolicies: [ALLOW], sessionPolicies: [] })).decision).toBe(expected);
});
