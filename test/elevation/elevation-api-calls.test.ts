import * as fc from 'fast-check';
import { API_ROUTES } from '../../src/elevation/domain/api-routes';
import { ASKED, DoorWorld, HOME, ISSUER, KEY, PRODUCTION, SENT_TO } from '../support/door-world';

const jwt = (claims: unknown) => ({ jwt: { claims } });
const iam = (change: object = {}) => ({ iam: {
  accountId: HOME, userArn: `arn:aws:sts::${HOME}:assumed-role/AWSReservedSSO_Reader_0123456789abcdef/ann@fintech.example`,
  ...change,
} });

let world: DoorWorld;
beforeEach(() => { world = new DoorWorld(); });

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
      expect(await world.call(undefined, operationId, { id, ...SENT_TO[operationId], authorizer })).toMatchObject({ status: 403, type: 'unknown-caller' });
      expect(world.effects).toBe(effects);
    });

    test('whoever was disabled is a stranger, whatever token is left', async () => {
      const id = await world.asked('key-of-the-first-one');
      world.disabled.add('ann').add('bob');
      expect((await world.call('ann', operationId, { id, ...SENT_TO[operationId] })).type).toBe('unknown-caller');
      expect((await world.call('bob', operationId, { id, ...SENT_TO[operationId] })).type).toBe('unknown-caller');
    });
  });

  const roles: [string, unknown, number][] = [
    ['a session of Identity Center', iam(), 200],
    ['a token where roles are asked for', jwt({ iss: ISSUER, sub: 'external-ann' }), 403],
    ['a role of somebody else', iam({ userArn: `arn:aws:sts::${HOME}:assumed-role/Deployer/ann@fintech.example` }), 403],
    ['a role that Identity Center did not make', iam({ userArn: `arn:aws:sts::${HOME}:assumed-role/AWSReservedSSO_Forged_0123456789abcdef/ann@fintech.example` }), 403],
    ['a role of another account', iam({ userArn: `arn:aws:sts::${PRODUCTION}:assumed-role/AWSReservedSSO_Reader_0123456789abcdef/ann@fintech.example` }), 403],
    ['a user of IAM', iam({ userArn: `arn:aws:iam::${HOME}:user/ann@fintech.example` }), 403],
    ['root', iam({ userArn: `arn:aws:iam::${HOME}:root` }), 403],
    ['a session whose name may have been cut', iam({
      userArn: `arn:aws:sts::${HOME}:assumed-role/AWSReservedSSO_Reader_0123456789abcdef/${'a'.repeat(64)}`,
    }), 403],
    ['somebody whom the store does not know', iam({
      userArn: `arn:aws:sts::${HOME}:assumed-role/AWSReservedSSO_Reader_0123456789abcdef/zoe@fintech.example`,
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
