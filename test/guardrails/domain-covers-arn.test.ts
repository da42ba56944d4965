import { coversArn, matchesArn } from '../../src/policy/domain/pattern';

const role = (name: string, account = '*') => `arn:aws:iam::${account}:role/${name}`;

test.each([
  ['a name covers itself', role('deploy'), role('deploy'), true],
  ['a name covers no other', role('deploy'), role('deploys'), false],
  ["'*' covers a name", role('*'), role('deploy'), true],
  ["'*' covers '*'", role('deploy-*'), role('deploy-*'), true],
  ["'*' covers '?'", role('deploy-*'), role('deploy-?'), true],
  ["'*' covers a longer pattern", role('deploy-*'), role('deploy-x-*-y'), true],
  ["'*' covers no shorter pattern", role('deploy-x-*'), role('deploy-*'), false],
  ["'?' covers one letter", role('deploy-?'), role('deploy-x'), true],
  ["'?' covers '?'", role('deploy-?'), role('deploy-?'), true],
  ["'?' does not cover '*'", role('deploy-?'), role('deploy-*'), false],
  ["'?' covers no two letters", role('deploy-?'), role('deploy-xy'), false],
  ["a letter covers no '?'", role('deploy-x'), role('deploy-?'), false],
  ["a letter covers no '*'", role('deploy-x'), role('deploy-*'), false],
  ['every account covers one', role('deploy'), role('deploy', '000000000005'), true],
  ['one account does not cover every one', role('deploy', '000000000005'), role('deploy'), false],
  ['one account does not cover another', role('deploy', '000000000005'), role('deploy', '000000000004'), false],
  ["'*' does not reach into another part", 'arn:aws:iam::*', role('deploy'), false],
  ['every partition covers one', 'arn:*:iam::*:role/deploy', role('deploy'), true],
  ["'*' alone covers everything", '*', role('*'), true],
])('%s', (_, general, special, covers) => {
  expect(coversArn(general, special)).toBe(covers);
});

test('what covers a pattern matches what the pattern matches', () => {
  const patterns = ['*', 'a*', '*a', 'a?', '?a', '?', 'a', 'ab', 'a*b', 'aa', 'ba'].map((name) => role(name, '000000000005'));
  const names = ['a', 'b', 'aa', 'ab', 'ba', 'aab', 'abb', 'bab'].map((name) => role(name, '000000000005'));
  const covered = patterns.flatMap((general) => patterns.filter((special) => coversArn(general, special)).map((special) => [general, special]));
  const missed = covered.filter(([general, special]) => names.some((name) => matchesArn(special, name) && !matchesArn(general, name)));
  expect(missed).toEqual([]);
  expect(covered.length).toBeGreaterThan(patterns.length);
});
