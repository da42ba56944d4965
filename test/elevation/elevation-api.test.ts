import * as fc from 'fast-check';
import { API_ROUTES } from '../../src/elevation/domain/api-routes';
import { ASKED, DoorWorld, HOME, ISSUER, PRODUCTION, rule, rulesOf } from '../support/door-world';

const KEY = '3f0d7c1e-8d0f-4a53-9a57-5f7c1f0f6a11';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const jwt = (claims: unknown) => ({ jwt: { claims } });
const iam = (change: object = {}) => ({ iam: {
  accountId: HOME, userArn: `arn:aws:sts::${HOME}:assumed-role/AWSReservedSSO_Reader_0123456789abcdef/ann@fintech.example`,
  userId: 'AROA0123456789READER:ann@fintech.example', callerId: 'AROA0123456789READER:ann@fintech.example', ...change,
} });

let world: DoorWorld;
beforeEach(() => { world = new DoorWorld(); });

/** What each route needs to be well formed. */
const sentTo: Record<string, object> = {
  requestElevation: { key: KEY, body: ASKED }, extendElevation: { key: KEY, body: { seconds: 1_800, justification: 'it takes longer' } }, listElevations: { query: { list: 'mine' } },
};

describe('who calls', () => {
  const strangers: [string, unknown][] = [
    ['nobody', {}], ['no claims', { jwt: {} }], ['claims that are text', jwt('sub=external-ann')], ['no subject', jwt({ iss: ISSUER })], ['no issuer', jwt({ sub: 'external-ann' })],
    ['another issuer', jwt({ iss: 'https://login.other.example', sub: 'external-ann' })], ['a list of subjects', jwt({ iss: ISSUER, sub: ['external-ann'] })],
    ['an empty subject', jwt({ iss: ISSUER, sub: '' })], ['an e-mail address for a subject', jwt({ iss: ISSUER, sub: 'ann@fintech.example', email: 'ann@fintech.example' })],
    ['a user name besides an unknown subject', jwt({ iss: ISSUER, sub: 'unknown', username: 'ann', userName: 'ann@fintech.example' })],
    ['a subject of the prototype', jwt(Object.create({ iss: ISSUER, sub: 'external-ann' }))], ['an endless subject', jwt({ iss: ISSUER, sub: 'x'.repeat(513) })],
    ['a role where tokens are asked for', iam()],
  ];
  describe.each(API_ROUTES.map(({ operationId }) => operationId))('%s', (operationId) => {
    test.each(strangers)('%s is a stranger, and nothing is written', async (_name, authorizer) => {
      const id = await world.asked('key-of-the-first-one');
      const effects = world.effects;
      expect(await world.call(undefined, operationId, { id, ...sentTo[operationId], authorizer })).toMatchObject({ status: 403, type: 'unknown-caller' });
      expect(world.effects).toBe(effects);
    });

    test('whoever was disabled is a stranger, whatever token is left', async () => {
      const id = await world.asked('key-of-the-first-one');
      world.disabled.add('ann').add('bob');
      expect((await world.call('ann', operationId, { id, ...sentTo[operationId] })).type).toBe('unknown-caller');
      expect((await world.call('bob', operationId, { id, ...sentTo[operationId] })).type).toBe('unknown-caller');
    });
  });

  const roles: [string, unknown, number][] = [
    ['a session of Identity Center', iam(), 200],
    ['a token where roles are asked for', jwt({ iss: ISSUER, sub: 'external-ann' }), 403],
    ['a role of somebody else', iam({ userArn: `arn:aws:sts::${HOME}:assumed-role/Deployer/ann@fintech.example` }), 403],
    ['a role that Identity Center did not make', iam({ userArn: `arn:aws:sts::${HOME}:assumed-role/AWSReservedSSO_Forged_0123456789abcdef/ann@fintech.example` }), 403],
    ['another role of the same name', iam({ userId: 'AROA0123456789FORGED:ann@fintech.example' }), 403],
    ['a session of another name than its id says', iam({ userId: 'AROA0123456789READER:bob@fintech.example' }), 403],
    ['a role of another account', iam({ userArn: `arn:aws:sts::${PRODUCTION}:assumed-role/AWSReservedSSO_Reader_0123456789abcdef/ann@fintech.example` }), 403],
    ['a user of IAM', iam({ userArn: `arn:aws:iam::${HOME}:user/ann@fintech.example`, userId: 'AIDA0123456789' }), 403],
    ['root', iam({ userArn: `arn:aws:iam::${HOME}:root`, userId: HOME }), 403],
    ['a session whose name may have been cut', iam({
      userArn: `arn:aws:sts::${HOME}:assumed-role/AWSReservedSSO_Reader_0123456789abcdef/${'a'.repeat(64)}`, userId: `AROA0123456789READER:${'a'.repeat(64)}`,
    }), 403],
    ['somebody whom the store does not know', iam({
      userArn: `arn:aws:sts::${HOME}:assumed-role/AWSReservedSSO_Reader_0123456789abcdef/zoe@fintech.example`, userId: 'AROA0123456789READER:zoe@fintech.example',
    }), 403],
    ['no ARN', iam({ userArn: undefined }), 403],
  ];
  test.each(roles)('with signatures: %s', async (_name, authorizer, status) => {
    world.proof = { kind: 'iam', accountId: HOME };
    const answer = await world.call(undefined, 'readOptions', { authorizer });
    expect([answer.status, answer.body.callerId]).toEqual([status, status === 200 ? 'ann' : undefined]);
  });
});

describe('what is sent', () => {
  const bodies: [string, object, number, string, string[]?][] = [
    ['no key', { key: undefined }, 400, 'invalid-request', ['/Idempotency-Key']], ['a short key', { key: 'x' }, 400, 'invalid-request', ['/Idempotency-Key']],
    ['no body', { body: undefined }, 400, 'invalid-request', ['/permissionSet', '/accountId', '/seconds', '/justification']],
    ['half a body', { body: '{"seconds":' }, 400, 'invalid-request'], ['a list', { body: [] }, 400, 'invalid-request', ['']],
    ['text', { headers: { 'content-type': 'text/plain' } }, 415, 'not-json'], ['no type', { headers: { 'content-type': undefined } }, 415, 'not-json'],
    ['a justification of 10 kB', { body: { ...ASKED, justification: 'x'.repeat(10_000) } }, 413, 'too-large'],
    ['8,000 lists in each other', { body: `${'['.repeat(4_000)}${']'.repeat(4_000)}` }, 400, 'invalid-request', ['']],
    ['objects where text belongs', { body: { ...ASKED, ticket: { a: { b: {} } } } }, 400, 'invalid-request', ['/ticket']],
    ['who approved it', { body: { ...ASKED, approvedBy: 'bob' } }, 400, 'invalid-request', ['']], ['who asks', { body: { ...ASKED, requesterId: 'olga' } }, 400, 'invalid-request', ['']],
    ['control characters', { body: { ...ASKED, justification: 'the disk\u0000 is full' } }, 400, 'invalid-request', ['/justification']],
    ['an absurd time', { body: { ...ASKED, startsAt: '9999-99-99T00:00:00Z' } }, 400, 'invalid-request', ['/startsAt']],
    ['a question', { query: { dryRun: 'true' } }, 400, 'invalid-request', ['']],
    ['a past time', { body: { ...ASKED, startsAt: '2020-01-01T00:00:00Z' } }, 422, 'refused'], ['a far time', { body: { ...ASKED, startsAt: '2030-01-01T00:00:00Z' } }, 422, 'refused'],
    ['more than the rule gives', { body: { ...ASKED, seconds: 7_200 } }, 422, 'refused'],
  ];
  test.each(bodies.map(([name, change, status, type, pointers = []]) => [name, change, status, type, pointers] as const))('%s is refused, and nothing is written', async (_name, change, status, type, pointers) => {
    const answer = await world.call('ann', 'requestElevation', { key: KEY, body: ASKED, ...change });
    expect(answer).toMatchObject({ status, type });
    expect((answer.body.errors ?? []).map(({ pointer }: any) => pointer)).toEqual(pointers);
    expect(world.effects).toBe(0);
  });

  test('a body has at most 8,192 bytes, however it comes', async () => {
    const padded = (bytes: number) => JSON.stringify(ASKED).padEnd(bytes, ' ');
    expect((await world.call('ann', 'requestElevation', { key: KEY, body: padded(8_193) })).status).toBe(413);
    expect((await world.call('ann', 'requestElevation', { key: KEY, body: padded(8_192) })).status).toBe(201);
  });

  test('a body where none belongs is refused, and an empty one is none', async () => {
    const id = await world.asked();
    expect((await world.call('bob', 'giveConsent', { id, body: { approverId: 'carl' } })).type).toBe('invalid-request');
    expect((await world.call('bob', 'giveConsent', { id, body: {} })).status).toBe(200);
  });

  test('no line of the log holds what people wrote, and none a token', async () => {
    const id = await world.asked(KEY, { ticket: 'OPS-4711' });
    world.tokens.set(id, 'token-of-the-execution');
    world.before = async (what) => { if (what === 'wake') { throw new Error('token-of-the-execution is over'); } };
    await world.call('bob', 'rejectElevation', { id, body: { note: 'ask the owner of the ledger' } });
    await world.call('ann', 'requestElevation', { key: KEY, body: { ...ASKED, justification: 'ledger again, again' } });
    expect(JSON.stringify(world.lines)).not.toMatch(/ledger|OPS-4711|token|external|Name of|fintech/);
    expect(world.lines.map(({ status, left }) => status ?? left)).toEqual([201, 'wake', 200, 422]);
  });

  test('a failure says nothing of itself, and can be tried again', async () => {
    world.before = async (what) => { if (what === 'create') { throw new Error('the table arn:aws:dynamodb is on fire'); } };
    const answer = await world.call('ann', 'requestElevation', { key: KEY, body: ASKED });
    expect([answer.status, JSON.stringify(answer.body).includes('fire'), world.effects]).toEqual([500, false, 0]);
    world.before = async () => {};
    expect((await world.call('ann', 'requestElevation', { key: KEY, body: ASKED })).status).toBe(201);
  });
});

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
    const answer = await world.call(caller, operationId, { id, ...sentTo[operationId] });
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

describe('somebody else', () => {
  const withId = API_ROUTES.filter(({ path }) => path.includes('{id}')).map(({ operationId }) => operationId);
  test.each(withId)('%s answers the same for what they may not see, what nobody has and what is no id', async (operationId) => {
    const id = await world.asked();
    const before = world.effects;
    const answers = await Promise.all([id, UNKNOWN, '..%2F..%2Foptions', 'x'.repeat(3_000)].map(async (one) => world.call('eve', operationId, { id: one, ...sentTo[operationId] })));
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

test('whatever is sent, the answer is one that the document knows, and nothing fails', async () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const seed = Number(process.env.FAST_CHECK_SEED ?? 20_261_201);
  await fc.assert(fc.asyncProperty(
    fc.constantFrom(...API_ROUTES.map(({ operationId }) => operationId)), fc.constantFrom('ann', 'bob', 'olga', 'eve', undefined),
    fc.record({ body: fc.oneof(value, fc.record({ seconds: value, justification: value }), fc.constant(ASKED)), id: fc.string(), key: fc.string(),
      query: fc.dictionary(fc.constantFrom('list', 'next', '__proto__', 'x'), fc.string()), authorizer: fc.option(value, { nil: undefined }) }, { requiredKeys: [] }),
    async (operationId, caller, sent) => {
      expect((await new DoorWorld().call(caller, operationId, sent)).status).not.toBe(500);
    },
  ), { numRuns: 300, seed });
});
