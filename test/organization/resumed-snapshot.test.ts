import type { SnapshotCall } from '../../src/organization/runtime/snapshot-calls';
import { ReadFailure } from '../../src/organization/runtime/snapshot-failures';
import { InMemoryOrganization } from '../support/in-memory-organization';
import { organizationFixture, changedSaas as saas, sortedFixture } from '../support/snapshot-fixtures';
import { SnapshotWorld } from '../support/snapshot-world';

const crash = () => new Error('the network went away');

describe('resuming', () => {
  const asked = (calls: readonly string[]) => calls.filter((call) => !/^(DescribeOrganization|ListInstances)/.test(call));

  test('wherever the first run stops, the second asks for the rest only and the snapshot is the same', async () => {
    const whole = new InMemoryOrganization(saas());
    await new SnapshotWorld().take(whole);
    for (let last = 1; last <= whole.calls.length; last++) {
      const world = new SnapshotWorld();
      const broken = new InMemoryOrganization(saas(), { fail: (number) => number === last ? crash() : undefined });
      const mended = new InMemoryOrganization(saas());
      await expect(world.take(broken)).rejects.toThrow('the network went away');
      expect(world.written).toBeUndefined();
      await world.take(mended);
      expect(JSON.parse(world.written!)).toEqual(sortedFixture('saas'));
      expect([...asked(broken.calls.slice(0, -1)), ...asked(mended.calls)]).toEqual(asked(whole.calls));
    }
  });

  test('the progress comes out even, resumed or not', async () => {
    const world = new SnapshotWorld();
    await expect(world.take(new InMemoryOrganization(saas(), { fail: (number) => number === 40 ? crash() : undefined }))).rejects.toThrow();
    [world.expected, world.done] = [0, 0];
    await world.take(new InMemoryOrganization(saas()));
    expect(world.done).toBe(world.expected);
  });

  test('the snapshot is dated to the beginning of the first run', async () => {
    const world = new SnapshotWorld();
    await expect(world.take(new InMemoryOrganization(saas(), { fail: (number) => number === 9 ? crash() : undefined }))).rejects.toThrow();
    world.nowMs += 3_600_000;
    await world.take(new InMemoryOrganization(saas()));
    expect(JSON.parse(world.written!).TakenAt).toBe('2026-11-01T00:00:00.000Z');
    expect(world.notes[0]).toBe("continuing the snapshot of 2026-11-01T00:00:00.000Z from 'state.json' (6 answers kept)");
  });

  test('a list whose page tokens have expired is read again from its start', async () => {
    const world = new SnapshotWorld();
    const organization = new InMemoryOrganization(saas(), { fail: (number) => number === 6 ? crash() : undefined });
    await expect(world.take(organization)).rejects.toThrow();
    expect(organization.calls.slice(3)).toEqual(['ListAccounts', 'ListAccounts +3', 'ListAccounts +6']);
    organization.expireTokens();
    await world.take(organization);
    expect(organization.calls.slice(8, 13)).toEqual(['ListAccounts +6', 'ListAccounts', 'ListAccounts +3', 'ListAccounts +6', 'ListAccounts +9']);
    expect(JSON.parse(world.written!)).toEqual(sortedFixture('saas'));
  });

  test('the state is given up after the snapshot is written, not before', async () => {
    const world = new SnapshotWorld({ failingOutput: true });
    await expect(world.take(new InMemoryOrganization(saas()))).rejects.toThrow('the disk is full');
    expect(world.state?.pages.length).toBeGreaterThan(0);
    const success = new SnapshotWorld();
    await success.take(new InMemoryOrganization(saas()));
    expect(success.state).toBeUndefined();
  });

  test.each([[0, true], [1, false]])('a state that is 24 hours and %d ms old: continued %s', async (tooOldMs, continued) => {
    const world = new SnapshotWorld();
    await expect(world.take(new InMemoryOrganization(saas(), { fail: (number) => number === 9 ? crash() : undefined }))).rejects.toThrow();
    world.nowMs = Date.parse('2026-11-02T00:00:00Z') + tooOldMs;
    const organization = new InMemoryOrganization(saas());
    await world.take(organization);
    expect(organization.calls.includes('ListRoots')).toBe(!continued);
    expect(world.notes[0]).toMatch(continued ? /^continuing/ : /^'state\.json' was begun at .*, more than 24 hours ago: starting over$/);
  });

  test('the state of another organization is refused and left alone', async () => {
    const world = new SnapshotWorld();
    await expect(world.take(new InMemoryOrganization(saas(), { fail: (number) => number === 9 ? crash() : undefined }))).rejects.toThrow();
    await expect(world.take(new InMemoryOrganization(organizationFixture('fintech'))))
      .rejects.toThrow(/'state\.json' holds an unfinished snapshot of o-t9pavveknd, but these credentials belong to o-kc6bfub1u9: sign in .*--state/);
    expect(world.state?.start.organizationId).toBe('o-t9pavveknd');
  });
});

describe('an organization that changes while it is read', () => {
  test('a unit that is gone ends the run, and the next one starts over', async () => {
    const world = new SnapshotWorld();
    const gone = (number: number, call: SnapshotCall) =>
      number > 20 && call === 'ListAccountsForParent' ? new ReadFailure(call, 'gone', 'ParentNotFoundException') : undefined;
    await expect(world.take(new InMemoryOrganization(saas(), { fail: gone })))
      .rejects.toThrow('the organization changed while it was read (organizations:ListAccountsForParent failed: ParentNotFoundException): run the command again, it will start over');
    expect(world.state).toBeUndefined();
  });

  test('an account that was moved past the reader is noticed', async () => {
    const world = new SnapshotWorld();
    const [moved] = organizationFixture('saas').Accounts;
    await expect(world.take(new InMemoryOrganization(saas({ Accounts: [{ ...moved, ParentId: 'ou-qf6b-elsewhere' }] }))))
      .rejects.toThrow(`account ${moved.Id} is in the organization but in none of its units`);
    expect(world.state).toBeUndefined();
  });
});
