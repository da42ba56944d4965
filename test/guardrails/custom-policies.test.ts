import { App, Aws, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AnyPrincipal, ArnPrincipal, Effect, PolicyStatement, type PolicyStatementProps, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { Accounts, type CustomPolicyProps, CustomRcp, CustomScp, Exemption, Rollout, Stage } from '../../src';
import { codes, refusal } from '../support/messages';
import { MANAGEMENT, PRODUCTION, SANDBOX, SANDBOX_UNIT, smallOrganization } from '../support/small-organization';
import { ALLOWED, deniedBy, underRcp, underScp } from '../support/verdict';

const DETAILS = { reason: 'needs it for now', owner: 'data', ticket: 'SEC-10', expires: '2027-01-31' };
const deny = (change: PolicyStatementProps = {}) =>
  new PolicyStatement({ sid: 'NoKeys', effect: Effect.DENY, actions: ['kms:CreateKey'], resources: ['*'], ...change });
const allow = () => new PolicyStatement({ sid: 'Work', actions: ['*'], resources: ['*'] });

function synth(Kind: typeof CustomScp | typeof CustomRcp, change: Partial<CustomPolicyProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  const policy = new Kind(stack, 'team-keys', {
    organization: smallOrganization(), rollout: Rollout.stages([{ unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'tried' }) }]), asOf: '2026-11-01',
    purpose: 'Keeps keys central', statements: [deny()], ...change,
  });
  return { stack, policy };
}

const role = (name: string, account = SANDBOX) => `arn:aws:iam::${account}:role/${name}`;

describe('a service control policy of a team', () => {
  const makes = (change: Partial<CustomPolicyProps>, principal = role('anybody'), action = 'kms:CreateKey') =>
    underScp(synth(CustomScp, change).policy.content, { action, principal });

  test('denies what its statements deny, and nothing else', () => {
    expect(makes({})).toEqual(deniedBy('NoKeys'));
    expect(makes({}, role('anybody'), 'kms:ListKeys')).toEqual(ALLOWED);
  });

  test('is named after the construct unless it has a name, and says in Organizations what it is for', () => {
    const named = (change: Partial<CustomPolicyProps>, properties: object) =>
      Template.fromStack(synth(CustomScp, change).stack).hasResourceProperties('AWS::Organizations::Policy', properties);
    named({}, { Name: 'team-keys', Type: 'SERVICE_CONTROL_POLICY', TargetIds: [SANDBOX_UNIT], Description: Match.stringLikeRegexp('^Keeps keys central\\. ') });
    named({ policyName: 'keys' }, { Name: 'keys' });
  });

  test('exempt roles and accounts become conditions of a Deny', () => {
    const exemptions = [Exemption.principals(['arn:aws:iam::*:role/keeper'], DETAILS), Exemption.accounts(Accounts.named('production'), DETAILS)];
    expect(makes({ exemptions }, role('keeper'))).toEqual(ALLOWED);
    expect(makes({ exemptions }, role('anybody', PRODUCTION))).toEqual(ALLOWED);
    expect(makes({ exemptions })).toEqual(deniedBy('NoKeys'));
  });

  test('an Allow stays as it was written: an exemption there would take away instead of leaving alone', () => {
    const exemptions = [Exemption.principals(['arn:aws:iam::*:role/keeper'], DETAILS)];
    const { Statement } = JSON.parse(synth(CustomScp, { statements: [allow(), deny()], exemptions }).policy.content);
    expect(Statement[0]).toEqual({ Sid: 'Work', Effect: 'Allow', Action: '*', Resource: '*' });
    expect(Statement[1].Condition).toBeDefined();
  });

  test.each([['as AWS spells it', 'aws:PrincipalArn'], ['in small letters', 'aws:principalarn'], ['in capitals', 'AWS:PRINCIPALARN']])(
    'an exemption joins a condition on the caller that is there already, %s', (_, key) => {
      const exemptions = [Exemption.principals(['arn:aws:iam::*:role/keeper'], DETAILS)];
      const statements = [deny({ conditions: { ArnNotLike: { [key]: 'arn:aws:iam::*:role/founder' } } })];
      const verdicts = ['founder', 'keeper', 'anybody'].map((name) => makes({ statements, exemptions }, role(name)));
      expect(verdicts).toEqual([ALLOWED, ALLOWED, deniedBy('NoKeys')]);
      expect(makes({ statements }, role('keeper'))).toEqual(deniedBy('NoKeys'));
      // the same key twice, in two spellings, is no policy that AWS takes.
      const [{ Condition }] = JSON.parse(synth(CustomScp, { statements, exemptions }).policy.content).Statement;
      expect(Object.keys(Condition.ArnNotLike)).toEqual([key]);
    });

  test('an exemption leaves conditions on something else alone: all of them must hold', () => {
    const exemptions = [Exemption.principals(['arn:aws:iam::*:role/keeper'], DETAILS)];
    const { content } = synth(CustomScp, { statements: [deny({ conditions: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } })], exemptions }).policy;
    const inRegion = (region: string, name: string) => underScp(content, { action: 'kms:CreateKey', region, principal: role(name) });
    expect([inRegion('eu-west-1', 'anybody'), inRegion('eu-west-3', 'anybody'), inRegion('eu-west-1', 'keeper')]).toEqual([deniedBy('NoKeys'), ALLOWED, ALLOWED]);
  });

  test('of two Denies each gets the exemption', () => {
    const exemptions = [Exemption.accounts(Accounts.named('production'), DETAILS)];
    const statements = [deny(), deny({ sid: 'NoGrants', actions: ['kms:CreateGrant'] })];
    expect(makes({ statements, exemptions }, role('anybody', PRODUCTION), 'kms:CreateGrant')).toEqual(ALLOWED);
    expect(makes({ statements, exemptions }, role('anybody'), 'kms:CreateGrant')).toEqual(deniedBy('NoGrants'));
  });

  test.each<[string, string[], Partial<CustomPolicyProps>]>([
    ['a Principal', ['ScpPrincipal'], { statements: [deny({ principals: [new AnyPrincipal()] })] }],
    ['a NotPrincipal', ['ScpPrincipal'], { statements: [deny({ notPrincipals: [new ArnPrincipal(role('anybody'))] })] }],
    ['a statement about no action', ['PolicyMalformed'], { statements: [new PolicyStatement({ effect: Effect.DENY, resources: ['*'] })] }],
    ['a statement about no resource', ['PolicyMalformed'], { statements: [new PolicyStatement({ effect: Effect.DENY, actions: ['kms:CreateKey'] })] }],
    ['a statement about neither action nor resource', ['PolicyMalformed', 'PolicyMalformed'], { statements: [new PolicyStatement({ effect: Effect.DENY })] }],
    ['a Sid written twice', ['PolicyMalformed'], { statements: [deny(), deny()] }],
    ['no statement', ['StatementsEmpty'], { statements: [] }],
    ['a partition known only at deployment', ['StatementToken'], { statements: [deny({ resources: [`arn:${Aws.PARTITION}:kms:*:*:key/*`] })] }],
    ['an account known only at deployment, in a condition', ['StatementToken'], { statements: [deny({ conditions: { StringEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID } } })] }],
    ['a blank purpose', ['PurposeBlank'], { purpose: ' ' }],
    ['a purpose and statements at once', ['PurposeBlank', 'StatementsEmpty'], { purpose: '', statements: [] }],
    ['an external account, which is never a caller here', ['ExemptionKind'], { exemptions: [Exemption.externalAccounts(['444455556666'], DETAILS)] }],
    ['a name with a slash', ['PolicyName'], { policyName: 'team/keys' }],
  ])('%s is refused', (_, expected, change) => {
    expect(codes(refusal(() => synth(CustomScp, change)))).toEqual(expected);
  });

  test.each<[string, PolicyStatement[], string]>([
    ['without a resource', [deny(), new PolicyStatement({ effect: Effect.DENY, actions: ['s3:*'] })], "'statements[1]' has neither Resource nor NotResource"],
    ['without an action', [deny(), new PolicyStatement({ effect: Effect.DENY, resources: ['*'] })], "'statements[1]' has neither Action nor NotAction"],
    ['with a Sid that is taken', [deny(), deny(), deny()], "the Sid 'NoKeys' is written more than once; it must be unique in a policy"],
  ])('a statement %s is told so', (_, statements, message) => {
    expect(refusal(() => synth(CustomScp, { statements }))).toContain(message);
  });

  test('but not statements without a Sid, nor one about all resources but some', () => {
    const elsewhere = new PolicyStatement({ effect: Effect.DENY, actions: ['kms:Decrypt'], notResources: ['arn:aws:kms:*:*:key/ours'] });
    const unnamed = new PolicyStatement({ effect: Effect.DENY, actions: ['kms:CreateKey'], resources: ['*'] });
    expect(() => synth(CustomScp, { statements: [unnamed, elsewhere] })).not.toThrow();
  });

  test('the second of two statements is named by its place', () => {
    expect(refusal(() => synth(CustomScp, { statements: [deny(), deny({ principals: [new AnyPrincipal()] })] }))).toContain("'statements[1]' has Principal");
  });
});

describe('a resource control policy of a team', () => {
  const outsider = 'arn:aws:iam::111122223333:role/outsider';
  const reads = (content: string, principal: string, resourceAccount = SANDBOX) =>
    underRcp(content, { action: 's3:GetObject', resource: 'arn:aws:s3:::any/object', principal, resourceAccount });
  const noObjects = (change: PolicyStatementProps = {}) => deny({ sid: 'NoObjects', actions: ['s3:GetObject'], ...change });
  const content = (change: Partial<CustomPolicyProps>) => synth(CustomRcp, { statements: [noObjects()], ...change }).policy.content;

  test('is about everybody when it names nobody', () => {
    expect([reads(content({}), outsider), reads(content({}), role('anybody'))]).toEqual([deniedBy('NoObjects'), deniedBy('NoObjects')]);
    expect(JSON.parse(content({})).Statement[0].Principal).toBe('*');
  });

  test('is of its own type', () => {
    Template.fromStack(synth(CustomRcp, { statements: [noObjects()] }).stack).hasResourceProperties('AWS::Organizations::Policy', { Type: 'RESOURCE_CONTROL_POLICY' });
  });

  test('an exempt account keeps its resources open, an exempt outsider gets in everywhere', () => {
    const exempt = content({ exemptions: [Exemption.accounts(Accounts.named('production'), DETAILS), Exemption.externalAccounts(['444455556666'], DETAILS)] });
    expect(reads(exempt, outsider, PRODUCTION)).toEqual(ALLOWED);
    expect(reads(exempt, 'arn:aws:iam::444455556666:role/vendor')).toEqual(ALLOWED);
    expect(reads(exempt, outsider)).toEqual(deniedBy('NoObjects'));
  });

  test('an exempt outsider does not open it to services, which have no account', () => {
    const exempt = content({ exemptions: [Exemption.externalAccounts(['444455556666'], DETAILS)] });
    expect(reads(exempt, 'cloudtrail.amazonaws.com')).toEqual(deniedBy('NoObjects'));
  });

  test.each<[string, string[], Partial<CustomPolicyProps>]>([
    ['an Allow', ['RcpAllow'], { statements: [new PolicyStatement({ actions: ['s3:*'], resources: ['*'] })] }],
    ['one account as Principal', ['RcpPrincipal'], { statements: [noObjects({ principals: [new ArnPrincipal(role('anybody'))] })] }],
    ['every action of every service', ['RcpAction'], { statements: [noObjects({ actions: ['*'] })] }],
    ['a NotAction', ['RcpAction'], { statements: [new PolicyStatement({ effect: Effect.DENY, notActions: ['s3:GetObject'], resources: ['*'] })] }],
    ['one such action among others', ['RcpAction'], { statements: [noObjects({ actions: ['s3:GetObject', '*'] })] }],
    ['an Allow of every action', ['RcpAllow', 'RcpAction'], { statements: [allow()] }],
    ['an exemption of principals', ['ExemptionKind'], { exemptions: [Exemption.principals(['arn:aws:iam::*:role/keeper'], DETAILS)] }],
  ])('%s is refused', (_, expected, change) => {
    expect(codes(refusal(() => synth(CustomRcp, { statements: [noObjects()], ...change })))).toEqual(expected);
  });

  test.each([['*', new StarPrincipal()], ['{"AWS":"*"}', new AnyPrincipal()]])('but not everybody, written as %s', (_, principal) => {
    const { policy } = synth(CustomRcp, { statements: [noObjects({ principals: [principal] })] });
    expect(reads(policy.content, outsider)).toEqual(deniedBy('NoObjects'));
    // Organizations takes no other spelling of everybody.
    expect(JSON.parse(policy.content).Statement[0].Principal).toBe('*');
  });
});

test('a policy without a slot for each says what it holds, even when that is another guardrail\'s only', () => {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  const where = (quotas = {}) => ({
    organization: smallOrganization(() => {}, quotas), rollout: Rollout.stages([{ unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'tried' }) }]), asOf: '2026-11-01',
  });
  const sized = (scope: Stack, name: string, characters: number, quotas?: object) => new CustomScp(scope, name, {
    ...where(quotas), purpose: `Is about ${name}`, statements: [deny({ sid: name, resources: [`arn:aws:kms:eu-west-1:*:key/${'x'.repeat(characters)}`] })],
  });
  // three policies for two slots: the large one fills the first document, which has the first name.
  const scpBytes = sized(new Stack(new App(), 'Other', { env: { account: MANAGEMENT, region: 'eu-west-1' } }), 'zebras', 400).bytes;
  ['zebras', 'ants', 'bees'].forEach((name) => sized(stack, name, name === 'zebras' ? 400 : 10, { scpsPerTarget: 3, scpBytes }));
  const described = Object.values(Template.fromStack(stack).findResources('AWS::Organizations::Policy'))
    .map(({ Properties }) => [Properties.Name, Properties.Description.split('. ')[0], Properties.Content.Statement.map(({ Sid }: any) => Sid)]);
  expect(described).toEqual([['ants', 'Holds zebras', ['zebras']], ['bees', 'Holds ants, bees', ['ants', 'bees']]]);
});
