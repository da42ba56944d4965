import { createHash } from 'node:crypto';
import type { Assignment } from '../../src/identity/domain/access-matrix';
import { accountTemplate } from '../../src/identity/domain/account-template';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

function templateOf(cells: readonly (readonly [string, string])[], { atOnce = 10, handOver = false } = {}) {
  const assignments = cells.map(([group, permissionSet]) => ({ group, permissionSet }) as Assignment);
  const made = accountTemplate({
    accountId: '000000000002', accountName: 'sandbox', assignments,
    sets: [...new Set(cells.map(([, set]) => set))], groups: [...new Set(cells.map(([group]) => group))],
  }, { instanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef', atOnce, handOver, hashOf });
  return { ...made, resources: Object.values<any>((made.template as any).Resources), parameters: (made.template as any).Parameters };
}

test('an assignment names its group and set by parameters, each of which is passed in once', () => {
  const { resources: [first, second], parameters, sets, groups } = templateOf([['a', 'Reader'], ['b', 'Reader']]);
  expect(first.Properties).toEqual({
    InstanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef',
    PermissionSetArn: { Ref: sets[0].parameter }, PrincipalId: { Ref: groups[0].parameter },
    PrincipalType: 'GROUP', TargetId: '000000000002', TargetType: 'AWS_ACCOUNT',
  });
  expect(second.Properties.PrincipalId).toEqual({ Ref: groups[1].parameter });
  expect(Object.keys(parameters)).toEqual([sets[0].parameter, groups[0].parameter, groups[1].parameter]);
});

test('a group and a set of one name are two parameters', () => {
  const { sets, groups } = templateOf([['Reader', 'Reader']]);
  expect(sets[0].parameter).not.toBe(groups[0].parameter);
});

test.each([
  ['groups that differ in what ids do not take', ['a-b', 'X'], ['a.b', 'X']],
  ['a name that ends where another begins', ['ab', 'C'], ['a', 'bC']],
  ['long names that begin alike', [`${'x'.repeat(200)}1`, 'X'], [`${'x'.repeat(200)}2`, 'X']],
] as const)('%s have ids of their own, which CloudFormation takes', (_, one, other) => {
  const { assignments } = templateOf([one, other]);
  expect(new Set(assignments.map(({ logicalId }) => logicalId)).size).toBe(2);
  assignments.forEach(({ logicalId }) => expect(logicalId).toMatch(/^[a-zA-Z0-9]{1,255}$/));
});

test('a group that is spelled in other letters is the same one, and keeps its id', () => {
  const [{ logicalId }] = templateOf([['AWS-Readers', 'X']]).assignments;
  expect(templateOf([['aws-readers', 'X']]).assignments[0].logicalId).toBe(logicalId);
});

test.each([[1, 2], [3, 1], [3, 0]])('with %i at once and %i more, as many wait for nothing and the rest for the one before it in its lane', (atOnce, more) => {
  const { resources, assignments } = templateOf(Array.from({ length: atOnce + more }, (_, index) => [`g${index}`, 'X'] as const), { atOnce });
  expect(resources.map(({ DependsOn }) => DependsOn)).toEqual([
    ...Array(atOnce).fill(undefined), ...assignments.slice(0, more).map(({ logicalId }) => [logicalId]),
  ]);
});

test.each([[true, 'Retain'], [false, undefined]])('handed over (%j), what leaves the template has the deletion policy %j', (handOver, policy) => {
  const [resource] = templateOf([['a', 'X']], { handOver }).resources;
  expect([resource.DeletionPolicy, resource.UpdateReplacePolicy]).toEqual([policy, policy]);
});
