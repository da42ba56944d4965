import { verificationStates } from '../../src/audit/verification-states';
import { StateMachine, arn, aslValidator } from '../support/local-step-functions';

const definition: any = verificationStates({ plan: arn('plan'), verify: arn('verify'), finish: arn('finish'), bucketName: 'files' });
const TASKS = ['Plan', 'Verify', 'Finish'];

/** The interpreter knows no distributed map: the chains come from the plan instead of from a file, everything else is as it is deployed. */
function local(): any {
  const { ItemReader: _, ToleratedFailureCount: __, ItemProcessor: { ProcessorConfig: ___, ...processor }, ...map } = definition.States.EachChain;
  return { ...definition, States: { ...definition.States, EachChain: { ...map, ItemsPath: '$.plan.items', ItemProcessor: processor } } };
}

/** Runs the states; `failing` says how often a task fails, and with which error. */
async function run({ chains = ['a', 'b', 'c'], failing = {} as Record<string, [times: number, error: string]>, rounds = 1, only = '' } = {}) {
  const visited: string[] = [];
  const given: Record<string, any[]> = {};
  const left = new Map(Object.entries(failing).map(([name, [times]]) => [name, times]));
  const answers: Record<string, (input: any) => unknown> = {
    Plan: () => ({ chains: chains.length, items: chains.map((region) => ({ accountId: '1', region })) }),
    Verify: ({ next }) => ({ next: next + 1, done: next + 1 >= rounds }),
    Finish: () => ({ result: 'pass' }),
  };
  const input = { date: '2026-03-17' };
  const execution = new StateMachine(local(), { validationOptions: { checkArn: false } }).run(input, {
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(TASKS.map((name) => [name, async (asked: any) => {
        visited.push(name);
        (given[name] ??= []).push(asked);
        if ((left.get(name) ?? 0) > 0 && (!only || asked.chain.region === only)) {
          left.set(name, left.get(name)! - 1);
          throw Object.assign(new Error('made to fail'), { name: failing[name][1] });
        }
        return answers[name](asked);
      }])),
      retryIntervalOverrides: Object.fromEntries(TASKS.map((name) => [name, 0])),
    },
    context: { Execution: { Name: 'run', Input: input } } as any,
  });
  const result = await execution.result.then((told: any) => told, (error: Error) => error);
  return { result, visited, given };
}

test('the state machine is valid', () => {
  const { isValid, errorsText } = aslValidator(definition, { checkArn: true });
  expect([isValid, isValid ? '' : errorsText('\n')]).toEqual([true, '']);
});

test('chains come from the file of the run, ten at once, and none that fails stops the others', () => {
  expect(definition.States.EachChain).toMatchObject({
    MaxConcurrency: 10, ToleratedFailureCount: 1_000_000, ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
    ItemReader: { Parameters: { 'Bucket': 'files', 'Key.$': "States.Format('runs/{}/chains.json', $$.Execution.Name)" } },
  });
});

test('a run plans, verifies each chain from its first window on, and tells what it found', async () => {
  const { result, visited, given } = await run();
  expect(visited).toEqual(['Plan', 'Verify', 'Verify', 'Verify', 'Finish']);
  expect(given.Plan).toEqual([{ run: 'run', startedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/), input: { date: '2026-03-17' } }]);
  expect(given.Verify[0]).toEqual({ run: 'run', chain: { accountId: '1', region: 'a' }, next: 0 });
  expect(given.Finish).toEqual([{ run: 'run' }]);
  expect(result).toEqual({ result: 'pass' });
});

test('a chain goes on with the window where its function stopped', async () => {
  expect((await run({ chains: ['a'], rounds: 4 })).given.Verify.map(({ next }) => next)).toEqual([0, 1, 2, 3]);
});

test('a run without any chain still tells that', async () => {
  expect((await run({ chains: [] })).visited).toEqual(['Plan', 'Finish']);
});

test('a step that fails is done again', async () => {
  const { result, visited } = await run({ chains: ['a'], failing: { Plan: [4, 'Lambda.Unknown'], Verify: [4, 'Sandbox.Timedout'], Finish: [4, 'States.Timeout'] } });
  expect([result, visited.length]).toEqual([{ result: 'pass' }, 15]);
});

test('a chain that cannot be verified is left to the end of the run, and the others are verified', async () => {
  const { result, visited } = await run({ chains: ['a', 'b'], only: 'a', failing: { Verify: [99, 'Sandbox.Timedout'] } });
  expect(visited.filter((name) => name === 'Verify')).toHaveLength(6);
  expect([visited.at(-1), result]).toEqual(['Finish', { result: 'pass' }]);
});

test('a day that is refused is asked for once, and the run fails', async () => {
  const { result, visited } = await run({ failing: { Plan: [99, 'DateRefused'] } });
  expect(visited).toEqual(['Plan']);
  expect(result).toBeInstanceOf(Error);
});

test.each(['Plan', 'Finish'])('a run whose %s fails for good fails', async (name) => {
  expect((await run({ failing: { [name]: [99, 'Error'] } })).result).toBeInstanceOf(Error);
});
