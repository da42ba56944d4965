import { reconcileAccount } from '../../src/identity/runtime/reconcile-account';
import { ReconcilerWorld, assignment, deployedReconcilerWorld as deployed } from '../support/reconciler-world';

const A = '000000000011';
const B = '000000000012';

test('a first run gives exactly the matrix', async () => {
  const world = await deployed({ [A]: ['Reader ants', 'Reader bees', 'Writer ants'], [B]: ['Admin cats'] });
  expect(await world.run()).toMatchObject({ accounts: 2, creations: 4, removals: 0, done: 2, failures: [] });
  expect(world.held()).toEqual({ [A]: ['Reader ants', 'Reader bees', 'Writer ants'], [B]: ['Admin cats'] });
});

test('a run without a change asks Identity Center for nothing at all', async () => {
  const world = await deployed({ [A]: ['Reader ants'], [B]: ['Admin cats'] });
  await world.run();
  const before = world.identityCenter.calls.length;
  expect(await world.run()).toMatchObject({ accounts: 0, done: 0, failures: [] });
  expect(world.identityCenter.calls.length).toBe(before);
});

test('a changed rule costs its own operations, and lists its own sets only', async () => {
  const world = await deployed({ [A]: ['Reader ants', 'Writer bees'], [B]: ['Reader ants'] });
  await world.run();
  world.clock.advance(60 * 60_000);
  const before = world.identityCenter.calls.length;
  await world.deploy({ [A]: ['Reader ants', 'Writer bees', 'Admin cats'], [B]: [] });
  await world.run();
  expect(world.changes().slice(3).sort()).toEqual([`+ ${A} Admin cats`, `- ${B} Reader ants`]);
  const methods = world.identityCenter.calls.slice(before).map(({ method }) => method);
  expect(methods.filter((method) => method === 'assignments')).toHaveLength(3);
  expect(new Set(methods)).toEqual(new Set(['assignments', 'createAssignment', 'creation', 'deleteAssignment', 'deletion']));
});

test('a list is not trusted soon after a change: what a list still shows may just have been taken away', async () => {
  const world = await deployed({ [A]: ['Reader ants'] });
  await world.run();
  await world.deploy({ [A]: [] });
  await world.run();
  await world.deploy({ [A]: ['Reader ants'] });
  world.identityCenter.staleMs = () => 20_000;
  await world.run();
  world.identityCenter.staleMs = () => 0;
  expect(world.held()).toEqual({ [A]: ['Reader ants'] });
});

test('what exists already is adopted without a change', async () => {
  const world = await deployed({ [A]: ['Reader ants', 'Writer ants'] });
  ['Reader ants', 'Writer ants'].forEach((cell) => world.identityCenter.hold(assignment(A, cell)));
  expect(await world.run()).toMatchObject({ done: 1, failures: [] });
  expect(world.changes()).toEqual([]);
});

test('what was adopted is taken away when its rule goes', async () => {
  const world = await deployed({ [A]: ['Reader ants'] });
  world.identityCenter.hold(assignment(A, 'Reader ants'));
  await world.run();
  await world.deploy({ [A]: [] });
  await world.run();
  expect(world.held()).toEqual({});
});

test('assignments of others stay, of groups and of people', async () => {
  const world = await deployed({ [A]: ['Reader ants'] });
  world.identityCenter.hold(assignment(A, 'Reader dogs'));
  world.identityCenter.hold({ ...assignment(A, 'Reader ants'), principal: { type: 'USER', id: 'id-of-ants' } });
  await world.run();
  await world.deploy({ [A]: [] });
  await world.run();
  expect(world.held()).toEqual({ [A]: ['Reader ants', 'Reader dogs'] });
});

test('access is given before access is taken away', async () => {
  const world = await deployed({ [A]: ['Reader ants'] });
  await world.run();
  await world.deploy({ [A]: ['Writer ants'] });
  await world.run();
  expect(world.changes()).toEqual([`+ ${A} Reader ants`, `+ ${A} Writer ants`, `- ${A} Reader ants`]);
});

test('a group of the same name with another id is another group: the new one gets what the old one had', async () => {
  const world = await deployed({ [A]: ['Reader ants'] });
  await world.run();
  const { access } = await world.documents.read();
  await world.documents.write({ ...access, groupIds: access.groupIds.map((id) => (id === 'id-of-ants' ? 'id-of-ants-anew' : id)) });
  await world.run();
  expect(world.held()).toEqual({ [A]: ['Reader ants-anew'] });
});

test('a failed operation is told by name, and everything else is done', async () => {
  const world = await deployed({ [A]: ['Reader ants', 'Reader bees', 'Writer ants'], [B]: ['Reader ants'] });
  world.identityCenter.fails = (_, { accountId }, principal) => (accountId === A && principal?.id === 'id-of-bees' ? 'the customer managed policy \'edge\' is missing' : undefined);
  const result = await world.run();
  expect(result).toMatchObject({ accounts: 2, done: 1, error: 'AccountsFailed' });
  expect(result.cause).toBe(`1 of 2 accounts are not as desired. ${A}: 'Reader' of 'bees' was not given: the customer managed policy 'edge' is missing`);
  expect(world.held()).toEqual({ [A]: ['Reader ants', 'Writer ants'], [B]: ['Reader ants'] });
});

test('the next run tries what failed, and only that', async () => {
  const world = await deployed({ [A]: ['Reader ants', 'Reader bees'] });
  world.identityCenter.fails = (_, __, principal) => (principal?.id === 'id-of-bees' ? 'not now' : undefined);
  await world.run();
  world.identityCenter.fails = () => undefined;
  expect(await world.run()).toMatchObject({ accounts: 1, creations: 1, done: 1, failures: [] });
  expect(world.changes()).toEqual([`+ ${A} Reader ants`, `+ ${A} Reader bees`, `+ ${A} Reader bees`]);
});

test('an operation that never ends is a failure, and the run goes on', async () => {
  const world = await deployed({ [A]: ['Reader ants'], [B]: ['Reader ants'] }, { operationMs: 60 * 60_000 });
  expect(await world.run()).toMatchObject({ done: 0, failures: [{ account: A }, { account: B, problem: expect.stringContaining('did not end within 4 minutes') }] });
});

test('a list that is older than the change is read again', async () => {
  const world = await deployed({ [A]: ['Reader ants'] });
  world.identityCenter.staleMs = () => 5_000;
  expect(await world.run()).toMatchObject({ done: 1, failures: [] });
});

test('what was given and is not listed is a failure', async () => {
  const world = await deployed({ [A]: ['Reader ants'] });
  world.identityCenter.staleMs = () => 10 * 60_000;
  expect((await world.run()).cause).toContain("'Reader' of 'ants' was given: but Identity Center does not list it");
});

test('what is gone already is no failure, and neither is a set that is gone', async () => {
  const world = await deployed({ [A]: ['Reader ants', 'Writer ants'] });
  await world.run();
  world.identityCenter.drop(assignment(A, 'Reader ants'));
  world.identityCenter.before = ({ permissionSetArn }) => (permissionSetArn?.endsWith('Writer') ? 'missing' : undefined);
  await world.deploy({ [A]: [] });
  expect(await world.run()).toMatchObject({ done: 1, failures: [] });
  expect(await world.run()).toMatchObject({ accounts: 0 });
});

test('an account with more to do than one invocation can is worked on again until it is done', async () => {
  const groups = Array.from({ length: 90 }, (_, index) => `g${index}`);
  const world = new ReconcilerWorld();
  world.lambdaMs = 6 * 60_000;
  await world.deploy({ [A]: groups.map((group) => `Reader ${group}`) }, { groups });
  expect(await world.run()).toMatchObject({ done: 1, failures: [] });
  expect(world.held()[A]).toHaveLength(90);
  expect(world.changes()).toHaveLength(90);
});

test('a hundred accounts at once: never more than ten operations under way, and never throttled for it', async () => {
  const world = new ReconcilerWorld();
  await world.deploy(Object.fromEntries(Array.from({ length: 100 }, (_, index) => [String(100_000_000_000 + index), ['Reader ants', 'Writer bees']])));
  expect(await world.run()).toMatchObject({ accounts: 100, done: 100, failures: [] });
  expect(world.identityCenter.peakInFlight).toBe(10);
  expect(world.changes()).toHaveLength(200);
});

test('pages are read to the last one', async () => {
  const world = await deployed({ [A]: ['Reader ants', 'Reader bees', 'Reader cats', 'Reader dogs'] }, { pageSize: 1 });
  expect(await world.run()).toMatchObject({ done: 1, failures: [] });
});

test('a worker that was overtaken saves nothing and stops', async () => {
  const world = await deployed({ [A]: ['Reader ants', 'Writer ants'] });
  world.identityCenter.after = ({ method }) => {
    if (method === 'assignments') {
      world.records.items.get(A)!.worker = 'somebody else';
    }
    return undefined;
  };
  const request = { accountId: A, run: 'r', version: 'v1', worker: 'w', deadlineMs: Infinity };
  const ports = { documents: world.documents, records: world.records, identityCenter: world.identityCenter, clock: world.clock, places: { standing: async () => 'active' as const } };
  await expect(reconcileAccount(request, ports)).rejects.toThrow(`${A} has another worker`);
  expect(world.changes()).toEqual([]);
});

test('the management account is never touched', async () => {
  const world = await deployed({ '000000000001': ['Reader ants'], [A]: ['Reader ants'] });
  expect(await world.run()).toMatchObject({ accounts: 1, done: 1 });
  expect(world.held()).toEqual({ [A]: ['Reader ants'] });
});

test('with recheck what somebody took away is given again', async () => {
  const world = await deployed({ [A]: ['Reader ants', 'Writer ants'] });
  await world.run();
  world.identityCenter.drop(assignment(A, 'Reader ants'));
  world.clock.advance(60 * 60_000);
  expect(await world.run()).toMatchObject({ accounts: 0 });
  expect(await world.run({ recheck: true })).toMatchObject({ accounts: 1, done: 1, failures: [] });
  expect(world.held()).toEqual({ [A]: ['Reader ants', 'Writer ants'] });
  expect(world.changes()).toHaveLength(3);
});

describe('a run for a version', () => {
  test('that is not what is wanted any more gives nothing back', async () => {
    const world = await deployed({ [A]: ['Admin cats'] });
    await world.run();
    await world.deploy({ [A]: ['Reader ants'] });
    await world.run();
    const result = await world.run({ version: 'v1' });
    expect(result).toMatchObject({ error: 'Superseded', accounts: 0 });
    expect(result.cause).toBe('version v1 of the document is not what is wanted any more, which is version v2. Nothing more is done for the older one; a run without a version takes the newest.');
    expect(world.held()).toEqual({ [A]: ['Reader ants'] });
  });

  test('whose content was written once more is what is wanted', async () => {
    const world = await deployed({ [A]: ['Reader ants'] });
    await world.deploy({ [A]: ['Admin cats'] });
    await world.deploy({ [A]: ['Reader ants'] });
    expect(await world.run({ version: 'v1' })).toMatchObject({ version: 'v3', done: 1, failures: [] });
  });

  test('is what is wanted when only what went before is remembered otherwise', async () => {
    const world = await deployed({ [A]: ['Reader ants'] });
    const { access } = await world.documents.read();
    await world.documents.write({ ...access, retired: [{ name: 'Old', arn: 'arn:old' }] });
    expect(await world.run({ version: 'v1' })).toMatchObject({ version: 'v2', done: 1, failures: [] });
  });

  test('stops before the next account when another document was written meanwhile, and claims none', async () => {
    const world = await deployed({ [A]: ['Admin cats'], [B]: ['Admin cats'] });
    world.planned = () => world.deploy({ [A]: [], [B]: ['Reader ants'] });
    expect(await world.run()).toMatchObject({ error: 'Superseded', done: 0, cause: expect.stringContaining('which is version v2.') });
    expect(world.changes()).toEqual([]);
    expect(world.records.items.size).toBe(0);
  });

  test('goes on when the same was written meanwhile', async () => {
    const world = await deployed({ [A]: ['Admin cats'] });
    world.planned = () => world.deploy({ [A]: ['Admin cats'] });
    expect(await world.run()).toMatchObject({ done: 1, failures: [] });
  });
});

describe('the brake', () => {
  const many = (count: number) => ({ [A]: Array.from({ length: count }, (_, index) => `Reader g${index}`) });
  const groups = Array.from({ length: 60 }, (_, index) => `g${index}`);

  test.each([[3, 0], [4, 4]])('of three lets a run take away %i and then there are %i left', async (count, left) => {
    const world = new ReconcilerWorld();
    world.limits = { most: 3, advice: 'Raise maxRemovals.' };
    await world.deploy(many(count), { groups });
    await world.run();
    await world.deploy({ [A]: [] }, { groups });
    const result = await world.run();
    expect(world.held()[A] ?? []).toHaveLength(left);
    expect(result.error).toBe(left ? 'RemovalsRefused' : undefined);
    expect(result.cause ?? '').toContain(left ? "4 of 4 assignments would be removed; 3 may be without a question. 'g0' would lose 'Reader' in account-000000000011 (000000000011)" : '');
  });

  test('lets a deployment be taken back that gave more', async () => {
    const world = new ReconcilerWorld();
    world.limits = { most: 3, advice: 'Raise maxRemovals.' };
    await world.deploy({ [A]: [] }, { groups });
    await world.deploy(many(10), { groups });
    await world.run();
    await world.deploy({ [A]: [] }, { groups });
    world.rollingBack = true;
    // CloudFormation may tell the version that the deployment before wrote: the content is the same.
    expect(await world.run({ version: 'v1' })).toMatchObject({ done: 1, removals: 10 });
    expect(world.held()).toEqual({});
  });

  test('is let go for a deployment that is taken back, also when CloudFormation has done with it by then', async () => {
    const world = new ReconcilerWorld();
    world.limits = { most: 3, advice: 'Raise maxRemovals.' };
    await world.deploy(many(10), { groups });
    await world.run();
    await world.deploy({ [A]: [] }, { groups });
    expect(await world.run()).toMatchObject({ error: 'RemovalsRefused' });
    expect(world.held()[A]).toHaveLength(10);
    await world.run({ rollback: true });
    expect(world.held()[A] ?? []).toEqual([]);
  });
});
