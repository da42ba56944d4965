import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { API_ROUTES, IDEMPOTENCY_KEY, routeKey } from '../../src/elevation/domain/api-routes';
import { EXTENSION, LIST_QUERY, NEW_ELEVATION, REJECTION } from '../../src/elevation/domain/api-shapes';
import { type Shape, shapeProblems } from '../../src/elevation/domain/json-shape';
import { openApiDocument } from '../../src/elevation/domain/openapi';

const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
const wrongAt = (value: unknown, shape: Shape) => shapeProblems(value, shape).map(({ pointer }) => pointer);

test('docs/elevation-api.json is what the routes say; `npm run elevation-api` writes it', () => {
  expect(JSON.parse(readFileSync(join(__dirname, '..', '..', 'docs', 'elevation-api.json'), 'utf8'))).toEqual(openApiDocument());
});

test('every route and every operation is there once, and every reference leads somewhere', () => {
  const document = JSON.parse(JSON.stringify(openApiDocument()));
  expect(new Set(API_ROUTES.map(routeKey)).size).toBe(API_ROUTES.length);
  const operations = Object.values<any>(document.paths).flatMap((path) => Object.values<any>(path));
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(API_ROUTES.map(({ operationId }) => operationId).sort());
  const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  expect([...new Set(references)].sort()).toEqual(Object.keys(document.components.schemas).sort());
});

test('only what makes an elevation has an idempotency key, and only that answers 201', () => {
  const makes = ['extendElevation', 'requestElevation'];
  expect(API_ROUTES.filter(({ idempotencyKey }) => idempotencyKey).map(({ operationId }) => operationId).sort()).toEqual(makes);
  expect(API_ROUTES.filter(({ status }) => status === 201).map(({ operationId }) => operationId).sort()).toEqual(makes);
});

describe('a body', () => {
  const asked = { permissionSet: 'Administrator', accountId: '000000000005', seconds: 3_600, justification: 'disk full' };
  const cases: [string, unknown, string[]][] = [
    ['is taken as it should be', asked, []],
    ['is an object', [asked], ['']],
    ['is something', null, ['']],
    ['has all that is needed', {}, ['/permissionSet', '/accountId', '/seconds', '/justification']],
    ['has nothing else', { ...asked, approved: true }, ['']],
    ['has no prototype of its own', JSON.parse('{"__proto__":{"permissionSet":"Administrator"}}'), [
      '/permissionSet', '/accountId', '/seconds', '/justification', '',
    ]],
    ['has a number for a number', { ...asked, seconds: '3600' }, ['/seconds']],
    ['has a whole number', { ...asked, seconds: 60.5 }, ['/seconds']],
    ['has at least a minute', { ...asked, seconds: 59 }, ['/seconds']],
    ['may have a minute', { ...asked, seconds: 60 }, []],
    ['may have twelve hours', { ...asked, seconds: 43_200 }, []],
    ['has no second more', { ...asked, seconds: 43_201 }, ['/seconds']],
    ['has an account of twelve digits', { ...asked, accountId: '00000000005' }, ['/accountId']],
    ['has digits only of ASCII', { ...asked, accountId: '٠٠٠٠٠٠٠٠٠٠٠٥' }, ['/accountId']],
    ['has no line after the account', { ...asked, accountId: '000000000005\n' }, ['/accountId']],
    ['has no set longer than names are', { ...asked, permissionSet: 'x'.repeat(33) }, ['/permissionSet']],
    ['has a justification', { ...asked, justification: '' }, ['/justification']],
    ['may have a justification of 1,000 characters', { ...asked, justification: '🔥'.repeat(1_000) }, []],
    ['has no longer one', { ...asked, justification: 'x'.repeat(1_001) }, ['/justification']],
    ['has no control characters', { ...asked, justification: 'disk\u0007full' }, ['/justification']],
    ['has no second line', { ...asked, justification: 'disk full\napproved by security' }, ['/justification']],
    ['has no object where text belongs', { ...asked, justification: { $ne: '' } }, ['/justification']],
    ['may begin later', { ...asked, startsAt: '2026-12-24T08:00:00Z' }, []],
    ['begins on a day that exists', { ...asked, startsAt: '2026-02-30T08:00:00Z' }, ['/startsAt']],
    ['begins at a time with a zone', { ...asked, startsAt: '2026-12-24T08:00:00' }, ['/startsAt']],
  ];
  test.each(cases)('%s', (_name, body, expected) => {
    expect(wrongAt(body, NEW_ELEVATION)).toEqual(expected);
  });

  test('what is wrong with it does not repeat it', () => {
    expect(JSON.stringify(shapeProblems({ 'secret-name': 'secret', 'justification': 'secret\n', 'seconds': 'secret' }, NEW_ELEVATION))).not.toContain('secret');
  });

  test('is judged as any validator of JSON Schema judges it', () => {
    const text = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('2026-12-24T08:00:00Z', '000000000005', 'mine', 'Administrator'));
    const anything = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 2 }));
    const body = fc.record({
      permissionSet: anything, accountId: anything, seconds: fc.oneof(fc.integer({ min: 50, max: 43_300 }), anything),
      startsAt: anything, justification: anything, ticket: anything, note: anything, list: anything, next: anything,
    }, { requiredKeys: [] });
    for (const shape of [NEW_ELEVATION, EXTENSION, REJECTION, LIST_QUERY]) {
      const valid = ajv.compile(shape);
      fc.assert(fc.property(body, (value) => (shapeProblems(value, shape).length === 0) === valid(value)), { numRuns: 500 });
    }
  });
});

test.each([
  ['a UUID', '3f0d7c1e-8d0f-4a53-9a57-5f7c1f0f6a11', true], ['16 characters', 'x'.repeat(16), true], ['15 characters', 'x'.repeat(15), false],
  ['64 characters', 'x'.repeat(64), true], ['65 characters', 'x'.repeat(65), false],
  ['white space', 'x'.repeat(15) + ' ', false], ['a key of the table', 'x'.repeat(15) + '#', false],
])('an idempotency key of %s', (_name, key, taken) => {
  expect(shapeProblems(key, IDEMPOTENCY_KEY).length === 0).toBe(taken);
});
