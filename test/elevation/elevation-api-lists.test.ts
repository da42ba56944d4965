import { API_ROUTES } from '../../src/elevation/domain/api-routes';
import { DoorWorld, PRODUCTION, SENT_TO, rule, rulesOf } from '../support/door-world';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let world: DoorWorld;
beforeEach(() => { world = new DoorWorld(); });

describe('somebody else', () => {
  const withId = API_ROUTES.filter(({ path }) => path.includes('{id}')).map(({ operationId }) => operationId);
  test.each(withId)('%s answers the same for what they may not see, what nobody has and what is no id', async (operationId) => {
    const id = await world.asked();
    const before = world.effects;
    const answers = await Promise.all([id, UNKNOWN, '..%2F..%2Foptions', 'x'.repeat(3_000)].map(async (one) => world.call('eve', operationId, { id: one, ...SENT_TO[operationId] })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect([answers[0].status, world.effects]).toEqual([404, before]);
  });

  test('sees nothing of it in lists and options', async () => {
    await world.asked();
    for (const list of ['mine', 'to-approve']) {
      expect((await world.call('eve', 'listElevations', { query: { list } })).body).toEqual({ elevations: [] });
    }
    expect((await world.call('eve', 'readOptions')).body).toEqual({ callerId: 'eve', options: [] });
  });

  test('goes by the id of people: no answer has a name', async () => {
    const id = await world.asked();
    for (const [caller, operationId, sent] of [['bob', 'readElevation', { id }], ['bob', 'listElevations', { query: { list: 'to-approve' } }], ['ann', 'readOptions', {}]] as const) {
      expect(JSON.stringify((await world.call(caller, operationId, sent)).body)).not.toContain('Name of');
    }
  });
});

describe('lists', () => {
  test('of one\'s own come in pages, the newest first, each once', async () => {
    world.rules = rulesOf([rule({ allowOverlap: true })]);
    const asked: string[] = [];
    for (let index = 0; index < 5; index++) {
      world.clock.advance(1_000);
      asked.unshift(await world.asked(`key-of-ann-000000${index}`));
    }
    const found: string[] = [];
    let next: string | undefined;
    do {
      const { body } = await world.call('ann', 'listElevations', { query: { list: 'mine', ...(next ? { next } : {}) } });
      found.push(...body.elevations.map(({ id }: any) => id));
      next = body.next;
    } while (next);
    expect(found).toEqual(asked);
    const { body: { next: anns } } = await world.call('ann', 'listElevations', { query: { list: 'mine' } });
    expect((await world.call('bob', 'listElevations', { query: { list: 'mine', next: anns } })).type).toBe('invalid-request');
    expect((await world.call('ann', 'listElevations', { query: { list: 'to-approve', next: anns } })).type).toBe('invalid-request');
    expect((await world.call('ann', 'listElevations', { query: { list: 'mine', next: 'bm90aGluZw' } })).type).toBe('invalid-request');
  });

  test('of what waits for somebody leave out what their consent does not count for, and come in pages', async () => {
    world.rules = rulesOf([rule({ allowOverlap: true })]);
    const first = await world.asked();
    const { id, ...row } = world.rows.get(first)!;
    for (let index = 1; index < 120; index++) {
      const other = `${first.slice(0, -3)}${String(index).padStart(3, '0')}`;
      world.rows.set(other, { ...row, id: other, requestedAtMs: row.requestedAtMs + index % 7 });
    }
    const count = async (caller: string) => {
      const ids: string[] = [];
      let next: string | undefined;
      do {
        const { body } = await world.call(caller, 'listElevations', { query: { list: 'to-approve', ...(next ? { next } : {}) } });
        ids.push(...body.elevations.map((one: any) => one.id));
        next = body.next;
      } while (next);
      return [ids.length, new Set(ids).size];
    };
    expect([await count('bob'), await count('ann'), await count('sam')]).toEqual([[world.rows.size, world.rows.size], [0, 0], [0, 0]]);
    await world.call('bob', 'giveConsent', { id: first });
    expect(await count('bob')).toEqual([world.rows.size - 1, world.rows.size - 1]);
  });
});

test('options say what a request would get: the strictest of what fits, and nothing that is denied', async () => {
  world.rules = rulesOf([
    rule({ stages: [] }), rule({ name: 'strict', maxSeconds: 1_800, ticketPatterns: ['OPS-\\d+'] }), rule({ name: 'databases', permissionSet: 'DatabaseAdmin' }),
    rule({ name: 'gone', permissionSet: 'Gone' }),
  ], { denials: [{ name: 'no databases', reason: 'audit', groups: ['operators'], permissionSets: ['DatabaseAdmin'], accountIds: [] }] });
  expect((await world.call('ann', 'readOptions')).body.options).toEqual([
    { permissionSet: 'Administrator', accountId: PRODUCTION, maxSeconds: 1_800, startWithinSeconds: 86_400, needsConsent: true, needsTicket: true },
  ]);
});
