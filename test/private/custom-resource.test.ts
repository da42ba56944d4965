import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { type Outcome, customResource } from '../../src/private/runtime/custom-resource';

/** CloudFormation's end: takes answers, and may refuse the first of them. */
let server: Server;
let refusals = 0;
const answers: any[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => { body += chunk; });
    request.on('end', () => {
      response.statusCode = refusals-- > 0 ? 503 : 200;
      if (response.statusCode === 200) {
        answers.push({ ...JSON.parse(body), method: request.method, bytes: Buffer.byteLength(body) });
      }
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((done) => { server.once('listening', done); });
});
afterAll(() => new Promise((done) => { server.close(done); }));

beforeEach(() => {
  answers.length = 0;
  refusals = 0;
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => { jest.restoreAllMocks(); });

async function answerTo(work: () => Promise<Outcome>, change: object = {}, remainingMs = 60_000) {
  const event = {
    RequestType: 'Create', ResponseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer`,
    RequestId: 'request', StackId: 'stack', LogicalResourceId: 'resource', ResourceProperties: {}, ...change,
  } as unknown as CloudFormationCustomResourceEvent;
  await customResource(work)(event, { getRemainingTimeInMillis: () => remainingMs, logStreamName: 'the log' } as Context);
  expect(answers).toHaveLength(1);
  return answers[0];
}

const done = async () => ({ physicalResourceId: 'made', data: { Answer: '42' } });
const broken = async () => { throw new Error('the groups are missing'); };

test('what the work returns is the answer, with the names that CloudFormation asked under', async () => {
  expect(await answerTo(done)).toMatchObject({
    method: 'PUT', Status: 'SUCCESS', PhysicalResourceId: 'made', Data: { Answer: '42' }, RequestId: 'request', StackId: 'stack', LogicalResourceId: 'resource',
  });
});

test('a failure is told with its reason and where to read more', async () => {
  expect(await answerTo(broken)).toMatchObject({ Status: 'FAILED', Reason: 'the groups are missing (log stream the log)' });
});

test('what was never made is not deleted: the work is not even asked', async () => {
  const { PhysicalResourceId } = await answerTo(broken);
  answers.length = 0;
  expect(await answerTo(broken, { RequestType: 'Delete', PhysicalResourceId })).toMatchObject({ Status: 'SUCCESS' });
});

test('a failed update keeps the id of what is there, so that nothing is deleted afterwards', async () => {
  expect(await answerTo(broken, { RequestType: 'Update', PhysicalResourceId: 'made' })).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'made' });
});

test('work that takes too long is a failure before Lambda ends it', async () => {
  const never = () => new Promise<Outcome>(() => undefined);
  expect(await answerTo(never, {}, 10_020)).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('ran out of time') });
});

test('an answer that does not arrive is sent again', async () => {
  refusals = 1;
  expect(await answerTo(done)).toMatchObject({ Status: 'SUCCESS' });
});

test.each([[2_900, false], [3_200, true], [40_000, true]])('a reason of %i bytes fits into the 4,096 of an answer; shortened is %s', async (length, shortened) => {
  const answer = await answerTo(async () => { throw new Error('é'.repeat(length / 2)); }, { StackId: 'x'.repeat(200), LogicalResourceId: 'x'.repeat(255) });
  expect(answer.bytes).toBeLessThan(4_096);
  expect(answer.Reason.endsWith('…')).toBe(shortened);
});
