import type { Elevation } from '../../src/elevation/domain/elevation';
import { type SweepAction, leasesToSettle, lentPlaces, placesOf, sweepPlan } from '../../src/elevation/domain/sweep-plan';
import { MINUTE, T0, after, anElevation, inState } from '../support/an-elevation';

const DUE = T0 + 60 * MINUTE;

function plan(open: Elevation | readonly Elevation[], nowMs: number, { running = ['e-1'] as string[] | undefined, absent = [] as string[] } = {}) {
  const actions = sweepPlan([open].flat(), { nowMs, running: running && new Set(running), absent: new Set(absent) });
  return actions.map((action: SweepAction) => (action.kind === 'end' && action.reason ? `end: ${action.reason}` : action.kind));
}

test.each([
  ['active', DUE - 1, ['tell']], ['active', DUE, ['end']], ['active', DUE - 10 * MINUTE, ['tell']], ['active', DUE - 10 * MINUTE - 1, []],
  ['granting', DUE - 1, []], ['granting', DUE, ['end']],
  ['ending', T0, ['end']],
  ['scheduled', DUE - 1, []], ['scheduled', DUE, ['expire']],
  ['requested', T0, []], ['requested', DUE - 1, ['tell']], ['requested', DUE, ['expire']],
  ['approved', T0, ['wake']],
] as const)("what is '%s' at %d asks for %j", (state, nowMs, actions) => {
  expect(plan(inState(state), nowMs)).toEqual(actions);
});

test('an end that was announced is not announced again', () => {
  expect(plan(after(inState('active'), { kind: 'endAnnounced' }), DUE - MINUTE)).toEqual([]);
});

test.each([['rejected', 2 * MINUTE - 1, []], ['rejected', 2 * MINUTE, ['tell']], ['withdrawn', 2 * MINUTE, []]] as const)(
  "what is '%s' for %d milliseconds, and of which nobody was told, asks for %j", (state, ms, actions) => {
    expect(plan(inState(state), T0 + ms, { absent: ['ann'] })).toEqual(actions);
  });

test('a later stage that was reached is told at once', () => {
  const stages = [{ approverGroups: ['a'], approvals: 1 }, { approverGroups: ['b'], approvals: 1 }];
  const told = after(anElevation({ stages }), { kind: 'consentAsked', stage: 0 }, { kind: 'consented', approverId: 'bob', stage: 0, atMs: T0 });
  expect([plan(told, T0), plan(after(told, { kind: 'consentAsked', stage: 1 }), T0)]).toEqual([['tell'], []]);
});

test('consent that is complete wakes an execution that did not hear of it', () => {
  expect(plan(after(anElevation(), { kind: 'consented', approverId: 'bob', stage: 0, atMs: T0 }), T0)).toEqual(['wake']);
  expect(plan(anElevation({ stages: [] }), T0)).toEqual(['wake']);
});

test.each([[2 * MINUTE - 1, []], [2 * MINUTE, ['restart', 'tell']]])('%d milliseconds after its last step, an execution that is missing asks for %j', (ms, actions) => {
  expect(plan(inState('requested'), T0 + ms, { running: [] })).toEqual(actions);
});

test('where nobody could tell what runs, nothing is started', () => {
  expect(plan(inState('requested'), T0 + 30 * MINUTE, { running: undefined })).toEqual(plan(inState('requested'), T0 + 30 * MINUTE));
});

test.each(['requested', 'approved', 'scheduled', 'granting', 'active'] as const)("what is '%s' ends when its person is gone", (state) => {
  expect(plan(inState(state), T0, { absent: ['ann'] })).toEqual(['end: requester-left']);
});

test('what asked for a time that is over before anybody consented expires', () => {
  const late = anElevation({ startsAtMs: T0, seconds: 600, requestExpiresSeconds: 86_400 });
  expect([plan(late, T0 + 10 * MINUTE - 1), plan(late, T0 + 10 * MINUTE)]).toEqual([['tell'], ['expire']]);
});

test('ends come before everything else, the longest overdue first', () => {
  const elevations = [inState('approved', { id: 'c' }), inState('active', { id: 'a' }), { ...inState('active', { id: 'b' }), endsAtMs: T0 }];
  expect(sweepPlan(elevations, { nowMs: DUE, running: new Set(['a', 'b', 'c']), absent: new Set() }).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
});

test('leases that are held by what is open are left alone', () => {
  const lease = {
    permissionSetArn: 'set', accountId: '1', principal: { type: 'USER' as const, id: 'ann' }, revision: 1, phase: 'held' as const, elevationIds: ['a'],
    standing: false, setName: 'Set', sessionSeconds: 3_600,
  };
  expect(leasesToSettle([lease], new Set(['a']))).toEqual([]);
  expect(leasesToSettle([lease], new Set())).toEqual([lease]);
  expect(leasesToSettle([{ ...lease, phase: 'settling', elevationIds: [] }], new Set())).toHaveLength(1);
});

test('places are those of the rules, once each, with the sets of their own in the management account', () => {
  const set = (permissionSet: string, arn: string) => ({ permissionSet, arn, name: permissionSet, sessionSeconds: 3_600 });
  const rule = (permissionSet: string, ...accountIds: string[]) => ({ ...inState('active').terms, name: 'r', permissionSet, accountIds, requesterGroups: [] });
  expect(lentPlaces({
    version: 'v', denials: [], securityGroups: [], managementAccountId: '1', sets: [set('A', 'a'), set('B', 'b')], managementSets: [set('A', 'twin')],
    rules: [rule('A', '1', '2'), rule('A', '2', '3'), rule('B', '1')],
  })).toEqual([['twin', '1'], ['a', '2'], ['a', '3']].map(([permissionSetArn, accountId]) => ({ permissionSetArn, accountId })));
});

test('many places take turns, and each has its turn', () => {
  const places = [...'abcdefg'];
  const seen = new Set(Array.from({ length: 7 }, (_, minute) => placesOf(places, T0 + minute * MINUTE, 3)).flat());
  expect([...seen].sort()).toEqual(places);
  expect(placesOf(places, T0, 7)).toEqual(places);
});
