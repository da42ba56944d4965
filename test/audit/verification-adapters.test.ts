import { eventBridgeFindings } from '../../src/audit/runtime/event-bridge-findings';
import { organizationsAccounts } from '../../src/audit/runtime/organizations-accounts';
import { s3Evidence } from '../../src/audit/runtime/s3-evidence';

/** A client of the SDK that answers each call in turn, or throws what it is given. */
function client(...answers: unknown[]): any {
  const sent: any[] = [];
  return { sent, send: async ({ input }: any) => {
    sent.push(input);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  } };
}

const failing = (status: number) => Object.assign(new Error('no'), { $metadata: { httpStatusCode: status } });
const clock = { sleep: async () => undefined, random: () => 0 };

describe('findings', () => {
  test.each([[0, []], [10, [10]], [11, [10, 1]], [25, [10, 10, 5]]])('%i small ones are sent in calls of %j', async (count, calls) => {
    const bus = client({ FailedEntryCount: 0 });
    await eventBridgeFindings(bus).announce('Trail Integrity Finding', Array.from({ length: count }, (_, n) => ({ n })));
    expect(bus.sent.map(({ Entries }: any) => Entries.length)).toEqual(calls);
  });

  test('large ones are sent in calls below 256 KB, and none is lost', async () => {
    const bus = client({ FailedEntryCount: 0 });
    await eventBridgeFindings(bus).announce('Trail Integrity Finding', Array.from({ length: 9 }, (_, n) => ({ n, text: 'é'.repeat(30_000) })));
    expect(bus.sent.map(({ Entries }: any) => Buffer.byteLength(JSON.stringify(Entries)) < 256 * 1_024)).toEqual([true, true, true]);
    expect(bus.sent.flatMap(({ Entries }: any) => Entries.map(({ Detail }: any) => JSON.parse(Detail).n))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('that the bus refuses are an error', async () => {
    const bus = client({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' }] });
    await expect(eventBridgeFindings(bus).announce('Trail Completeness Change', [{}])).rejects.toThrow('refused 1 of 1 findings: ThrottlingException: slow down');
  });
});

describe('accounts', () => {
  const joined = new Date('2026-01-01T00:00:00Z');

  test('come from every page, with the state where there is one', async () => {
    const accounts = await organizationsAccounts(client(
      { Accounts: [{ Id: '1', JoinedTimestamp: joined, Status: 'ACTIVE' }], NextToken: 'more' }, { Accounts: [], NextToken: 'still' },
      { Accounts: [{ Id: '2', JoinedTimestamp: joined, Status: 'SUSPENDED', State: 'CLOSED' }, { Id: '3', JoinedTimestamp: joined, State: 'ACTIVE' }] },
    ), '1').list();
    expect(accounts).toEqual([['1', true], ['2', false], ['3', true]].map(([accountId, active]) => ({ accountId, active, joinedMs: joined.getTime() })));
  });

  test('without the one that asks are no list to conclude from', async () => {
    await expect(organizationsAccounts(client({ Accounts: [{ Id: '2', State: 'ACTIVE' }] }), '1').list()).rejects.toThrow('1, which asked, is not among them');
  });
});

describe('evidence that is written once', () => {
  test.each<[string, unknown[], boolean | string, number]>([
    ['is new', [{}], true, 1], ['is there', [failing(412)], false, 1], ['is being written by somebody else', [failing(409), failing(409), {}], true, 3], ['may not be written', [failing(403)], 'no', 1],
  ])('%s', async (_, answers, outcome, calls) => {
    const bucket = client(...answers);
    const written = s3Evidence(bucket, 'vault', clock).writeOnce('evidence/trail-keys/x.json', '{}');
    await (typeof outcome === 'string' ? expect(written).rejects.toThrow(outcome) : expect(written).resolves.toBe(outcome));
    expect(bucket.sent).toEqual(Array(calls).fill(expect.objectContaining({ Bucket: 'vault', Key: 'evidence/trail-keys/x.json', IfNoneMatch: '*' })));
  });
});
