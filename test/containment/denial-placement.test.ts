import fc from 'fast-check';
import type { Denial } from '../../src/containment/domain/denial';
import { denialDocument } from '../../src/containment/domain/denial-document';
import { type PlacedDenial, placeDenials } from '../../src/containment/domain/denial-placement';
import { denialPlan } from '../../src/containment/domain/denials-in-force';
import { utf8Bytes } from '../../src/policy/domain/document';

const MANAGEMENT = '000000000001';
const everything = (index: number): Denial => ({
  id: `leaver/${index}`, userId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`, scope: { kind: 'everything' }, reason: 'left', endsAtMs: 1e15,
});
const ofSet = (index: number, issuedBeforeMs?: number, accountId = '000000000004'): Denial => ({
  ...everything(index), id: `elevation/${index}`, scope: { kind: 'set', accountId, setName: 'ProductionDeploy', issuedBeforeMs },
});
const ofRole = (index: number, issuedBeforeMs?: number): Denial => ({
  ...ofSet(index), scope: { kind: 'role', accountId: '000000000004', roleName: 'team/ProductionDeploy', issuedBeforeMs },
});
const slots = (count: number) => ({ partition: 'aws', count, bytes: 10_240 });

test('more than two hundred people who left fit into one policy, and about twenty-five ends of elevations', () => {
  const fits = (denials: Denial[]) => placeDenials(denials, slots(1)).placed.length;
  expect(fits(Array.from({ length: 400 }, (_, index) => everything(index)))).toBeGreaterThan(200);
  const ends = fits(Array.from({ length: 100 }, (_, index) => ofSet(index)));
  expect(ends).toBeGreaterThanOrEqual(22);
  expect(ends).toBeLessThan(34);
});

test('what does not fit into the first policy stands in the next, and what fits nowhere is named', () => {
  const denials = Array.from({ length: 100 }, (_, index) => ofSet(index));
  const { placed, left } = placeDenials(denials, slots(2));
  expect(new Set(placed.map(({ slot }) => slot))).toEqual(new Set([0, 1]));
  expect(placed.length + left.length).toBe(100);
  expect(left.length).toBeGreaterThan(0);
});

test('ends of elevations leave room to people who leave', () => {
  const ends = placeDenials(Array.from({ length: 100 }, (_, index) => ofSet(index)), slots(1)).placed;
  const { left, placed } = placeDenials([...ends, ...Array.from({ length: 40 }, (_, index) => everything(1_000 + index))], slots(1));
  expect(left).toEqual([]);
  expect(placed.filter(({ id }) => id.startsWith('leaver/'))).toHaveLength(40);
});

test('the management account has a policy of its own, and what is about it alone takes no room in those of others', () => {
  const denials = [everything(1), ofSet(2), ofSet(3, undefined, MANAGEMENT)];
  const plan = denialPlan(denials, 0, { ...slots(1), managementAccountId: MANAGEMENT, managementBytes: 6_144 });
  expect(plan.documents[0]).toBe(denialDocument([everything(1), ofSet(2)], 'aws'));
  expect(plan.managementDocument).toBe(denialDocument([everything(1), ofSet(3, undefined, MANAGEMENT)], 'aws'));
});

test('a role of the management account stands in the policy there, and one elsewhere does not', () => {
  const there: Denial = { ...ofRole(3), id: 'elevation/3', scope: { kind: 'role', accountId: MANAGEMENT, roleName: 'Operator' } };
  const plan = denialPlan([ofRole(2), there], 0, { ...slots(1), managementAccountId: MANAGEMENT, managementBytes: 6_144 });
  expect(plan.documents[0]).toBe(denialDocument([ofRole(2)], 'aws'));
  expect(plan.managementDocument).toBe(denialDocument([there], 'aws'));
});

test('without a policy of its own, a denial of a set there is said to have no room', () => {
  const plan = denialPlan([ofSet(3, undefined, MANAGEMENT)], 0, { ...slots(1), managementAccountId: MANAGEMENT });
  expect(plan.left.map(({ id }) => id)).toEqual(['elevation/3']);
});

test.each([[-1, 0], [0, 0], [1, 1]])('a denial whose end is %i ms after now is in force: %i', (after, count) => {
  const plan = denialPlan([{ ...everything(1), endsAtMs: 1_000 + after }], 1_000, { ...slots(1), managementAccountId: MANAGEMENT });
  expect(plan.placed).toHaveLength(count);
});

test('whatever is denied, no policy is too large, nobody stands in two, and what stood somewhere stays there', () => {
  const row = fc.tuple(fc.nat(400), fc.constantFrom(everything, ofSet, ofRole), fc.boolean());
  const denials = fc.uniqueArray(row, { selector: ([index]) => index, maxLength: 300 })
    .map((rows) => rows.map(([index, denied, ended]) => denied(index, ended ? index * 1_000 : undefined)));
  fc.assert(fc.property(denials, denials, fc.integer({ min: 1, max: 3 }), (first, second, count) => {
    const before = placeDenials(first, slots(count)).placed;
    const known = new Map(before.map((denial) => [denial.id, denial.slot]));
    const wanted: PlacedDenial[] = [...before.filter((_, index) => index % 3 > 0), ...second.filter(({ id }) => !known.has(id))];
    const { placed, left } = placeDenials(wanted, slots(count));
    expect(placed.length + left.length).toBe(wanted.length);
    expect(new Set(placed.map(({ id }) => id)).size).toBe(placed.length);
    for (let slot = 0; slot < count; slot++) {
      const inSlot = placed.filter((denial) => denial.slot === slot);
      expect(utf8Bytes(denialDocument(inSlot, 'aws'))).toBeLessThanOrEqual(10_240);
    }
    for (const { id, slot } of placed) {
      expect(known.get(id) ?? slot).toBe(slot);
    }
  }), { numRuns: 500 });
});
