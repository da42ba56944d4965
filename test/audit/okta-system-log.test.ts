import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OktaSystemLog } from '../../src/audit/runtime/okta-system-log';
import { type FakeAnswer, FakeSystemLog, type LoggedEvent } from '../support/fake-system-log';
import { oktaEvent } from '../support/okta-event';

const START = Date.parse('2026-11-01T00:00:00Z');
const SECRET = 'secret';

/** A System Log behind HTTP on the loopback interface, and what was asked of it. */
async function served(events: readonly LoggedEvent[], answer?: (url: URL) => FakeAnswer | undefined) {
  const waits: number[] = [];
  let nowMs = START + 3_600_000;
  const log = new FakeSystemLog(events, () => nowMs, 2, SECRET);
  const authorized: (string | undefined)[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url!, `http://${request.headers.host}`);
    authorized.push(request.headers.authorization);
    const { status, headers, body } = answer?.(url) ?? log.answer(url, request.headers.authorization ?? null);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
  open.push(server);
  const orgUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = { nowMs: () => nowMs, sleep: async (ms: number) => { waits.push(ms); nowMs += ms; }, random: () => 0 };
  const read = async (deadlineMs = Infinity, token = SECRET) => {
    const found: any[] = [];
    for await (const items of new OktaSystemLog(orgUrl, async () => token, clock).pages(START, deadlineMs)) {
      found.push(...items);
    }
    return found;
  };
  return { log, read, waits, authorized, orgUrl };
}

const open: Server[] = [];
afterEach(async () => Promise.all(open.splice(0).map(async (server) => new Promise((done) => {
  server.close(done);
  server.closeAllConnections();
}))));
const five = [0, 1, 2, 3, 4].map((index) => ({ event: oktaEvent(index, START + index), visibleMs: START }));

test('reads all pages, with the token in each request', async () => {
  const { read, authorized } = await served(five);
  expect(await read()).toEqual(five.map(({ event }) => event));
  expect(authorized).toEqual(Array(3).fill('SSWS secret'));
});

test('waits out limits and storms, then reads every page once', async () => {
  const { log, read, waits } = await served(five);
  log.faults.push({ status: 429, headers: { 'retry-after': '7' } }, { status: 503 }, { status: 200, body: '<html>' }, { status: 200, body: '{"not":"a list"}' });
  expect(await read()).toHaveLength(5);
  expect(waits.filter((ms) => ms > 0)).toEqual([7_000, 1_000, 2_000, 4_000]);
});

test('slows down when it has used nine tenths of the calls of a minute', async () => {
  const reset = String(START / 1_000 + 3_630);
  const headers = { 'x-rate-limit-limit': '60', 'x-rate-limit-remaining': '6', 'x-rate-limit-reset': reset, 'date': 'Sun, 01 Nov 2026 01:00:00 GMT' };
  const { read, waits } = await served(five, () => ({ status: 200, body: '[]', headers }));
  expect(await read()).toEqual([]);
  expect(waits).toEqual([30_000]);
});

test('gives up a storm that does not end', async () => {
  const { log, read } = await served(five);
  log.faults.push(...Array(8).fill({ status: 502 }));
  await expect(read()).rejects.toMatchObject({ reason: 'unavailable' });
  expect(log.asked).toHaveLength(8);
});

test('begins no wait that would last beyond the deadline', async () => {
  const { log, read, waits } = await served(five);
  log.faults.push({ status: 429, headers: { 'retry-after': '60' } });
  await expect(read(START + 3_600_000 + 60_000)).rejects.toMatchObject({ reason: 'out-of-time' });
  expect(waits).toEqual([]);
});

test('follows no redirection', async () => {
  const other = await served(five);
  const { read } = await served([], (url) => (url.pathname === '/api/v1/logs' ? { status: 302, headers: { location: `${other.orgUrl}/api/v1/logs` }, body: '' } : undefined));
  await expect(read()).rejects.toMatchObject({ reason: 'redirected' });
  expect(other.authorized).toEqual([]);
});

test('follows no link to another host', async () => {
  const other = await served(five);
  const { read } = await served([], () => ({ status: 200, headers: { link: `<${other.orgUrl}/api/v1/logs>; rel="next"` }, body: JSON.stringify([oktaEvent(1, START)]) }));
  await expect(read()).rejects.toMatchObject({ reason: 'foreign-link' });
  expect(other.authorized).toEqual([]);
});

test('ends at a page without events, whatever it links to', async () => {
  const { read, orgUrl } = await served([], () => ({ status: 200, headers: { link: `<${orgUrl}/api/v1/logs?after=x>; rel="next"` }, body: '[]' }));
  expect(await read()).toEqual([]);
});

test.each([[401], [403]])('%i is about the token, and the token is in no message', async (status) => {
  const { read } = await served([], () => ({ status, headers: {}, body: `{"errorSummary":"Invalid token ${SECRET}"}` }));
  const failure = await read().catch((error) => error);
  expect([failure.reason, failure.isAboutToken]).toEqual(['token-refused', true]);
  expect(`${failure.message} ${failure.stack}`).not.toContain(SECRET);
});

test('a broken connection is tried again', async () => {
  let broken = 0;
  const { read } = await served(five, () => {
    broken += 1;
    if (broken === 1) {
      open[0].closeAllConnections();
    }
    return undefined;
  });
  expect(await read()).toHaveLength(5);
});

test('a token with spaces around it is taken, one with more in it is not sent', async () => {
  const { read, authorized } = await served(five);
  expect(await read(Infinity, `${SECRET}\n`)).toHaveLength(5);
  await expect(read(Infinity, `${SECRET} x`)).rejects.toMatchObject({ reason: 'token-unusable' });
  expect(authorized).toHaveLength(3);
});
