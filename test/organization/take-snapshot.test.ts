import type { Snapshot } from '../../src/organization/domain/snapshot';
import { SNAPSHOT_CALLS, type SnapshotCall, actionOf, snapshotPolicy } from '../../src/organization/runtime/snapshot-calls';
import { ReadFailure } from '../../src/organization/runtime/snapshot-failures';
import { withAccess } from '../support/access-fixture';
import { InMemoryOrganization } from '../support/in-memory-organization';
import { changedSaas as saas, organizationFixture, sortedFixture } from '../support/snapshot-fixtures';
import { SnapshotWorld } from '../support/snapshot-world';

const throttled = (call: SnapshotCall) => new ReadFailure(call, 'throttled', 'TooManyRequestsException: slow down');
const crash = () => new Error('the network went away');

const [MANAGEMENT, , FIRST, SECOND] = organizationFixture('saas').Accounts.map(({ Id }) => Id);
/** In the order in which it is written, so that what is read can be compared with it. */
const held = () => withAccess(saas(), {
  groups: ['aws-developers', 'aws-ops', 'nobody'],
  sets: [['Developer', { owner: 'platform', stage: 'all' }], 'ReadOnly', 'Unused'],
  assignments: [...[
    ['aws-developers', 'Developer', FIRST], ['aws-ops', 'Developer', FIRST], ['user:9', 'Developer', FIRST], ['aws-ops', 'ReadOnly', FIRST],
    ['aws-ops', 'ReadOnly', SECOND], ['aws-ops', 'ReadOnly', MANAGEMENT],
  ] as const].sort(([, , one], [, , other]) => (one < other ? -1 : one > other ? 1 : 0)),
});

async function snapshotOf(seed: Snapshot, region?: string): Promise<{ world: SnapshotWorld; snapshot: Snapshot }> {
  const world = new SnapshotWorld();
  await world.take(new InMemoryOrganization(seed), region === undefined ? {} : { region });
  return { world, snapshot: JSON.parse(world.written!) };
}

describe('what is written', () => {
  test.each([['saas', 'us-east-1'], ['fintech', 'eu-west-3']] as const)('the snapshot of the %s organization is its fixture, sorted', async (name, region) => {
    const world = new SnapshotWorld();
    await world.take(new InMemoryOrganization(organizationFixture(name)), { region });
    expect(world.written).toBe(`${JSON.stringify(sortedFixture(name), null, 1)}\n`);
    expect(world.notes).toEqual([expect.stringMatching(/^o-\w+: 12 accounts, \d units, \d policies$/)]);
  });

  test('answers in another order give the same text', async () => {
    const [one, other] = [new SnapshotWorld(), new SnapshotWorld()];
    await one.take(new InMemoryOrganization(saas()));
    await other.take(new InMemoryOrganization(saas(), { reversed: true, pageSize: 2 }));
    expect(other.written).toBe(one.written);
  });

  test('an empty page that has a token is not the end of a list', async () => {
    const world = new SnapshotWorld();
    await world.take(new InMemoryOrganization(saas(), { emptyPages: true }));
    expect(JSON.parse(world.written!)).toEqual(sortedFixture('saas'));
  });

  test('members that the API has and this code does not know are kept', async () => {
    const [first, ...others] = organizationFixture('saas').Accounts;
    const { snapshot } = await snapshotOf(saas({ Accounts: [{ ...first, Novelty: 'yes' } as never, ...others] }));
    expect(snapshot.Accounts.find(({ Id }) => Id === first.Id)).toMatchObject({ Novelty: 'yes' });
  });

  test('accounts that are suspended are written like the others', async () => {
    const [first, second, ...others] = organizationFixture('saas').Accounts;
    const { snapshot } = await snapshotOf(saas({ Accounts: [first, { ...second, Status: 'SUSPENDED', State: 'SUSPENDED' }, ...others] }));
    expect(snapshot.Accounts).toHaveLength(12);
    expect(snapshot.Accounts.find(({ Id }) => Id === second.Id)).toMatchObject({ State: 'SUSPENDED', Tags: second.Tags });
  });

  test('units are found at every depth, and so are the accounts in them', async () => {
    const { Roots: [root], Accounts: [first, last, ...others] } = organizationFixture('saas');
    const ids = [1, 2, 3, 4, 5].map((level) => `ou-${root.Id.slice(2)}-level00${level}`);
    const units = ids.map((Id, index) => ({ Id, Name: Id, ParentId: ids[index - 1] ?? root.Id }));
    const atRoot = [first, ...others].map((account) => ({ ...account, ParentId: root.Id }));
    const { snapshot } = await snapshotOf(saas({ OrganizationalUnits: units, Accounts: [...atRoot, { ...last, ParentId: ids[4] }] }));
    expect(snapshot.OrganizationalUnits).toEqual(units);
    expect(snapshot.Accounts.find(({ Id }) => Id === last.Id)?.ParentId).toBe(ids[4]);
  });

  test('what does not hang together is written all the same, with a warning', async () => {
    const { world, snapshot } = await snapshotOf(saas({ Organization: { ...organizationFixture('saas').Organization, FeatureSet: 'CONSOLIDATED_BILLING' } }));
    expect(snapshot.Organization.FeatureSet).toBe('CONSOLIDATED_BILLING');
    expect(world.notes).toContainEqual(expect.stringMatching(/^warning: Organization\.FeatureSet is 'CONSOLIDATED_BILLING'/));
  });
});

describe('Identity Center', () => {
  test('an organization without an instance gets no member, and a note with the Region and the option', async () => {
    const { world, snapshot } = await snapshotOf(saas({ IdentityCenter: undefined }), 'eu-central-1');
    expect(snapshot).not.toHaveProperty('IdentityCenter');
    expect(world.notes[0]).toBe('no organization instance of Identity Center is visible in eu-central-1, so it is left out of the snapshot: '
      + 'if its home is another Region, pass that one with --region');
  });

  test('without any Region it is not looked for', async () => {
    const [world, organization] = [new SnapshotWorld(), new InMemoryOrganization(saas())];
    await world.take(organization, { region: undefined });
    expect(organization.calls.join()).not.toContain('ListInstances');
    expect(world.notes[0]).toMatch(/^no Region is configured.*--region$/);
  });

  test.each([
    ['the instance of a member account is not the organization\'s', { OwnerAccountId: '111111111111' }, undefined],
    ['an instance that is being deleted is none', { Status: 'DELETE_IN_PROGRESS' }, undefined],
    ['a replica names the home Region', { PrimaryRegion: 'eu-north-1' }, 'eu-north-1'],
  ])('%s', async (_, changes, home) => {
    const world = new SnapshotWorld();
    const organization = new InMemoryOrganization(saas());
    const page = organization.page.bind(organization) as (...args: unknown[]) => Promise<never>;
    await world.take({
      page: async (call, about, next) => {
        const { items, ...rest } = await page(call, about, next) as { items: object[] };
        return { ...rest, items: call === 'ListInstances' ? items.map((item) => ({ ...item, ...changes })) : items } as never;
      },
    });
    expect(JSON.parse(world.written!).IdentityCenter?.Region).toBe(home);
  });
});

describe('with --access', () => {
  const access = true;
  const reads = ['ListGroups', 'ListPermissionSets', 'DescribePermissionSet', 'ListPermissionSetTags', 'ListAccountsForProvisionedPermissionSet', 'ListAccountAssignments'];

  test('groups, sets with their tags, and assignments stand under IdentityCenter as the API returns them', async () => {
    const world = new SnapshotWorld();
    await world.take(new InMemoryOrganization(held()), { access });
    expect(JSON.parse(world.written!)).toEqual({ ...sortedFixture('saas'), IdentityCenter: held().IdentityCenter });
    expect(world.notes).toEqual([expect.stringMatching(/: 12 accounts, 7 units, 5 policies, 3 groups, 3 permission sets, 6 assignments$/)]);
    expect(world.done).toBe(world.expected);
  });

  test('without it none of these calls is made, and the snapshot is the one it always was', async () => {
    const [world, organization] = [new SnapshotWorld(), new InMemoryOrganization(held())];
    await world.take(organization);
    expect(JSON.parse(world.written!)).toEqual(sortedFixture('saas'));
    expect(organization.calls.filter((call) => reads.some((name) => call.startsWith(name)))).toEqual([]);
  });

  test('answers in another order, in pages of one or with empty pages give the same text', async () => {
    const worlds = await Promise.all([{}, { reversed: true, pageSize: 1 }, { emptyPages: true }].map(async (behaviour) => {
      const world = new SnapshotWorld();
      await world.take(new InMemoryOrganization(held(), behaviour), { access });
      return world;
    }));
    expect(new Set(worlds.map(({ written }) => written)).size).toBe(1);
  });

  test('an instance in which nothing was made has three empty lists', async () => {
    const world = new SnapshotWorld();
    await world.take(new InMemoryOrganization(saas()), { access });
    expect(JSON.parse(world.written!).IdentityCenter).toMatchObject({ Groups: [], PermissionSets: [], AccountAssignments: [] });
    expect(world.done).toBe(world.expected);
  });

  test('where Identity Center is not found, nothing of it is asked', async () => {
    const world = new SnapshotWorld();
    await world.take(new InMemoryOrganization(held()), { access, region: 'eu-central-1' });
    expect(JSON.parse(world.written!)).not.toHaveProperty('IdentityCenter');
    expect(world.done).toBe(world.expected);
  });

  test('wherever the first run stops, the second asks for the rest only and the snapshot is the same', async () => {
    const asked = (calls: readonly string[]) => calls.filter((call) => !/^(DescribeOrganization|ListInstances)/.test(call));
    const whole = new InMemoryOrganization(held(), { pageSize: 2 });
    await new SnapshotWorld().take(whole, { access });
    const first = whole.calls.findIndex((call) => call.startsWith('ListGroups')) + 1;
    for (let last = first; last <= whole.calls.length; last++) {
      const world = new SnapshotWorld();
      const broken = new InMemoryOrganization(held(), { pageSize: 2, fail: (number) => number === last ? crash() : undefined });
      const mended = new InMemoryOrganization(held(), { pageSize: 2 });
      await expect(world.take(broken, { access })).rejects.toThrow('the network went away');
      [world.expected, world.done] = [0, 0];
      await world.take(mended, { access });
      expect(JSON.parse(world.written!)).toEqual({ ...sortedFixture('saas'), IdentityCenter: held().IdentityCenter });
      expect([...asked(broken.calls.slice(0, -1)), ...asked(mended.calls)]).toEqual(asked(whole.calls));
      expect(world.done).toBe(world.expected);
    }
  });

  test('a run without it that stopped is continued by one with it', async () => {
    const world = new SnapshotWorld();
    await expect(world.take(new InMemoryOrganization(held(), { fail: (number) => number === 20 ? crash() : undefined }))).rejects.toThrow();
    await world.take(new InMemoryOrganization(held()), { access });
    expect(JSON.parse(world.written!).IdentityCenter).toEqual(held().IdentityCenter);
  });

  test('the calls are paced like the others, and a throttled one is made again', async () => {
    const world = new SnapshotWorld();
    let refusals = 2;
    const organization = new InMemoryOrganization(held(), { fail: (_, call) => call === 'ListAccountAssignments' && refusals-- > 0 ? throttled(call) : undefined });
    await world.take(organization, { access, callsPerSecond: 4 });
    expect(world.sleepsMs.filter((ms) => ms !== 250)).toEqual([500, 1000]);
    expect(JSON.parse(world.written!).IdentityCenter).toEqual(held().IdentityCenter);
  });

  test('a set that is deleted meanwhile ends the run, and the next one starts over', async () => {
    const world = new SnapshotWorld();
    const gone = (_: number, call: SnapshotCall) => call === 'DescribePermissionSet' ? new ReadFailure(call, 'gone', 'ResourceNotFoundException') : undefined;
    await expect(world.take(new InMemoryOrganization(held(), { fail: gone }), { access }))
      .rejects.toThrow('the organization changed while it was read (sso:DescribePermissionSet failed: ResourceNotFoundException): run the command again');
    expect(world.state).toBeUndefined();
  });
});

describe('the permissions', () => {
  test.each([false, true])('the calls made are exactly those that the printed policy allows (--access: %s)', async (access) => {
    const organization = new InMemoryOrganization(held());
    await new SnapshotWorld().take(organization, { access });
    const made = new Set(organization.calls.map((call) => call.split(' ')[0] as SnapshotCall));
    const actions = [...made].map(actionOf).sort();
    expect(actions.length).toBe(access ? 19 : 13);
    expect(snapshotPolicy(access)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Sid: 'ZeroTrustSnapshot', Effect: 'Allow', Action: actions, Resource: '*' }],
    });
  });

  test('every action only reads', () => {
    for (const call of Object.keys(SNAPSHOT_CALLS) as SnapshotCall[]) {
      expect(actionOf(call)).toMatch(/^(organizations|sso|identitystore):(List|Describe)[A-Z]/);
    }
  });
});

describe('pace and throttling', () => {
  test.each([[8, 125], [2, 500]])('at %d calls a second there are %d ms between two calls', async (callsPerSecond, gapMs) => {
    const [world, organization] = [new SnapshotWorld(), new InMemoryOrganization(saas())];
    await world.take(organization, { callsPerSecond });
    expect(new Set(world.sleepsMs)).toEqual(new Set([gapMs]));
    expect(world.sleepsMs).toHaveLength(organization.calls.length - 1);
  });

  test.each([
    ['least', 0, [500, 1000, 2000]],
    ['most', 1, [1000, 2000, 4000]],
  ])('a throttled call is tried again; at %s jitter it waits longer each time', async (_, random, waits) => {
    const world = new SnapshotWorld({ random });
    const organization = new InMemoryOrganization(saas(), { fail: (number, call) => number >= 10 && number < 13 ? throttled(call) : undefined });
    await world.take(organization);
    expect(world.sleepsMs.filter((ms) => ms !== 125)).toEqual(waits);
    expect(JSON.parse(world.written!)).toEqual(sortedFixture('saas'));
  });

  test('no wait is longer than 30 seconds, and the eighth refusal is the last', async () => {
    const world = new SnapshotWorld({ random: 1 });
    const organization = new InMemoryOrganization(saas(), { fail: (_, call) => call === 'ListRoots' ? throttled(call) : undefined });
    await expect(world.take(organization)).rejects.toThrow('organizations:ListRoots failed: TooManyRequestsException: slow down');
    expect(organization.calls.filter((call) => call === 'ListRoots')).toHaveLength(8);
    expect(Math.max(...world.sleepsMs)).toBe(30_000);
  });

  test.each(['denied', 'credentials', 'other'] as const)('a call that fails as %s is not tried again', async (kind) => {
    const organization = new InMemoryOrganization(saas(), { fail: (_, call) => call === 'ListRoots' ? new ReadFailure(call, kind, 'no') : undefined });
    await expect(new SnapshotWorld().take(organization)).rejects.toThrow(ReadFailure);
    expect(organization.calls.filter((call) => call === 'ListRoots')).toHaveLength(1);
  });
});
