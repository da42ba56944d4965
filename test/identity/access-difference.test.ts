import fc from 'fast-check';
import { accountDifference, removedCells, wantedCells } from '../../src/identity/domain/access-difference';
import { type AppliedCell, type NamedCell, cellKey, readApplied, writeApplied } from '../../src/identity/domain/applied-access';
import { brake } from '../../src/identity/domain/removal-brake';
import { documentOf, setArn } from '../support/reconciler-world';

const A = '000000000011';
const B = '000000000012';
const limits = { most: 3, advice: 'Raise maxRemovals.' };

const cell = fc.record({
  permissionSet: fc.constantFrom('Reader', 'Wri|ter', 'Ad"min'), group: fc.constantFrom('ants', 'bees', 'Käfer'), confirmed: fc.boolean(),
}).map((one): AppliedCell => ({ ...one, permissionSetArn: `arn:${one.permissionSet}`, groupId: `id-${one.group}` }));
const cells = fc.uniqueArray(cell, { selector: cellKey });

test('what is remembered is read as it was written', () => {
  fc.assert(fc.property(cells, (applied) => {
    expect(readApplied(writeApplied(applied))).toEqual(applied);
  }));
});

test('the most an account can hold fits into what is remembered of it', () => {
  const most = Array.from({ length: 300 }, (_, set) => Array.from({ length: 100 }, (__, group): AppliedCell => ({
    permissionSetArn: `arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-${String(set).padStart(16, '0')}`, permissionSet: `Set-${set}`.padEnd(32, 'x'),
    groupId: `906712ab34-00000000-0000-0000-0000-${String(group).padStart(12, '0')}`, group: `group-${group}`.padEnd(60, 'x'), confirmed: true,
  }))).flat();
  expect(writeApplied(most).length).toBeLessThan(400_000);
});

describe('the difference of an account', () => {
  const wanted = fc.uniqueArray(cell.map(({ confirmed: _, ...one }): NamedCell => one), { selector: cellKey });

  test('done once leaves nothing to do', () => {
    fc.assert(fc.property(wanted, cells, (want, applied) => {
      const { create, remove } = accountDifference(want, applied);
      const gone = new Set([...create, ...remove].map(cellKey));
      const after = [...applied.filter((one) => !gone.has(cellKey(one))), ...create.map((one) => ({ ...one, confirmed: true }))];
      expect(accountDifference(want, after)).toEqual({ create: [], remove: [] });
      expect(new Set(after.map(cellKey))).toEqual(new Set(want.map(cellKey)));
    }));
  });

  test('takes away nothing that was not applied, and nothing that is wanted', () => {
    fc.assert(fc.property(wanted, cells, (want, applied) => {
      const { remove } = accountDifference(want, applied);
      expect(remove.every((one) => applied.some((other) => cellKey(other) === cellKey(one)))).toBe(true);
      expect(remove.some((one) => want.some((other) => cellKey(other) === cellKey(one)))).toBe(false);
    }));
  });

  test('asks again for what was never read back', () => {
    const one: AppliedCell = { permissionSet: 'Reader', permissionSetArn: 'arn', group: 'ants', groupId: 'id', confirmed: false };
    expect(accountDifference([one], [one]).create).toEqual([one]);
    expect(accountDifference([one], [{ ...one, confirmed: true }]).create).toEqual([]);
  });
});

test('what is wanted has ARNs and ids, and two names of one group are one assignment', () => {
  const access = documentOf({ [A]: ['Reader ants', 'Reader bees'] });
  expect(wantedCells(access, A)[0]).toEqual({ permissionSet: 'Reader', permissionSetArn: setArn('Reader'), group: 'ants', groupId: 'id-of-ants' });
  expect(wantedCells({ ...access, groupIds: access.groupIds.map(() => 'one') }, A)).toHaveLength(1);
});

describe('what a deployment would take away', () => {
  test('is counted by set, group and account', () => {
    const before = documentOf({ [A]: ['Reader ants', 'Writer bees'], [B]: ['Reader ants'] });
    const after = documentOf({ [A]: ['Reader ants', 'Admin cats'], [B]: [] });
    expect(removedCells(before, after)).toEqual({ total: 3, removed: [
      { permissionSet: 'Writer', group: 'bees', account: `account-${A} (${A})` }, { permissionSet: 'Reader', group: 'ants', account: `account-${B} (${B})` },
    ] });
  });

  test('is nothing when a group was pushed anew or is spelt another way', () => {
    const before = documentOf({ [A]: ['Reader ants'] });
    const after = { ...before, groups: before.groups.map((name) => name.toUpperCase()), groupIds: before.groupIds.map((id) => `${id}-2`) };
    expect(removedCells(before, after).removed).toEqual([]);
  });

  test('does not count an account that is not active any more, where nobody loses anything', () => {
    expect(removedCells(documentOf({ [A]: ['Reader ants'], [B]: ['Reader ants'] }), documentOf({ [A]: ['Reader ants'] }))).toEqual({ removed: [], total: 1 });
  });

  test('counts an active account that holds nothing any more', () => {
    expect(removedCells(documentOf({ [A]: ['Reader ants'], [B]: ['Reader ants'] }), documentOf({ [A]: ['Reader ants'], [B]: [] }))).toMatchObject({ removed: [{ group: 'ants' }], total: 2 });
  });
});

describe('the brake', () => {
  const removed = (count: number, name = 'ants') => Array.from({ length: count }, (_, index) => ({ permissionSet: 'Reader', group: `${name}${index}`, account: 'one (1)' }));

  test.each([[0, false], [3, false], [4, true]])('of three at %i removals is pulled: %s', (count, pulled) => {
    expect(brake(removed(count), 10, limits) !== undefined).toBe(pulled);
  });

  test('names the first, how many there are, and what to do', () => {
    expect(brake(removed(7), 9, limits)).toBe("7 of 9 assignments would be removed; 3 may be without a question. 'ants0' would lose 'Reader' in one (1), "
      + "'ants1' would lose 'Reader' in one (1), 'ants2' would lose 'Reader' in one (1), 'ants3' would lose 'Reader' in one (1), 'ants4' would lose 'Reader' in one (1) and 2 more. "
      + 'Nothing was changed. Raise maxRemovals.');
  });

  test('says it within the 4,096 bytes of an answer to CloudFormation, however long the names are', () => {
    expect(Buffer.byteLength(brake(removed(50, 'ü'.repeat(1_000)), 99, limits)!)).toBeLessThan(2_500);
  });
});
