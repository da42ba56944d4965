import { reconcileAccount } from '../../src/identity/runtime/reconcile-account';
import { ReconcilerWorld, deployedReconcilerWorld as deployed, factsOf } from '../support/reconciler-world';

const A = '000000000011';
const B = '000000000012';

describe('an account that came or moved', () => {
  const everywhere = ['Reader ants'];

  test('gets what the rules give it where it stands', async () => {
    const world = new ReconcilerWorld();
    await world.deploy({ [A]: ['Reader ants', 'Admin cats'] }, { everywhere });
    world.live.set(B, { kind: 'active', facts: factsOf(B) });
    expect(await world.run({ accountIds: [B] })).toMatchObject({ accounts: 1, creations: 1, done: 1 });
    expect(world.held()).toEqual({ [B]: ['Reader ants'] });
    expect(world.records.items.get(B)!.observed).toEqual(factsOf(B));
  });

  test('loses what the rules no longer give it', async () => {
    const world = new ReconcilerWorld();
    await world.deploy({ [A]: ['Reader ants', 'Admin cats'] }, { everywhere });
    await world.run();
    world.live.set(A, { kind: 'active', facts: factsOf(A, 'Sandbox') });
    await world.run({ accountIds: [A] });
    expect(world.held()).toEqual({ [A]: ['Admin cats'] });
  });

  test('keeps it when a deployment comes from an older snapshot', async () => {
    const world = new ReconcilerWorld();
    await world.deploy({ [A]: ['Reader ants'] }, { everywhere });
    world.live.set(B, { kind: 'active', facts: factsOf(B) });
    await world.run({ accountIds: [B] });
    await world.deploy({ [A]: ['Reader ants', 'Writer bees'] }, { everywhere });
    await world.run();
    expect(world.held()).toEqual({ [A]: ['Reader ants', 'Writer bees'], [B]: ['Reader ants'] });
  });

  test('is the document\'s again when a snapshot knows its place', async () => {
    const world = new ReconcilerWorld();
    await world.deploy({ [A]: ['Reader ants'] }, { everywhere });
    world.live.set(B, { kind: 'active', facts: factsOf(B) });
    await world.run({ accountIds: [B] });
    await world.deploy({ [A]: ['Reader ants'], [B]: ['Reader ants'] }, { everywhere });
    await world.run();
    await world.deploy({ [A]: ['Reader ants'], [B]: ['Reader ants', 'Writer cats'] }, { everywhere });
    world.asked.length = 0;
    await world.run();
    expect(world.asked).toEqual([]);
    expect(world.held()[B]).toEqual(['Reader ants', 'Writer cats']);
  });

  test('nothing is tried where it is closed, and what left the organization is forgotten', async () => {
    const world = new ReconcilerWorld();
    await world.deploy({ [A]: ['Reader ants'], [B]: ['Reader ants'] });
    await world.run();
    await world.deploy({ [A]: [] });
    world.live.set(B, { kind: 'closed' });
    await world.run();
    expect(world.held()).toEqual({ [B]: ['Reader ants'] });
    world.live.set(B, { kind: 'gone' });
    expect(await world.run()).toMatchObject({ accounts: 0, failures: [] });
    expect(world.records.items.has(B)).toBe(false);
  });
});

test('below a unit whose name reads as a path an account gets nothing and loses nothing, is told by name, and stops no other', async () => {
  const world = new ReconcilerWorld();
  await world.deploy({ [A]: [] }, { everywhere: ['Admin cats'] });
  world.live.set(B, { kind: 'unclear', reason: "the account 'payments' stands below the unit 'Workloads/Production'" });
  const result = await world.run({ accountIds: [B] });
  expect(result).toMatchObject({ error: 'AccountsFailed', failures: [{ account: B, problem: "the account 'payments' stands below the unit 'Workloads/Production'" }] });
  expect(world.changes()).toEqual([]);
  await world.deploy({ [A]: ['Reader ants'] }, { everywhere: ['Admin cats'] });
  expect(await world.run()).toMatchObject({ accounts: 2, done: 1, failures: [{ account: B }] });
  expect(world.held()).toEqual({ [A]: ['Reader ants'] });
});

describe('an account that the snapshot still takes for active', () => {
  test.each([['closed', 'it is closed or suspended'], ['gone', 'it is not in the organization any more']] as const)('and that is %s is left out with a note', async (standing, reason) => {
    const world = await deployed({ [A]: ['Reader ants'], [B]: ['Reader ants'] });
    world.standings.set(B, standing);
    const result = await world.run();
    expect(result).toMatchObject({ accounts: 2, done: 1, failures: [], skipped: [{ account: B, reason }] });
    expect(result.error).toBeUndefined();
    expect(world.changes()).toEqual([`+ ${A} Reader ants`]);
  });

  test('is asked about only when there is something to do there', async () => {
    const world = await deployed({ [A]: ['Reader ants'] });
    await world.run();
    const asked: string[] = [];
    const ports = { documents: world.documents, records: world.records, identityCenter: world.identityCenter, clock: world.clock };
    const places = { standing: async (id: string) => { asked.push(id); return 'closed' as const; } };
    const request = { accountId: A, run: 'r', version: 'v1', worker: 'w', deadlineMs: Infinity };
    expect(await reconcileAccount(request, { ...ports, places })).toEqual({ done: true });
    expect(asked).toEqual([]);
    await reconcileAccount({ ...request, recheck: true }, { ...ports, places });
    expect(asked).toEqual([A]);
  });
});
