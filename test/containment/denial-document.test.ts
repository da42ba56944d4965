import type { Denial, DenialScope } from '../../src/containment/domain/denial';
import { denialDocument } from '../../src/containment/domain/denial-document';
import { utf8Bytes } from '../../src/policy/domain/document';
import { AUDIT, MANAGEMENT, PRODUCTION, SANDBOX } from '../support/small-organization';
import { underScp } from '../support/verdict';

const LEAVER = '906722b2-9c11-4a60-8ae5-0a1b2c3d4e5f';
const OTHER = '117833c3-0d22-4b71-9bf6-1b2c3d4e5f60';
const ENDED = Date.parse('2026-12-01T10:00:00Z');

const denial = (scope: DenialScope, userId = LEAVER, id = `${userId} ${JSON.stringify(scope)}`): Denial => ({ id, userId, scope, reason: 'test', endsAtMs: ENDED });
const session = (set: string, account: string, region = 'eu-west-1/') =>
  `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/${region}AWSReservedSSO_${set}_0123456789abcdef`;

/** Whether a session of a person is denied, and of nobody in particular without one. */
function isDenied(denials: Denial[], asked: {
  userId?: string; set?: string; account?: string; region?: string; action?: string; principal?: string; issuedAt?: string; homeRegion?: string;
}): boolean {
  const { userId, set = 'Developer', account = PRODUCTION, region = 'eu-west-1', action = 's3:GetObject', issuedAt = '2026-12-01T09:00:00Z', homeRegion } = asked;
  const principal = asked.principal ?? session(set, account, homeRegion);
  const { decision } = underScp(denialDocument(denials, 'aws'), {
    principal, action, region, context: userId === undefined ? {} : { 'identitystore:UserId': userId, 'aws:TokenIssueTime': issuedAt },
  });
  return decision === 'explicitly-denied';
}

describe('somebody who left', () => {
  const denials = [denial({ kind: 'everything' })];

  test.each([PRODUCTION, SANDBOX, AUDIT].flatMap((account) => ['eu-west-1', 'us-east-1', 'ap-southeast-2'].map((region) => [account, region])))(
    'is denied in account %s in %s, whatever the set and whenever the session began', (account, region) => {
      for (const action of ['s3:GetObject', 'iam:CreateUser', 'sts:AssumeRole', 'ec2:RunInstances']) {
        expect(isDenied(denials, { userId: LEAVER, account, region, action })).toBe(true);
      }
      expect(isDenied(denials, { userId: LEAVER, account, region, set: 'Administrator', issuedAt: '2026-12-01T23:59:59Z' })).toBe(true);
    });

  test.each([
    ['another person', { userId: OTHER }],
    ['a role outside Identity Center, such as one for emergencies', { principal: `arn:aws:iam::${PRODUCTION}:role/break-glass` }],
    ['a function', { principal: `arn:aws:iam::${PRODUCTION}:role/zero-trust/elevation/lending/function` }],
    ['the root user', { principal: `arn:aws:iam::${PRODUCTION}:root` }],
  ])('%s is not', (_, asked) => {
    expect(isDenied(denials, asked)).toBe(false);
  });

  test('is not reached in the management account, which service control policies do not bind', () => {
    expect(isDenied(denials, { userId: LEAVER, account: MANAGEMENT })).toBe(false);
  });
});

test('without a denial nobody is denied, and the list of people is not empty', () => {
  expect(isDenied([], { userId: LEAVER })).toBe(false);
  expect(JSON.parse(denialDocument([], 'aws')).Statement[0].Condition.StringEquals['identitystore:UserId']).toHaveLength(1);
});

describe('an elevation that ended', () => {
  const ended = denial({ kind: 'set', accountId: PRODUCTION, setName: 'Admin', issuedBeforeMs: ENDED });
  const asks = (asked: Parameters<typeof isDenied>[1]) => isDenied([ended], { userId: LEAVER, set: 'Admin', ...asked });

  test.each([
    ['a session of before', {}, true],
    ['one issued a second before', { issuedAt: '2026-12-01T09:59:59Z' }, true],
    ['one issued at that second', { issuedAt: '2026-12-01T10:00:00Z' }, false],
    ['one issued later, when the set was given again', { issuedAt: '2026-12-01T10:05:00Z' }, false],
    ['the same where Identity Center lives in us-east-1', { homeRegion: '' }, true],
    ['the same set in another account', { account: SANDBOX }, false],
    ['another set in the same account', { set: 'Developer' }, false],
    ['a set whose name begins the same', { set: 'Admin_Extended' }, false],
    ['a set whose name ends the same', { set: 'SuperAdmin' }, false],
    ['another person with the same set', { userId: OTHER }, false],
  ])('%s: denied is %s', (_, asked, denied) => {
    expect(asks(asked)).toBe(denied);
  });

  test('denies every session of it while its end is not known', () => {
    const ending = denial({ kind: 'set', accountId: PRODUCTION, setName: 'Admin' });
    expect(isDenied([ending], { userId: LEAVER, set: 'Admin', issuedAt: '2026-12-01T23:00:00Z' })).toBe(true);
    expect(isDenied([ending], { userId: LEAVER, set: 'Admin', account: SANDBOX })).toBe(false);
  });

  test('a moment within a second denies what was issued in that second', () => {
    const within = denial({ kind: 'set', accountId: PRODUCTION, setName: 'Admin', issuedBeforeMs: ENDED + 1 });
    expect(isDenied([within], { userId: LEAVER, set: 'Admin', issuedAt: '2026-12-01T10:00:00Z' })).toBe(true);
    expect(isDenied([within], { userId: LEAVER, set: 'Admin', issuedAt: '2026-12-01T10:00:01Z' })).toBe(false);
  });
});

describe('an elevation to a role of the account that ended', () => {
  const ROLE = 'team/Operator';
  const ended = denial({ kind: 'role', accountId: PRODUCTION, roleName: ROLE, issuedBeforeMs: ENDED });
  const role = (name: string, account = PRODUCTION) => ({ principal: `arn:aws:iam::${account}:role/${name}` });
  const asks = (asked: Parameters<typeof isDenied>[1]) => isDenied([ended], { userId: LEAVER, ...role(ROLE), ...asked });

  test.each([
    ['a session of before', {}, true],
    ['one issued a second before', { issuedAt: '2026-12-01T09:59:59Z' }, true],
    ['one issued at that second', { issuedAt: '2026-12-01T10:00:00Z' }, false],
    ['the same role in another account', role(ROLE, SANDBOX), false],
    ['a role of the same name below another path', role('Operator'), false],
    ['a role whose name begins the same', role(`${ROLE}Extended`), false],
    ['a permission set of that name', { principal: undefined, set: 'Operator' }, false],
    ['another person with the same role', { userId: OTHER }, false],
    ['somebody who takes the role without Identity Center', { userId: undefined }, false],
  ])('%s: denied is %s', (_, asked, denied) => {
    expect(asks(asked)).toBe(denied);
  });

  test('denies every session of it while its end is not known', () => {
    const ending = denial({ kind: 'role', accountId: PRODUCTION, roleName: ROLE });
    expect(isDenied([ending], { userId: LEAVER, ...role(ROLE), issuedAt: '2026-12-01T23:00:00Z' })).toBe(true);
  });

  test('has a statement of its own beside one of a permission set that is called the same', () => {
    const [set, ofRole] = [denial({ kind: 'set', accountId: PRODUCTION, setName: ROLE }, OTHER), denial({ kind: 'role', accountId: PRODUCTION, roleName: ROLE })];
    expect(JSON.parse(denialDocument([set, ofRole], 'aws')).Statement).toHaveLength(3);
    expect(isDenied([set, ofRole], { userId: OTHER, ...role(ROLE) })).toBe(false);
  });
});

test('the order of denials changes no byte', () => {
  const denials = [
    denial({ kind: 'everything' }), denial({ kind: 'everything' }, OTHER), denial({ kind: 'set', accountId: SANDBOX, setName: 'A' }),
    denial({ kind: 'set', accountId: SANDBOX, setName: 'A' }, OTHER), denial({ kind: 'set', accountId: PRODUCTION, setName: 'B', issuedBeforeMs: ENDED }),
    denial({ kind: 'role', accountId: PRODUCTION, roleName: 'B' }), denial({ kind: 'role', accountId: PRODUCTION, roleName: 'B' }, OTHER),
  ];
  expect(denialDocument([...denials].reverse(), 'aws')).toBe(denialDocument(denials, 'aws'));
});

test('a person who left takes about forty bytes', () => {
  const one = utf8Bytes(denialDocument([denial({ kind: 'everything' })], 'aws'));
  const two = utf8Bytes(denialDocument([denial({ kind: 'everything' }), denial({ kind: 'everything' }, OTHER)], 'aws'));
  expect(two - one).toBe(39);
});
