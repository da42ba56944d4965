import fc from 'fast-check';
import { ReconcilerWorld, assignment } from '../support/reconciler-world';

const ACCOUNTS = Array.from({ length: 12 }, (_, index) => String(200_000_000_000 + index));
const CELLS = ['Reader ants', 'Reader bees', 'Reader cats', 'Writer ants', 'Writer bees', 'Admin cats'];
/** Held by others: no document ever has these. */
const FOREIGN = ['Admin dogs', 'Writer dogs'];

const matrix = fc.array(fc.subarray(CELLS), { minLength: ACCOUNTS.length, maxLength: ACCOUNTS.length })
  .map((rows) => Object.fromEntries(rows.map((cells, index) => [ACCOUNTS[index], cells])));

/** How many of a hundred calls go wrong in each way. */
const weather = fc.record({
  throttled: fc.nat(20), conflict: fc.nat(10), lost: fc.nat(8), failed: fc.nat(15), crash: fc.nat(4), recordCrash: fc.nat(6), stale: fc.nat(20),
  seed: fc.nat(),
});

interface Weather {
  readonly throttled: number;
  readonly conflict: number;
  readonly lost: number;
  readonly failed: number;
  readonly crash: number;
  readonly recordCrash: number;
  readonly stale: number;
  readonly seed: number;
}

/** Chance from a seed, so that a history that fails can be told again. */
function dice(seed: number): (percent: number) => boolean {
  let state = seed % 2_147_483_646 + 1;
  return (percent) => {
    state = state * 48_271 % 2_147_483_647;
    return Math.floor(state / 7) % 100 < percent;
  };
}

function storm(world: ReconcilerWorld, w: Weather): void {
  const hit = dice(w.seed);
  world.identityCenter.before = () => (hit(w.throttled) ? 'throttled' : hit(w.conflict) ? 'conflict' : hit(w.crash) ? new Error('crash') : undefined);
  world.identityCenter.after = () => (hit(w.lost) ? 'unavailable' : hit(w.crash) ? new Error('crash') : undefined);
  world.identityCenter.fails = () => (hit(w.failed) ? 'told to fail' : undefined);
  world.identityCenter.staleMs = () => (hit(w.stale) ? 3_000 : 0);
  world.records.fault = () => (hit(w.recordCrash) ? 'before' : hit(w.recordCrash) ? 'after' : undefined);
}

function crashed(error: Error): void {
  if (error.message !== 'crash') {
    throw error;
  }
}

function calm(world: ReconcilerWorld): void {
  world.identityCenter.before = world.identityCenter.after = world.identityCenter.fails = () => undefined;
  world.identityCenter.staleMs = () => 0;
  world.records.fault = () => undefined;
}

test('whatever happened, one undisturbed run makes everything as desired, leaves others alone, and the next one changes nothing', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(matrix, weather), { minLength: 1, maxLength: 4 }), matrix, async (history, last) => {
    const world = new ReconcilerWorld({ pageSize: 2 });
    world.limits = { most: Infinity, advice: '' };
    ACCOUNTS.forEach((id, index) => world.identityCenter.hold(assignment(id, FOREIGN[index % 2])));
    for (const [desired, w] of history) {
      await world.deploy(desired);
      storm(world, w);
      // the end of a run may crash as well.
      await world.run().catch(crashed);
    }
    calm(world);
    await world.deploy(last);
    // what a crash left under way ends first, or it would end after the run read back.
    world.clock.advance(60_000);
    expect(await world.run()).toMatchObject({ failures: [] });
    const desired = Object.fromEntries(ACCOUNTS.map((id, index) => [id, [...last[id], FOREIGN[index % 2]].sort()]));
    expect(world.held()).toEqual(desired);
    const changes = world.changes().length;
    expect(await world.run()).toMatchObject({ accounts: 0 });
    expect(world.changes()).toHaveLength(changes);
    expect(world.identityCenter.peakInFlight).toBeLessThanOrEqual(10);
  }), { numRuns: 150 });
}, 120_000);

test('a run that nobody crashes has at most ten operations under way by itself, not because it is refused more', async () => {
  await fc.assert(fc.asyncProperty(matrix, matrix, weather, async (first, second, w) => {
    const world = new ReconcilerWorld({ mostInFlight: 1_000 });
    world.limits = { most: Infinity, advice: '' };
    for (const desired of [first, second]) {
      await world.deploy(desired);
      storm(world, { ...w, crash: 0, recordCrash: 0, lost: 0 });
      await world.run();
    }
    expect(world.identityCenter.peakInFlight).toBeLessThanOrEqual(10);
  }), { numRuns: 60 });
}, 120_000);

test('nothing is ever taken away that was not given by an earlier document', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(matrix, weather), { minLength: 1, maxLength: 4 }), async (history) => {
    const world = new ReconcilerWorld();
    world.limits = { most: Infinity, advice: '' };
    const declared = new Set<string>();
    // somebody else gave some of what later documents want: that is adopted, and may go with its rule; the rest may not.
    ACCOUNTS.forEach((id) => [...CELLS, ...FOREIGN].forEach((cell) => world.identityCenter.hold(assignment(id, cell))));
    for (const [desired, w] of history) {
      await world.deploy(desired);
      Object.entries(desired).forEach(([id, cells]) => cells.forEach((cell) => declared.add(`- ${id} ${cell}`)));
      storm(world, w);
      // the end of a run may crash as well.
      await world.run().catch(crashed);
    }
    expect(world.changes().filter((change) => change.startsWith('-') && !declared.has(change))).toEqual([]);
  }), { numRuns: 100 });
}, 120_000);
