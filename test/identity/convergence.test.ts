import { WAIT_SECONDS, modelledSeconds, waiters } from '../../src/identity/domain/convergence';

const equal = (accounts: number, operations: number) => ({ operationsByAccount: new Array<number>(accounts).fill(operations), setsPerAccount: 10 });

test('forty thousand assignments in a thousand accounts take hours, of which the operations are most', () => {
  const seconds = modelledSeconds(equal(1_000, 40));
  expect(seconds).toBeGreaterThan(40_000 / 10 * 5);
  expect(seconds).toBeLessThan(40_000 / 10 * 5 * 1.7);
});

test('one changed rule costs its own operations: minutes', () => {
  expect(modelledSeconds({ operationsByAccount: new Array<number>(1_000).fill(1), setsPerAccount: 1 })).toBeLessThan(20 * 60);
});

test('twice the accounts take twice the time', () => {
  expect(modelledSeconds(equal(2_000, 40)) / modelledSeconds(equal(1_000, 40))).toBeCloseTo(2, 1);
});

test('one account is worked on by one at a time, however many could', () => {
  expect(modelledSeconds(equal(1, 100))).toBeGreaterThan(100 * 5);
  expect(modelledSeconds(equal(10, 100))).toBeCloseTo(modelledSeconds(equal(1, 100)), 5);
  expect(modelledSeconds(equal(11, 100))).toBeGreaterThan(1.9 * modelledSeconds(equal(1, 100)));
});

test('nothing to do takes the start only', () => {
  expect(modelledSeconds(equal(0, 0))).toBeLessThan(60);
});

test.each([[0, 2], [WAIT_SECONDS, 2], [WAIT_SECONDS + 1, 3], [10 * WAIT_SECONDS, 20]])('a deployment waits for %i modelled seconds with %i resources: twice as long as modelled', (seconds, count) => {
  expect(waiters(seconds)).toBe(count);
});
