import { describedAsOurs, madeByUs } from '../../src/guardrails/domain/our-policies';

const FOREIGN = { name: 'keys', awsManaged: false };
const MARK = '. Made by cdk-zero-trust-landing-zone in Zone.';
const room = 512 - MARK.length;

test.each([
  ['short', 'Denies', `Denies${MARK}`],
  ['as long as there is room', 'x'.repeat(room), `${'x'.repeat(room)}${MARK}`],
  ['one character longer, and so cut', 'x'.repeat(room + 1), `${'x'.repeat(room - 1)}…${MARK}`],
  ['much longer, and so cut', 'x'.repeat(5000), `${'x'.repeat(room - 1)}…${MARK}`],
])('a purpose that is %s is described in 512 characters at most, and found again', (_, purpose, expected) => {
  const description = describedAsOurs(purpose, 'Zone');
  expect(description).toBe(expected);
  expect(description.length).toBeLessThanOrEqual(512);
  expect(madeByUs({ ...FOREIGN, description }, ['Zone'])).toBe(true);
});

test('a stack with the longest name that CloudFormation takes is found again', () => {
  const stackName = 'Z'.repeat(128);
  const description = describedAsOurs('x'.repeat(512), stackName);
  expect(description).toHaveLength(512);
  expect(madeByUs({ ...FOREIGN, description }, [stackName])).toBe(true);
});

test.each<[string, string, string[], boolean]>([
  ['of another stack', describedAsOurs('Denies', 'Other'), ['Zone'], false],
  ['of a stack whose name ends like ours', describedAsOurs('Denies', 'My-Zone'), ['Zone'], false],
  ['of a stack whose name begins like ours', describedAsOurs('Denies', 'Zone-Of-Mine'), ['Zone'], false],
  ['of the second of our stacks', describedAsOurs('Denies', 'Second'), ['Zone', 'Second'], true],
  ['when we have no stack', describedAsOurs('Denies', 'Zone'), [], false],
  ['that somebody described', 'Denies', ['Zone'], false],
  ['that nobody described', '', ['Zone'], false],
  ['that somebody wrote more into', `${describedAsOurs('Denies', 'Zone')} Do not touch.`, ['Zone'], false],
])('a policy %s', (_, description, stackNames, ours) => {
  expect(madeByUs({ ...FOREIGN, description }, stackNames)).toBe(ours);
});

test('what AWS manages is never ours, whatever its description', () => {
  expect(madeByUs({ name: 'zero-trust-root-deny', description: describedAsOurs('Denies', 'Zone'), awsManaged: true }, ['Zone'])).toBe(false);
});

describe('where a snapshot has no descriptions', () => {
  test.each([['zero-trust-region-deny', true], ['zero-trusted', false], ['keys', false]])('a policy called %s: ours is %s', (name, ours) => {
    expect(madeByUs({ name, description: '', awsManaged: false }, ['Zone'])).toBe(ours);
  });

  test('a name like ours does not make a policy ours that somebody described', () => {
    expect(madeByUs({ name: 'zero-trust-region-deny', description: 'Denies', awsManaged: false }, ['Zone'])).toBe(false);
  });
});
