import { join } from 'node:path';
import fc from 'fast-check';
import { type PolicyCase, evaluateCase, mismatch, readCases } from '../support/policy-cases';

const FOLDER = join(__dirname, '..', 'fixtures', 'policy-cases');
const CASES = readCases(join(FOLDER, 'cases.jsonl'));
const byGroup = new Map<string, PolicyCase[]>();
CASES.forEach((policyCase) => byGroup.set(policyCase.group, [...(byGroup.get(policyCase.group) ?? []), policyCase]));

const wrong = (cases: readonly PolicyCase[]) => cases.map((policyCase) => [policyCase.id, mismatch(policyCase, evaluateCase(policyCase))])
  .filter(([, difference]) => difference !== undefined);

test('there are as many cases as the files say', () => {
  expect(CASES).toHaveLength(2117);
  expect(readCases(join(FOLDER, 'unknown-keys.jsonl'))).toHaveLength(251);
});

test.each([...byGroup])('every case of the family %s is decided as AWS would, by the same policies', (_, cases) => {
  expect(wrong(cases)).toEqual([]);
});

test('every case with unknown keys is decided, or hangs on the keys it should', () => {
  expect(wrong(readCases(join(FOLDER, 'unknown-keys.jsonl')))).toEqual([]);
});

test('a runner that gets a wrong expectation says so', () => {
  const [first] = CASES;
  expect(mismatch({ ...first, expected: { decision: 'allowed', by: [] } }, evaluateCase(first))).toBe('got explicitly-denied by {scp:root}, wanted allowed by {}');
});

test('whatever keys are hidden, the answer is the one with them, or it is left open', () => {
  fc.assert(fc.property(fc.constantFrom(...CASES), fc.infiniteStream(fc.boolean()), (policyCase, hides) => {
    const keys = Object.keys(policyCase.request.context);
    const hidden = keys.filter(() => hides.next().value);
    const context = Object.fromEntries(Object.entries(policyCase.request.context).filter(([key]) => !hidden.includes(key)));
    // the caller's own ARN is known in any case: an answer about nobody would be none.
    const known = { 'aws:PrincipalArn': policyCase.request.context['aws:PrincipalArn'] };
    const request = { ...policyCase.request, context: { ...context, ...(known['aws:PrincipalArn'] ? known : {}) }, unknownKeys: hidden.filter((key) => key.toLowerCase() !== 'aws:principalarn') };
    const { decision } = evaluateCase(policyCase, request);
    const denied = (name: string) => name.endsWith('denied');
    expect(decision === 'undeterminable' || decision === policyCase.expected.decision || (denied(decision) && denied(policyCase.expected.decision))).toBe(true);
  }), { numRuns: 10_000 });
});
