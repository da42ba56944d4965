import { Lazy } from 'aws-cdk-lib';
import fc from 'fast-check';
import { type BackendChoice, applicationPlace } from '../../src/elevation/domain/backend-choice';
import { type BackendPlace, backendProblems, lentSets } from '../../src/elevation/domain/backend-problems';
import { decideRequest } from '../../src/elevation/domain/decide-request';
import { lentRoleArn, roleArnAt, sessionsOf } from '../../src/elevation/domain/lent-role';
import { lentPlaces } from '../../src/elevation/domain/sweep-plan';
import { ElevationBackend } from '../../src/elevation/elevation-backend';
import { ACCOUNT, RULES } from '../support/elevation-world';
import { codes } from '../support/messages';

const MANAGEMENT = '000000000001';
const APPLICATION = `arn:aws:account-access:eu-west-1:${MANAGEMENT}:application/1234567890abcdef`;
const ROLES = { Administrator: 'team/Operator', Billing: 'Accountant' };
const PLACE: BackendPlace = { partition: 'aws', managementAccountId: MANAGEMENT, region: 'eu-west-1' };

function choose(applicationArn = APPLICATION, roles: Record<string, string> = ROLES): BackendChoice {
  return ElevationBackend.accountAccess({ applicationArn, roles })._choice();
}

function refused(applicationArn?: string, roles?: Record<string, string>): string[] {
  try {
    choose(applicationArn, roles);
    return [];
  } catch (error) {
    return codes((error as Error).message);
  }
}

describe('the application', () => {
  const before = `arn:aws:account-access:eu-west-1:${MANAGEMENT}:application/`;

  test.each([
    ['is taken', APPLICATION, true],
    ['of 2,048 characters is taken', before + 'a'.repeat(2_048 - before.length), true],
    ['of one more is not', before + 'a'.repeat(2_049 - before.length), false],
    ['of 49 characters is taken', 'arn:a:account-access:a:000000000001:application/a'.padEnd(49, 'b'), true],
    ['of one less is not', 'arn:a:account-access:a:000000000001:application/'.padEnd(48, 'b'), false],
    ['with anything before it is not', ` ${APPLICATION}`, false],
    ['with a line after it is not', `${APPLICATION}\n`, false],
    ['with another after it is not', `${APPLICATION}/2`, false],
    ['without an id is not', before, false],
    ['with an account of eleven digits is not', APPLICATION.replace(MANAGEMENT, '00000000001'), false],
    ['with an account of thirteen digits is not', APPLICATION.replace(MANAGEMENT, '0000000000001'), false],
    ['without a Region is not', APPLICATION.replace('eu-west-1', ''), false],
    ['of Identity Center is not', `arn:aws:sso::${MANAGEMENT}:application/ssoins-1234567890123456/apl-1234567890123456`, false],
  ])('%s', (_, arn, taken) => {
    expect(refused(arn)).toEqual(taken ? [] : ['ElevationBackendApplication']);
  });

  test('that is known only when it is deployed is not looked at', () => {
    const arn = Lazy.string({ produce: () => APPLICATION });
    expect(refused(arn)).toEqual([]);
    expect(backendProblems(choose(arn), [], PLACE)).toEqual([]);
  });

  test('says where it is', () => {
    expect(applicationPlace(APPLICATION)).toEqual({ partition: 'aws', region: 'eu-west-1', accountId: MANAGEMENT });
  });
});

describe('a role', () => {
  test.each([
    ['Operator', true], ['team/Operator', true], ['a/b/c/Operator', true], ['team_1/Op+=,.@_-', true],
    ['a'.repeat(64), true], ['a'.repeat(65), false],
    [`${'p'.repeat(510)}/Operator`, true], [`${'p'.repeat(511)}/Operator`, false],
    ['', false], ['/Operator', false], ['team/', false], ['team//Operator', false], ['Op*', false], ['Oper?tor', false], ['Oper ator', false],
    ['Operator\n', false], ['arn:aws:iam::000000000003:role/Operator', false],
    ['aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef', false], ['aws-service-role/any/Role', false], ['aws-reserved-like/Role', true],
  ])('that is called %j may be lent: %s', (role, may) => {
    expect(refused(undefined, { Administrator: role })).toEqual(may ? [] : ['ElevationBackendRole']);
  });

  test('stands for one set only, and at least one is there', () => {
    expect(refused(undefined, { Administrator: 'Operator', Billing: 'Operator' })).toEqual(['ElevationBackendRole']);
    expect(refused(undefined, {})).toEqual(['ElevationBackendRoles']);
  });

  test('is wrong beside the application in one error', () => {
    expect(refused('none', { Administrator: '/a', Billing: '/a' })).toEqual(['ElevationBackendApplication', 'ElevationBackendRole', 'ElevationBackendRole']);
  });
});

describe('of what rules lend', () => {
  const rule = { name: 'operations', permissionSet: 'Administrator', accountIds: [ACCOUNT] };
  const found = (changed: Partial<typeof rule>, place: Partial<BackendPlace> = {}, choice = choose()) =>
    backendProblems(choice, [{ ...rule, ...changed }], { ...PLACE, ...place }).map(({ code }) => code);

  test.each<[string, string[], string[]]>([
    ['everything with a role is lent', found({}), []],
    ['a set without a role is refused', found({ permissionSet: 'Network' }), ['ElevationBackendRoles']],
    ['the management account is refused', found({ accountIds: [ACCOUNT, MANAGEMENT] }), ['ElevationBackendManagement']],
    ['an application of another account is refused', found({}, { managementAccountId: '000000000009' }), ['ElevationBackendApplication']],
    ['an application of another Region is refused', found({}, { region: 'eu-central-1' }), ['ElevationBackendApplication']],
    ['another partition is refused', found({}, { partition: 'aws-us-gov' }), ['ElevationBackendPartition']],
    ['all of it is told at once', found({ permissionSet: 'Network', accountIds: [MANAGEMENT] }, { region: 'eu-central-1' }),
      ['ElevationBackendApplication', 'ElevationBackendRoles', 'ElevationBackendManagement']],
    ['assignments are lent everywhere', found({ permissionSet: 'Network', accountIds: [MANAGEMENT] }, { partition: 'aws-cn' },
      ElevationBackend.userAssignment()._choice()), []],
  ])('%s', (_, problems, expected) => {
    expect(problems).toEqual(expected);
  });
});

describe('a role that stands for a set', () => {
  const sets = [...RULES.sets, { permissionSet: 'Network', arn: 'arn:aws:sso:::permissionSet/ssoins-0/ps-network', name: 'Network', sessionSeconds: 43_200 }];
  const rules = { ...RULES, sets: lentSets(choose(), sets, 'aws') };

  test('is what rules lend, with sessions of one hour, and sets without one are not lent', () => {
    expect(rules.sets).toEqual([{ permissionSet: 'Administrator', arn: 'arn:aws:iam:::role/team/Operator', name: 'team/Operator', sessionSeconds: 3_600 }]);
    expect(lentSets(ElevationBackend.userAssignment()._choice(), sets, 'aws')).toBe(sets);
  });

  test('is what a request gets, what sweeps look at, and what is denied', () => {
    const asked = { permissionSet: 'Administrator', accountId: ACCOUNT, seconds: 1_800, justification: 'the disk is full' };
    const decision = decideRequest(asked, { requesterId: 'ann', enabled: true, groups: ['ops'], nowMs: 0, open: [] }, rules);
    expect(decision).toMatchObject({ kind: 'granted', set: { arn: 'arn:aws:iam:::role/team/Operator' } });
    const [place] = lentPlaces(rules);
    expect(roleArnAt(place)).toBe(`arn:aws:iam::${ACCOUNT}:role/team/Operator`);
    expect(sessionsOf(place, rules.sets[0].name)).toEqual({ kind: 'role', accountId: ACCOUNT, roleName: 'team/Operator' });
  });

  test('is told apart from a set, whatever it is called', () => {
    const set = { permissionSetArn: sets[0].arn, accountId: ACCOUNT };
    expect([roleArnAt(set), sessionsOf(set, 'Administrator').kind]).toEqual([undefined, 'set']);
    fc.assert(fc.property(fc.stringMatching(/^([a-zA-Z0-9+=,.@_-]{1,9}\/){0,3}[a-zA-Z0-9+=,.@_-]{1,9}$/), (role) => {
      const place = { permissionSetArn: lentRoleArn('aws', role), accountId: ACCOUNT };
      expect([roleArnAt(place), sessionsOf(place, role)]).toEqual([`arn:aws:iam::${ACCOUNT}:role/${role}`, { kind: 'role', accountId: ACCOUNT, roleName: role }]);
    }));
  });
});
