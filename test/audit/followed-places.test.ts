import * as fc from 'fast-check';
import { allPlaces, placesOf, withPlaces } from '../../src/audit/domain/activity/followed-places';
import { type ActivityPorts, CatalogConflict, type CatalogTable } from '../../src/audit/runtime/activity-ports';
import { accountsNamedBy, followOrganization } from '../../src/audit/runtime/follow-organization';
import { keepActivityTables } from '../../src/audit/runtime/keep-activity-tables';

const ACCOUNT = '000000000004';
const LEFT = '000000000009';
const table = (Name: string, Parameters = {}): CatalogTable => ({ Name, Parameters: { 'projection.enabled': 'true', ...Parameters }, TableType: 'EXTERNAL_TABLE' });

/** A catalog that somebody else edits before some of our writes, and a vault of folders. */
function world(keys: string[], ...existing: CatalogTable[]) {
  const tables = new Map(existing.map((one) => [one.Name, { table: one, version: 1 }]));
  const meanwhile: (() => void)[] = [];
  let writes = 0;
  const put = (one: CatalogTable, version?: number) => {
    meanwhile.shift()?.();
    if (tables.get(one.Name)?.version !== version) {
      throw new CatalogConflict('somebody was faster');
    }
    writes++;
    tables.set(one.Name, { table: one, version: (version ?? 0) + 1 });
  };
  const ports: ActivityPorts = {
    catalog: {
      find: async (name) => {
        const found = tables.get(name);
        return found && { table: found.table, version: String(found.version) };
      },
      create: async (one) => put(one),
      replace: async (one, version) => put(one, Number(version)),
    },
    vault: {
      below: async (prefix) => [...new Set(keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length).split('/')[0]))],
    },
  };
  const edit = (name: string, change: Record<string, string>) => {
    const found = tables.get(name);
    const edited = { ...(found?.table ?? table(name)), Parameters: { ...found?.table.Parameters, ...change } };
    tables.set(name, { table: edited, version: (found?.version ?? 0) + 1 });
  };
  return { ports, tables, meanwhile, edit, places: (name: string) => placesOf(tables.get(name)!.table.Parameters), writes: () => writes };
}

const KEYS = [
  `AWSLogs/o-smallorgan/${ACCOUNT}/CloudTrail/eu-west-1/2026/11/02/x.json.gz`, `AWSLogs/o-smallorgan/${ACCOUNT}/CloudTrail/ap-south-2/2026/11/02/x.json.gz`,
  `AWSLogs/o-smallorgan/${LEFT}/CloudTrail/us-gov-west-1/2026/11/02/x.json.gz`, 'AWSLogs/000000000008/Config/me-central-1/2026/11/2/x.json.gz',
  'AWSLogs/o-smallorgan/stray/CloudTrail/eu-west-9x/2026/x', 'AWSLogs/o-smallorgan/000000000004/CloudTrail/nonsense/x',
];
const request = { organizationId: 'o-smallorgan', tables: [table('cloudtrail')], known: { accounts: [ACCOUNT], regions: ['eu-west-1'] } };

describe('a deployment', () => {
  test('makes a table with what is known and what the vault holds, and leaves foreign folders out', async () => {
    const { ports, places } = world(KEYS);
    await keepActivityTables(request, ports);
    expect(places('cloudtrail')).toEqual({ accounts: [ACCOUNT, '000000000008', LEFT], regions: ['ap-south-2', 'eu-west-1', 'me-central-1', 'us-gov-west-1'] });
  });

  test('changes the table to what the template says and takes no place away', async () => {
    const { ports, tables, places } = world([], table('cloudtrail', { 'projection.account.values': `${LEFT}`, 'projection.region.values': 'eu-west-3', 'old': 'x' }));
    await keepActivityTables({ ...request, tables: [table('cloudtrail', { new: 'y' })] }, ports);
    expect(places('cloudtrail')).toEqual({ accounts: [ACCOUNT, LEFT], regions: ['eu-west-1', 'eu-west-3'] });
    expect(tables.get('cloudtrail')!.table.Parameters).not.toHaveProperty('old');
    expect(tables.get('cloudtrail')!.table.Parameters).toHaveProperty('new', 'y');
  });

  test('that finds the table made in between takes it over, with its places', async () => {
    const { ports, meanwhile, edit, places } = world([]);
    meanwhile.push(() => edit('cloudtrail', { 'projection.account.values': LEFT }));
    await keepActivityTables(request, ports);
    expect(places('cloudtrail').accounts).toEqual([ACCOUNT, LEFT]);
  });

  test('that fails to list the vault changes nothing and fails', async () => {
    const { ports, writes } = world(KEYS, table('cloudtrail'));
    await expect(keepActivityTables(request, { ...ports, vault: { below: async () => Promise.reject(new Error('denied')) } })).rejects.toThrow('denied');
    expect(writes()).toBe(0);
  });
});

describe('following', () => {
  const follow = { organizationId: 'o-smallorgan', tables: ['cloudtrail', 'config'], arrived: [] as string[] };
  const both = () => [table('cloudtrail', { 'projection.account.values': LEFT, 'projection.region.values': 'eu-west-3' }), table('config')];

  test('adds an account before its first log, and keeps one that left', async () => {
    const { ports, places } = world([], ...both());
    expect(await followOrganization({ ...follow, arrived: [ACCOUNT, 'no account'] }, ports)).toBe(2);
    expect(places('cloudtrail')).toEqual({ accounts: [ACCOUNT, LEFT], regions: ['eu-west-3'] });
  });

  test('again, with nothing new, writes nothing', async () => {
    const { ports, writes } = world(KEYS, ...both());
    await followOrganization(follow, ports);
    const before = writes();
    expect(await followOrganization(follow, ports)).toBe(0);
    expect(writes()).toBe(before);
  });

  test.each([[4, 'works'], [5, 'fails']])('with %i edits in between it %s, and no edit is lost', async (edits, outcome) => {
    const { ports, meanwhile, edit, tables } = world(KEYS, ...both());
    meanwhile.push(...Array.from({ length: edits }, (_, index) => () => edit('cloudtrail', { [`note${index}`]: 'x' })));
    const done = followOrganization(follow, ports);
    await (outcome === 'works' ? expect(done).resolves.toBe(2) : expect(done).rejects.toThrow('somebody was faster'));
    expect(Object.keys(tables.get('cloudtrail')!.table.Parameters).filter((name) => name.startsWith('note'))).toHaveLength(edits);
  });

  test('says so when a table is gone', async () => {
    await expect(followOrganization(follow, world([]).ports)).rejects.toThrow("the table 'cloudtrail' is gone; deploy the activity view again");
  });
});

test.each<[string, unknown, string[]]>([
  ['an account that was made', { detail: { eventName: 'CreateAccountResult', serviceEventDetails: { createAccountStatus: { accountId: ACCOUNT } } } }, [ACCOUNT]],
  ['an account that moved', { detail: { eventName: 'MoveAccount', requestParameters: { accountId: ACCOUNT } } }, [ACCOUNT]],
  ['an invitation', { detail: { eventName: 'AcceptHandshake', requestParameters: { handshakeId: 'h-1' } } }, []],
  ['the schedule', { 'detail-type': 'Scheduled Event', 'detail': {} }, []],
  ['nothing', undefined, []],
])('of %s, the event names the accounts', (_, event, accounts) => {
  expect(accountsNamedBy(event)).toEqual(accounts);
});

test('no place that was followed is ever lost, whatever is added in whatever order', () => {
  const ids = fc.array(fc.integer({ min: 0, max: 30 }).map((id) => String(id).padStart(12, '0')));
  fc.assert(fc.property(fc.array(ids, { maxLength: 8 }), (steps) => {
    let parameters: Record<string, string> = {};
    for (const accounts of steps) {
      const before = placesOf(parameters);
      parameters = withPlaces(parameters, allPlaces(placesOf(parameters), { accounts, regions: [] }));
      expect(placesOf(parameters).accounts).toEqual([...new Set([...before.accounts, ...accounts])].sort());
    }
  }));
});

test('an empty list is no value, which would make a table unreadable', () => {
  expect(withPlaces({}, { accounts: [], regions: [] })).toEqual({});
});
