import type { Change } from '../../src/elevation/domain/elevation-life';
import { elevationStates } from '../../src/elevation/elevation-states';
import { awaitConsent, beginElevation } from '../../src/elevation/runtime/begin-elevation';
import { changedElevation } from '../../src/elevation/runtime/changed-elevation';
import { endElevation } from '../../src/elevation/runtime/end-elevation';
import { lendAccess } from '../../src/elevation/runtime/lend-access';
import { type AnElevation, MINUTE, T0, anElevation } from '../support/an-elevation';
import { CALM, ElevationWorld, SET, type Weather, type WorldPorts } from '../support/elevation-world';
import { StateMachine, arn, aslValidator } from '../support/local-step-functions';

const definition: any = elevationStates({ begin: arn('begin'), lend: arn('lend'), end: arn('end') });

interface Run {
  readonly made?: AnElevation;
  readonly weather?: Partial<Weather>;
  /** What people say while it waits for consent, one each time. */
  readonly says?: readonly Change[];
  /** How often a step fails first. */
  readonly failing?: Readonly<Record<string, number>>;
  readonly before?: (world: ElevationWorld) => void;
}

/** Runs the states over a world in which time passes while a step is at work. */
async function run({ made = {}, weather = {}, says = [], failing = {}, before = () => {} }: Run = {}) {
  const world = new ElevationWorld(1, { ...CALM, ...weather });
  const row = { ...anElevation(made), permissionSetArn: SET.arn };
  world.rows.set(row.id, row);
  before(world);
  const [visited, left, said] = [[] as string[], { ...failing } as Record<string, number>, [...says]];
  const passing = async <T>(work: (ports: WorldPorts, deadlineMs: number) => Promise<T>): Promise<T> => {
    let over = false;
    const working = world.invoke(90, work).finally(() => { over = true; });
    working.catch(() => undefined);
    while (!over) {
      await world.time.pass(world.time.nowMs + 1_000);
    }
    return working;
  };
  const task = (name: string, work: (given: any) => Promise<unknown>) => [name, async (given: any) => {
    visited.push(name);
    if ((left[name] ?? 0) > 0) {
      left[name]--;
      throw new Error(`${name} was made to fail`);
    }
    return work(given);
  }] as const;
  const handlers = Object.fromEntries([
    task('Begin', async ({ id }) => passing(async (ports) => beginElevation(id, ports))),
    task('AwaitConsent', async ({ Payload: { id, token } }) => {
      await passing(async (ports) => {
        await awaitConsent(id, token, ports);
        const change = said.shift();
        return change && changedElevation(id, ports.elevations, () => change);
      });
      return {};
    }),
    task('Lend', async ({ id }) => passing(async (ports, deadlineMs) => lendAccess(id, ports, deadlineMs))),
    task('End', async ({ id, reason }) => {
      const progress = await passing(async (ports, deadlineMs) => endElevation({ id, reason }, ports, deadlineMs));
      await world.time.pass(world.time.nowMs + (progress.done ? 0 : progress.waitSeconds * 1_000));
      return progress;
    }),
  ]);
  const names = (type: string) => Object.keys(definition.States).filter((name) => definition.States[name].Type === type);
  const execution = new StateMachine(definition, { validationOptions: { checkArn: false } }).run({ id: row.id }, {
    overrides: {
      taskResourceLocalHandlers: handlers,
      waitTimeOverrides: Object.fromEntries(names('Wait').map((name) => [name, 0])),
      retryIntervalOverrides: Object.fromEntries(names('Task').map((name) => [name, 0])),
    },
    context: { Task: { Token: 'token' }, Execution: { Name: 'run' } } as any,
  });
  const result = await execution.result.then(() => 'over', (error: Error) => error);
  return { result, visited, world, elevation: world.rows.get(row.id)! };
}

const CONSENT: Change = { kind: 'consented', approverId: 'bob', stage: 0, atMs: T0 };

test('the state machine is valid', () => {
  const { isValid, errorsText } = aslValidator(definition, { checkArn: true });
  expect([isValid, isValid ? '' : errorsText('\n')]).toEqual([true, '']);
});

test('with consent it lends, waits for the end, and ends', async () => {
  const { result, visited, world, elevation } = await run({ says: [CONSENT] });
  expect(visited.slice(0, 4)).toEqual(['Begin', 'AwaitConsent', 'Begin', 'Lend']);
  expect([...new Set(visited.slice(4))]).toEqual(['End']);
  expect([result, elevation.state, world.access.held.size]).toEqual(['over', 'ended', 0]);
  expect(world.time.nowMs).toBeGreaterThan(T0 + 60 * MINUTE);
  expect(world.access.denials.get('elevation/e-1')).toMatchObject({ userId: 'ann', scope: { setName: 'Administrator' } });
  expect(world.notices.map(({ kind }) => kind)).toEqual(['needs-consent', 'granted', 'ended']);
});

test('where no consent is needed nobody waits for it', async () => {
  const { visited, elevation } = await run({ made: { stages: [] } });
  expect(visited.slice(0, 3)).toEqual(['Begin', 'Lend', 'End']);
  expect(elevation.state).toBe('ended');
});

test('the end is scheduled before there is access', async () => {
  const scheduled: [number, number][] = [];
  const { elevation } = await run({ made: { stages: [] }, before: (world) => {
    world.schedule = (_, atMs) => void scheduled.push([atMs, world.access.held.size]);
  } });
  expect(scheduled).toEqual([[elevation.endsAtMs, 0]]);
});

test('what is rejected is over, and nothing is lent', async () => {
  const { result, visited, world } = await run({ says: [{ kind: 'rejected', by: 'bob', atMs: T0 }] });
  expect([result, visited, world.leases.size, world.schedules.size]).toEqual(['over', ['Begin', 'AwaitConsent', 'Begin'], 0, 0]);
});

test('what is woken without consent waits on', async () => {
  const { visited, elevation } = await run({ made: { requestExpiresSeconds: 86_400 }, says: [{ kind: 'endAnnounced' }, { kind: 'endAnnounced' }, CONSENT] });
  expect(visited.filter((name) => name === 'AwaitConsent')).toHaveLength(3);
  expect(elevation.state).toBe('ended');
});

test('what cannot be lent fails, and is ended', async () => {
  const { result, visited, world, elevation } = await run({ made: { stages: [] }, weather: { fails: 1_000 }, before: (one) => {
    one.access.delete = () => ({ requestId: 'none', status: 'SUCCEEDED' });
  } });
  expect([result, visited, elevation.state, elevation.endReason]).toEqual(['over', ['Begin', 'Lend', 'End'], 'failed', 'grant-failed']);
  expect(world.notices.map(({ kind, detail }) => [kind, detail])).toEqual([['failed', 'grant-failed: told to fail']]);
});

test('a lender that is broken leads to the end, too', async () => {
  const { result, visited, elevation } = await run({ made: { stages: [] }, failing: { Lend: 5 } });
  expect([result, visited, elevation.state]).toEqual(['over', ['Begin', 'Lend', 'Lend', 'Lend', 'Lend', 'Lend', 'End'], 'failed']);
});

test('an end that fails is tried until it is done', async () => {
  const { result, visited, world, elevation } = await run({ made: { stages: [] }, failing: { End: 17 } });
  expect([result, elevation.state, world.access.held.size]).toEqual(['over', 'ended', 0]);
  expect(visited.filter((name) => name === 'End').length).toBeGreaterThan(17);
});

test('who left meanwhile gets nothing', async () => {
  const { visited, world, elevation } = await run({ says: [CONSENT], before: (one) => void one.disabled.add('ann') });
  expect([visited.at(-1), elevation.state, world.leases.size]).toEqual(['Lend', 'failed', 0]);
});
