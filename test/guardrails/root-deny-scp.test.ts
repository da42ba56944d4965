import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Accounts, Exemption, type GuardrailProps, Rollout, RootDenySCP, Stage } from '../../src';
import { codes, refusal } from '../support/messages';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, PRODUCTION, SANDBOX, SANDBOX_UNIT, smallOrganization } from '../support/small-organization';
import { ALLOWED, type Asked, deniedBy, underScp } from '../support/verdict';

const DETAILS = { reason: 'root is still in use', owner: 'platform', ticket: 'SEC-4', expires: '2027-01-31' };
const FIFTH = '000000000006';

function synth(change: Partial<GuardrailProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  const rootDeny = new RootDenySCP(stack, 'RootDeny', {
    organization: smallOrganization(), rollout: Rollout.stages([{ unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'tried' }) }]), asOf: '2026-11-01', ...change,
  });
  return { stack, rootDeny };
}

const root = (account: string, partition = 'aws') => `arn:${partition}:iam::${account}:root`;

describe('what it denies', () => {
  const { content } = synth().rootDeny;
  test.each<[string, Asked, string[]]>([
    ['root makes an access key', { principal: root(SANDBOX), action: 'iam:CreateAccessKey', region: 'us-east-1' }, ['DenyRoot']],
    ['root reads an object', { principal: root(SANDBOX), action: 's3:GetObject', resource: 'arn:aws:s3:::any/object' }, ['DenyRoot']],
    ['root looks at the bill', { principal: root(SANDBOX), action: 'billing:GetBillingData', region: 'us-east-1' }, ['DenyRoot']],
    ['root asks who it is', { principal: root(SANDBOX), action: 'sts:GetCallerIdentity' }, ['DenyRoot']],
    ['root of the log archive deletes a log', { principal: root(LOG_ARCHIVE), action: 's3:DeleteObjectVersion' }, ['DenyRoot']],
    ['central root access deletes a login profile', { principal: root(SANDBOX), action: 'iam:DeleteLoginProfile', context: { 'aws:AssumedRoot': 'true' } }, []],
    ['central root access unlocks a bucket', { principal: root(SANDBOX), action: 's3:DeleteBucketPolicy', context: { 'aws:AssumedRoot': 'true' } }, []],
    ['a role does what root may not', { principal: `arn:aws:iam::${SANDBOX}:role/anybody`, action: 'iam:CreateAccessKey' }, []],
    ['a role called root is no root', { principal: `arn:aws:iam::${SANDBOX}:role/root`, action: 'iam:CreateAccessKey' }, []],
    ['a user called root is no root', { principal: `arn:aws:iam::${SANDBOX}:user/root`, action: 'iam:CreateAccessKey' }, []],
    ['root of the management account is not bound', { principal: root(MANAGEMENT), action: 'iam:CreateAccessKey' }, []],
  ])('%s', (_, asked, sids) => {
    expect(underScp(content, asked)).toEqual(sids.length > 0 ? deniedBy(...sids) : ALLOWED);
  });
});

describe('exempt accounts', () => {
  const five = smallOrganization((snapshot) => snapshot.Accounts.push({ ...snapshot.Accounts[4], Id: FIFTH, Name: 'fifth' }));
  const { content } = synth({ organization: five, exemptions: [Exemption.accounts(Accounts.named('audit', 'log-archive', 'production', 'sandbox'), DETAILS)] }).rootDeny;

  test.each([AUDIT, LOG_ARCHIVE, PRODUCTION, SANDBOX])('root of %s, which is one of four, is left alone', (account) => {
    expect(underScp(content, { principal: root(account), action: 'iam:CreateAccessKey' })).toEqual(ALLOWED);
  });

  test('root of the fifth is denied', () => {
    expect(underScp(content, { principal: root(FIFTH), action: 'iam:CreateAccessKey' })).toEqual(deniedBy('DenyRoot'));
  });

  test('two exemptions add up', () => {
    const exemptions = ['audit', 'sandbox'].map((name) => Exemption.accounts(Accounts.named(name), DETAILS));
    const { content: both } = synth({ exemptions }).rootDeny;
    const verdicts = [AUDIT, SANDBOX, PRODUCTION].map((account) => underScp(both, { principal: root(account), action: 's3:ListAllMyBuckets' }));
    expect(verdicts).toEqual([ALLOWED, ALLOWED, deniedBy('DenyRoot')]);
  });

  test('the exemption is a condition of the one statement, because another policy cannot allow again', () => {
    expect(JSON.parse(content).Statement).toHaveLength(1);
  });
});

test('an exemption of principals is refused: root is not one of them', () => {
  const message = refusal(() => synth({ exemptions: [Exemption.principals([`arn:aws:iam::${SANDBOX}:role/deployer`], DETAILS)] }));
  expect(codes(message)).toEqual(['ExemptionKind']);
  expect(message).toContain('names principals; an exemption from it can name accounts');
});

test('in GovCloud it names the root of that partition', () => {
  const organization = smallOrganization((snapshot) => {
    snapshot.Organization.Arn = snapshot.Organization.Arn.replace('arn:aws:', 'arn:aws-us-gov:');
    snapshot.IdentityCenter.Region = 'us-gov-east-1';
  });
  const { content } = synth({ organization }).rootDeny;
  expect(underScp(content, { principal: root(SANDBOX, 'aws-us-gov'), action: 'iam:CreateAccessKey', region: 'us-gov-west-1' })).toEqual(deniedBy('DenyRoot'));
  expect(underScp(content, { principal: root(SANDBOX), action: 'iam:CreateAccessKey' })).toEqual(ALLOWED);
});

test('it is attached where it is enforced, under its name', () => {
  Template.fromStack(synth().stack).hasResourceProperties('AWS::Organizations::Policy', {
    Name: 'zero-trust-root-deny', Type: 'SERVICE_CONTROL_POLICY', TargetIds: [SANDBOX_UNIT],
  });
});
