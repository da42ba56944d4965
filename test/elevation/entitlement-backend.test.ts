import { lentRoleArn } from '../../src/elevation/domain/lent-role';
import { backendByKind } from '../../src/elevation/runtime/backend-by-kind';
import { entitlementBackend } from '../../src/elevation/runtime/entitlement-backend';
import type { AccessBackend } from '../../src/elevation/runtime/ports';
import type { HeldAssignment } from '../../src/identity/domain/held-access';
import { IdentityCenterFailure, mayPass } from '../../src/identity/runtime/identity-center';
import { APPLICATION, AccountAccessEndpoint } from '../support/account-access-endpoint';

const ACCOUNT = '000000000003';
const PLACE = { permissionSetArn: lentRoleArn('aws', 'team/Operator'), accountId: ACCOUNT };
const ROLE = `arn:aws:iam::${ACCOUNT}:role/team/Operator`;
const of = (id: string, place = PLACE): HeldAssignment => ({ ...place, principal: { type: 'USER', id } });

function made(pageSize?: number) {
  const endpoint = new AccountAccessEndpoint(pageSize);
  return { endpoint, backend: entitlementBackend(endpoint.client()) };
}

describe('over the wire', () => {
  test('an entitlement is asked for as it is documented, in the Region of the application, signed for the service', async () => {
    const { endpoint, backend } = made();
    expect(await backend.grant(of('ann'))).toMatchObject({ status: 'SUCCEEDED' });
    const [{ method, url, headers, body }] = endpoint.received;
    expect([method, url.href]).toEqual(['POST', 'https://account-access.eu-central-1.api.aws/entitlements']);
    expect(body).toEqual({ applicationArn: APPLICATION, entitlement: { principalRole: { principal: { identityCenter: { userId: 'ann' } }, roleArn: ROLE } } });
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-amz-date': '20261201T100000Z', 'x-amz-security-token': 'nobody' });
    expect(headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=made-up\/20261201\/eu-central-1\/account-access\/aws4_request, /);
  });

  test('one is removed by its id, which is encoded, and the application stands in the query', async () => {
    const { endpoint, backend } = made();
    endpoint.held.set('an/id', { id: 'an/id', roleArn: ROLE, principal: { userId: 'ann' } });
    await backend.remove(of('ann'));
    const { method, url, body } = endpoint.received[1];
    expect([method, url.pathname, url.searchParams.get('applicationArn'), body]).toEqual(['DELETE', '/entitlements/an%2Fid', APPLICATION, undefined]);
    expect(endpoint.held.size).toBe(0);
  });

  test('a list asks for one role, and for one person where one is meant', async () => {
    const { endpoint, backend } = made();
    await backend.holds(of('ann'));
    await backend.holders(PLACE);
    expect(endpoint.received.map(({ url, body }) => [url.pathname, body])).toEqual([
      ['/entitlements-list', { applicationArn: APPLICATION, filter: { principalRole: { roleArn: ROLE, principal: { identityCenter: { userId: 'ann' } } } }, maxResults: 100 }],
      ['/entitlements-list', { applicationArn: APPLICATION, filter: { principalRole: { roleArn: ROLE } }, maxResults: 100 }],
    ]);
  });
});

test('what is granted is held, by this person in this account only, and what is removed is not', async () => {
  const { backend } = made();
  const elsewhere = { ...PLACE, accountId: '000000000004' };
  await backend.grant(of('ann'));
  expect(await Promise.all([of('ann'), of('bob'), of('ann', elsewhere)].map((each) => backend.holds(each)))).toEqual([true, false, false]);
  expect(await backend.granting(of('ann'), 'any')).toMatchObject({ status: 'SUCCEEDED' });
  await backend.remove(of('ann'));
  expect(await backend.removing(of('ann'), 'any')).toMatchObject({ status: 'SUCCEEDED' });
  expect(await backend.holds(of('ann'))).toBe(false);
});

test.each([[0, 1], [1, 1], [2, 1], [3, 2], [7, 4]])('%i holders are read from %i pages', async (count, pages) => {
  const { endpoint, backend } = made(2);
  const ids = Array.from({ length: count }, (_, index) => `user-${index}`);
  ids.forEach((id) => endpoint.hold(ROLE, { userId: id }));
  expect(await backend.holders(PLACE)).toEqual(ids.map((id) => of(id)));
  expect(endpoint.received).toHaveLength(pages);
  expect(endpoint.received.map(({ body }) => body.nextToken)).toEqual([undefined, '2', '4', '6'].slice(0, pages));
});

test('groups are holders of their own, and nobody holds through them', async () => {
  const { endpoint, backend } = made();
  endpoint.hold(ROLE, { groupId: 'ann' });
  expect(await backend.holders(PLACE)).toEqual([{ ...PLACE, principal: { type: 'GROUP', id: 'ann' } }]);
  expect(await backend.holds(of('ann'))).toBe(false);
  await backend.remove(of('ann'));
  expect(endpoint.held.size).toBe(1);
});

test('where the filter lets everything through, nothing else is taken for it or removed', async () => {
  const { endpoint, backend } = made();
  endpoint.filters = false;
  endpoint.hold(ROLE, { userId: 'bob' });
  endpoint.hold(`${ROLE}Extended`, { userId: 'ann' });
  endpoint.hold(ROLE, {});
  expect(await backend.holds(of('ann'))).toBe(false);
  await backend.remove(of('ann'));
  expect(endpoint.held.size).toBe(3);
  expect(await backend.holders(PLACE)).toEqual([of('bob')]);
});

describe('what is so already is no failure', () => {
  test('an entitlement that is there', async () => {
    const { endpoint, backend } = made();
    endpoint.next = [{ status: 400, body: { __type: 'com.amazonaws.accountaccess#AlreadyCreatedException', message: 'there' } }];
    expect(await backend.grant(of('ann'))).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('one that is gone, before it is looked for and while it is removed', async () => {
    const { endpoint, backend } = made();
    expect(await backend.remove(of('ann'))).toMatchObject({ status: 'SUCCEEDED' });
    endpoint.hold(ROLE, { userId: 'ann' });
    endpoint.next = [undefined, { status: 404, body: { message: 'gone' }, type: 'ResourceNotFoundException' }];
    expect(await backend.remove(of('ann'))).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('a call that does not work', () => {
  const failing = async (answer: AccountAccessEndpoint['next'][number]) => {
    const { endpoint, backend } = made();
    endpoint.next = [answer];
    return backend.grant(of('ann')).then(() => undefined, (error: unknown) => error as IdentityCenterFailure);
  };

  test.each([
    ['throttled', true, { status: 429, body: { __type: 'ThrottlingException', message: 'slow down' } }],
    ['throttled', true, { status: 402, body: { message: 'too many' }, type: 'ServiceQuotaExceededException' }],
    ['throttled', true, { status: 429, body: 'not JSON' }],
    ['conflict', true, { status: 409, body: { message: 'busy' }, type: 'ConflictException' }],
    ['unavailable', true, { status: 500, body: { message: 'oops' }, type: 'InternalServerException' }],
    ['unavailable', true, { status: 503, body: '<html>' }],
    ['unavailable', true, { status: 200, body: '<html>' }],
    ['unavailable', true, new Error('socket hang up')],
    ['denied', false, { status: 403, body: { Message: 'no' }, type: 'AccessDeniedException:http://internal/' }],
    ['missing', false, { status: 404, body: { message: 'no such application' }, type: 'ResourceNotFoundException' }],
    ['refused', false, { status: 400, body: { code: 'ValidationException', message: 'the role cannot be assumed' } }],
    ['refused', false, { status: 403 }],
  ] as const)('is %s, may pass: %s, when it is answered with %j', async (kind, passes, answer) => {
    const error = await failing(answer);
    expect(error).toBeInstanceOf(IdentityCenterFailure);
    expect([error!.kind, mayPass(error)]).toEqual([kind, passes]);
  });

  test('says the name and the reason of AWS, which whoever asked for access is told', async () => {
    expect((await failing({ status: 400, body: { message: 'the role cannot be assumed' }, type: 'ValidationException' }))!.message)
      .toBe('ValidationException: the role cannot be assumed');
    expect((await failing({ status: 418 }))!.message).toBe('HTTP 418: no reason was given');
  });

  test('on the second page fails the whole list: half of it would say that somebody holds nothing', async () => {
    const { endpoint, backend } = made(1);
    endpoint.hold(ROLE, { userId: 'ann' });
    endpoint.hold(ROLE, { userId: 'bob' });
    endpoint.next = [undefined, { status: 429, type: 'ThrottlingException', body: {} }];
    await expect(backend.holders(PLACE)).rejects.toMatchObject({ kind: 'throttled' });
  });
});

describe('each thing that was lent goes the way it came', () => {
  const named = (name: string, calls: string[]): AccessBackend => new Proxy({} as AccessBackend, {
    get: (_, method: string) => async () => {
      calls.push(`${name} ${method}`);
    },
  });
  const set: HeldAssignment = { ...of('ann'), permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1234567890123456/ps-1234567890123456' };

  test.each([[of('ann'), 'entitlements'], [set, 'assignments']])('%j by %s', async (assignment, way) => {
    const calls: string[] = [];
    const backend = backendByKind({ assignments: named('assignments', calls), entitlements: named('entitlements', calls) });
    await backend.grant(assignment);
    await backend.granting(assignment, '1');
    await backend.remove(assignment);
    await backend.removing(assignment, '1');
    await backend.holds(assignment);
    await backend.holders(assignment);
    expect(calls).toEqual(['grant', 'granting', 'remove', 'removing', 'holds', 'holders'].map((method) => `${way} ${method}`));
  });

  test('a role that was lent is never said to be gone by whoever cannot see it', async () => {
    await expect(backendByKind({ assignments: named('assignments', []) }).holds(of('ann'))).rejects.toThrow(/no application of account access manager is known/);
  });

  test('a permission set is no role', async () => {
    await expect(made().backend.holds(set)).rejects.toThrow(/names no role/);
  });
});
