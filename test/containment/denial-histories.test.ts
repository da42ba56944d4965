import fc from 'fast-check';
import type { Denial } from '../../src/containment/domain/denial';
import { denialPlan } from '../../src/containment/domain/denials-in-force';
import { applyDenials } from '../../src/containment/runtime/apply-denials';
import { keepDenials } from '../../src/containment/runtime/keep-denials';
import { utf8Bytes } from '../../src/policy/domain/document';
import { DenialWorld, MANAGEMENT_ID } from '../support/denial-world';

const PLACES = { partition: 'aws', count: 2, bytes: 10_240, managementAccountId: MANAGEMENT_ID, managementBytes: 6_144 };
const user = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** What people do to the ledger and to the policies, by one worker or by somebody else. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('leave' as const), person: fc.nat(5) }),
  fc.record({ kind: fc.constant('end' as const), person: fc.nat(5), known: fc.boolean(), account: fc.constantFrom('000000000004', MANAGEMENT_ID) }),
  fc.record({ kind: fc.constant('endOfRole' as const), person: fc.nat(5), known: fc.boolean() }),
  fc.record({ kind: fc.constant('lift' as const), person: fc.nat(5) }),
  fc.record({ kind: fc.constant('keep' as const) }),
  fc.record({ kind: fc.constant('edit' as const), slot: fc.nat(1) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const weather = fc.record({ crash: fc.nat(12), slow: fc.nat(10), seed: fc.nat() });

function dice(seed: number): (percent: number) => boolean {
  let state = seed % 2_147_483_646 + 1;
  return (percent) => {
    state = state * 48_271 % 2_147_483_647;
    return Math.floor(state / 7) % 100 < percent;
  };
}

class Crash extends Error {}

async function unlessCrashed<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Crash || /another worker|no time left|read back|somebody else writes/.test((error as Error).message)) {
      return undefined;
    }
    throw error;
  }
}

const denialsOf = (one: Step, nowMs: number): Denial[] => {
  if (one.kind === 'leave') {
    return [{ id: `leaver/${one.person}`, userId: user(one.person), scope: { kind: 'everything' }, reason: 'left', endsAtMs: nowMs + 43_200_000 }];
  }
  if (one.kind !== 'end' && one.kind !== 'endOfRole') {
    return [];
  }
  const ended = { id: `elevation/${one.person}`, userId: user(one.person), reason: 'ended', endsAtMs: nowMs + 4_500_000 };
  const when = one.known ? { issuedBeforeMs: nowMs } : {};
  // the same end may be told first of a set and then of a role.
  return [one.kind === 'end' ? { ...ended, scope: { kind: 'set', accountId: one.account, setName: 'Deploy', ...when } }
    : { ...ended, scope: { kind: 'role', accountId: '000000000004', roleName: 'team/Deploy', ...when } }];
};

async function act(world: DenialWorld, one: Step, owner: string): Promise<void> {
  const worker = { owner, deadlineMs: world.nowMs + 60_000 };
  const ports = world.ports();
  switch (one.kind) {
    case 'edit':
      world.contents[one.slot] = '{"Version":"2012-10-17","Statement":[]}';
      return;
    case 'keep':
      return keepDenials(PLACES, worker, { ...ports, metrics: { record: () => undefined } });
    case 'lift':
      await applyDenials({ kind: 'lift', ids: [`leaver/${one.person}`, `elevation/${one.person}`] }, PLACES, worker, ports);
      return;
    default: {
      const proofs = await applyDenials({ kind: 'deny', denials: denialsOf(one, world.nowMs) }, PLACES, worker, ports);
      expect(proofs).toHaveLength(1);
    }
  }
}

async function history(rounds: Step[][], { crash, slow, seed }: { crash: number; slow: number; seed: number }): Promise<DenialWorld> {
  const hit = dice(seed);
  const world = new DenialWorld(PLACES, () => (hit(crash) ? new Crash('crash') : undefined), () => (hit(slow) ? 3_000 : 20));
  for (const [round, steps] of rounds.entries()) {
    // the steps of a round happen at once, each by a worker of its own.
    await Promise.all(steps.map(async (one, index) => unlessCrashed(act(world, one, `${round}-${index}`))));
    for (const content of world.contents) {
      expect(utf8Bytes(content)).toBeLessThanOrEqual(PLACES.bytes);
    }
    world.nowMs += 30_000;
  }
  world.fault = () => undefined;
  world.nowMs += 60_000;
  await keepDenials(PLACES, { owner: 'last', deadlineMs: world.nowMs + 60_000 }, { ...world.ports(), metrics: { record: () => undefined } });
  return world;
}

test.each([['of a fixed seed', 20261201], ['of any seed', undefined]])(
  'whatever crashes, edits and runs at once, the policies say what the ledger holds after one undisturbed minute (histories %s)', async (_, seed) => {
    const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    await fc.assert(fc.asyncProperty(rounds, weather, async (played, how) => {
      const world = await history(played, how);
      const plan = denialPlan([...world.ledgerItems.values()], world.nowMs, PLACES);
      expect(world.contents).toEqual(plan.documents);
      expect(world.management).toBe(plan.managementDocument);
    }), { numRuns: 1_500, ...(seed === undefined ? {} : { seed }) });
  }, 120_000);

test('of two people who are denied at the same moment, both are', async () => {
  for (let seed = 0; seed < 200; seed++) {
    const hit = dice(seed);
    const world = new DenialWorld(PLACES, undefined, () => (hit(50) ? 10 : 700));
    await Promise.all([0, 1, 2].map(async (person) => act(world, { kind: 'leave', person }, `worker-${person}`)));
    const ids = JSON.parse(world.contents[0]).Statement[0].Condition.StringEquals['identitystore:UserId'];
    expect(ids).toEqual(expect.arrayContaining([user(0), user(1), user(2)]));
  }
});

test('an answer is given only when the policy says so: when a write is lost, the worker fails and the denial stays in the ledger', async () => {
  const world = new DenialWorld(PLACES);
  const ports = world.ports();
  const lost = { ...ports, policies: { ...ports.policies, write: async () => undefined } };
  const denials = denialsOf({ kind: 'leave', person: 1 }, world.nowMs);
  await expect(applyDenials({ kind: 'deny', denials }, PLACES, { owner: 'a', deadlineMs: world.nowMs + 60_000 }, lost)).rejects.toThrow(/could not be read back/);
  expect([...world.ledgerItems.keys()]).toEqual(['leaver/1']);
});

test('a worker that died with the lock is waited for, and not for ever', async () => {
  const world = new DenialWorld(PLACES);
  await world.ports().ledger.take('dead', world.nowMs + 20_000, world.nowMs);
  await act(world, { kind: 'leave', person: 1 }, 'alive');
  expect(world.contents[0]).toContain(user(1));
});

test('a denial without room is kept, said, and written when another one is over', async () => {
  const small = { ...PLACES, count: 1, bytes: 900 };
  const world = new DenialWorld(small);
  const deny = async (person: number, endsAtMs: number) => applyDenials({ kind: 'deny', denials: [{
    id: `elevation/${person}`, userId: user(person), reason: 'ended', endsAtMs, scope: { kind: 'set', accountId: '000000000004', setName: 'Deploy' },
  }] }, small, { owner: `w${person}`, deadlineMs: world.nowMs + 60_000 }, world.ports());
  await deny(1, world.nowMs + 60_000);
  await expect(deny(2, world.nowMs + 6_000_000)).rejects.toThrow(/no policy has room for elevation\/2/);
  expect([...world.ledgerItems.keys()]).toEqual(['elevation/1', 'elevation/2']);
  world.nowMs += 120_000;
  const counted: Record<string, number>[] = [];
  await keepDenials(small, { owner: 'k', deadlineMs: world.nowMs + 60_000 }, { ...world.ports(), metrics: { record: (counts) => counted.push(counts) } });
  expect(world.contents[0]).toContain(user(2));
  expect(counted).toMatchObject([{ WithoutRoom: 0, Denials: 1, Kept: 1 }]);
});

test('a denial that was asked for again is not forgotten by whoever saw that it was over', async () => {
  const world = new DenialWorld(PLACES);
  const [over] = denialsOf({ kind: 'leave', person: 1 }, world.nowMs - 100_000_000);
  await world.ports().ledger.put([over]);
  await world.ports().ledger.put(denialsOf({ kind: 'leave', person: 1 }, world.nowMs));
  await world.ports().ledger.forget([over]);
  expect([...world.ledgerItems.keys()]).toEqual(['leaver/1']);
});
