import fc from 'fast-check';
import { minified, utf8Bytes } from '../../src/policy/domain/document';
import { type NamedStatement, type Packing, pack } from '../../src/policy/domain/pack';

const EMPTY = '{"Version":"2012-10-17","Statement":[]}'.length;
/** A statement of exactly so many bytes. */
const sized = (name: string, bytes: number): NamedStatement => {
  const bare = '{"Effect":"Deny","Action":""}'.length;
  return { name, statement: { Effect: 'Deny', Action: 'x'.repeat(bytes - bare) } };
};
const packedOr = (packing: Packing) => {
  if (packing.kind === 'overflow') {
    throw new Error('it does not fit');
  }
  return packing;
};

test('statements that fit exactly fill a document, and one byte more takes another', () => {
  const statements = [sized('a', 50), sized('b', 50)];
  const exactly = EMPTY + 50 + 1 + 50;
  expect(packedOr(pack(statements, { documents: 2, bytes: exactly })).places).toEqual({ a: 0, b: 0 });
  expect(packedOr(pack(statements, { documents: 2, bytes: exactly - 1 })).places).toEqual({ a: 0, b: 1 });
  expect(utf8Bytes(minified(packedOr(pack(statements, { documents: 1, bytes: exactly })).documents[0]))).toBe(exactly);
});

test('no statements need no document', () => {
  expect(pack([], { documents: 0, bytes: 100 })).toEqual({ kind: 'packed', documents: [], places: {}, moved: [] });
});

test('what does not fit says by how many bytes, and which statements are largest', () => {
  expect(pack([sized('small', 40), sized('large', 90)], { documents: 1, bytes: EMPTY + 80 }))
    .toEqual({ kind: 'overflow', bytesTooMany: 50, largest: [{ name: 'large', bytes: 90 }, { name: 'small', bytes: 40 }] });
  expect(pack([sized('alone', 90)], { documents: 5, bytes: EMPTY + 80 })).toMatchObject({ kind: 'overflow', bytesTooMany: 10 });
});

test('a new statement moves others only when it must, and then they are named', () => {
  const old = [sized('a', 60), sized('b', 40), sized('c', 40)];
  const budget = { documents: 2, bytes: EMPTY + 101 };
  const before = packedOr(pack(old, budget));
  expect(before.places).toEqual({ a: 0, b: 0, c: 1 });
  expect(packedOr(pack([sized('new', 50), ...old], budget, before.places))).toMatchObject({ places: { ...before.places, new: 1 }, moved: [] });
  expect(packedOr(pack([sized('new', 60), ...old], { documents: 2, bytes: EMPTY + 101 }, { a: 0, b: 1, c: 1 })).moved).not.toEqual([]);
});

test('whatever is packed is whole, within the budget, and stays where it was as long as nothing must move', () => {
  const anyStatement = fc.record({ name: fc.string({ minLength: 1, maxLength: 4 }), bytes: fc.integer({ min: 30, max: 120 }) });
  const anyStatements = fc.uniqueArray(anyStatement, { selector: ({ name }) => name, maxLength: 12 })
    .map((all) => all.map(({ name, bytes }) => sized(name, bytes)));
  const anyBudget = fc.record({ documents: fc.integer({ min: 1, max: 5 }), bytes: fc.integer({ min: EMPTY + 60, max: EMPTY + 300 }) });
  fc.assert(fc.property(anyStatements, anyBudget, fc.nat(), (statements, budget, added) => {
    const [more, ...rest] = statements;
    const before = pack(rest, budget);
    const after = pack(statements, budget, before.kind === 'packed' ? before.places : {});
    if (after.kind === 'overflow') {
      expect(after.bytesTooMany).toBeGreaterThan(0);
      return;
    }
    expect(after.documents.length).toBeLessThanOrEqual(budget.documents);
    after.documents.forEach((document) => expect(utf8Bytes(minified(document))).toBeLessThanOrEqual(budget.bytes));
    expect(after.documents.flatMap(({ Statement }) => Statement)).toHaveLength(statements.length);
    expect(pack(statements, budget, after.places)).toEqual({ ...after, moved: [] });
    if (before.kind === 'packed' && after.moved.length === 0 && more && added >= 0) {
      rest.forEach(({ name }) => expect(after.places[name]).toBe(before.places[name]));
    }
  }), { numRuns: 10_000 });
});
