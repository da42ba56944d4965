import { breakGlassRoleArn, breakGlassTrust } from '../../src/elevation/domain/break-glass';
import type { LiveLevel } from '../../src/elevation/domain/break-glass-chain';
import type { LiveRole } from '../../src/elevation/domain/break-glass-role';
import { secondFactor } from '../../src/elevation/domain/break-glass-users';
import { checkBreakGlass } from '../../src/elevation/runtime/check-break-glass';
import { isUse, noteUse } from '../../src/elevation/runtime/note-break-glass-use';
import { policyDocument } from '../../src/policy/domain/document';
import { FIRST, SECOND, breakGlassFacts } from '../support/break-glass-fixture';
import { MANAGEMENT, PRODUCTION, SANDBOX } from '../support/small-organization';

const FACTS = breakGlassFacts();
const SERIAL = 'GAHT12345678';
const KEY = `arn:aws:iam::${MANAGEMENT}:u2f/user/second/key-1`;
const APP = `arn:aws:iam::${MANAGEMENT}:mfa/second`;
const FULL = { name: 'FullAWSAccess', document: policyDocument([{ Effect: 'Allow', Action: '*', Resource: '*' }]) };

function role(change: Partial<LiveRole> = {}): LiveRole {
  return { path: '/member-zero-trust/', trust: breakGlassTrust(FACTS.users), maxSessionSeconds: 3600, managedPolicies: [FACTS.policyArn], inlinePolicies: [], ...change };
}

/** Everything as it was declared; tests change one thing and look what the check says. */
class World {
  readonly roles = new Map<string, LiveRole | Error | undefined>(FACTS.accounts.map(({ id }) => [id, role()]));
  readonly devices = new Map<string, string[] | Error | undefined>([[FIRST, [SERIAL]], [SECOND, [KEY]]]);
  readonly levels = new Map<string, LiveLevel[] | Error>([SANDBOX, PRODUCTION].map((id) => [id, [
    { id: 'r-root', scps: [FULL], rcps: [] }, { id: 'ou-one', scps: [FULL], rcps: [] }, { id, scps: [FULL], rcps: [] },
  ]]));
  readonly counted: Record<string, number>[] = [];
  readonly told: object[] = [];
  readonly askedForChains: string[] = [];

  async check() {
    return checkBreakGlass(FACTS, {
      roles: { read: async (id) => given(this.roles.get(id)) },
      chains: () => ({
        levelsAbove: async (id) => {
          this.askedForChains.push(id);
          return given(this.levels.get(id))!;
        },
      }),
      devices: { serialNumbers: async (user) => given(this.devices.get(user)) },
      count: (counts) => this.counted.push({ ...counts }),
      tell: (what) => this.told.push(what),
    });
  }

  /** Hangs a policy beside FullAWSAccess. */
  hang(on: string, statement: object, { above = SANDBOX, type = 'scps' as 'scps' | 'rcps' } = {}): void {
    const levels = this.levels.get(above) as LiveLevel[];
    this.levels.set(above, levels.map((level) => (level.id !== on ? level : {
      ...level, [type]: [...level[type], { name: 'hung', document: policyDocument([statement as Record<string, unknown>]) }],
    })));
  }
}

function given<T>(value: T | Error): T {
  if (value instanceof Error) {
    throw value;
  }
  return value;
}

const kinds = ({ findings }: { findings: readonly { kind: string; about: string }[] }) => findings.map(({ kind, about }) => `${kind} ${about}`);
const deny = (Action: string, Condition?: object) => ({ Sid: 'Hung', Effect: 'Deny', Action, Resource: '*', ...(Condition ? { Condition } : {}) });
const notFor = (arn: string) => ({ ArnNotLike: { 'aws:PrincipalArn': arn } });

test('there is nothing to say where everything is as declared, and that is counted', async () => {
  const world = new World();
  expect(await world.check()).toEqual({ findings: [], dependsOn: {} });
  expect(world.counted).toEqual([{ Findings: 0, ChecksCompleted: 1 }]);
  expect(world.told).toEqual([]);
});

test('the management account is not asked for policies, because none binds it', async () => {
  const world = new World();
  await world.check();
  expect(world.askedForChains).toEqual([PRODUCTION, SANDBOX]);
});

test.each<[string, LiveRole | undefined, string, RegExp]>([
  ['is gone', undefined, 'role-missing', /no role 'zero-trust-break-glass'/],
  ['trusts one more', role({ trust: breakGlassTrust([...FACTS.users, `${FIRST}2`]) }), 'role-changed', /trusts others/],
  ['trusts one less', role({ trust: breakGlassTrust([FIRST]) }), 'role-changed', /trusts others/],
  ['asks for no second factor', role({ trust: policyDocument([{ Effect: 'Allow', Principal: { AWS: FACTS.users }, Action: 'sts:AssumeRole' }]) }), 'role-changed', /other conditions/],
  ['has one more statement', role({
    trust: policyDocument([...breakGlassTrust(FACTS.users).Statement, { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }]),
  }), 'role-changed', /trusts others/],
  ['trusts a user who was deleted', role({ trust: breakGlassTrust([FIRST, 'AIDAEXAMPLEEXAMPLE123']) }), 'role-changed', /AIDAEXAMPLEEXAMPLE123.*deleted/],
  ['has a policy more', role({ managedPolicies: [FACTS.policyArn, 'arn:aws:iam::aws:policy/AWSDenyAll'] }), 'role-changed', /AWSDenyAll', which nobody declared/],
  ['lacks its policy', role({ managedPolicies: [] }), 'role-changed', /lacks the policy/],
  ['has an inline policy', role({ inlinePolicies: ['EndSessions'] }), 'role-changed', /inline policy 'EndSessions'/],
  ['has a boundary', role({ boundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }), 'role-changed', /boundary/],
  ['stands elsewhere', role({ path: '/' }), 'role-changed', /path is '\/'/],
  ['lasts longer', role({ maxSessionSeconds: 43_200 }), 'role-changed', /43200 seconds/],
])('a role that %s is found', async (_what, live, kind, detail) => {
  const world = new World();
  world.roles.set(SANDBOX, live);
  const { findings } = await world.check();
  expect(findings).toEqual([{ kind, about: SANDBOX, detail: expect.stringMatching(detail) }]);
  expect(world.counted).toEqual([{ Findings: 1, ChecksCompleted: 1 }]);
  expect(world.told).toEqual([{ finding: findings[0] }]);
});

test('order, and whether a list of one is a list, make no difference', async () => {
  const world = new World();
  const [statement] = breakGlassTrust(FACTS.users).Statement as any[];
  world.roles.set(SANDBOX, role({ trust: {
    Statement: { ...statement, Action: ['sts:AssumeRole'], Principal: { AWS: [...statement.Principal.AWS].reverse() } }, Version: '2012-10-17',
  } }));
  expect((await world.check()).findings).toEqual([]);
});

describe('policies above an account', () => {
  test.each<[string, object, number]>([
    ['everything is denied', deny('*'), 18],
    ['everything is denied but to the role', deny('*', notFor(breakGlassRoleArn(FACTS, '*'))), 0],
    ['everything is denied to a role of another name', deny('*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/other' } }), 0],
    ['what nobody needs in an emergency is denied', deny('organizations:LeaveOrganization'), 0],
    ['one need is denied', deny('ssm:StartSession'), 1],
    ['the home Region is denied', { ...deny('*'), Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }, 10],
    ['the Region of global services is denied', { ...deny('*'), Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } }, 8],
    ['root is denied', deny('*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } }), 0],
  ])('%s', async (_what, statement, count) => {
    const world = new World();
    world.hang('ou-one', statement);
    expect(kinds(await world.check())).toEqual(Array.from({ length: count }, () => `denied ${SANDBOX}`));
  });

  test('a finding names the need, the policy, its statement and where it hangs', async () => {
    const world = new World();
    world.hang('ou-one', deny('ssm:StartSession'));
    const [{ detail }] = (await world.check()).findings;
    expect(detail).toBe("the role is denied what it needs: it opens a shell (ssm:StartSession in eu-west-1); the statement 'Hung' of 'FullAWSAccess', 'hung' on ou-one denies it");
  });

  test('a level without FullAWSAccess allows nothing', async () => {
    const world = new World();
    world.levels.set(SANDBOX, (world.levels.get(SANDBOX) as LiveLevel[]).map((level) => (level.id === 'ou-one' ? { ...level, scps: [] } : level)));
    const { findings } = await world.check();
    expect(findings).toHaveLength(18);
    expect(findings[0].detail).toContain("nothing allows it in 'scp:ou-one'");
  });

  test('policies of a type that is not in use deny nothing', async () => {
    const world = new World();
    world.levels.set(SANDBOX, (world.levels.get(SANDBOX) as LiveLevel[]).map((level) => ({ ...level, scps: [] })));
    expect((await world.check()).findings).toEqual([]);
  });

  test('a resource control policy keeps people from taking the role', async () => {
    const world = new World();
    world.hang('r-root', { ...deny('sts:AssumeRole', { StringEquals: { 'aws:PrincipalAccount': MANAGEMENT } }), Principal: '*' }, { type: 'rcps' });
    expect(kinds(await world.check())).toEqual([`way-in-denied ${SANDBOX}`, `way-in-denied ${SANDBOX}`]);
  });

  test('one that lets the organization in keeps nobody out', async () => {
    const world = new World();
    world.hang('r-root', { ...deny('sts:AssumeRole', { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-smallorgan' } }), Principal: '*' }, { type: 'rcps' });
    expect((await world.check()).findings).toEqual([]);
  });

  test('a service control policy over the account does not bind people of the management account', async () => {
    const world = new World();
    world.hang(SANDBOX, deny('sts:AssumeRole'));
    expect((await world.check()).findings).toEqual([]);
  });

  test('a denial that hangs on what nobody knows is told, and wakes nobody', async () => {
    const world = new World();
    world.hang(SANDBOX, deny('ec2:StopInstances', { StringEquals: { 'aws:ResourceTag/keep': 'true' } }));
    expect(await world.check()).toEqual({ findings: [], dependsOn: { [SANDBOX]: ['aws:resourcetag/keep'] } });
  });
});

test.each([[SERIAL, 'token'], [KEY, 'security key'], [APP, 'virtual'], [`arn:aws-cn:iam::${MANAGEMENT}:u2f/user/one/k`, 'security key'],
  [`arn:aws:iam::${MANAGEMENT}:sms-mfa/second`, 'virtual']])('%s is a %s', (serial, kind) => {
  expect(secondFactor(serial)).toBe(kind);
});

test.each<[string, string[] | undefined, string | undefined]>([
  ['no user', undefined, 'user-missing'], ['no device', [], 'no-hardware-mfa'], ['an app only', [APP], 'no-hardware-mfa'],
  ['an app and a key', [APP, KEY], undefined], ['a token', [SERIAL], undefined],
])('a person with %s: %s', async (_what, serials, kind) => {
  const world = new World();
  world.devices.set(SECOND, serials);
  expect(kinds(await world.check())).toEqual(kind === undefined ? [] : [`${kind} ${SECOND}`]);
});

describe('what cannot be read', () => {
  test('in one account is a finding there, and keeps nothing else from being looked at', async () => {
    const world = new World();
    world.roles.set(PRODUCTION, new Error('not authorized to perform sts:AssumeRole'));
    world.roles.set(SANDBOX, undefined);
    const result = await world.check();
    expect(kinds(result)).toEqual([`unread ${PRODUCTION}`, `role-missing ${SANDBOX}`]);
    expect(result.findings[0].detail).toContain('not authorized to perform sts:AssumeRole');
    expect(world.counted).toEqual([{ Findings: 2, ChecksCompleted: 1 }]);
  });

  test.each<[string, (world: World) => void, string]>([
    ['policies', (world) => world.levels.set(SANDBOX, new Error('TooManyRequests')), `unread ${SANDBOX}`],
    ['devices', (world) => world.devices.set(FIRST, new Error('Throttling')), `unread ${FIRST}`],
  ])('of %s is never taken for well', async (_what, breaks, finding) => {
    const world = new World();
    breaks(world);
    expect(kinds(await world.check())).toEqual([finding]);
  });

  test('everything at once is said of everything', async () => {
    const world = new World();
    [...world.roles.keys()].forEach((id) => world.roles.set(id, new Error('down')));
    [...world.levels.keys()].forEach((id) => world.levels.set(id, new Error('down')));
    [...world.devices.keys()].forEach((user) => world.devices.set(user, new Error('down')));
    expect((await world.check()).findings.map(({ kind }) => kind)).toEqual(Array.from({ length: 7 }, () => 'unread'));
  });
});

describe('a use', () => {
  const taken = {
    'detail-type': 'AWS API Call via CloudTrail',
    'detail': {
      eventName: 'AssumeRole', eventTime: '2026-11-01T03:00:00Z', eventID: 'e-1', sourceIPAddress: '192.0.2.1', userIdentity: { arn: FIRST },
      requestParameters: { roleArn: breakGlassRoleArn(FACTS, SANDBOX) },
    },
  };

  test('is counted, and who took what is told', async () => {
    const world = new World();
    await noteUse(taken, { count: (counts) => world.counted.push({ ...counts }), tell: (what) => world.told.push(what) });
    expect(world.counted).toEqual([{ Used: 1 }]);
    expect(world.told).toEqual([{ used: { role: breakGlassRoleArn(FACTS, SANDBOX), by: FIRST, at: '2026-11-01T03:00:00Z', from: '192.0.2.1', eventId: 'e-1' } }]);
  });

  test.each<[unknown, boolean]>([
    [taken, true], [{ 'detail-type': 'AWS Console Sign In via CloudTrail', 'detail': {} }, true], [{ 'detail-type': 'Scheduled Event' }, false], [{}, false], [null, false], [undefined, false],
  ])('%j is one or not: %s', (event, expected) => {
    expect(isUse(event)).toBe(expected);
  });
});
