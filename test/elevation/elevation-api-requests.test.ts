import { ASKED, DoorWorld, KEY, SENT_TO, rule, rulesOf } from '../support/door-world';

let world: DoorWorld;
beforeEach(() => { world = new DoorWorld(); });

describe('a request', () => {
  test('is written, begun and told, with its address', async () => {
    const { status, headers, body } = await world.call('ann', 'requestElevation', { key: KEY, body: ASKED });
    expect([status, headers.location, headers['cache-control']]).toEqual([201, `/elevations/${body.id}`, 'no-store']);
    expect(body).toMatchObject({ state: 'requested', requesterId: 'ann', stages: [{ approverGroups: ['approvers'], approvals: 2, given: 0 }] });
    expect(world.started).toEqual([`${body.id}/1`]);
  });

  test('that comes again with its key is the same, whatever happened to it meanwhile', async () => {
    const id = await world.asked(KEY);
    world.become(id, { state: 'active', endsAtMs: world.clock.nowMs() + 1 });
    world.rules = rulesOf([]);
    const again = await world.call('ann', 'requestElevation', { key: KEY, body: ASKED });
    expect([again.status, again.body.id, again.body.state, world.rows.size]).toEqual([201, id, 'active', 1]);
  });

  test.each([['permissionSet', 'DatabaseAdmin'], ['seconds', 1_800], ['justification', 'something else now'], ['ticket', 'OPS-1'], ['startsAt', '2026-11-01T01:00:00Z']])(
    'with the key of another is refused: another %s', async (member, value) => {
      await world.asked(KEY);
      expect(await world.call('ann', 'requestElevation', { key: KEY, body: { ...ASKED, [member]: value } })).toMatchObject({ status: 422, type: 'key-used' });
      expect(world.rows.size).toBe(1);
    });

  test('is not found by the key of somebody else', async () => {
    const id = await world.asked(KEY);
    expect((await world.call('olga', 'requestElevation', { key: KEY, body: ASKED })).body.id).not.toBe(id);
  });

  test('sent twice at once is one', async () => {
    const both = await Promise.all([1, 2].map(async () => world.call('ann', 'requestElevation', { key: KEY, body: ASKED })));
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect([new Set(both.map(({ body }) => body.id)).size, world.rows.size, new Set(world.started).size]).toEqual([1, 1, 1]);
  });

  test.each(['rules', 'groups', 'list', 'create'])('sent twice at once is one, also where one of them overtakes the other before it comes to: %s', async (what) => {
    let first: any;
    world.before = async (each) => {
      if (each === what && first === undefined) {
        first = null;
        first = await world.call('ann', 'requestElevation', { key: KEY, body: ASKED });
      }
    };
    const second = await world.call('ann', 'requestElevation', { key: KEY, body: ASKED });
    expect([first.status, second.status, second.body.id, world.rows.size]).toEqual([201, 201, first.body.id, 1]);
  });

  test('sent twice at once with other content is one, and the other is told so', async () => {
    const both = await Promise.all([3_600, 1_800].map(async (seconds) => world.call('ann', 'requestElevation', { key: KEY, body: { ...ASKED, seconds } })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect(world.rows.size).toBe(1);
  });

  test.each(['before', 'after'] as const)('that is interrupted %s its execution starts is there, and goes on when it comes again', async (when) => {
    world[when] = async (what) => { if (what === 'start') { throw new Error('throttled'); } };
    const first = await world.call('ann', 'requestElevation', { key: KEY, body: ASKED });
    expect([first.status, world.lines[0].left]).toEqual([201, 'start']);
    world[when] = async () => {};
    expect((await world.call('ann', 'requestElevation', { key: KEY, body: ASKED })).body.id).toBe(first.body.id);
    expect(new Set(world.started)).toEqual(new Set([`${first.body.id}/1`]));
  });

  test('says the same of what does not exist and of what others may have', async () => {
    world.rules = rulesOf([rule(), rule({ name: 'other', permissionSet: 'DatabaseAdmin', requesterGroups: ['databases'] })]);
    const [nobodys, others] = await Promise.all(['Nonexistent', 'DatabaseAdmin'].map(async (permissionSet) =>
      world.call('ann', 'requestElevation', { key: KEY, body: { ...ASKED, permissionSet } })));
    expect(nobodys).toMatchObject({ status: 422, body: { reason: 'not-offered' } });
    expect(others.body).toEqual(nobodys.body);
  });
});

describe('consent', () => {
  test('of two people at once both counts, and the last of them approves and wakes the execution', async () => {
    const id = await world.asked();
    world.tokens.set(id, 'token');
    const both = await Promise.all(['bob', 'carl'].map(async (approver) => world.call(approver, 'giveConsent', { id })));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(world.rows.get(id)).toMatchObject({ state: 'approved', consents: [{ approverId: expect.any(String) }, { approverId: expect.any(String) }] });
    expect(new Set(world.woken)).toEqual(new Set(['token']));
  });

  test('of one person counts once, however often it comes', async () => {
    const id = await world.asked();
    const answers = await Promise.all([1, 2, 3].map(async () => world.call('bob', 'giveConsent', { id })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(world.rows.get(id)).toMatchObject({ state: 'requested', consents: [{ approverId: 'bob' }] });
  });

  test('is not given to oneself, also by whoever may consent to others', async () => {
    const { body: { id } } = await world.call('olga', 'requestElevation', { key: KEY, body: ASKED });
    expect(await world.call('olga', 'giveConsent', { id })).toMatchObject({ status: 403, body: { reason: 'own-request' } });
    expect(world.rows.get(id)!.consents).toEqual([]);
  });

  test('is not given by security, which sees it, nor by whoever left the group', async () => {
    const id = await world.asked();
    expect(await world.call('sam', 'giveConsent', { id })).toMatchObject({ status: 403, body: { reason: 'not-an-approver' } });
    world.members.approvers = ['carl'];
    expect((await world.call('bob', 'giveConsent', { id })).status).toBe(404);
  });

  test.each(['before', 'after'] as const)('that is interrupted %s any effect is complete when it comes again', async (when) => {
    for (const effect of ['save', 'token', 'wake']) {
      world = new DoorWorld();
      world.rules = rulesOf([rule({ stages: [{ approverGroups: ['approvers'], approvals: 1 }] })]);
      const id = await world.asked();
      world.tokens.set(id, 'token');
      let crashes = 1;
      world[when] = async (what) => { if (what === effect && crashes-- > 0) { throw new Error('crash'); } };
      await world.call('bob', 'giveConsent', { id });
      expect((await world.call('bob', 'giveConsent', { id })).body.state).toBe('approved');
      expect(world.woken).toContain('token');
      expect(world.rows.get(id)!.history.map(({ kind }) => kind)).toEqual(['requested', 'consented', 'approved']);
    }
  });

  test('where others are always faster is asked for again', async () => {
    const id = await world.asked();
    world.before = async (what) => { if (what === 'save') { world.become(id, { revision: world.rows.get(id)!.revision + 1 }); } };
    const answer = await world.call('bob', 'giveConsent', { id });
    expect([answer.status, answer.headers['retry-after'], world.rows.get(id)!.consents]).toEqual([503, '1', []]);
  });

  test('comes too late for what was withdrawn in between', async () => {
    const id = await world.asked();
    let once = true;
    world.before = async (what) => {
      if (what === 'save' && once) {
        once = false;
        await world.call('ann', 'withdrawElevation', { id });
      }
    };
    expect(await world.call('bob', 'giveConsent', { id })).toMatchObject({ status: 409, body: { reason: 'not-requested' } });
    expect(world.rows.get(id)!.state).toBe('withdrawn');
  });
});

describe('what may be done, when, by whom', () => {
  const rows: [string, string, string, number][] = [
    ['requested', 'ann', 'withdrawElevation', 200], ['requested', 'bob', 'withdrawElevation', 403], ['requested', 'ann', 'rejectElevation', 403],
    ['requested', 'bob', 'rejectElevation', 200], ['requested', 'sam', 'rejectElevation', 403], ['requested', 'ann', 'endEarly', 409],
    ['approved', 'ann', 'withdrawElevation', 200], ['approved', 'bob', 'rejectElevation', 409], ['scheduled', 'sam', 'endEarly', 202], ['scheduled', 'bob', 'endEarly', 202],
    ['granting', 'ann', 'withdrawElevation', 409], ['granting', 'ann', 'endEarly', 202], ['active', 'ann', 'endEarly', 202], ['active', 'bob', 'endEarly', 202],
    ['active', 'sam', 'endEarly', 202], ['ending', 'ann', 'endEarly', 202], ['ended', 'ann', 'endEarly', 409], ['ended', 'bob', 'giveConsent', 409],
    ['active', 'bob', 'extendElevation', 403], ['active', 'ann', 'extendElevation', 201], ['ended', 'ann', 'extendElevation', 422], ['requested', 'ann', 'extendElevation', 422],
  ];
  test.each(rows)('%s, by %s: %s', async (state, caller, operationId, status) => {
    const id = await world.asked();
    world.become(id, { state: state as any, ...(['requested', 'approved'].includes(state) ? {} : { endsAtMs: world.clock.nowMs() + 3_600_000 }) });
    const before = world.effects;
    const answer = await world.call(caller, operationId, { id, ...SENT_TO[operationId] });
    expect([answer.status, answer.body.reason ?? answer.type]).toEqual([status, status < 400 ? undefined : expect.any(String)]);
    expect(world.effects > before).toBe(status < 400);
  });

  test('an end is asked for by name and reason, and nothing else is changed here', async () => {
    const id = await world.asked();
    world.become(id, { state: 'active' });
    const revision = world.rows.get(id)!.revision;
    await world.call('sam', 'endEarly', { id });
    await world.call('bob', 'endEarly', { id });
    expect([world.ended, world.rows.get(id)!.revision]).toEqual([[[id, 'security', 'sam'], [id, 'approver', 'bob']], revision]);
  });

  test('an extension begins before the end of what it extends and waits for the same consent', async () => {
    const id = await world.asked();
    const endsAtMs = world.clock.nowMs() + 3_600_000;
    world.become(id, { state: 'active', endsAtMs });
    const sent = { id, key: KEY, body: { seconds: 1_800, justification: 'it takes longer' } };
    const { body } = await world.call('ann', 'extendElevation', sent);
    expect(body).toMatchObject({ state: 'requested', extends: id, startsAt: new Date(endsAtMs - 120_000).toISOString(), stages: [{ approvals: 2, given: 0 }] });
    world.clock.advance(3_600_000);
    world.become(id, { state: 'ended' });
    expect((await world.call('ann', 'extendElevation', sent)).body.id).toBe(body.id);
  });
});
