import { driftStates } from '../../src/identity/drift-states';
import { type CheckStep, checkStep } from '../../src/identity/runtime/check-step';
import { provisionOutdated } from '../../src/identity/runtime/provision-outdated';
import { removeUndeclared } from '../../src/identity/runtime/remove-undeclared';
import { ACCOUNTS, DriftWorld, held, setArn } from '../support/drift-world';
import { StateMachine, arn, aslValidator } from '../support/local-step-functions';

const RULES = { atMost: 10, protectedPrincipals: [], protectedAccounts: [], protectedSets: [] };
const reading = driftStates({ check: arn('check'), provision: arn('provision') });
const removing = driftStates({ check: arn('check'), provision: arn('provision'), remove: { functionArn: arn('remove'), rules: RULES } });
const HAND = held('Builder', ACCOUNTS[2].id, 'auditors');

/** Runs the states over a world; `failing` says how often a task fails first. */
async function run(one: DriftWorld, definition: any, { input = {}, sliceMs = 60_000, failing = {} as Record<string, number> } = {}) {
  const ports = one.ports();
  const visited: string[] = [];
  const left = { ...failing };
  const task = (name: string, work: (given: any) => Promise<object>) => [name, async (given: any) => {
    visited.push(name);
    if ((left[name] ?? 0) > 0) {
      left[name]--;
      throw new Error(`${name} was made to fail`);
    }
    return work(given);
  }] as const;
  const deadline = () => one.clock.nowMs() + sliceMs;
  const check = async (given: CheckStep) => checkStep(given, ports, deadline());
  const handlers = Object.fromEntries([
    ...['Begin', 'Read', 'Compare', 'Publish'].map((name) => task(name, check)),
    task('Provision', async (given) => provisionOutdated(given.run, given.progress, ports, deadline())),
    task('Remove', async (given) => removeUndeclared(given.run, given.rules, ports, deadline())),
  ]);
  const states = definition.States;
  const execution = new StateMachine(definition, { validationOptions: { checkArn: false } }).run(input, {
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(Object.entries(handlers).filter(([name]) => states[name])),
      waitTimeOverrides: Object.fromEntries(Object.keys(states).filter((name) => states[name].Type === 'Wait').map((name) => [name, 0])),
      retryIntervalOverrides: Object.fromEntries(Object.keys(states).filter((name) => states[name].Type === 'Task').map((name) => [name, 0])),
    },
    context: { Execution: { Name: 'run', Input: input } } as any,
  });
  const result = await execution.result.then((told: any) => told, (error: Error) => error);
  return { result, visited };
}

function world(options: ConstructorParameters<typeof DriftWorld>[0] = {}): DriftWorld {
  const made = new DriftWorld(options);
  made.deployAll();
  return made;
}

test.each([['with', removing], ['without', reading]])('the state machine %s removal is valid', (_, definition) => {
  const { isValid, errorsText } = aslValidator(definition, { checkArn: true });
  expect([isValid, isValid ? '' : errorsText('\n')]).toEqual([true, '']);
});

test('a run without removal has no step that could remove', () => {
  expect(JSON.stringify(reading)).not.toMatch(/remove/i);
});

test('where all is as declared it reads once and tells that', async () => {
  const { result, visited } = await run(world(), reading);
  expect(visited).toEqual(['Begin', 'Read', 'Compare', 'Publish']);
  expect(result).toMatchObject({ missing: 0, undeclared: 0, outdated: 0, removed: 0 });
});

test('what looks wrong is read once more before it is told', async () => {
  const one = world();
  one.identityCenter.hold(HAND);
  const { result, visited } = await run(one, reading);
  expect(visited).toEqual(['Begin', 'Read', 'Compare', 'Read', 'Compare', 'Publish']);
  expect(result).toMatchObject({ undeclared: 1, removed: 0 });
});

test('a reading goes on as often as one function is not enough', async () => {
  const { visited } = await run(world(), reading, { sliceMs: 1 });
  expect(visited.filter((name) => name === 'Read')).toHaveLength(3);
});

test('with removal on, what is undeclared goes before it is told', async () => {
  const one = world({ removal: RULES });
  one.identityCenter.hold(HAND);
  const { result, visited } = await run(one, removing);
  expect(visited.slice(-2)).toEqual(['Remove', 'Publish']);
  expect(result).toMatchObject({ undeclared: 0, removed: 1 });
});

test('after a deployment what is outdated is provisioned until it has arrived', async () => {
  const one = world();
  one.pending.set('deployed', { kind: 'deployment' });
  one.identityCenter.change(setArn('Builder'));
  const { result, visited } = await run(one, reading, { input: { startAt: '2026-11-01T00:05:00Z' } });
  expect(visited.slice(-2)).toEqual(['Provision', 'Publish']);
  expect(result).toMatchObject({ outdated: 0 });
});

test('a run that finds nothing to do ends without reading', async () => {
  const one = world();
  expect((await run(one, reading, { input: { startAt: '2026-11-01T00:05:00Z' } })).visited).toEqual(['Begin']);
  expect(one.identityCenter.calls).toEqual([]);
});

test('a run waits while an older one is at work', async () => {
  const one = world();
  one.olderRun = true;
  let asked = 0;
  one.happen = () => { one.olderRun = ++asked < 4; };
  expect((await run(one, reading)).visited).toEqual(['Begin', 'Begin', 'Begin', 'Begin', 'Read', 'Compare', 'Publish']);
});

test('a step that fails is tried again, and the run ends as if nothing had been', async () => {
  const one = world({ removal: RULES });
  one.identityCenter.hold(HAND);
  const { result } = await run(one, removing, { failing: { Begin: 1, Read: 2, Compare: 4, Remove: 3, Publish: 4 } });
  expect(result).toMatchObject({ undeclared: 0, removed: 1 });
});

test('when nothing can be removed, what was found is told all the same, and the run fails', async () => {
  const one = world({ removal: RULES });
  one.identityCenter.hold(HAND);
  const { result, visited } = await run(one, removing, { failing: { Remove: 5 } });
  expect(visited.at(-1)).toBe('Publish');
  expect(one.announced).toMatchObject([{ undeclared: 1, removed: 0 }]);
  expect(result).toBeInstanceOf(Error);
});

test('a run that cannot read fails, and what asked for it stays for the next', async () => {
  const one = world();
  one.pending.set('event', { kind: 'schedule' });
  expect((await run(one, reading, { failing: { Read: 5 } })).result).toBeInstanceOf(Error);
  expect([...one.pending.keys()]).toEqual(['event']);
});
