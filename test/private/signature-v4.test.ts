import { DeleteScheduleCommand, SchedulerClient, type SchedulerClientConfig, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import fc from 'fast-check';
import { encoded, queryString, signedHeaders } from '../../src/private/runtime/signature-v4';

interface Sent {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

const CREDENTIALS = { accessKeyId: 'made-up', secretAccessKey: 'not/a+secret', sessionToken: 'nobody' };
type Command = DeleteScheduleCommand | UpdateScheduleCommand;

/** What the SDK would have sent, with its signature. */
async function sentBySdk(command: Command, credentials: typeof CREDENTIALS | Omit<typeof CREDENTIALS, 'sessionToken'>): Promise<Sent> {
  let sent: Sent | undefined;
  const requestHandler = {
    handle: async (request: Sent) => {
      sent = request;
      return { response: { statusCode: 200, headers: {}, body: undefined } };
    },
  } as unknown as SchedulerClientConfig['requestHandler'];
  await new SchedulerClient({ region: 'eu-central-1', credentials, requestHandler }).send(command as DeleteScheduleCommand).catch(() => undefined);
  return sent!;
}

/** The same request, signed by us at the same moment. */
function signedByUs({ method, hostname, path, query, headers, body }: Sent, credentials: typeof CREDENTIALS | Omit<typeof CREDENTIALS, 'sessionToken'>): string {
  const own = ['host', 'x-amz-date', 'x-amz-content-sha256', 'x-amz-security-token'];
  const names = /SignedHeaders=([^,]*)/.exec(headers.authorization)![1].split(';').filter((name) => !own.includes(name));
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(headers['x-amz-date'])!;
  const nowMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.999Z`);
  const request = { method, host: hostname, path, query, body, headers: Object.fromEntries(names.map((name) => [name, headers[name]])) };
  return signedHeaders(request, { credentials, region: 'eu-central-1', service: 'scheduler' }, nowMs).authorization;
}

const text = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' });

test('whatever stands in path, query and body, the signature is the one that the SDK makes', async () => {
  await fc.assert(fc.asyncProperty(text, text, fc.boolean(), fc.boolean(), async (name, group, temporary, writes) => {
    const { sessionToken: _, ...lasting } = CREDENTIALS;
    const credentials = temporary ? CREDENTIALS : lasting;
    const command = writes
      ? new UpdateScheduleCommand({ Name: name, GroupName: group, ScheduleExpression: 'at(2030-01-01T00:00:00)', Description: `${group} ${name}`,
        FlexibleTimeWindow: { Mode: 'OFF' }, Target: { Arn: name, RoleArn: group } })
      : new DeleteScheduleCommand({ Name: name, GroupName: group });
    const sent = await sentBySdk(command, credentials);
    expect(signedByUs(sent, credentials)).toBe(sent.headers.authorization);
  }), { numRuns: 200 });
}, 60_000);

test.each([
  [{ method: 'POST' }], [{ path: '/other' }], [{ query: { a: '2' } }], [{ body: 'other' }], [{ host: 'elsewhere' }], [{ headers: { 'content-type': 'text/plain' } }],
])('another %j is another signature', (other) => {
  const request = { method: 'DELETE', host: 'here', path: '/one', query: { a: '1' }, headers: { 'content-type': 'application/json' }, body: 'body' };
  const sign = (changed: object) => signedHeaders({ ...request, ...changed }, { credentials: CREDENTIALS, region: 'eu-west-1', service: 'any' }, 0).authorization;
  expect(sign(other)).not.toBe(sign({}));
  expect(sign({})).toBe(sign({}));
});

test('what is sent is encoded as it was signed', () => {
  expect(queryString({ b: "it's (1*1)!", a: 'arn:aws:x:1:application/a b' })).toBe('a=arn%3Aaws%3Ax%3A1%3Aapplication%2Fa%20b&b=it%27s%20%281%2A1%29%21');
  expect(encoded('plain-Text_1.~')).toBe('plain-Text_1.~');
});
