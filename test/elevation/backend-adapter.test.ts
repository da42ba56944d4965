import { lentRoleArn } from '../../src/elevation/domain/lent-role';
import { accessBackend } from '../../src/elevation/runtime/backend-adapter';
import type { HeldAssignment } from '../../src/identity/domain/held-access';
import { APPLICATION } from '../support/account-access-endpoint';

const ACCOUNT = '000000000003';
const role: HeldAssignment = { permissionSetArn: lentRoleArn('aws', 'team/Operator'), accountId: ACCOUNT, principal: { type: 'USER', id: 'ann' } };
const TOLD = { INSTANCE_ARN: 'arn:aws:sso:::instance/ssoins-1234567890123456', MANAGEMENT_ACCOUNT_ID: '000000000001' };
const LAMBDA = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'made-up', AWS_SECRET_ACCESS_KEY: 'not-a-secret', AWS_SESSION_TOKEN: 'nobody' };

describe('what a function is told decides how it lends', () => {
  const before = process.env;
  let send: jest.SpiedFunction<typeof fetch>;

  beforeEach(() => {
    process.env = { ...before, ...LAMBDA };
    send = jest.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('{"entitlements":[]}'));
  });

  afterEach(() => {
    process.env = before;
    send.mockRestore();
  });

  test('roles go to the application, in its Region and with what the function is', async () => {
    const backend = accessBackend({ ...TOLD, ACCOUNT_ACCESS_APPLICATION_ARN: APPLICATION });
    await backend.grant(role);
    expect(await backend.holds(role)).toBe(false);
    expect(send.mock.calls.map(([url]) => url)).toEqual([
      'https://account-access.eu-central-1.api.aws/entitlements', 'https://account-access.eu-central-1.api.aws/entitlements-list',
    ]);
    const [[, sent]] = send.mock.calls;
    expect(sent).toMatchObject({ method: 'POST', redirect: 'error', headers: { 'x-amz-security-token': 'nobody', 'authorization': expect.stringContaining('made-up/') } });
  });

  test.each([[TOLD], [{ ...TOLD, ACCOUNT_ACCESS_APPLICATION_ARN: '' }]])('without an application no role is lent: %j', async (told) => {
    await expect(accessBackend(told).grant(role)).rejects.toThrow(/no application of account access manager is known/);
    expect(send).not.toHaveBeenCalled();
  });

  test('what every function must be told is missed at once', () => {
    expect(() => accessBackend({ MANAGEMENT_ACCOUNT_ID: TOLD.MANAGEMENT_ACCOUNT_ID })).toThrow('the environment has no INSTANCE_ARN');
  });
});
