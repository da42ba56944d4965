import fc from 'fast-check';
import { groupFindings } from '../../src/identity/domain/group-findings';
import { groupId } from '../support/access-fixture';

const groups = ['aws-developers', 'aws-ops', 'Finance Team'].map((name, index) => ({ id: groupId(index + 1), name }));
const ids = (named: readonly string[]) => groupFindings(named, groups).warnings.map(({ id }) => id);

test('rules that name every group, and no other, are worth no word', () => {
  expect(groupFindings(['aws-developers', 'aws-ops', 'Finance Team'], groups)).toEqual({ missing: [], unused: [], twice: [], warnings: [] });
});

test('upper and lower case are alike', () => {
  expect(groupFindings(['AWS-Developers', 'aws-OPS', 'finance team'], groups)).toMatchObject({ missing: [], unused: [] });
});

test('a group that is named by its id is used, in whichever case', () => {
  expect(groupFindings([groupId(1).toUpperCase(), 'aws-ops', 'Finance Team'], groups)).toMatchObject({ missing: [], unused: [], twice: [] });
});

test('every missing group is named, with the one that was perhaps meant', () => {
  const named = ['aws-developer', 'zzz', ...Array.from({ length: 20 }, (_, index) => `other group number ${index}`)];
  const { missing, warnings: [first] } = groupFindings([...named, 'aws-ops', 'Finance Team', 'aws-developers'], groups);
  expect(missing).toEqual([...named].sort());
  expect(first.id).toBe('groups-missing');
  expect(first.message).toContain("'aws-developer' (there is 'aws-developers')");
  expect(named.filter((name) => !first.message.includes(`'${name}'`))).toEqual([]);
});

test('an id that no group has is missing, and so is a group that other spaces tell apart', () => {
  expect(groupFindings([groupId(9), 'aws -ops'], groups).missing).toEqual([groupId(9), 'aws -ops'].sort());
});

test('groups that no rule names are listed, by id where the API gave no name', () => {
  expect(groupFindings(['aws-ops'], [...groups, { id: groupId(7) }])).toMatchObject({
    unused: [groupId(7), 'Finance Team', 'aws-developers'],
    warnings: [{ id: 'groups-unused', message: `No rule names these groups of Identity Center: '${groupId(7)}', 'Finance Team', 'aws-developers'.` }],
  });
});

test('a group that is named by name and by id is told of', () => {
  expect(ids(['aws-ops', groupId(2), 'aws-developers', 'Finance Team'])).toEqual(['groups-twice']);
  expect(groupFindings(['aws-ops', groupId(2)], groups).twice).toEqual(['aws-ops']);
});

test('where there is no group at all, all are missing and none is unused', () => {
  expect(groupFindings(['a', 'b'], [])).toMatchObject({ missing: ['a', 'b'], unused: [] });
});

test('each named group is missing or there, and each existing one is named or unused', () => {
  const name = fc.stringMatching(/^[a-c]{1,2}$/);
  fc.assert(fc.property(fc.array(name), fc.uniqueArray(name), (named, existing) => {
    const { missing, unused } = groupFindings(named, existing.map((one, index) => ({ id: groupId(index + 1), name: one })));
    expect(missing).toEqual([...new Set(named)].filter((one) => !existing.includes(one)).sort());
    expect(unused).toEqual(existing.filter((one) => !named.includes(one)).sort());
  }));
});
