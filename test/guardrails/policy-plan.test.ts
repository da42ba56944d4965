import fc from 'fast-check';
import { type PlannedGuardrail, type PolicyRoom, planPolicies } from '../../src/guardrails/domain/policy-plan';
import { RCP, SCP } from '../../src/organization/domain/policy-slots';

const foreign = (count: number, type = SCP) => Array.from({ length: count }, (_, index) =>
  ({ id: `p-foreign${index}`, name: index === 0 ? 'FullAWSAccess' : `foreign-${index}`, description: '', type, awsManaged: index === 0, bytes: 100, content: '{}' }));
const room = (attached: Record<string, ReturnType<typeof foreign>> = {}, bytes = 400): PolicyRoom => ({
  attached: (id) => attached[id] ?? [], kept: [], targetName: (id) => id.toUpperCase(),
  slots: { [SCP]: 4, [RCP]: 2 }, bytes: { [SCP]: bytes, [RCP]: bytes },
});
const deny = (Sid: string, padding = 0) => ({ Sid, Effect: 'Deny', Action: `s3:${'x'.repeat(padding)}`, Resource: '*' });
const guardrail = (name: string, targetIds: string[], statements = [deny(`Deny${name}`)], type = SCP): PlannedGuardrail => ({ name, type, statements, targetIds });
const sids = (policies: ReturnType<typeof planPolicies>['policies']) => policies.flatMap(({ document }) => document.Statement.map(({ Sid }) => Sid));

test('each guardrail has a policy of its own where every target has a slot for each', () => {
  const { policies, problems } = planPolicies(['A', 'B', 'C'].map((name) => guardrail(name, ['x'])), room({ x: foreign(1) }));
  expect(policies.map(({ name, holds }) => [name, holds])).toEqual([['A', ['A']], ['B', ['B']], ['C', ['C']]]);
  expect(problems).toEqual([]);
});

test('one slot too few, and they share as few policies as hold them', () => {
  const { policies, problems } = planPolicies(['A', 'B', 'C'].map((name) => guardrail(name, ['x'])), room({ x: foreign(2) }));
  expect(policies.map(({ name, holds }) => [name, holds])).toEqual([['A', ['A', 'B', 'C']]]);
  expect(sids(policies)).toEqual(['DenyA', 'DenyB', 'DenyC']);
  expect(problems).toEqual([]);
});

test('guardrails that hang elsewhere, or are of the other type, keep their own policies', () => {
  const { policies } = planPolicies([
    guardrail('A', ['x']), guardrail('B', ['x']), guardrail('C', ['y']), guardrail('R', ['x'], undefined, RCP), guardrail('Draft', []),
  ], room({ x: foreign(3) }));
  expect(policies.map(({ name, holds, targetIds }) => [name, holds, targetIds])).toEqual([
    ['A', ['A', 'B'], ['x']], ['C', ['C'], ['y']], ['Draft', ['Draft'], []], ['R', ['R'], ['x']],
  ]);
});

test('guardrails with other targets do not share a document, although they share a scarce target', () => {
  const { policies, problems } = planPolicies([guardrail('A', ['x', 'y']), guardrail('B', ['x']), guardrail('C', ['x', 'y']), guardrail('D', ['x'])], room({ x: foreign(2) }));
  expect(policies.map(({ name, holds, targetIds }) => [name, holds, targetIds])).toEqual([['A', ['A', 'C'], ['x', 'y']], ['B', ['B', 'D'], ['x']]]);
  expect(problems).toEqual([]);
});

test('what fits into no number of slots is refused with what could be detached, and how many', () => {
  const { problems } = planPolicies([guardrail('A', ['x'])], room({ x: foreign(4) }));
  expect(problems).toEqual([{
    code: 'PolicySlots',
    problem: "'X' has 4 slots for service control policies; 4 are taken ('FullAWSAccess', 'foreign-1', 'foreign-2', 'foreign-3'), and 1 more is wanted ('A')",
    fix: "make one place: merge or detach some of 'foreign-1', 'foreign-2', 'foreign-3', attach ours higher up, or give our guardrails the same places so that they share policies",
  }]);
});

describe('policies that others of the app attach and nobody detaches', () => {
  const keptOn = (id: string, names = ['K', 'L']) => names.map((name) => ({ name, type: SCP, bytes: 100, targetIds: [id] }));
  const live = { ...foreign(1)[0], id: 'p-live', name: 'K', awsManaged: false };
  const alone = (names: string[], change: Partial<PolicyRoom>) => planPolicies(names.map((name) => guardrail(name, ['x'])), { ...room({ x: foreign(1) }), ...change });

  test.each<[string, string[], Partial<PolicyRoom>, number]>([
    ['leave slots to one guardrail', ['A'], { kept: keptOn('x') }, 1],
    ['take slots, so that two guardrails share', ['A', 'B'], { kept: keptOn('x') }, 1],
    ['take none of another place', ['A', 'B', 'C'], { kept: keptOn('y') }, 3],
    ['take none of another type', ['A', 'B', 'C'], { kept: keptOn('x').map((one) => ({ ...one, type: RCP })) }, 3],
    ['take one each when they hang there already', ['A', 'B'], { attached: () => [live, { ...live, id: 'p-other', name: 'L' }], kept: keptOn('x') }, 2],
  ])('%s', (_, names, change, count) => {
    const { policies, problems } = alone(names, change);
    expect([policies.length, problems]).toEqual([count, []]);
  });

  test('are named where no slot is left for all, and what hangs there already is not what could be left out', () => {
    const there = room({ x: [...foreign(2), live] });
    const plan = (names: string[]) => planPolicies([guardrail('A', ['x'])], { ...there, kept: keptOn('x', names) }).problems;
    expect(plan(['K'])).toEqual([]);
    expect(plan(['K', 'L'])).toEqual([{
      code: 'PolicySlots',
      problem: "'X' has 4 slots for service control policies; 2 are taken ('FullAWSAccess', 'foreign-1'), and 3 more are wanted ('A', 'K', 'L')",
      fix: "make one place: merge or detach some of 'foreign-1', attach ours higher up, or give our guardrails the same places so that they share policies; or ask for fewer than 'L'",
    }]);
  });

  test('are refused on a place without guardrails as well', () => {
    const full = (count: number) => planPolicies([guardrail('A', ['x'])], { ...room({ y: foreign(count) }), kept: keptOn('y') }).problems;
    expect([full(2), full(3)].map((problems) => problems.map(({ code }) => code))).toEqual([[], ['PolicySlots']]);
  });
});

test('documents that must be shared and are too long for it are refused with their bytes', () => {
  const big = (name: string) => guardrail(name, ['x'], [deny(name, 250)]);
  const { problems } = planPolicies([big('A'), big('B')], room({ x: foreign(3) }));
  expect(problems.map(({ code }) => code)).toEqual(['PolicySlots']);
  const tooBig = planPolicies([guardrail('A', ['x'], [deny('A', 500)]), big('B')], room({ x: foreign(3) }));
  expect(tooBig.problems[0]).toMatchObject({ code: 'PolicyOverflow', problem: expect.stringMatching(/^the guardrails 'A', 'B' must share policies, which lack \d+ bytes for them/) });
});

test('a Sid that two guardrails use gets a number, so that a document has each once', () => {
  const { policies } = planPolicies(['A', 'B'].map((name) => guardrail(name, ['x'], [deny('Deny')])), room({ x: foreign(3) }));
  expect(sids(policies)).toEqual(['Deny', 'Deny2']);
});

test('policies that are deployed already lend their names, and their statements stay where they are', () => {
  // two statements fill a document.
  const narrow = (attached: Parameters<typeof room>[0]) => room(attached, 250);
  const named = (name: string) => guardrail(name, ['x'], [deny(name, 20)]);
  const first = planPolicies(['B', 'C', 'D'].map(named), narrow({ x: foreign(2) }));
  const deployed = first.policies.map((policy, index) => ({
    ...foreign(1)[0], id: `p-ours${index}`, name: policy.name, awsManaged: false, content: JSON.stringify(policy.document),
  }));
  const then = planPolicies(['A', 'B', 'C', 'D'].map(named), narrow({ x: [...foreign(2), ...deployed] }));
  const placed = (plan: typeof first) => plan.policies.map(({ name, document }) => [name, document.Statement.map(({ Sid }) => Sid)]);
  expect(placed(first)).toEqual([['B', ['B', 'C']], ['C', ['D']]]);
  expect(placed(then)).toEqual([['B', ['B', 'C']], ['C', ['A', 'D']]]);
  expect(then.problems).toEqual([]);
});

test('whatever the guardrails and the slots, each statement stands once in a policy with its targets, and no target holds too many unless that is said', () => {
  const targets = fc.subarray(['x', 'y', 'z'], { minLength: 0 });
  const drawnOne = fc.record({ targets, statements: fc.integer({ min: 1, max: 3 }), padding: fc.integer({ min: 0, max: 200 }) });
  const some = fc.array(drawnOne, { minLength: 1, maxLength: 6 });
  const taken = fc.record({ x: fc.integer({ min: 0, max: 4 }), y: fc.integer({ min: 0, max: 4 }), z: fc.integer({ min: 0, max: 4 }) });
  fc.assert(fc.property(some, taken, (drawn, counts) => {
    const guardrails = drawn.map(({ targets: ids, statements, padding }, index) =>
      guardrail(`G${index}`, ids, Array.from({ length: statements }, (_, one) => deny(`S${index}x${one}`, padding))));
    const attached = Object.fromEntries(Object.entries(counts).map(([id, count]) => [id, foreign(count)]));
    const { policies, problems } = planPolicies(guardrails, room(attached, 1000));
    for (const { statements, targetIds } of guardrails) {
      for (const { Sid } of statements) {
        const holding = policies.filter(({ document }) => document.Statement.some((one) => one.Sid === Sid));
        expect(holding.map((policy) => policy.targetIds)).toEqual([targetIds]);
      }
    }
    const hanging = (id: string) => policies.filter(({ targetIds }) => targetIds.includes(id)).length;
    const crowded = Object.entries(counts).filter(([id, count]) => hanging(id) > 0 && count + hanging(id) > 4);
    expect(problems.filter(({ code }) => code === 'PolicySlots')).toHaveLength(crowded.length);
  }), { numRuns: 500 });
});
