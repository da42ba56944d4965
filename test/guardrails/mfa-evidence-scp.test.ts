import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { Accounts, Exemption, MfaEvidenceSCP, type MfaEvidenceSCPProps, Rollout, Stage } from '../../src';
import { ALLOW_ALL, minified } from '../../src/policy/domain/document';
import { codes, refusal } from '../support/messages';
import { MANAGEMENT, PRODUCTION, SANDBOX, SANDBOX_UNIT, smallOrganization } from '../support/small-organization';
import { ALLOWED, type Asked, deniedBy, underScp } from '../support/verdict';

const DETAILS = { reason: 'signs in by another way', owner: 'platform', ticket: 'SEC-7', expires: '2027-01-31' };
const enforced = Stage.enforce({ acknowledgement: 'the tag was seen in every session of a month' });
const DENIED = deniedBy('DenyWithoutMfaEvidence');

function synth(change: Partial<MfaEvidenceSCPProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  const evidence = new MfaEvidenceSCP(stack, 'MfaEvidence', {
    organization: smallOrganization(), rollout: Rollout.stages([{ unit: 'Sandbox', stage: enforced }]), asOf: '2026-11-01', ...change,
  });
  return { stack, evidence };
}

const role = (name: string, account = SANDBOX, partition = 'aws') => `arn:${partition}:iam::${account}:role/${name}`;
const person = (set: string, account = SANDBOX) => role(`aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_${set}_0123456789abcdef`, account);
/** What comes out without the policy: an AWS service, for one, needs somebody's leave in any case. */
const untouched = (asked: Asked) => underScp(minified(ALLOW_ALL), asked);
const tagged = (value: string, key = 'mfa') => ({ [`aws:PrincipalTag/${key}`]: value });

describe('what it denies', () => {
  const { content } = synth().evidence;
  const somebody = { principal: person('Developer'), action: 'ec2:RunInstances' };

  test.each<[string, Asked, boolean]>([
    ['a session without the tag', somebody, true],
    ['a session whose tag says something else', { ...somebody, context: tagged('false') }, true],
    ['a session whose tag says nothing', { ...somebody, context: tagged('') }, true],
    ['a session whose tag says it in capitals: values differ by case', { ...somebody, context: tagged('True') }, true],
    ['a session with another tag', { ...somebody, context: tagged('true', 'department') }, true],
    ['a session whose request is tagged, not the session', { ...somebody, context: { 'aws:RequestTag/mfa': 'true', 'aws:ResourceTag/mfa': 'true' } }, true],
    ['a session that used a device of IAM, which people of Identity Center have none of', { ...somebody, context: { 'aws:MultiFactorAuthPresent': 'true' } }, true],
    ['an administrator without the tag', { principal: person('Administrator'), action: 'iam:CreateRole' }, true],
    ['a session of an Identity Center in us-east-1, whose roles have no Region in the path',
      { ...somebody, principal: role('aws-reserved/sso.amazonaws.com/AWSReservedSSO_Developer_0123456789abcdef') }, true],
    ['who they are, without the tag (STS itself answers this call whatever a policy says)', { ...somebody, action: 'sts:GetCallerIdentity' }, true],
    ['a session with the tag', { ...somebody, context: tagged('true') }, false],
    ['a session with the tag in capitals: keys do not differ by case', { ...somebody, context: tagged('true', 'MFA') }, false],
    ['a session in the management account', { ...somebody, principal: person('Developer', MANAGEMENT) }, false],
    ['a deployment role', { principal: role('cdk-hnb659fds-cfn-exec-role-000000000005-eu-west-1'), action: 'iam:CreateRole' }, false],
    ['a role that somebody took from a session: it is another role', { principal: role('taken-by-a-developer'), action: 'ec2:RunInstances' }, false],
    ['a role of a team of the same name', { principal: role('AWSReservedSSO_Developer_0123456789abcdef'), action: 'ec2:RunInstances' }, false],
    ['a role of another service under the reserved path', { principal: role('aws-reserved/other.amazonaws.com/AWSReservedSSO_Developer_0123456789abcdef'), action: 'ec2:RunInstances' }, false],
    ['a break-glass role', { principal: role('break-glass'), action: 'iam:PutRolePolicy' }, false],
    ['the service-linked role of Identity Center', { principal: role('aws-service-role/sso.amazonaws.com/AWSServiceRoleForSSO'), action: 'iam:CreateRole' }, false],
    ['a user', { principal: `arn:aws:iam::${SANDBOX}:user/somebody`, action: 'ec2:RunInstances' }, false],
    ['root', { principal: `arn:aws:iam::${SANDBOX}:root`, action: 's3:ListAllMyBuckets' }, false],
    ['an AWS service', { principal: 'cloudtrail.amazonaws.com', action: 's3:PutObject' }, false],
  ])('%s', (_, asked, denied) => {
    expect(underScp(content, asked)).toEqual(denied ? DENIED : untouched(asked));
  });
});

describe('random requests', () => {
  const { content } = synth().evidence;
  const name = fc.stringMatching(/^[A-Za-z0-9+=,.@_-]{1,40}$/);
  const account = fc.constantFrom(SANDBOX, PRODUCTION, '111122223333');
  const tags = fc.dictionary(fc.constantFrom('mfa', 'MFA', 'team', 'mfa2').map((key) => `aws:PrincipalTag/${key}`), fc.constantFrom('true', 'false', '', 'TRUE', '*'), { maxKeys: 3 });
  const asking = fc.record({
    action: fc.constantFrom('s3:GetObject', 'sts:GetCallerIdentity', 'iam:CreateUser', 'sso:GetRoleCredentials', 'organizations:LeaveOrganization', 'kms:Decrypt'),
    region: fc.constantFrom('eu-west-1', 'us-east-1'),
    resource: fc.constantFrom('*', 'arn:aws:s3:::any/object', 'arn:aws:iam::000000000005:role/any'),
    context: tags,
  });
  const folder = fc.constantFrom('', 'team/', 'aws-service-role/sso.amazonaws.com/', 'aws-reserved/', 'aws-reserved/other.amazonaws.com/', 'aws-reserved/sso.amazonaws.com.team/',
    'team/aws-reserved/sso.amazonaws.com/', 'AWS-reserved/sso.amazonaws.com/', 'zero-trust/');
  const leaf = fc.oneof(name, name.map((set) => `AWSReservedSSO_${set}_0123456789abcdef`));
  const elsewhere = fc.oneof(
    fc.tuple(account, folder, leaf).map(([id, path, end]) => role(`${path}${end}`, id)),
    fc.tuple(account, leaf).map(([id, end]) => `arn:aws:iam::${id}:user/aws-reserved/sso.amazonaws.com/${end}`),
    account.map((id) => `arn:aws:iam::${id}:root`),
    fc.constantFrom('ec2.amazonaws.com', 'sso.amazonaws.com', 'account-access.amazonaws.com'),
  );
  const fromIdentityCenter = fc.tuple(account, fc.constantFrom('', 'eu-west-1/', 'us-gov-west-1/'), name)
    .map(([id, region, set]) => role(`aws-reserved/sso.amazonaws.com/${region}AWSReservedSSO_${set}_0123456789abcdef`, id));

  test('of whoever is no Identity Center role are never touched, whatever tags they carry', () => {
    fc.assert(fc.property(elsewhere, asking, (principal, asked) => {
      expect(underScp(content, { ...asked, principal })).toEqual(untouched({ ...asked, principal }));
    }), { numRuns: 3_000 });
  });

  test('of Identity Center roles are denied exactly when the session lacks the tag or the tag says something else', () => {
    fc.assert(fc.property(fromIdentityCenter, asking, (principal, asked) => {
      const carried = Object.entries(asked.context).filter(([key]) => key.toLowerCase() === 'aws:principaltag/mfa').map(([, value]) => value);
      // STS refuses a session with one key in two spellings.
      fc.pre(carried.length < 2);
      expect(underScp(content, { ...asked, principal })).toEqual(carried[0] === 'true' ? ALLOWED : DENIED);
    }), { numRuns: 3_000 });
  });
});

describe('the tag', () => {
  test.each<[string, Partial<MfaEvidenceSCPProps>]>([
    ['one character', { sessionTag: 'm', value: '1' }],
    ['128 and 256 characters', { sessionTag: 'm'.repeat(128), value: 'v'.repeat(256) }],
    ['letters of any script, spaces and signs', { sessionTag: 'zweiter Faktor:ü/+=.@_-', value: 'ja ü' }],
    ["'aws' without a colon", { sessionTag: 'awsmfa' }],
  ])('may have %s', (_, change) => {
    const { sessionTag, value, content } = synth(change).evidence;
    const asked = { principal: person('Developer'), action: 'ec2:RunInstances' };
    expect(underScp(content, { ...asked, context: tagged(value, sessionTag) })).toEqual(ALLOWED);
    expect(underScp(content, asked)).toEqual(DENIED);
  });

  test.each<[string, Partial<MfaEvidenceSCPProps>, string]>([
    ['no key', { sessionTag: '' }, 'MfaEvidenceTag'],
    ['129 characters', { sessionTag: 'm'.repeat(129) }, 'MfaEvidenceTag'],
    ["AWS's own prefix", { sessionTag: 'aws:mfa' }, 'MfaEvidenceTag'],
    ["AWS's own prefix in capitals", { sessionTag: 'AWS:mfa' }, 'MfaEvidenceTag'],
    ['a wildcard in the key', { sessionTag: 'mf*' }, 'MfaEvidenceTag'],
    ['no value', { value: '' }, 'MfaEvidenceValue'],
    ['257 characters of value', { value: 'v'.repeat(257) }, 'MfaEvidenceValue'],
    ['a policy variable as its value', { value: '${aws:username}' }, 'MfaEvidenceValue'],
    ['a wildcard in the value', { value: '*' }, 'MfaEvidenceValue'],
  ])('may not have %s', (_, change, code) => {
    expect(codes(refusal(() => synth(change)))).toEqual([code]);
  });

  test('and its value are told of together when both are wrong', () => {
    expect(codes(refusal(() => synth({ sessionTag: '', value: '' })))).toEqual(['MfaEvidenceTag', 'MfaEvidenceValue']);
  });
});

describe('exemptions', () => {
  test('leave alone one set, and one account', () => {
    const exemptions = [
      Exemption.principals(['arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Kiosk_*'], DETAILS), Exemption.accounts(Accounts.named('production'), DETAILS),
    ];
    const { content } = synth({ exemptions }).evidence;
    const works = (principal: string) => underScp(content, { principal, action: 'ec2:RunInstances' });
    expect([works(person('Kiosk')), works(person('Developer', PRODUCTION)), works(person('Developer'))]).toEqual([ALLOWED, ALLOWED, DENIED]);
  });

  test('of everybody are refused', () => {
    const everybody = Exemption.principals(['arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*'], DETAILS);
    expect(codes(refusal(() => synth({ exemptions: [everybody] })))).toEqual(['ExemptionTooBroad']);
  });
});

test('in GovCloud it asks the Identity Center roles of that partition', () => {
  const organization = smallOrganization((snapshot) => {
    snapshot.Organization.Arn = snapshot.Organization.Arn.replace('arn:aws:', 'arn:aws-us-gov:');
    snapshot.IdentityCenter.Region = 'us-gov-east-1';
  });
  const { content } = synth({ organization }).evidence;
  const works = (partition: string) => underScp(content, {
    principal: role('aws-reserved/sso.amazonaws.com/us-gov-east-1/AWSReservedSSO_Developer_0123456789abcdef', SANDBOX, partition), action: 'ec2:RunInstances', region: 'us-gov-east-1',
  });
  expect([works('aws-us-gov'), works('aws')]).toEqual([DENIED, ALLOWED]);
});

test('it is attached where it is enforced, under its name, and says in Organizations what it asks for', () => {
  Template.fromStack(synth().stack).hasResourceProperties('AWS::Organizations::Policy', {
    Name: 'zero-trust-mfa-evidence', Type: 'SERVICE_CONTROL_POLICY', TargetIds: [SANDBOX_UNIT],
    Description: Match.stringLikeRegexp("without the session tag mfa = true, the identity provider's word that a second factor was used"),
  });
});

describe('the danger of a lock-out', () => {
  test('is warned of where it is enforced', () => {
    Annotations.fromStack(synth().stack).hasWarning('/Management/MfaEvidence', "zero-trust-mfa-evidence is enforced on 'Sandbox': Identity Center sessions without the session tag "
      + "'mfa' = 'true' are denied everything there, and so is everybody once the identity provider stops sending it. Keep a way in that does not lead through Identity Center, and read "
      + 'docs/mfa-evidence.md first. [ack: cdk-zero-trust-landing-zone:mfa-evidence-lock-out]');
  });

  test('is not warned of while it binds nowhere, and then the policy is attached nowhere', () => {
    const { stack } = synth({ rollout: Rollout.stages([{ unit: '/', stage: Stage.observe() }]) });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
    Template.fromStack(stack).hasResourceProperties('AWS::Organizations::Policy', { Name: 'zero-trust-mfa-evidence', TargetIds: Match.absent() });
  });
});
