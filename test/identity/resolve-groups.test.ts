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

test.each([[3, 8], [120, 25], [60, 60], [3, 1024], [200, 250]])('%i missing groups of %i characters are told within the 4,096 bytes of an answer', async (count, length) => {
  const names = Array.from({ length: count }, (_, index) => `${index}`.padEnd(length, 'ü'));
  const error: Error = await resolveGroups({ groupNames: names, answerFor: {} }, store({})).catch((reason) => reason);
  const answer = { Status: 'FAILED', Reason: error.message, StackId: 'x'.repeat(150), RequestId: 'x'.repeat(36), PhysicalResourceId: 'x'.repeat(60), LogicalResourceId: 'x'.repeat(255) };
  expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(3900);
  expect(error.message).toContain("'0");
  expect(error.message).toContain(`${count} of ${count} groups are not in Identity Center`);
});
