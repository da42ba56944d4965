import { noteFailure } from '../../src/identity/runtime/note-failure';
import { reconcileStep } from '../../src/identity/runtime/reconcile-step';

/** Ports of which only the records may be asked. */
function ports() {
  const kept: object[] = [];
  const records = {
    claim: async (accountId: string, worker: string) => void kept.push({ claimed: accountId, worker }),
    save: async (accountId: string, worker: string, change: object) => void kept.push({ accountId, worker, ...change }),
  };
  return { kept, ports: { records } as unknown as Parameters<typeof reconcileStep>[2] };
}

test('an account that could not be worked on gets the problem written down, and is done', async () => {
  const { kept, ports: given } = ports();
  const step = { accountId: '000000000002', run: 'run', version: 'v', problem: { Error: 'States.Timeout', Cause: 'ran out of time' } };
  expect(await reconcileStep(step, { worker: 'me', deadlineMs: 1 }, given)).toEqual({ done: true });
  expect(kept).toEqual([
    { claimed: '000000000002', worker: 'me' },
    { accountId: '000000000002', worker: 'me', outcome: { run: 'run', failures: ['States.Timeout: ran out of time'] } },
  ]);
});

test.each([[400, 400], [401, 400]])('of a problem of %i characters %i are kept, so that the end of the run can hold all of them', async (length, kept) => {
  const written = ports();
  await noteFailure('000000000002', 'run', 'me', 'x'.repeat(length), written.ports.records);
  expect((written.kept[1] as any).outcome.failures[0]).toHaveLength(kept);
});
