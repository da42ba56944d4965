import fc from 'fast-check';
import { type Deed, ElevationPlay, type History, type Mutation } from './elevation-history';
import { CALM, PEOPLE, type Weather } from './elevation-world';

const who = fc.nat(PEOPLE.length - 1);
const atMinute = fc.nat(30);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const), atMinute, who: fc.nat(1), minutes: fc.integer({ min: 3, max: 25 }), consents: fc.nat(2),
      startsIn: fc.option(fc.nat(15), { nil: undefined, freq: 4 }), consentAfter: fc.nat(8),
      says: fc.constantFrom('consent' as const, 'consent' as const, 'consent' as const, 'reject' as const, 'nothing' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('end' as const), atMinute, nth: fc.nat(4), by: fc.constantFrom('requester' as const, 'security' as const, 'withdrawal' as const),
      tells: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave' as const), atMinute, who, offboarded: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('standingRemoved' as const), atMinute, who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('group' as const), atMinute, who: fc.nat(1), isMember: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('open' as const), atMinute, who }) },
);

const storm: fc.Arbitrary<Weather> = fc.record({
  crash: fc.nat(30), throttled: fc.nat(60), lost: fc.nat(60), late: fc.nat(250), fails: fc.nat(150), lies: fc.nat(700), tables: fc.nat(15),
  denials: fc.nat(100), slow: fc.nat(400), duplicates: fc.nat(400), schedulesNeverFire: fc.boolean(), lostExecutions: fc.nat(500),
  staleMs: fc.nat(5_000),
  skewMs: fc.constantFrom(0, 0, 60_000),
});
/** Nothing goes wrong, and yet neither schedule nor execution can be relied on: only the sweeper is left. */
const still: fc.Arbitrary<Weather> = fc.record({ slow: fc.nat(400), duplicates: fc.nat(400), staleMs: fc.nat(5_000) })
  .map((some) => ({ ...CALM, ...some, schedulesNeverFire: true, lostExecutions: 1_000 }));

const history: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  weather: fc.oneof({ weight: 3, arbitrary: storm }, { weight: 1, arbitrary: still }),
  standing: fc.uniqueArray(fc.nat(1), { maxLength: 1 }),
  members: fc.uniqueArray(fc.nat(1), { maxLength: 1 }),
  deeds: fc.array(deed, { minLength: 1, maxLength: 9 }),
});

/** One person asks again and again, and create calls come minutes after whoever made them is gone: what ended may be there again when the next one begins. */
export const lateCreates: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  weather: fc.constant({ ...CALM, late: 500, slow: 200 }),
  standing: fc.constant([]),
  members: fc.constant([]),
  deeds: fc.array(fc.record({
    kind: fc.constant('ask' as const), atMinute: fc.nat(30), who: fc.constant(0), minutes: fc.integer({ min: 3, max: 5 }), consents: fc.constant(0),
    consentAfter: fc.constant(0), says: fc.constant('consent' as const),
  }), { minLength: 3, maxLength: 5 }),
});

export interface Played {
  /** Undefined where nothing was ever wrong. */
  readonly wrong?: string;
  readonly runs: number;
  /** How often somebody had access, and how many sessions were opened: without any, a test would show nothing. */
  readonly actives: number;
  readonly sessions: number;
}

/** Plays so many random histories; the seed tells them again. */
export async function playHistories(numRuns: number, seed: number, mutation?: Mutation, histories = history): Promise<Played> {
  let [actives, sessions] = [0, 0];
  const complaints = console.error;
  // what use cases say of failures that were made.
  console.error = () => undefined;
  const outcome = await fc.check(fc.asyncProperty(histories, async (given) => {
    const one = new ElevationPlay(given, mutation);
    const wrong = await one.play();
    actives += one.world.activeSinceMs.size;
    sessions += one.world.access.sessions.length;
    if (wrong.length > 0) {
      throw new Error(wrong.join('\n'));
    }
  }), { numRuns, seed, endOnFailure: true }).finally(() => {
    console.error = complaints;
  });
  return {
    runs: outcome.numRuns, actives, sessions,
    ...(outcome.failed ? { wrong: `${String(outcome.errorInstance)}\nseed ${seed}, history ${JSON.stringify(outcome.counterexample?.[0])}` } : {}),
  };
}
