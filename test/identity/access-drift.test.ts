import fc from 'fast-check';
import { accessDrift, confirmed, declaredAssignments, declaredIn, suspiciousScope } from '../../src/identity/domain/access-drift';
import { checkRequest } from '../../src/identity/domain/check-request';
import { scopeOf } from '../../src/identity/domain/drift-scope';
import { inParts } from '../../src/identity/domain/drift-told';
import { type HeldAccess, type HeldAssignment, assignmentKey } from '../../src/identity/domain/held-access';
import { type RemovalRules, removalLimit, removalPlan } from '../../src/identity/domain/undeclared-removal';
import { ACCOUNTS, FOREIGN_SET, GROUPS, MANAGEMENT, RULES, SETS, documentOf, groupId, held, setArn } from '../support/drift-world';

const ACCESS = documentOf(RULES);
const NOBODY_MOVED = new Map();
const CELLS = SETS.flatMap((set) => ACCOUNTS.flatMap(({ id }) => GROUPS.map((group) => held(set, id, group))));

function heldAccess(assignments: readonly HeldAssignment[]): HeldAccess {
  return { places: assignments.map(({ principal, ...place }) => ({ ...place, principals: [principal] })), outdated: [] };
}

describe('what is held against what is declared', () => {
  test('is nothing where both are the same', () => {
    expect(accessDrift(ACCESS, NOBODY_MOVED, heldAccess(declaredAssignments(ACCESS, NOBODY_MOVED)), { kind: 'all' })).toEqual([]);
  });

  test('any difference of two sets of assignments is found, each once, and nothing else', () => {
    fc.assert(fc.property(fc.subarray(CELLS), (actual) => {
      const declared = declaredAssignments(ACCESS, NOBODY_MOVED).map(assignmentKey);
      const there = actual.map(assignmentKey);
      const found = accessDrift(ACCESS, NOBODY_MOVED, heldAccess(actual), { kind: 'all' });
      const of = (kind: string) => found.filter((one) => one.kind === kind).map((one) => assignmentKey(one as unknown as HeldAssignment)).sort();
      expect(of('missing')).toEqual(declared.filter((key) => !there.includes(key)).sort());
      expect(of('undeclared')).toEqual(there.filter((key) => !declared.includes(key)).sort());
    }));
  });

  test('leaves sets of others out, and places out of scope', () => {
    const actual = heldAccess([{ ...held('Reader', MANAGEMENT, 'readers'), permissionSetArn: FOREIGN_SET }, held('Builder', MANAGEMENT, 'readers')]);
    const place = { permissionSetArn: setArn('Builder'), accountId: MANAGEMENT };
    expect(accessDrift(ACCESS, NOBODY_MOVED, actual, { kind: 'some', places: [place], sets: [] }))
      .toEqual([{ ...held('Builder', MANAGEMENT, 'readers'), kind: 'undeclared' }]);
  });

  test('one account is declared the same as all of them', () => {
    const moved = new Map([[ACCOUNTS[2].id, { ...ACCOUNTS[2], path: 'Sandbox' }]]);
    const one = ACCOUNTS.flatMap(({ id }) => declaredIn(id, ACCESS, moved)).map(assignmentKey);
    expect(one.sort()).toEqual(declaredAssignments(ACCESS, moved).map(assignmentKey).sort());
  });

  test('is believed only when two readings agree', () => {
    const [missing, undeclared] = [{ ...CELLS[0], kind: 'missing' as const }, { ...CELLS[1], kind: 'undeclared' as const }];
    expect(confirmed([missing], [missing, undeclared])).toEqual([missing]);
    expect(confirmed([{ ...missing, kind: 'undeclared' }], [missing])).toEqual([]);
    const { permissionSetArn, accountId } = missing;
    expect(suspiciousScope([missing, { ...undeclared, permissionSetArn, accountId }]))
      .toEqual({ kind: 'some', places: [{ permissionSetArn, accountId }], sets: [] });
  });
});

describe('what an event asks to be checked', () => {
  const api = (eventName: string, change: object = {}) => ({ 'source': 'aws.sso', 'detail-type': 'AWS API Call via CloudTrail', 'detail': {
    eventName, eventTime: '2026-11-01T10:00:00Z', userIdentity: { arn: 'arn:aws:iam::000000000002:user/ada' },
    requestParameters: { permissionSetArn: setArn('Reader'), targetId: MANAGEMENT, principalId: 'p' }, ...change,
  } });
  const stack = (status: string) => ({
    'source': 'aws.cloudformation', 'detail-type': 'CloudFormation Stack Status Change', 'detail': { 'status-details': { status } },
  });
  const deed = { by: 'arn:aws:iam::000000000002:user/ada', at: '2026-11-01T10:00:00Z' };
  const place = { permissionSetArn: setArn('Reader'), accountId: MANAGEMENT };

  test.each([
    ['an assignment that is made', api('CreateAccountAssignment'), { kind: 'assignment', place, principalId: 'p', created: true, deed }],
    ['one that is taken', api('DeleteAccountAssignment'), { kind: 'assignment', place, principalId: 'p', created: false, deed }],
    ['a set that is changed', api('PutInlinePolicyToPermissionSet'), { kind: 'set', permissionSetArn: setArn('Reader'), deed }],
    ['a call that was refused', api('CreateAccountAssignment', { errorCode: 'AccessDenied' }), undefined],
    ['a call that only reads', api('ListAccountAssignments'), undefined],
    ['a call whose parameters are hidden', api('CreateAccountAssignment', { requestParameters: null }), undefined],
    ['a person of Identity Center', api('UpdatePermissionSet', { userIdentity: { type: 'IdentityCenterUser', onBehalfOf: { userId: 'u-1' } } }),
      { kind: 'set', permissionSetArn: setArn('Reader'), deed: { ...deed, by: 'u-1' } }],
    ['the clock', { 'source': 'aws.events', 'detail-type': 'Scheduled Event', 'detail': {} }, { kind: 'schedule' }],
    ['a first deployment', stack('CREATE_COMPLETE'), { kind: 'deployment' }],
    ['a deployment', stack('UPDATE_COMPLETE'), { kind: 'deployment' }],
    ['a deployment that went back', stack('UPDATE_ROLLBACK_COMPLETE'), { kind: 'deployment' }],
    ['an import that went back', stack('IMPORT_ROLLBACK_COMPLETE'), { kind: 'deployment' }],
    ['a deployment that still cleans up', stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'), undefined],
  ])('%s', (_, given, asked) => {
    expect(checkRequest(given)).toEqual(asked);
  });

  test.each([[50, 'some'], [51, 'all']])('%i changed places at once are read as %s', (count, kind) => {
    const requests = Array.from({ length: count }, (_, index) => ({
      kind: 'assignment' as const, place: { permissionSetArn: setArn('Reader'), accountId: String(index).padStart(12, '0') }, principalId: 'p', created: true, deed,
    }));
    expect(scopeOf(requests, [setArn('Reader')])?.kind).toBe(kind);
    expect(scopeOf(requests, [setArn('Builder')])).toBeUndefined();
  });
});

describe('how much goes at once', () => {
  const rules = (change: Partial<RemovalRules> = {}): RemovalRules => ({
    atMost: 10, protectedPrincipals: [], protectedAccounts: [], protectedSets: [], ...change,
  });
  const undeclared = (count: number) => Array.from({ length: count }, (_, index) => held('Reader', ACCOUNTS[3].id, `group-${index}`));

  test.each([
    [10, 40_000, 10], [10, 100, 10], [10, 90, 9], [10, 91, 10], [10, 10, 1], [10, 1, 1], [10, 0, 0], [1, 40_000, 1],
  ])('at most %i, or 10 %% of %i, is %i', (atMost, assignments, limit) => {
    expect(removalLimit(atMost, assignments)).toBe(limit);
  });

  test.each([[10, 100, 'remove'], [11, 100, 'breaker'], [11, 40_000, 'breaker'], [9, 90, 'remove'], [10, 90, 'breaker']])(
    '%i undeclared of %i: %s', (count, assignments, kind) => {
      expect(removalPlan(undeclared(count), assignments, rules(), ACCESS).kind).toBe(kind);
    });

  test('what is protected is not part of how much', () => {
    const plan = removalPlan(undeclared(11), 100, rules({ protectedPrincipals: [groupId('group-3')] }), ACCESS);
    expect(plan).toMatchObject({ kind: 'remove', assignments: { length: 10 } });
  });
});

test('a long list is told in parts of at most so many bytes, in order, none lost', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 })), fc.integer({ min: 200, max: 400 }), (items, most) => {
    const parts = inParts(items, most);
    expect(parts.flat()).toEqual(items);
    parts.forEach((part) => expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThanOrEqual(most + 1));
    expect(parts.every((part) => part.length > 0)).toBe(true);
  }));
});
