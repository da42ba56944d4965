import fc from 'fast-check';
import { matchesArn, matchesWildcard } from '../../src/policy/domain/pattern';

test.each([
  ['s3:Get*', 's3:GetObject', true],
  ['s3:Get*', 's3:PutObject', false],
  ['s3:?etObject', 's3:GetObject', true],
  ['s3:?etObject', 's3:etObject', false],
  ['*', '', true],
  ['a.c', 'abc', false],
  ['a+(b)[c]', 'a+(b)[c]', true],
  ['*\n*', 'a\nb', true],
  ['**b', 'aab', true],
])('the pattern %j matches %j: %s', (pattern, text, matches) => {
  expect(matchesWildcard(pattern, text)).toBe(matches);
});

test.each([
  ['arn:aws:iam::*:role/x', 'arn:aws:iam::000000000001:role/x', true],
  ['arn:aws:iam::*:role/*', 'arn:aws:iam::000000000001:role/a/b:c', true],
  ['arn:*:role/x', 'arn:aws:iam::000000000001:role/x', false],
  ['arn:aws:iam::*', 'arn:aws:iam::000000000001:role/x', false],
])('the ARN pattern %s matches %s: %s, part by part', (pattern, arn, matches) => {
  expect(matchesArn(pattern, arn)).toBe(matches);
});

test('a pattern matches what the same regular expression matches', () => {
  const piece = fc.constantFrom('*', '?', 'a', 'b', '.');
  const text = fc.array(fc.constantFrom('a', 'b', '.'), { maxLength: 8 }).map((letters) => letters.join(''));
  fc.assert(fc.property(fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')), text, (pattern, value) => {
    const expression = new RegExp(`^${pattern.replace(/\./g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
    expect(matchesWildcard(pattern, value)).toBe(expression.test(value));
  }), { numRuns: 2000 });
});

test('a pattern of many stars ends, where a regular expression would not', () => {
  expect(matchesWildcard(`${'*a'.repeat(50)}b`, 'a'.repeat(5000))).toBe(false);
});
