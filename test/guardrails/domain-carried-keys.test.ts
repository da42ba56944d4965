import { type CarriedKeys, carrying } from '../../src/guardrails/domain/carried-keys';
import { identityCenterRoles } from '../../src/guardrails/domain/mfa-evidence';
import { identityCenterRole, roleNamed, rootUser } from '../../src/organization/domain/callers';
import type { Claim } from '../../src/policy/domain/claim';

const place = { partition: 'aws', homeRegion: 'eu-west-1' };
const evidence: CarriedKeys = { callers: identityCenterRoles('aws'), context: { 'aws:PrincipalTag/mfa': 'true' } };
const department: CarriedKeys = { callers: identityCenterRoles('aws'), context: { 'aws:PrincipalTag/department': 'data' } };
const claim = (principal: string, context?: Claim['context']): Claim => ({
  claim: 'x', expected: 'allowed', source: 'test', principal, action: 's3:GetObject', resource: '*', regions: ['eu-west-1'], accountIds: [], notCovered: [], fix: 'y', context,
});

test.each<[string, string, boolean]>([
  ['an Identity Center role', identityCenterRole(place, 'Developer'), true],
  ['one without a Region in its path', identityCenterRole({ partition: 'aws' }, 'Developer'), true],
  ['one of a named account', 'arn:aws:iam::000000000005:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Developer_0123456789abcdef', true],
  ['another role', roleNamed(place, 'pipeline'), false],
  ['root', rootUser(place), false],
  ['an AWS service', 'cloudtrail.amazonaws.com', false],
])('%s brings its evidence along: %#', (_, principal, brings) => {
  expect(carrying(claim(principal), [evidence]).context).toEqual(brings ? evidence.context : undefined);
});

test('what a claim says itself holds, in whatever spelling; the rest is added', () => {
  const said = { 'AWS:principaltag/MFA': 'false', 'aws:SourceIp': '192.0.2.1' };
  expect(carrying(claim(identityCenterRole(place, 'Developer'), said), [evidence, department]).context).toEqual({ ...said, ...department.context });
});

test('a claim that says a key is absent keeps it absent', () => {
  const absent = { 'aws:PrincipalTag/mfa': [] };
  expect(carrying(claim(identityCenterRole(place, 'Developer'), absent), [evidence]).context).toEqual(absent);
});

test('without such guardrails every claim stays as it is', () => {
  const one = claim(identityCenterRole(place, 'Developer'));
  expect(carrying(one, [])).toBe(one);
});
