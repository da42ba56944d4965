import { resolveGroups } from '../../src/identity/runtime/resolve-groups';

/** An identity store in memory that remembers what it was asked. */
function store(groups: Record<string, string>) {
  const asked: string[] = [];
  return { asked, findGroupId: async (name: string) => { asked.push(name); return groups[name]; } };
}

test('every group gets its id, under the attribute it was asked for', async () => {
  const groups = store({ a: 'id-a', b: 'id-b' });
  expect(await resolveGroups({ groupNames: ['a', 'b'], answerFor: { Group1: 'b' } }, groups)).toEqual({ Group1: 'id-b' });
});

test('every missing group is in the one error, also those this answer is not about, with what to do', async () => {
  const asking = resolveGroups({ groupNames: ['a', 'b', 'c'], answerFor: { Group1: 'a' } }, store({ a: 'id-a' }));
  await expect(asking).rejects.toThrow("2 of 3 groups are not in Identity Center: 'b', 'c'. Push these groups from the identity provider");
});

test('every name is asked once', async () => {
  const names = Array.from({ length: 23 }, (_, index) => `g${index}`);
  const groups = store(Object.fromEntries(names.map((name) => [name, `id-${name}`])));
  await resolveGroups({ groupNames: names, answerFor: {} }, groups);
  expect(groups.asked.sort()).toEqual([...names].sort());
});

test('a failure of the store is no missing group: it passes and fails the deployment', async () => {
  const groups = { findGroupId: async () => { throw new Error('AccessDenied'); } };
  await expect(resolveGroups({ groupNames: ['a'], answerFor: {} }, groups)).rejects.toThrow('AccessDenied');
});
