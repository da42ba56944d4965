import { OVER, awaitReconciliation } from '../../src/identity/runtime/await-reconciliation';
import type { DeployedStacks, StackAssignment } from '../../src/identity/runtime/deployed-stacks';
import { finishReconciliation } from '../../src/identity/runtime/finish-reconciliation';
import { keepAccessDocument } from '../../src/identity/runtime/keep-access-document';
import { WORKER_LIFE_MS, takeLock } from '../../src/identity/runtime/reconciliation-lock';
import type { ExecutionState, Executions, RunLock } from '../../src/identity/runtime/run-lock';
import { runReconciliation } from '../../src/identity/runtime/run-reconciliation';
import { InMemoryDocuments, documentOf } from '../support/reconciler-world';
import { VirtualClock } from '../support/virtual-clock';

const A = '000000000011';
const MANAGEMENT = '000000000001';
const ARN = 'arn:aws:states:eu-west-1:000000000002:execution:machine:run';

function stacks({ rollingBack = false, unretained = [] as StackAssignment[] } = {}): DeployedStacks {
  return { isRollingBack: async () => rollingBack, unretainedAssignments: async () => unretained };
}

function executions(state: (arn: string) => ExecutionState = () => ({ kind: 'running' })) {
  const started: { name: string; input: object }[] = [];
  const port: Executions = { state: async (arn) => state(arn), start: async (name, input) => { started.push({ name, input }); return `${ARN}:${name}`; } };
  return { ...port, started };
}

describe('the document', () => {
  const request = (cells: string[], most = 1) => {
    const { setArns, groupIds, instanceArn, ...desired } = documentOf({ [A]: cells });
    const named = (names: readonly string[], ids: readonly string[]) => Object.fromEntries(names.map((name, index) => [name, ids[index]]));
    return {
      desired, instanceArn, stackId: 'stack', limits: { most, advice: 'Raise maxRemovals.' },
      setArns: named(desired.sets, setArns), groupIds: named(desired.groups, groupIds),
    };
  };

  test('is written with the ARNs and ids that the deployment found', async () => {
    const documents = new InMemoryDocuments();
    expect(await keepAccessDocument(request(['Reader ants']), { documents, stacks: stacks() })).toBe('v1');
    expect((await documents.read()).access).toEqual(documentOf({ [A]: ['Reader ants'] }));
  });

  test('keeps its version when nothing changed', async () => {
    const documents = new InMemoryDocuments();
    await keepAccessDocument(request(['Reader ants']), { documents, stacks: stacks() });
    expect(await keepAccessDocument(request(['Reader ants']), { documents, stacks: stacks() })).toBe('v1');
  });

  test('is not written when it would take away too much', async () => {
    const documents = new InMemoryDocuments();
    await keepAccessDocument(request(['Reader ants', 'Writer ants']), { documents, stacks: stacks() });
    await expect(keepAccessDocument(request([]), { documents, stacks: stacks() })).rejects.toThrow('2 of 2 assignments would be removed; 1 may be without a question');
    expect(documents.versions).toHaveLength(1);
    expect(await keepAccessDocument(request(['Reader ants']), { documents, stacks: stacks() })).toBe('v2');
  });

  test('goes back to what it was, however much the failed deployment had added', async () => {
    const documents = new InMemoryDocuments();
    await keepAccessDocument(request([]), { documents, stacks: stacks() });
    await keepAccessDocument(request(['Reader ants', 'Writer ants', 'Admin ants']), { documents, stacks: stacks() });
    await keepAccessDocument(request([]), { documents, stacks: stacks({ rollingBack: true }) });
    expect((await documents.read()).access).toEqual(documentOf({ [A]: [] }));
  });

  describe('remembers a set', () => {
    const [reader, writer] = [{ name: 'Reader', arn: 'arn:reader' }, { name: 'Writer', arn: 'arn:writer' }];
    const withSets = (...sets: { name: string; arn: string }[]) => ({
      ...request([]),
      desired: { ...request([]).desired, sets: sets.map(({ name }) => name) },
      setArns: Object.fromEntries(sets.map(({ name, arn }) => [name, arn])),
    });
    const retiredAfter = async (...deployments: { name: string; arn: string }[][]) => {
      const documents = new InMemoryDocuments();
      for (const sets of deployments) {
        await keepAccessDocument(withSets(...sets), { documents, stacks: stacks({ rollingBack: true }) });
      }
      return (await documents.read()).access.retired;
    };

    test('that left the catalogue, over every deployment that follows', async () => {
      expect(await retiredAfter([reader, writer], [reader])).toEqual([writer]);
      expect(await retiredAfter([reader, writer], [reader], [])).toEqual([reader, writer]);
      expect(await retiredAfter([reader], [])).toEqual([reader]);
    });

    test('that a deployment made which was taken back', async () => {
      expect(await retiredAfter([reader], [reader, writer], [reader])).toEqual([writer]);
    });

    test('no longer when it comes back, under its old ARN or a new one', async () => {
      expect(await retiredAfter([reader, writer], [reader], [reader, writer])).toBeUndefined();
      expect(await retiredAfter([reader, writer], [reader], [reader, { name: 'Writer', arn: 'arn:new' }])).toBeUndefined();
      expect(await retiredAfter([reader, writer], [reader], [reader, { name: 'Author', arn: 'arn:writer' }])).toBeUndefined();
    });

    test('and keeps its version when nothing changed since', async () => {
      const documents = new InMemoryDocuments();
      for (const sets of [[reader, writer], [reader], [reader]]) {
        await keepAccessDocument(withSets(...sets), { documents, stacks: stacks() });
      }
      expect(documents.versions).toHaveLength(2);
    });
  });

  test('is refused when a group of it was not found', async () => {
    const { ants: _, ...groupIds } = request([]).groupIds;
    await expect(keepAccessDocument({ ...request([]), groupIds }, { documents: new InMemoryDocuments(), stacks: stacks() })).rejects.toThrow("the group 'ants' was not deployed");
  });
});

describe('a run of a deployment', () => {
  const request = { requestId: 'request', stackId: 'stack', version: 'v1', managementAccountId: MANAGEMENT };

  test('is started for its version, under a name that CloudFormation asks for only once', async () => {
    const started = executions();
    await runReconciliation(request, { stacks: stacks(), executions: started });
    expect(started.started).toEqual([{ name: 'deployment-request', input: { version: 'v1' } }]);
  });

  test('is not started while CloudFormation would delete assignments after it', async () => {
    const started = executions();
    const unretained = Array.from({ length: 7 }, (_, index) => ({ stackName: `nested-${index}`, accountId: A }));
    await expect(runReconciliation(request, { stacks: stacks({ unretained }), executions: started })).rejects.toThrow(
      'CloudFormation would delete 7 assignments at the end of this deployment, in nested-0, nested-1, nested-2, nested-3, nested-4 and 2 more. Deploy once with AssignmentEngine.native({ handOver: true })');
    expect(started.started).toEqual([]);
  });

  test('does not mind assignments of the management account, which stay with CloudFormation', async () => {
    const started = executions();
    await runReconciliation(request, { stacks: stacks({ unretained: [{ stackName: 'nested', accountId: MANAGEMENT }] }), executions: started });
    expect(started.started).toHaveLength(1);
  });

  test('on the way back minds no assignments, and says that it is one', async () => {
    const started = executions();
    await runReconciliation(request, { stacks: stacks({ rollingBack: true, unretained: [{ stackName: 'nested', accountId: A }] }), executions: started });
    expect(started.started[0].input).toEqual({ version: 'v1', rollback: true });
  });
});

describe('a deployment', () => {
  const waiting = (state: (nowMs: number) => ExecutionState, { awaited = ARN, last = false } = {}) => {
    const clock = new VirtualClock(0);
    return awaitReconciliation({ awaited, last }, { executions: executions(() => state(clock.nowMs())), clock });
  };
  const succeeded = { kind: 'succeeded', endedMs: 0 } as const;

  test('waits until the run has ended', async () => {
    expect(await waiting((now) => (now > 700_000 ? succeeded : { kind: 'running' }))).toBe(OVER);
  });

  test('hands over what it could not wait for', async () => {
    expect(await waiting(() => ({ kind: 'running' }))).toBe(ARN);
  });

  test('fails when nobody is left to wait', async () => {
    await expect(waiting(() => ({ kind: 'running' }), { last: true })).rejects.toThrow('The run machine:run is still at work after twice the time');
  });

  test('fails when the run failed, and says why', async () => {
    await expect(waiting(() => ({ kind: 'failed', endedMs: 0, cause: 'AccountsFailed: one of two' }))).rejects.toThrow('The run machine:run failed. AccountsFailed: one of two');
  });

  test('does not ask when there is nothing to wait for', async () => {
    expect(await waiting(() => { throw new Error('asked'); }, { awaited: OVER })).toBe(OVER);
  });

  test('takes a run that Step Functions forgot for one that ended', async () => {
    expect(await waiting(() => ({ kind: 'unknown' }))).toBe(OVER);
  });
});

describe('the lock', () => {
  const lockOf = (owner?: string): RunLock & { owner?: string } => ({
    owner,
    async take(by, from = by) {
      this.owner = this.owner === undefined || this.owner === from ? by : this.owner;
      return { owner: this.owner };
    },
    async release(by) { this.owner = this.owner === by ? undefined : this.owner; },
  });
  const clock = new VirtualClock(WORKER_LIFE_MS * 10);
  const take = async (lock: RunLock, state: ExecutionState) => takeLock('mine', { lock, executions: executions(() => state), clock });
  const ended = (agoMs: number): ExecutionState => ({ kind: 'failed', endedMs: clock.nowMs() - agoMs, cause: '' });

  test.each<[string, string | undefined, ExecutionState]>([
    ['nobody has', undefined, { kind: 'running' }], ['its own run has', 'mine', { kind: 'running' }], ['a forgotten run left', 'other', { kind: 'unknown' }],
    ['a stopped run left, whose last worker is gone', 'other', ended(WORKER_LIFE_MS)],
  ])('that %s is taken', async (_, owner, state) => {
    const lock = lockOf(owner);
    await take(lock, state);
    expect(lock.owner).toBe('mine');
  });

  test.each<[string, ExecutionState]>([
    ['a run at work has', { kind: 'running' }], ['a stopped run left, whose last worker may still be at work', ended(WORKER_LIFE_MS - 1)],
  ])('that %s is not taken', async (_, state) => {
    const lock = lockOf('other');
    await expect(take(lock, state)).rejects.toThrow('other is at work');
    expect(lock.owner).toBe('other');
  });
});

describe('the end of a run', () => {
  const plan = { version: 'v1', accounts: 2, creations: 2, removals: 0, recheck: false, rollingBack: false };
  const finish = async (outcomes: Record<string, string[] | undefined>, stopped?: { Error: string; Cause: string }) => {
    const results: unknown[] = [];
    const ending = await finishReconciliation({ run: 'run', plan: stopped ? undefined : plan, stopped }, {
      files: {
        writeAccounts: async () => {}, readAccounts: async () => Object.keys(outcomes), writeResult: async (result) => { results.push(result); },
      },
      records: { all: async () => Object.entries(outcomes).map(([accountId, failures]) => (
        { accountId, applied: [], outcome: failures && { run: 'run', failures } })) } as any,
      documents: { read: async (version = 'v1') => ({ version, access: documentOf({}) }) },
    });
    return { ending, results };
  };

  test('is good when every account ended well', async () => {
    expect((await finish({ 1: [], 2: [] })).ending.failed).toBe(false);
  });

  test('is bad when nothing is known of an account', async () => {
    const { ending, results } = await finish({ 1: [], 2: undefined });
    expect(ending).toEqual({ failed: true, error: 'AccountsFailed', cause: '1 of 2 accounts are not as desired. 2: it was not finished' });
    expect(results).toEqual([{ run: 'run', version: 'v1', accounts: 2, creations: 2, removals: 0, done: 1, failures: [{ account: '2', problem: 'it was not finished' }], skipped: [] }]);
  });

  test('names the first failures, and keeps all of them', async () => {
    const { ending, results } = await finish({ 1: ['a', 'b', 'c'], 2: ['d', 'e', 'f', 'g'] });
    expect(ending.cause).toBe('2 of 2 accounts are not as desired. 1: a; 1: b; 1: c; 2: d; 2: e and 2 more');
    expect((results[0] as any).failures).toHaveLength(7);
  });

  test('of a run that was stopped says what a function said, not how Step Functions quotes it', async () => {
    const { ending } = await finish({}, { Error: 'RemovalsRefused', Cause: '{"errorType":"RemovalsRefused","errorMessage":"too many","trace":[]}' });
    expect(ending).toEqual({ failed: true, error: 'RemovalsRefused', cause: 'too many' });
  });
});
