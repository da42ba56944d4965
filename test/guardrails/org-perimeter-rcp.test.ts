import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Accounts, Exemption, type GuardrailProps, OrgPerimeterRCP, Rollout, Stage } from '../../src';
import { codes, refusal } from '../support/messages';
import { MANAGEMENT, PRODUCTION, SANDBOX, smallOrganization } from '../support/small-organization';
import { ALLOWED, type Asked, deniedBy, underRcp } from '../support/verdict';

const DETAILS = { reason: 'a vendor reads the bill', owner: 'finance', ticket: 'SEC-7', expires: '2027-01-31' };
const VENDOR = '444455556666';

function synth(change: Partial<GuardrailProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  const perimeter = new OrgPerimeterRCP(stack, 'Perimeter', {
    organization: smallOrganization(), rollout: Rollout.stages([{ unit: '/', stage: Stage.enforce({ acknowledgement: 'tried' }) }]), asOf: '2026-11-01', ...change,
  });
  return { stack, perimeter };
}

const outsider = 'arn:aws:iam::111122223333:role/outsider';
const member = `arn:aws:iam::${PRODUCTION}:role/anybody`;
const inSandbox = (service: string, name: string) => `arn:aws:${service}:eu-west-1:${SANDBOX}:${name}`;

const reached: [what: string, action: string, resource: string][] = [
  ['reads an object', 's3:GetObject', 'arn:aws:s3:::any/object'],
  ['lists a bucket', 's3:ListBucket', 'arn:aws:s3:::any'],
  ['decrypts with a key', 'kms:Decrypt', inSandbox('kms', 'key/any')],
  ['sends a message', 'sqs:SendMessage', inSandbox('sqs', 'any')],
  ['reads a secret', 'secretsmanager:GetSecretValue', inSandbox('secretsmanager', 'secret:any')],
  ['pulls an image', 'ecr:BatchGetImage', inSandbox('ecr', 'repository/any')],
  ['searches a collection', 'aoss:APIAccessAll', inSandbox('aoss', 'collection/any')],
  ['assumes a role', 'sts:AssumeRole', `arn:aws:iam::${SANDBOX}:role/any`],
  ['brings a context to a role', 'sts:SetContext', `arn:aws:iam::${SANDBOX}:role/any`],
];

test.each(reached)('an outsider whom the resource itself lets in %s: denied; a member does', (_, action, resource) => {
  const { content } = synth().perimeter;
  expect(underRcp(content, { action, resource, principal: outsider, resourceAccount: SANDBOX })).toEqual(deniedBy('DenyOutsiders'));
  expect(underRcp(content, { action, resource, principal: member, resourceAccount: SANDBOX })).toEqual(ALLOWED);
  expect(underRcp(content, { action, resource })).toEqual(ALLOWED);
});

test('a caller of another organization is an outsider', () => {
  const asked = { action: 's3:GetObject', resource: 'arn:aws:s3:::any/object', principal: outsider, resourceAccount: SANDBOX, context: { 'aws:PrincipalOrgID': 'o-somebodyelse' } };
  expect(underRcp(synth().perimeter.content, asked)).toEqual(deniedBy('DenyOutsiders'));
});

describe('AWS services', () => {
  const delivery = { action: 's3:PutObject', resource: 'arn:aws:s3:::any/log', principal: 'cloudtrail.amazonaws.com', resourceAccount: SANDBOX };

  test.each<[string, Asked['context'], string[]]>([
    ['for an account of the organization', { 'aws:SourceOrgID': 'o-smallorgan', 'aws:SourceAccount': PRODUCTION }, []],
    ['for another organization', { 'aws:SourceOrgID': 'o-somebodyelse', 'aws:SourceAccount': '111122223333' }, ['DenyConfusedDeputies']],
    ['for an account without organization', { 'aws:SourceAccount': '111122223333' }, ['DenyConfusedDeputies']],
    ['for itself, naming no source', {}, []],
  ])('a service acts %s', (_, context, sids) => {
    expect(underRcp(synth().perimeter.content, { ...delivery, context })).toEqual(sids.length > 0 ? deniedBy(...sids) : ALLOWED);
  });

  test('a service that acts for a vendor is let in with the vendor', () => {
    const { content } = synth({ exemptions: [Exemption.externalAccounts([VENDOR], DETAILS)] }).perimeter;
    const acts = (account: string) => underRcp(content, { ...delivery, context: { 'aws:SourceOrgID': 'o-somebodyelse', 'aws:SourceAccount': account } });
    expect([acts(VENDOR), acts('111122223333')]).toEqual([ALLOWED, deniedBy('DenyConfusedDeputies')]);
  });

  test('a member is no service, whatever source its request names', () => {
    const asked = { ...delivery, principal: member, context: { 'aws:SourceOrgID': 'o-somebodyelse', 'aws:SourceAccount': '111122223333' } };
    expect(underRcp(synth().perimeter.content, asked)).toEqual(ALLOWED);
  });

  test('a caller cannot pass for a service by naming a source', () => {
    const asked = { ...delivery, principal: outsider, context: { 'aws:SourceOrgID': 'o-smallorgan', 'aws:SourceAccount': PRODUCTION } };
    expect(underRcp(synth().perimeter.content, asked)).toEqual(deniedBy('DenyOutsiders'));
  });
});

describe('sign-in, which comes from outside by nature', () => {
  const role = `arn:aws:iam::${SANDBOX}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Reader_0123456789abcdef`;

  test.each([
    ['Identity Center signs somebody in', 'sts:AssumeRoleWithSAML'],
    ['a pipeline signs in with a token', 'sts:AssumeRoleWithWebIdentity'],
    ['the session is tagged', 'sts:TagSession'],
    ['the session names who it is for', 'sts:SetSourceIdentity'],
  ])('%s: not denied', (_, action) => {
    expect(underRcp(synth().perimeter.content, { action, resource: role, principal: outsider, resourceAccount: SANDBOX })).toEqual(ALLOWED);
  });
});

describe('exemptions', () => {
  const reads = (content: string, principal: string, resourceAccount: string) =>
    underRcp(content, { action: 's3:GetObject', resource: 'arn:aws:s3:::any/object', principal, resourceAccount });

  test('an external account is let in, another one is not, and members still are', () => {
    const { content } = synth({ exemptions: [Exemption.externalAccounts([VENDOR], DETAILS)] }).perimeter;
    expect(reads(content, `arn:aws:iam::${VENDOR}:role/reader`, SANDBOX)).toEqual(ALLOWED);
    expect(reads(content, outsider, SANDBOX)).toEqual(deniedBy('DenyOutsiders'));
    expect(reads(content, member, SANDBOX)).toEqual(ALLOWED);
  });

  test('of two external accounts, named by two exemptions, both are let in', () => {
    const exemptions = [VENDOR, '777788889999'].map((id) => Exemption.externalAccounts([id], DETAILS));
    const { content } = synth({ exemptions }).perimeter;
    expect([VENDOR, '777788889999'].map((id) => reads(content, `arn:aws:iam::${id}:role/reader`, SANDBOX))).toEqual([ALLOWED, ALLOWED]);
  });

  test('the resources of an exempt account are open to outsiders and to services; those of others are not', () => {
    const { content } = synth({ exemptions: [Exemption.accounts(Accounts.named('production'), DETAILS)] }).perimeter;
    const confused = { 'aws:SourceOrgID': 'o-somebodyelse', 'aws:SourceAccount': '111122223333' };
    const delivers = (resourceAccount: string) =>
      underRcp(content, { action: 's3:PutObject', resource: 'arn:aws:s3:::any/log', principal: 'cloudtrail.amazonaws.com', resourceAccount, context: confused });
    expect([reads(content, outsider, PRODUCTION), delivers(PRODUCTION)]).toEqual([ALLOWED, ALLOWED]);
    expect([reads(content, outsider, SANDBOX), delivers(SANDBOX)]).toEqual([deniedBy('DenyOutsiders'), deniedBy('DenyConfusedDeputies')]);
  });

  test('resources of the management account are not bound', () => {
    expect(reads(synth().perimeter.content, outsider, MANAGEMENT)).toEqual(ALLOWED);
  });

  test('an exemption of principals is refused', () => {
    const message = refusal(() => synth({ exemptions: [Exemption.principals(['arn:aws:iam::*:role/reader'], DETAILS)] }));
    expect(codes(message)).toEqual(['ExemptionKind']);
    expect(message).toContain('can name accounts or external accounts');
  });
});

describe('as a resource control policy', () => {
  const exemptions = [Exemption.externalAccounts([VENDOR], DETAILS), Exemption.accounts(Accounts.named('production'), DETAILS)];

  test('every statement is one that Organizations takes: a Deny for everybody, with actions of named services', () => {
    const statements = JSON.parse(synth({ exemptions }).perimeter.content).Statement;
    expect(statements).toHaveLength(2);
    for (const { Effect, Principal, Action, ...others } of statements) {
      expect({ Effect, Principal }).toEqual({ Effect: 'Deny', Principal: '*' });
      expect(Action.filter((action: string) => !/^[a-z0-9]+:(\*|[A-Za-z]+)$/.test(action))).toEqual([]);
      expect(Object.keys(others).sort()).toEqual(['Condition', 'Resource', 'Sid']);
    }
  });

  test('it is of its own type and attached where it is enforced', () => {
    Template.fromStack(synth().stack).hasResourceProperties('AWS::Organizations::Policy', {
      Name: 'zero-trust-perimeter', Type: 'RESOURCE_CONTROL_POLICY', TargetIds: ['r-root'],
    });
  });

  test('it is held to the bytes of a resource control policy, and one byte more does not fit', () => {
    const { bytes } = synth().perimeter;
    const room = (rcpBytes: number) => smallOrganization(() => {}, { rcpBytes, scpBytes: 1 });
    expect(() => synth({ organization: room(bytes) })).not.toThrow();
    expect(codes(refusal(() => synth({ organization: room(bytes - 1) })))).toEqual(['PolicySize']);
  });
});
