import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Accounts, Exemption, type ExemptionProps, type GuardrailProps, LongLivedCredentialDenySCP, OrgPerimeterRCP, Rollout } from '../../src';
import { codes, refusal } from '../support/messages';
import { MANAGEMENT, SANDBOX, smallOrganization } from '../support/small-organization';
import { ALLOWED, deniedBy, underScp } from '../support/verdict';

const DETAILS: ExemptionProps = { reason: 'deploys', owner: 'platform', ticket: 'SEC-1', expires: '2027-01-31' };
const deployer = 'arn:aws:iam::*:role/deployer';
const roles = (patterns = [deployer], change: Partial<ExemptionProps> = {}) => Exemption.principals(patterns, { ...DETAILS, ...change });
const accounts = (which: Accounts, change: Partial<ExemptionProps> = {}) => Exemption.accounts(which, { ...DETAILS, ...change });
const outsiders = (ids: string[]) => Exemption.externalAccounts(ids, DETAILS);

function synth(Kind: typeof LongLivedCredentialDenySCP | typeof OrgPerimeterRCP, exemptions: Exemption[], change: Partial<GuardrailProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  const guardrail = new Kind(stack, 'Deny', { organization: smallOrganization(), rollout: Rollout.stages([]), asOf: '2026-11-01', exemptions, ...change });
  return { stack, guardrail };
}

const scp = (...exemptions: Exemption[]) => synth(LongLivedCredentialDenySCP, exemptions);
const rcp = (...exemptions: Exemption[]) => synth(OrgPerimeterRCP, exemptions);
const refused = (act: () => unknown) => codes(refusal(act));

describe('when it ends', () => {
  test.each([
    ['the day before', '2026-10-31', ['ExemptionExpired']],
    ['the same day', '2026-11-01', []],
    ['after 366 days', '2027-11-02', []],
    ['after 367 days', '2027-11-03', ['ExemptionLong']],
    ['on a day that the calendar does not have', '2027-02-29', ['ExemptionDate']],
    ['on a day written in another way', '31.1.2027', ['ExemptionDate']],
    ['at a moment instead of a day', '2027-01-31T00:00:00Z', ['ExemptionDate']],
  ])('%s, %s', (_, expires, expected) => {
    const act = () => scp(roles(undefined, { expires }));
    expect(expected.length > 0 ? refused(act) : act().guardrail.bytes > 0).toEqual(expected.length > 0 ? expected : true);
  });

  test.each([['2026-11-30', true], ['2026-12-01', true], ['2026-12-02', false]])('one that expires on %s is warned of on the first of November: %s', (expires, warned) => {
    const { stack } = scp(roles(undefined, { expires }));
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(
      `The exemption of '${deployer.replaceAll('*', '\\*')}' from zero-trust-long-lived-credentials expires on ${expires} \\(owner: platform\\)`));
    expect(warnings).toHaveLength(warned ? 1 : 0);
  });

  test('neither the day nor owner, reason and ticket are written into the template', () => {
    expect(JSON.stringify(Template.fromStack(scp(roles()).stack))).not.toMatch(/2027-01-31|SEC-1|platform|deploys/);
  });
});

describe('what it says', () => {
  test.each([['reason', ' '], ['owner', ''], ['ticket', '\t']])('a blank %s is refused', (member, blank) => {
    const message = refusal(() => scp(roles(undefined, { [member]: blank })));
    expect(codes(message)).toEqual(['ExemptionBlank']);
    expect(message).toContain(`has a blank '${member}'`);
  });

  test('everything wrong with it and with another one is said at once', () => {
    expect(refused(() => scp(roles([], { reason: '' }), accounts(Accounts.named('management'), { expires: 'soon' }))))
      .toEqual(['ExemptionBlank', 'ExemptionEmpty', 'ExemptionDate', 'ExemptionNeedless']);
  });
});

describe('roles', () => {
  test.each([
    ['a user', `arn:aws:iam::${SANDBOX}:user/somebody`, 'ExemptionPrincipal'],
    ['root', `arn:aws:iam::${SANDBOX}:root`, 'ExemptionPrincipal'],
    ['a session', `arn:aws:sts::${SANDBOX}:assumed-role/deployer/session`, 'ExemptionPrincipal'],
    ['a name without ARN', 'deployer', 'ExemptionPrincipal'],
    ['an account of eleven digits', 'arn:aws:iam::00000000005:role/deployer', 'ExemptionPrincipal'],
    ['a role of another partition', 'arn:aws-cn:iam::*:role/deployer', 'ExemptionPrincipal'],
    ['every role', 'arn:aws:iam::*:role/*', 'ExemptionTooBroad'],
    ['every role, with question marks', 'arn:aws:iam::*:role/?*', 'ExemptionTooBroad'],
    ['every role of one account', `arn:aws:iam::${SANDBOX}:role/*`, 'ExemptionTooBroad'],
    ["everybody's role of Identity Center", 'arn:aws:iam::*:role/aws-reserved/*', 'ExemptionTooBroad'],
    ['the same by its end', 'arn:aws:iam::*:role/*AWSReservedSSO_*', 'ExemptionTooBroad'],
    ['the same in whatever partition', 'arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*', 'ExemptionTooBroad'],
  ])('%s is refused', (_, pattern, code) => {
    expect(refused(() => scp(roles([pattern])))).toEqual([code]);
  });

  test.each([
    ['the roles of one set', 'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Operator_*'],
    ['roles that begin alike', 'arn:aws:iam::*:role/pipeline-*'],
    ['roles of a path', 'arn:aws:iam::*:role/pipelines/*'],
    ['a role of one account', `arn:aws:iam::${SANDBOX}:role/deployer`],
    ['a role in whatever partition', 'arn:*:iam::*:role/deployer'],
  ])('%s may be exempt', (_, pattern) => {
    const { content } = scp(roles([pattern])).guardrail;
    const principal = pattern.replace('arn:*', 'arn:aws').replace('::*:', `::${SANDBOX}:`).replace('*AWS', 'eu-west-1/AWS').replace('*', 'x');
    expect(underScp(content, { action: 'iam:CreateUser', principal })).toEqual(ALLOWED);
    expect(underScp(content, { action: 'iam:CreateUser' })).toEqual(deniedBy('DenyLongLivedCredentials'));
  });

  test('without any role there is nothing to exempt', () => {
    expect(refusal(() => scp(roles([])))).toContain('[ExemptionEmpty] an exemption from zero-trust-long-lived-credentials names no principal');
  });
});

describe('accounts', () => {
  test.each<[string, Accounts, string[]]>([
    ['every account', Accounts.all(), ['ExemptionTooBroad']],
    ['every member account by name', Accounts.named('audit', 'log-archive', 'production', 'sandbox'), ['ExemptionTooBroad']],
    ['every member account by unit', Accounts.under('Workloads', 'Sandbox', 'Security'), ['ExemptionTooBroad']],
    ['the management account alone', Accounts.named('management'), ['ExemptionNeedless']],
    ['an unknown account', Accounts.named('sandbix'), ['AccountUnknown']],
    ['no account', Accounts.tagged('stage', 'none'), ['AccountsEmpty']],
  ])('%s: refused', (_, which, expected) => {
    expect(refused(() => scp(accounts(which)))).toEqual(expected);
  });

  test.each<[string, Accounts, string[]]>([
    ['every member account but one', Accounts.named('audit', 'log-archive', 'production'), [deniedBy('DenyLongLivedCredentials').decision]],
    ['the management account with a member', Accounts.named('management', 'sandbox'), ['allowed']],
    ['the accounts of a unit', Accounts.under('Sandbox'), ['allowed']],
  ])('%s: may be exempt', (_, which, expected) => {
    expect([underScp(scp(accounts(which)).guardrail.content, { action: 'iam:CreateUser' }).decision]).toEqual(expected);
  });

  test('the management account is not written into the condition: nothing binds it', () => {
    expect(scp(accounts(Accounts.named('management', 'sandbox'))).guardrail.content).not.toContain(MANAGEMENT);
  });
});

describe('accounts outside the organization', () => {
  test.each([
    ['an account of the organization', [SANDBOX], ['ExemptionExternal']],
    ['the management account', [MANAGEMENT], ['ExemptionExternal']],
    ['eleven digits', ['44445555666'], ['ExemptionExternal']],
    ['a wildcard, which would let everybody in', ['*'], ['ExemptionExternal']],
    ['each wrong one of three', ['444455556666', 'x', SANDBOX], ['ExemptionExternal', 'ExemptionExternal']],
    ['no account', [], ['ExemptionEmpty']],
  ])('%s: refused', (_, ids, expected) => {
    expect(refused(() => rcp(outsiders(ids)))).toEqual(expected);
  });

  test('twelve digits of a stranger are fine', () => {
    expect(rcp(outsiders(['444455556666'])).guardrail.content).toContain('444455556666');
  });
});

describe('what a guardrail knows no exemption of', () => {
  test.each<[string, () => unknown, string]>([
    ['outsiders from a service control policy', () => scp(outsiders(['444455556666'])), 'names external accounts; an exemption from it can name principals or accounts'],
    ['roles from a perimeter', () => rcp(roles()), 'names principals; an exemption from it can name accounts or external accounts'],
  ])('%s', (_, act, words) => {
    expect(refused(act)).toEqual(['ExemptionKind']);
    expect(refusal(act)).toContain(words);
  });
});

test('changing the lists that were given changes no exemption', () => {
  const [patterns, ids] = [[deployer], ['444455556666']];
  const [role, outsider] = [roles(patterns), outsiders(ids)];
  patterns.push('arn:aws:iam::*:role/other');
  ids.push('777788889999');
  expect(scp(role).guardrail.content).not.toContain('other');
  expect(rcp(outsider).guardrail.content).not.toContain('777788889999');
});
