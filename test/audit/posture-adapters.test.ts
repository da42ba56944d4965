import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { GuardDutyAdministrators } from '../../src/audit/runtime/guardduty-administrators';
import { GuardDutyOrganization } from '../../src/audit/runtime/guardduty-organization';
import { ServiceBusy } from '../../src/audit/runtime/posture-ports';
import { SecurityHubAccount } from '../../src/audit/runtime/securityhub-account';
import { SecurityHubAdministrators } from '../../src/audit/runtime/securityhub-administrators';

interface Answer {
  readonly status?: number;
  readonly error?: string;
  readonly body?: object;
}

/** Both services on the loopback interface: they answer what they are told, one after the other, and remember what they were asked. */
class Services {
  static async start(answers: Answer[]): Promise<Services> {
    const server = createServer();
    const made = new Services(server);
    server.on('request', async (request, response) => {
      let body = '';
      for await (const part of request) {
        body += part;
      }
      made.asked.push([`${request.method} ${request.url}`, body && JSON.parse(body)]);
      const { status = 200, error, body: answered = {} } = answers.shift() ?? {};
      response.writeHead(status, { 'content-type': 'application/json', ...(error ? { 'x-amzn-errortype': error } : {}) });
      response.end(JSON.stringify(error ? { message: error, Message: error } : answered));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return made;
  }

  readonly asked: [string, unknown][] = [];
  private constructor(private readonly server: Server) {}

  get options() {
    const { port } = this.server.address() as AddressInfo;
    return { endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1', maxAttempts: 1, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  }

  get guardDuty() {
    return new GuardDutyClient(this.options);
  }

  get securityHub() {
    return new SecurityHubClient(this.options);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

let services: Services;
const answering = async (...answers: Answer[]) => {
  services = await Services.start(answers);
  return services;
};
afterEach(() => services.stop());

test('administrators of GuardDuty are read over all pages, and one that is being removed is none', async () => {
  const { guardDuty } = await answering(
    { body: { adminAccounts: [{ adminAccountId: '000000000002', adminStatus: 'ENABLED' }], nextToken: 'more' } },
    { body: { adminAccounts: [{ adminAccountId: '000000000003', adminStatus: 'DISABLE_IN_PROGRESS' }] } },
  );
  expect(await new GuardDutyAdministrators(() => guardDuty).administrators('eu-west-1')).toEqual([
    { accountId: '000000000002', enabled: true }, { accountId: '000000000003', enabled: false },
  ]);
});

test('administrators of Security Hub are read in the same way', async () => {
  const { securityHub } = await answering({ body: { AdminAccounts: [{ AccountId: '000000000002', Status: 'ENABLED' }] } });
  expect(await new SecurityHubAdministrators(() => securityHub).administrators('eu-west-1')).toEqual([{ accountId: '000000000002', enabled: true }]);
});

test('registering asks for the account in the Region that is named', async () => {
  const { guardDuty, securityHub, asked } = await answering();
  const regions: string[] = [];
  await new GuardDutyAdministrators((region) => { regions.push(region); return guardDuty; }).register('us-east-1', '000000000002');
  await new SecurityHubAdministrators((region) => { regions.push(region); return securityHub; }).register('eu-west-1', '000000000002');
  expect(regions).toEqual(['us-east-1', 'eu-west-1']);
  expect(asked).toEqual([['POST /admin/enable', { adminAccountId: '000000000002' }], ['POST /organization/admin/enable', { AdminAccountId: '000000000002' }]]);
});

test.each([[429, 'TooManyRequestsException'], [500, 'InternalServerErrorException'], [400, 'ThrottlingException']])('%i %s is worth another try', async (status, error) => {
  const { guardDuty } = await answering({ status, error });
  await expect(new GuardDutyAdministrators(() => guardDuty).register('eu-west-1', '000000000002')).rejects.toThrow(ServiceBusy);
});

test('a refusal is passed on as it is', async () => {
  const { guardDuty } = await answering({ status: 400, error: 'BadRequestException' });
  await expect(new GuardDutyAdministrators(() => guardDuty).register('eu-west-1', '000000000002')).rejects.toThrow(expect.objectContaining({ name: 'BadRequestException' }));
});

test.each([['ENABLED', true], ['DISABLED', false]])('a detector that is %s', async (status, enabled) => {
  const { guardDuty } = await answering({ body: { detectorIds: ['d1'] } }, { body: { status } });
  expect(await new GuardDutyOrganization(guardDuty).detector()).toEqual({ id: 'd1', enabled });
});

test('no detector', async () => {
  const { guardDuty } = await answering({ body: { detectorIds: [] } });
  expect(await new GuardDutyOrganization(guardDuty).detector()).toBeUndefined();
});

test('all members are asked for, and only the features that are named', async () => {
  const { guardDuty, asked } = await answering();
  const organization = new GuardDutyOrganization(guardDuty);
  await organization.enableForAll('d1', ['S3_DATA_EVENTS']);
  await organization.enableForAll('d1', []);
  expect(asked).toEqual([
    ['POST /detector/d1/admin', { autoEnableOrganizationMembers: 'ALL', features: [{ name: 'S3_DATA_EVENTS', autoEnable: 'ALL' }] }],
    ['POST /detector/d1/admin', { autoEnableOrganizationMembers: 'ALL' }],
  ]);
});

test('what GuardDuty does for members is read', async () => {
  const { guardDuty } = await answering({ body: { autoEnableOrganizationMembers: 'NEW', features: [{ name: 'S3_DATA_EVENTS', autoEnable: 'ALL' }] } });
  expect(await new GuardDutyOrganization(guardDuty).organization('d1')).toEqual({ members: 'NEW', features: { S3_DATA_EVENTS: 'ALL' } });
});

test.each<[string, Answer, boolean]>([
  ['answers', { body: { HubArn: 'arn' } }, true],
  ['is not subscribed to', { status: 401, error: 'InvalidAccessException' }, false],
  ['is not found', { status: 404, error: 'ResourceNotFoundException' }, false],
])('Security Hub that %s', async (_, answer, enabled) => {
  const { securityHub } = await answering(answer);
  expect(await new SecurityHubAccount(securityHub).enabled()).toBe(enabled);
});

test('Security Hub that denies is no answer', async () => {
  const { securityHub } = await answering({ status: 403, error: 'AccessDeniedException' });
  await expect(new SecurityHubAccount(securityHub).enabled()).rejects.toThrow('AccessDenied');
});

test('Security Hub is switched on without standards, and somebody who did so in between is no failure', async () => {
  const { securityHub, asked } = await answering({}, { status: 409, error: 'ResourceConflictException' });
  await new SecurityHubAccount(securityHub).enable();
  await new SecurityHubAccount(securityHub).enable();
  expect(asked.map(([, body]) => body)).toEqual([{ EnableDefaultStandards: false }, { EnableDefaultStandards: false }]);
});
