import { type PolicyChain, compileChain, evaluate } from '../../src/policy/domain/evaluate';
import { parsePolicy } from '../../src/policy/domain/parse';
import type { AccessRequest } from '../../src/policy/domain/request';

const ACCOUNT = '111111111111';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Caller`;

const document = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const ALLOW = { Effect: 'Allow', Action: '*', Resource: '*' };
const DENY = { ...ALLOW, Effect: 'Deny' };
const FULL = document(ALLOW);

/** The role reads an object of its own account, unless the request says otherwise; nothing but an administrator's policy applies, unless the chain does. */
function ask(chain: Partial<PolicyChain>, { context, ...request }: Partial<AccessRequest> = {}) {
  const compiled = compileChain({ scps: [], rcps: [], identityPolicies: [FULL], sessionPolicies: [], ...chain });
  const principalArn = request.principalArn ?? ROLE;
  return evaluate({
    principalArn, principalAccount: ACCOUNT, action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key', resourceAccount: ACCOUNT, ...request,
    context: { 'aws:PrincipalArn': principalArn, ...context },
  }, compiled);
}

test.each([
  ['an effect in small letters', { ...ALLOW, Effect: 'allow' }],
  ['no effect', { Action: '*', Resource: '*' }],
  ['neither Action nor NotAction', { Effect: 'Allow', Resource: '*' }],
  ['an action that is null', { Effect: 'Allow', Action: null, Resource: '*' }],
  ['an operator that AWS does not know', { ...ALLOW, Condition: { StringSameAs: { 'aws:PrincipalAccount': ACCOUNT } } }],
  ['an operator named like a member of every object', { ...ALLOW, Condition: { constructor: { 'aws:PrincipalAccount': ACCOUNT } } }],
])('a statement with %s, which AWS refuses, allows nothing', (_, statement) => {
  expect(ask({ identityPolicies: [document(statement)] }).decision).toBe('implicitly-denied');
});

test('an action without a colon belongs to no service', () => {
  const identityPolicies = [document({ ...ALLOW, Action: 's3:*' })];
  expect(ask({ identityPolicies }, { action: 's3:x' }).decision).toBe('allowed');
  expect(ask({ identityPolicies }, { action: 's3x' }).decision).toBe('implicitly-denied');
});

test.each([
  ['an empty text', 'explicitly-denied', ''],
  ['a list of empty texts', 'explicitly-denied', ['']],
  ['an empty list', 'explicitly-denied', []],
  ['a text that is not wanted', 'allowed', 'b'],
])('by a Deny for all values, of which an empty one is none, a request with %s is %s', (_, decision, given) => {
  const deny = document({ ...DENY, Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } } });
  expect(ask({ identityPolicies: [FULL, deny] }, { context: { 'aws:TagKeys': given } }).decision).toBe(decision);
});

test.each([
  ['a service-linked role', 'allowed', `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`],
  ['a service-linked role of another partition', 'allowed', `arn:aws-cn:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`],
  ['a user whose path reads like one', 'explicitly-denied', `arn:aws:iam::${ACCOUNT}:user/a:role/aws-service-role/x`],
  ['a role whose path reads like one', 'explicitly-denied', `arn:aws:iam::${ACCOUNT}:role/a:role/aws-service-role/x`],
])('under a service control policy that denies everything, %s is %s', (_, decision, principalArn) => {
  expect(ask({ scps: [{ level: 'root', documents: [FULL, document(DENY)] }] }, { principalArn }).decision).toBe(decision);
});

test('a user whose path reads like a role is let in by its name although the boundary does not allow it', () => {
  const letIn = (principalArn: string) => ask({
    identityPolicies: [], permissionsBoundary: document({ ...ALLOW, Action: 'ec2:*' }), resourcePolicy: document({ ...ALLOW, Principal: { AWS: principalArn } }),
  }, { principalArn }).decision;
  expect(letIn(`arn:aws:iam::${ACCOUNT}:user/a:role/b`)).toBe('allowed');
  expect(letIn(`arn:aws:iam::${ACCOUNT}:role/b`)).toBe('implicitly-denied');
});

test.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc'])('in partition %s, to name an account by its root ARN hands the decision to its identity policies', (partition) => {
  const resourcePolicy = document({ ...ALLOW, Principal: { AWS: `arn:${partition}:iam::${ACCOUNT}:root` } });
  for (const name of ['root', 'role/Caller']) {
    const principalArn = `arn:${partition}:iam::${ACCOUNT}:${name}`;
    expect(ask({ identityPolicies: [], resourcePolicy }, { principalArn }).decision).toBe('implicitly-denied');
    expect(ask({ resourcePolicy }, { principalArn }).decision).toBe('allowed');
  }
});

const KEY = { action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1` };
const TRUST = { action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/Other` };

test.each([
  ['a key policy that names somebody else', 'implicitly-denied by resource', KEY, { AWS: `arn:aws:iam::${ACCOUNT}:role/Else` }, [FULL]],
  ['a key policy that names the account', 'allowed', KEY, { AWS: ACCOUNT }, [FULL]],
  ['a key policy that names the account, and no identity policy,', 'implicitly-denied by identity and resource', KEY, { AWS: ACCOUNT }, []],
  ['a key policy that names the caller, and no identity policy,', 'allowed', KEY, { AWS: ROLE }, []],
  ['a trust policy that names somebody else', 'implicitly-denied by resource', TRUST, { AWS: `arn:aws:iam::${ACCOUNT}:role/Else` }, [FULL]],
  ['a trust policy that names the account', 'allowed', TRUST, { AWS: ACCOUNT }, [FULL]],
  ['a bucket policy that names somebody else', 'allowed', {}, { AWS: `arn:aws:iam::${ACCOUNT}:role/Else` }, [FULL]],
])('within one account, a request under %s is %s', (_, expected, request, Principal, identityPolicies) => {
  const { decision, by } = ask({ identityPolicies, resourcePolicy: document({ ...ALLOW, Principal }) }, request);
  expect(by.length > 0 ? `${decision} by ${by.join(' and ')}` : decision).toBe(expected);
});

test('a key policy that may or may not agree leaves the answer open', () => {
  const resourcePolicy = document({ ...ALLOW, Principal: { AWS: ACCOUNT }, Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } });
  const { decision, dependsOn } = ask({ resourcePolicy }, { ...KEY, unknownKeys: ['kms:ViaService'] });
  expect({ decision, dependsOn }).toEqual({ decision: 'undeterminable', dependsOn: ['kms:viaservice'] });
});

test('an answer does not hang on a key whose value no longer matters', () => {
  const deny = document({ ...DENY, Condition: { StringEquals: { 'aws:RequestTag/owner': ['${aws:userid}', '${aws:username}'], 'aws:SourceVpc': 'vpc-1' } } });
  const { decision, dependsOn } = ask({ identityPolicies: [FULL, deny] }, {
    context: { 'aws:RequestTag/owner': 'bob', 'aws:username': 'bob' }, unknownKeys: ['aws:userid', 'aws:SourceVpc'],
  });
  expect({ decision, dependsOn }).toEqual({ decision: 'undeterminable', dependsOn: ['aws:sourcevpc'] });
});

test('more actions than are remembered are decided each by itself', () => {
  const compiled = compileChain({ scps: [], rcps: [], identityPolicies: [document({ ...ALLOW, Action: ['x:Action1*', 'x:action777'] })], sessionPolicies: [] });
  const decided = (action: string) => evaluate({ principalArn: ROLE, principalAccount: ACCOUNT, action, resource: '*', context: {} }, compiled).decision;
  for (let round = 0; round < 2; round++) {
    for (let index = 0; index < 1200; index++) {
      expect(decided(`x:Action${index}`)).toBe(String(index).startsWith('1') || index === 777 ? 'allowed' : 'implicitly-denied');
    }
  }
});

test('more spellings of keys than are remembered are read each by itself', () => {
  const compiled = compileChain({ scps: [], rcps: [], identityPolicies: [document({ ...ALLOW, Condition: { StringEquals: { 'aws:PrincipalTag/Team': 'a' } } })], sessionPolicies: [] });
  const decided = (context: AccessRequest['context']) => evaluate({ principalArn: ROLE, principalAccount: ACCOUNT, action: 's3:GetObject', resource: '*', context }, compiled).decision;
  for (let index = 0; index < 1200; index++) {
    expect(decided({ [`aws:PrincipalTag/t${index}`]: 'a' })).toBe('implicitly-denied');
  }
  expect(decided({ 'AWS:principaltag/TEAM': 'a' })).toBe('allowed');
});

test('a document without a version is read as one of the first, in which a variable is plain text', () => {
  const text = JSON.stringify({ Statement: { ...ALLOW, Resource: 'arn:aws:s3:::bucket/${aws:username}' } });
  const parsed = parsePolicy(text);
  expect(parsed.kind).toBe('parsed');
  const read = parsed.kind === 'parsed' ? parsed.document : undefined;
  const asked = (key: string) => ask({ identityPolicies: [read] }, { resource: `arn:aws:s3:::bucket/${key}`, context: { 'aws:username': 'bob' } }).decision;
  expect([asked('bob'), asked('${aws:username}')]).toEqual(['implicitly-denied', 'allowed']);
});
