import { sampleReport } from './sample-report';
import { renderJson } from '../../src/report/domain/report-json';

/** The same value with the members of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).reverse().map(([name, member]) => [name, reversed(member)]))
    : value;
}

test('the file holds the whole model', () => {
  expect(JSON.parse(renderJson(sampleReport()))).toEqual(JSON.parse(JSON.stringify(sampleReport())));
});

test('members come in the order of the model, two spaces deep, and the file ends with a line break', () => {
  const text = renderJson(sampleReport());
  expect(text.split('\n').slice(0, 6)).toEqual([
    '{',
    '  "schemaVersion": 1,',
    '  "organization": {',
    '    "id": "o-kc6bfub1u9",',
    '    "partition": "aws",',
    '    "homeRegion": "eu-west-3",',
  ]);
  expect(text.endsWith('\n}\n')).toBe(true);
});

test('the same model gives the same bytes, in whatever order it was put together', () => {
  expect(renderJson(reversed(sampleReport()) as never)).toBe(renderJson(sampleReport()));
});

test('what is absent is left out, and a target called __proto__ is kept', () => {
  const { policySlots } = sampleReport();
  const odd = JSON.parse('{ "__proto__": { "name": "odd", "scpAttached": 1, "scpBytes": 2, "rcpAttached": 3 } }');
  const report = sampleReport({ trail: undefined, policySlots: { ...policySlots, after: { ...policySlots.after, targets: odd } } });
  const written = JSON.parse(renderJson(report));
  expect(Object.keys(written)).not.toContain('trail');
  expect(Object.keys(written.policySlots.after.targets)).toEqual(['__proto__']);
});
