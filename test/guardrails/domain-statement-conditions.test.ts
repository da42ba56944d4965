import {
  exceptExempt, unlessExternalAccount, unlessPrincipal, unlessPrincipalAccount, unlessResourceAccount,
} from '../../src/guardrails/domain/statement-conditions';
import type { Statement } from '../../src/policy/domain/document';
import { ALLOWED, type Asked, deniedBy, underRcp, underScp } from '../support/verdict';

const deny = (Condition?: object): Statement =>
  ({ Sid: 'Deny', Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', ...(Condition ? { Condition } : {}) }) as Statement;
const document = (statement: Statement) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
const role = (name: string, account = '000000000005') => `arn:aws:iam::${account}:role/${name}`;
const MOVER = 'arn:aws:iam::*:role/mover';

/** A service control policy of one statement, and who asks. */
const asked = (statement: Statement, principal: string, more: Partial<Asked> = {}) => {
  const { Principal: _, ...scp } = statement as Record<string, unknown>;
  return underScp(document(scp as Statement), { action: 'ec2:RunInstances', principal, ...more });
};

describe('whom a statement spares', () => {
  test.each<[string, Statement, string, boolean]>([
    ['a caller whose ARN matches', unlessPrincipal(deny(), [MOVER]), role('mover'), true],
    ['no caller whose ARN only begins like it', unlessPrincipal(deny(), [MOVER]), role('mover-2'), false],
    ['a caller who matches the second of two', unlessPrincipal(deny(), [role('founder'), MOVER]), role('mover'), true],
    ['nobody without patterns', unlessPrincipal(deny(), []), role('mover'), false],
    ['a caller of the account', unlessPrincipalAccount(deny(), ['000000000004']), role('any', '000000000004'), true],
    ['no caller of another account', unlessPrincipalAccount(deny(), ['000000000004']), role('any'), false],
    ['nobody without accounts', unlessPrincipalAccount(deny(), []), role('any', '000000000004'), false],
    ['an exempt role', exceptExempt(deny(), { principals: [MOVER], accountIds: ['000000000004'], externalAccounts: [] }), role('mover'), true],
    ['an exempt account', exceptExempt(deny(), { principals: [MOVER], accountIds: ['000000000004'], externalAccounts: [] }), role('any', '000000000004'), true],
    ['neither one nor the other', exceptExempt(deny(), { principals: [MOVER], accountIds: ['000000000004'], externalAccounts: [] }), role('any'), false],
    ['nobody when nothing is exempt', exceptExempt(deny(), { principals: [], accountIds: [], externalAccounts: ['000000000005'] }), role('mover'), false],
  ])('%s', (_, statement, principal, spared) => {
    expect(asked(statement, principal)).toEqual(spared ? ALLOWED : deniedBy('Deny'));
  });

  test('a resource of the account, whoever asks for it', () => {
    const content = document(unlessResourceAccount(deny(), ['000000000004']));
    const reads = (resourceAccount: string) => underRcp(content, { action: 's3:GetObject', resource: 'arn:aws:s3:::any/object', principal: role('any'), resourceAccount });
    expect([reads('000000000004'), reads('000000000005')]).toEqual([ALLOWED, deniedBy('Deny')]);
  });

  test('an account outside, and no service, which has no account', () => {
    const content = document(unlessExternalAccount(deny({ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-smallorgan' } }), ['444455556666']));
    const reads = (principal: string) => underRcp(content, { action: 's3:GetObject', resource: 'arn:aws:s3:::any/object', principal, resourceAccount: '000000000005' });
    expect(reads(role('vendor', '444455556666'))).toEqual(ALLOWED);
    expect(reads(role('vendor', '111122223333'))).toEqual(deniedBy('Deny'));
    expect(reads('cloudtrail.amazonaws.com')).toEqual(deniedBy('Deny'));
  });
});

describe('what is there already', () => {
  const founder = role('founder');

  test.each<[string, object]>([
    ['as AWS spells the key', { ArnNotLike: { 'aws:PrincipalArn': founder } }],
    ['in small letters', { ArnNotLike: { 'aws:principalarn': founder } }],
    ['in capitals', { ArnNotLike: { 'AWS:PRINCIPALARN': founder } }],
    ['in a list', { ArnNotLike: { 'aws:PrincipalArn': [founder, role('heir')] } }],
    ['with this pattern in it', { ArnNotLike: { 'aws:PrincipalArn': [founder, MOVER] } }],
  ])('is spared besides, %s', (_, condition) => {
    const statement = unlessPrincipal(deny(condition), [MOVER]);
    expect([asked(statement, founder), asked(statement, role('mover')), asked(statement, role('any'))]).toEqual([ALLOWED, ALLOWED, deniedBy('Deny')]);
    // AWS takes no key twice, nor a value.
    const [[, values], ...others] = Object.entries((statement.Condition as any).ArnNotLike) as [string, string[]][];
    expect(others).toEqual([]);
    expect(new Set(values).size).toBe(values.length);
  });

  test('by another key of the same operator stays a condition of its own: both must hold for a denial', () => {
    const statement = unlessPrincipalAccount(deny({ StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } }), ['000000000004']);
    const inRegion = (region: string, account: string) => asked(statement, role('any', account), { region });
    expect([inRegion('us-east-1', '000000000005'), inRegion('eu-west-1', '000000000005'), inRegion('us-east-1', '000000000004')])
      .toEqual([deniedBy('Deny'), ALLOWED, ALLOWED]);
  });

  test('by another operator on the same key stays a condition of its own', () => {
    const statement = unlessPrincipal(deny({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/m*' } }), [MOVER]);
    expect([asked(statement, role('mover')), asked(statement, role('maker')), asked(statement, role('any'))]).toEqual([ALLOWED, deniedBy('Deny'), ALLOWED]);
  });

  test('is not changed by what is made of it', () => {
    const statement = deny({ ArnNotLike: { 'aws:PrincipalArn': [founder] } });
    unlessPrincipal(statement, [MOVER]);
    expect(statement).toEqual(deny({ ArnNotLike: { 'aws:PrincipalArn': [founder] } }));
  });

  test('stays as it was written when there is nobody to spare', () => {
    const statement = deny({ ArnNotLike: { 'AWS:principalarn': founder } });
    expect(unlessPrincipal(statement, [])).toBe(statement);
  });
});

test('the order in which patterns are named makes no difference', () => {
  expect(unlessPrincipal(deny(), ['b', 'a', 'b'])).toEqual(unlessPrincipal(deny(), ['a', 'b']));
});
