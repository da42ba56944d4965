import { Duration } from 'aws-cdk-lib';
import { Accounts } from '../../src';
import { denialOf, ruleOf } from '../../src/elevation/elevation-data';
import type { ElevationPolicy } from '../../src/elevation/elevation-policy';

const POLICY: ElevationPolicy = {
  permissionSet: 'Administrator', accounts: Accounts.named('production'), requesters: ['operators', 'developers'], approvers: ['leads'],
};
const asked: Accounts[] = [];
const select = (accounts: Accounts) => {
  asked.push(accounts);
  return ['000000000004'];
};

test('a policy of which nothing optional is said is short, needs one consent and no overlap', () => {
  expect(ruleOf(POLICY, select)).toEqual({
    name: 'Administrator for operators', permissionSet: 'Administrator', accountIds: ['000000000004'], requesterGroups: ['operators', 'developers'],
    stages: [{ approverGroups: ['leads'], approvals: 1 }], maxSeconds: 3_600, startWithinSeconds: 604_800, requestExpiresSeconds: 86_400,
    justificationPatterns: [], ticketPatterns: [], allowOverlap: false,
  });
  expect(asked.at(-1)).toBe(POLICY.accounts);
});

test.each<[string, Partial<ElevationPolicy>, object]>([
  ['a name', { name: 'production' }, { name: 'production' }],
  ['nobody who asks', { requesters: [] }, { name: 'Administrator for nobody', requesterGroups: [] }],
  ['two consents', { approvals: 2 }, { stages: [{ approverGroups: ['leads'], approvals: 2 }] }],
  ['no consent', { approvers: [] }, { stages: [] }],
  ['further stages', { furtherStages: [{ approvers: ['security'] }, { approvers: ['board', 'owners'], approvals: 3 }] }, { stages: [
    { approverGroups: ['leads'], approvals: 1 }, { approverGroups: ['security'], approvals: 1 }, { approverGroups: ['board', 'owners'], approvals: 3 },
  ] }],
  ['further stages only', { approvers: [], furtherStages: [{ approvers: ['security'] }] }, { stages: [{ approverGroups: ['security'], approvals: 1 }] }],
  ['times', { maxDuration: Duration.minutes(15), startWithin: Duration.days(0), requestExpiresAfter: Duration.hours(2) },
    { maxSeconds: 900, startWithinSeconds: 0, requestExpiresSeconds: 7_200 }],
  ['times that are no whole seconds, which the rules refuse', { maxDuration: Duration.millis(900_500) }, { maxSeconds: 900.5 }],
  ['patterns', { justificationPattern: 'a.*', ticketPattern: 'CHG-[0-9]+' }, { justificationPatterns: ['a.*'], ticketPatterns: ['CHG-[0-9]+'] }],
  ['overlap', { allowOverlap: true }, { allowOverlap: true }],
])('%s is what the rule says', (_, change, expected) => {
  expect(ruleOf({ ...POLICY, ...change }, select)).toEqual({ ...ruleOf(POLICY, select), ...expected });
});

test('a denial of which nothing optional is said is of every set, everywhere, and asks for no accounts', () => {
  const before = asked.length;
  expect(denialOf({ name: 'no', reason: 'freeze', groups: ['contractors'] }, select)).toEqual({
    name: 'no', reason: 'freeze', groups: ['contractors'], permissionSets: [], accountIds: [],
  });
  expect(asked.length).toBe(before);
});

test('a denial names sets and accounts', () => {
  const accounts = Accounts.all();
  expect(denialOf({ name: 'no', reason: 'freeze', groups: ['contractors'], permissionSets: ['Administrator'], accounts }, select)).toMatchObject({
    permissionSets: ['Administrator'], accountIds: ['000000000004'],
  });
  expect(asked.at(-1)).toBe(accounts);
});

test('what is wrong with accounts is raised as it is', () => {
  const refuse = () => {
    throw new Error('AccountUnknown');
  };
  expect(() => ruleOf(POLICY, refuse)).toThrow('AccountUnknown');
  expect(() => denialOf({ name: 'no', reason: 'freeze', groups: [], accounts: Accounts.all() }, refuse)).toThrow('AccountUnknown');
});
