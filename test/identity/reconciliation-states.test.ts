import { reconciliationStates } from '../../src/identity/reconciliation-states';
import { StateMachine, arn, aslValidator } from '../support/local-step-functions';

const definition: any = reconciliationStates({ lock: arn('lock'), plan: arn('plan'), reconcile: arn('reconcile'), finish: arn('finish'), bucketName: 'records', inFlight: 10 });
const TASKS = ['Lock', 'Plan', 'Reconcile', 'Note', 'Finish', 'FinishStopped', 'Unlock'];

class Named extends Error {
  constructor(override readonly name: string) {
    super(`${name} was made to happen`);
  }
}

/** The interpreter knows no distributed map: the accounts come from the plan instead of from a file, everything else is as it is deployed. */
function local(): any {
  const { ItemReader: _, ToleratedFailureCount: __, ItemProcessor: { ProcessorConfig: ___, ...processor }, ...map } = definition.States.EachAccount;
  const selector = { ...map.ItemSelector, 'accountId.$': '$$.Map.Item.Value' };
  return { ...definition, States: { ...definition.States, EachAccount: { ...map, ItemSelector: selector, ItemsPath: '$.plan.items', ItemProcessor: processor } } };
}

/** Runs the states; `failing` says how often a task fails, and with which error. */
async function run({ accounts = ['1', '2', '3'], failing = {} as Record<string, [times: number, error: string]>, rounds = 1, only = '', ending = { failed: false, error: '', cause: '' } } = {}) {
  const visited: string[] = [];
  const given: Record<string, any[]> = {};
  const left = new Map(Object.entries(failing).map(([name, [times]]) => [name, times]));
  const asked = new Map<string, number>();
  const answers: Record<string, (input: any) => unknown> = {
    Plan: () => ({ version: 'v7', accounts: accounts.length, creations: 1, removals: 0, recheck: false, rollingBack: false, items: accounts }),
    Reconcile: ({ accountId }) => {
      asked.set(accountId, (asked.get(accountId) ?? 0) + 1);
      return { done: asked.get(accountId)! >= rounds };
    },
    Finish: () => ending,
    FinishStopped: ({ stopped }) => ({ failed: true, error: stopped.Error, cause: 'told' }),
  };
  const execution = new StateMachine(local(), { validationOptions: { checkArn: false } }).run({ accountIds: ['1'] }, {
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(TASKS.map((name) => [name, async (input: any) => {
        visited.push(name);
        (given[name] ??= []).push(input);
        if ((left.get(name) ?? 0) > 0 && (!only || input.accountId === only)) {
          left.set(name, left.get(name)! - 1);
          throw new Named(failing[name][1]);
        }
        return answers[name]?.(input) ?? null;
      }])),
      retryIntervalOverrides: Object.fromEntries(TASKS.map((name) => [name, 0])),
    },
    context: { Execution: { Id: 'arn:of:run', Name: 'run', Input: { accountIds: ['1'] } } } as any,
  });
  const result = await execution.result.then((told: any) => told, (error: Error) => error);
  return { result, visited, given };
}

test('the state machine is valid', () => {
  const { isValid, errorsText } = aslValidator(definition, { checkArn: true });
  expect([isValid, isValid ? '' : errorsText('\n')]).toEqual([true, '']);
});

test('at most so many accounts are worked on at once as operations may be under way, and none that fails stops the others', () => {
  expect(definition.States.EachAccount).toMatchObject({ MaxConcurrency: 10, ToleratedFailureCount: 1_000_000, ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } } });
});

test('a run takes the lock, plans, works on each account, tells how it ended and gives the lock back', async () => {
  const { result, visited, given } = await run();
  expect(visited).toEqual(['Lock', 'Plan', 'Reconcile', 'Reconcile', 'Reconcile', 'Finish', 'Unlock']);
  expect(given.Lock).toEqual([{ action: 'take', owner: 'arn:of:run' }]);
  expect(given.Plan).toEqual([{ run: 'run', request: { accountIds: ['1'] } }]);
  expect(given.Reconcile[0]).toEqual({ accountId: '1', run: 'run', version: 'v7', recheck: false, rollingBack: false });
  expect(given.Unlock).toEqual([{ action: 'release', owner: 'arn:of:run' }]);
  expect(result).toMatchObject({ version: 'v7' });
});

test('a run with nothing to do works on no account', async () => {
  expect((await run({ accounts: [] })).visited).toEqual(['Lock', 'Plan', 'Finish', 'Unlock']);
});

test('an account is worked on until it is done', async () => {
  expect((await run({ accounts: ['1'], rounds: 3 })).visited.filter((name) => name === 'Reconcile')).toHaveLength(3);
});

test('who finds the lock taken asks again until it is free', async () => {
  const { visited, result } = await run({ failing: { Lock: [20, 'Busy'] } });
  expect(visited.filter((name) => name === 'Lock')).toHaveLength(21);
  expect(result).toMatchObject({ version: 'v7' });
});

test.each(['RemovalsRefused', 'Superseded'])('a plan refused as %s is asked for once, nothing is done, the lock is given back, and the run fails', async (error) => {
  const { visited, result } = await run({ failing: { Plan: [99, error] } });
  expect(visited).toEqual(['Lock', 'Plan', 'FinishStopped', 'Unlock']);
  expect(result).toBeInstanceOf(Error);
});

test('an account that cannot be worked on is noted with its reason, and the others are done', async () => {
  const { visited, given, result } = await run({ accounts: ['1', '2'], only: '1', failing: { Reconcile: [5, 'States.TaskFailed'] } });
  expect(given.Note).toHaveLength(1);
  expect(given.Note[0]).toMatchObject({ accountId: '1', run: 'run', problem: { Error: 'States.TaskFailed' } });
  expect(visited.slice(-2)).toEqual(['Finish', 'Unlock']);
  expect(result).toMatchObject({ version: 'v7' });
});

test('an account that a later deployment wants otherwise is asked for once, and nothing is noted of it', async () => {
  const { visited } = await run({ accounts: ['1', '2'], only: '1', failing: { Reconcile: [99, 'Superseded'] } });
  expect(visited).toEqual(['Lock', 'Plan', 'Reconcile', 'Reconcile', 'Finish', 'Unlock']);
});

test('a run whose accounts failed fails, after the lock was given back', async () => {
  const { visited, result } = await run({ ending: { failed: true, error: 'AccountsFailed', cause: '1 of 3' } });
  expect(visited.slice(-2)).toEqual(['Finish', 'Unlock']);
  expect(result).toBeInstanceOf(Error);
});

test.each([
  ['Finish', ['Finish', 'Finish', 'Finish', 'Finish', 'Finish', 'Unlock']],
  ['Unlock', ['Unlock', 'Unlock', 'Unlock', 'Unlock', 'Unlock']],
])('when %s itself fails, the lock is still tried to be given back', async (task, last) => {
  const { visited } = await run({ failing: { [task]: [99, 'States.TaskFailed'] } });
  expect(visited.slice(-last.length)).toEqual(last);
});
