import { minified } from '../../src/policy/domain/document';
import { parsePolicy } from '../../src/policy/domain/parse';

const allow = { Effect: 'Allow', Action: '*', Resource: '*' };

test.each<[string, string, [at: string, problem: RegExp][]]>([
  ['text that stops', '{\n  "Version":', [['line 2, column 13', /no JSON/]]],
  ['a comma too many', '{"Version":"2012-10-17",}', [['line 1, column 25', /no JSON/]]],
  ['a list', '[]', [['the document', /no object/]]],
  ['no statement', '{"Version":"2012-10-17"}', [['Statement', /missing or empty/]]],
  ['an empty list of statements', '{"Statement":[]}', [['Statement', /missing or empty/]]],
  ['a version that does not exist', JSON.stringify({ Version: '2012-10-18', Statement: allow }), [['Version', /2012-10-18/]]],
  ['an effect in small letters', JSON.stringify({ Statement: [allow, { ...allow, Effect: 'deny' }] }), [['Statement[1].Effect', /'Allow' or 'Deny'/]]],
  ['an element that is misspelt', JSON.stringify({ Statement: { ...allow, Resources: '*' } }), [['Statement[0].Resources', /no element/]]],
  ['Action beside NotAction', JSON.stringify({ Statement: { ...allow, NotAction: 's3:*' } }), [['Statement[0]', /both Action and NotAction/]]],
  ['neither Action nor NotAction', JSON.stringify({ Statement: { Effect: 'Deny', Resource: '*' } }), [['Statement[0]', /neither Action nor NotAction/]]],
  ['several things at once', JSON.stringify({ Version: 'x', Statement: [3, { Effect: 'x', Action: '*' }] }), [['Version', /x/], ['Statement[0]', /no object/], ['Statement[1].Effect', /x/]]],
])('%s is malformed, and the place is named', (_, text, expected) => {
  const parsed = parsePolicy(text);
  expect(parsed.kind === 'malformed' && parsed.problems).toEqual(expected.map(([at, problem]) => ({ at, problem: expect.stringMatching(problem) })));
});

test('what was rendered is read back as the same document, whatever the order of its members', () => {
  const turned = '{"Statement":{"Resource":"*","Action":"*","Effect":"Allow"},"Version":"2012-10-17"}';
  const parsed = parsePolicy(turned);
  const text = parsed.kind === 'parsed' ? minified(parsed.document) : '';
  expect(text).toBe('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}');
  expect(parsePolicy(text)).toEqual(parsed);
});
