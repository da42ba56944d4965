import { DAY_MS } from '../../src/audit/domain/day-window';
import { HOUR_MS } from '../../src/audit/domain/trail-chain';
import { MORNING, ONE, OTHER, chainFrom, watched } from '../support/trail-day';
import { START_MS } from '../support/trail-world';

describe('what was not there to be recorded is no gap', () => {
  test.each([['joins shortly before its first digest begins', 12, 11.5, 'pass'], ['is recorded from three hours after it joined', 15, 12, 'pass'], ['is recorded from four hours after it joined', 16, 12, 'attention']])(
    'an account that %s', async (_, begins, joins, result) => {
      const world = watched([chainFrom(begins)]);
      world.accounts = [{ accountId: ONE, joinedMs: START_MS + joins * HOUR_MS, active: true }];
      expect((await world.run('run-1', MORNING)).chains[0].result).toBe(result);
    });

  test('a Region that an account switched on at noon', async () => {
    const world = watched([chainFrom(0), chainFrom(12, { region: 'ap-east-1' })]);
    const index = await world.run('run-1', MORNING);
    expect(index.chains.map(({ region, result, digests }) => [region, result, digests])).toEqual([['ap-east-1', 'pass', 12], ['eu-west-1', 'pass', 24]]);
    const part = JSON.parse(world.versions.get(`evidence/integrity/2026-03-17/${ONE}-ap-east-1.json`)![0]);
    expect(part).toMatchObject({ expected: { from: '2026-03-17T12:00:00Z', to: '2026-03-18T00:00:00Z' }, excusedGaps: [{ from: '2026-03-17T00:00:00Z', to: '2026-03-17T12:00:00Z' }] });
  });

  test('but a chain that was there the day before may not begin anew', async () => {
    const world = watched([chainFrom(0), chainFrom(12, { region: 'ap-east-1' })]);
    world.versions.set('evidence/integrity/2026-03-16.json', [JSON.stringify({ chains: [{ accountId: ONE, region: 'ap-east-1', digests: 24 }] })]);
    expect((await world.run('run-1', MORNING)).chains[0]).toMatchObject({ region: 'ap-east-1', result: 'attention' });
  });

  test('an account that left at noon and of which the watch knew no digest', async () => {
    const results = await Promise.all([11, 9].map(async (until) => {
      const world = watched([chainFrom(0), chainFrom(0, { accountId: OTHER }, until)], undefined, [ONE, OTHER]);
      const roster = world.roster() as any;
      roster.accounts[OTHER].lastActiveMs = START_MS + 12 * HOUR_MS;
      roster.asOfMs = START_MS + 12 * HOUR_MS;
      world.files.set('completeness/roster.json', JSON.stringify(roster));
      world.accounts = world.accounts.filter(({ accountId }) => accountId === ONE);
      return (await world.run('run-1', MORNING)).chains.map(({ accountId, result }) => [accountId, result]);
    }));
    // its Region is on everywhere, but of an account that left only what had digests is expected.
    expect(results).toEqual([[[ONE, 'pass'], [OTHER, 'pass']], [[ONE, 'pass'], [OTHER, 'pass']]]);
  });

  test('an account that left at noon and had digests before', async () => {
    const results = await Promise.all([11, 10].map(async (until) => {
      const world = watched([chainFrom(0), chainFrom(0, { accountId: OTHER }, until)], undefined, [ONE, OTHER]);
      const roster = world.roster() as any;
      Object.assign(roster, { asOfMs: START_MS + 12 * HOUR_MS, chains: { [`${OTHER} eu-west-1`]: { firstEndMs: START_MS - DAY_MS, newestEndMs: START_MS + until * HOUR_MS } } });
      roster.accounts[OTHER].lastActiveMs = START_MS + 12 * HOUR_MS;
      world.files.set('completeness/roster.json', JSON.stringify(roster));
      world.accounts = world.accounts.filter(({ accountId }) => accountId === ONE);
      return (await world.run('run-1', MORNING)).chains[1].result;
    }));
    expect(results).toEqual(['pass', 'attention']);
  });

  test('folders of accounts that left years ago, which leave no evidence; what lies in one is verified all the same', async () => {
    const old = chainFrom(0, { accountId: OTHER }, 0);
    old.put(old.digestKey(START_MS - 300 * DAY_MS), Buffer.from('{}'));
    const world = watched([chainFrom(0), old]);
    expect((await world.run('run-1', MORNING)).chains).toHaveLength(1);
    old.put(old.logKey(START_MS + 60_000), Buffer.from('{}'));
    expect((await world.run('run-2', MORNING)).chains[1]).toMatchObject({ accountId: OTHER, result: 'attention', found: { unverifiable: 1 } });
  });

  test('foreign objects between digests and logs', async () => {
    const trail = chainFrom(0);
    for (const key of ['AWSLogs/o-a1b2c3d4e5/readme.txt', `AWSLogs/o-a1b2c3d4e5/${ONE}/CloudTrail/eu-west-1/2026/03/17/notes.txt`, `AWSLogs/o-a1b2c3d4e5/${ONE}/CloudTrail-Digest/eu-west-1/2026/03/17/x.json.gz`]) {
      trail.put(key, Buffer.from('{}'));
    }
    expect((await watched([trail]).run('run-1', MORNING)).result).toBe('pass');
  });
});
