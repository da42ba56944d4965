import { requestCheck } from '../../src/identity/runtime/request-check';
import { setArn } from '../support/drift-world';

const at = (time: string) => Date.parse(`2026-11-01T${time}Z`);

/** Events that arrive at these times, and the runs they start; runs named in `ended` are over. */
async function ask(times: string[], { ended = [] as string[], detail = {} } = {}) {
  const order: string[] = [];
  const runs = new Map<string, number>();
  const requests = new Map<string, object>();
  for (const [index, time] of times.entries()) {
    await requestCheck({
      'id': `event-${index}-0123456789`, 'source': 'aws.sso', 'detail-type': 'AWS API Call via CloudTrail',
      'detail': {
        eventName: 'CreateAccountAssignment', requestParameters: { permissionSetArn: setArn('Reader'), targetId: '000000000001', principalId: 'p' }, ...detail,
      },
    }, {
      clock: { nowMs: () => at(time) },
      requests: {
        add: async (id, request) => { order.push('write'); requests.set(id, request); },
        pending: async () => ({ ids: [], requests: [], more: false }), done: async () => {},
      },
      runs: {
        start: async (run, startAtMs) => {
          order.push('start');
          return ended.includes(run) ? false : Boolean(runs.set(run, startAtMs));
        },
        olderUnderWay: async () => false,
      },
    });
  }
  return { order, requests, runs: Object.fromEntries([...runs].map(([run, ms]) => [run, new Date(ms).toISOString().slice(11, 19)])) };
}

test('everything that happens in five minutes is one run, which begins after them', async () => {
  const { runs, requests } = await ask(['10:00:00', '10:02:30', '10:04:59', '10:05:00']);
  expect(runs).toEqual({ 'check-2026-11-01T1005Z': '10:06:00', 'check-2026-11-01T1010Z': '10:11:00' });
  expect(requests.size).toBe(4);
});

test('what is asked is written down before a run is started, so that no crash loses it', async () => {
  expect((await ask(['10:00:00'])).order).toEqual(['write', 'start']);
});

test('an event that is none of ours starts nothing', async () => {
  expect(await ask(['10:00:00'], { detail: { errorCode: 'AccessDenied' } })).toMatchObject({ order: [], runs: {} });
});

test('where the run of a window was stopped, another one starts', async () => {
  expect((await ask(['10:00:00'], { ended: ['check-2026-11-01T1005Z'] })).runs).toEqual({ 'check-2026-11-01T1005Z-event-0-': '10:06:00' });
});
