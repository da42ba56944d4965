import fc from 'fast-check';
import { type HeldAssignment, assignmentKey } from '../../src/identity/domain/held-access';
import type { RemovalRules } from '../../src/identity/domain/undeclared-removal';
import { ACCOUNTS, Crash, DriftWorld, GROUPS, MANAGEMENT, SETS, type WorldRule, documentOf, groupId, held, setArn } from '../support/drift-world';

/**
 * Random histories of an organization in which checks run with removal on. At every port that a check asks, time may pass for everybody else:
 * people make and delete assignments, deployments change what is declared or go back, elevations begin and end, accounts move. The ports page,
 * throttle, lose answers, answer with old lists, and a step may crash anywhere and be begun anew.
 *
 * Others keep to what they promise: a deployment is under way some calls before it changes the document; an elevation and a move are written down
 * before anything is made because of them. What is written down in the very call after the last look cannot be seen by any order of
 * calls; whoever wrote it makes the assignment afterwards.
 */
const CELLS = SETS.flatMap((set) => ACCOUNTS.flatMap(({ id }) => GROUPS.map((group) => held(set, id, group))));
const UNITS = ['Security', 'Workloads', 'Sandbox'];
const RULES: WorldRule[] = SETS.flatMap((permissionSet) => GROUPS.flatMap((group) => UNITS.map((unit) => ({ permissionSet, group, unit }))));

type Event =
  | { readonly kind: 'made' | 'deleted' | 'elevated'; readonly cell: number }
  | { readonly kind: 'elevationEnds'; readonly cell: number }
  | { readonly kind: 'deployed'; readonly rules: number; readonly ends: 'settled' | 'broken' | 'back' }
  | { readonly kind: 'moved'; readonly account: number; readonly unit: string }
  | { readonly kind: 'changed'; readonly set: number };

const cell = fc.nat(CELLS.length - 1);
const someRules = fc.nat(2 ** RULES.length - 1);
/** How deployments end. */
const ENDS = ['settled', 'settled', 'back', 'broken'] as const;

const event: fc.Arbitrary<Event> = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constantFrom('made' as const, 'made' as const, 'deleted' as const, 'elevated' as const), cell }), weight: 6 },
  { arbitrary: fc.record({ kind: fc.constant('elevationEnds' as const), cell }), weight: 1 },
  { arbitrary: fc.record({ kind: fc.constant('deployed' as const), rules: someRules, ends: fc.constantFrom(...ENDS) }), weight: 2 },
  {
    arbitrary: fc.record({ kind: fc.constant('moved' as const), account: fc.integer({ min: 1, max: 3 }), unit: fc.constantFrom(...UNITS) }), weight: 2,
  },
  { arbitrary: fc.record({ kind: fc.constant('changed' as const), set: fc.nat(1) }), weight: 1 },
);

/** A step that crashes, calls that fail, and one whose answer is lost after it had its effect. */
const FAULTS = ['crash', 'crash', 'throttled', 'conflict', 'unavailable', 'lost'] as const;

const history = fc.record({
  rules: someRules,
  byHand: fc.array(cell, { maxLength: 4 }),
  events: fc.array(fc.record({ after: fc.nat(25), event }), { maxLength: 8 }),
  faults: fc.array(fc.record({ at: fc.nat(250), fault: fc.constantFrom(...FAULTS) }), { maxLength: 8 }),
  stale: fc.array(fc.record({ at: fc.nat(120), ms: fc.integer({ min: 1, max: 90_000 }) }), { maxLength: 4 }),
  pageSize: fc.integer({ min: 1, max: 3 }),
  afterDeployment: fc.boolean(),
  protects: fc.record({
    atMost: fc.integer({ min: 1, max: 5 }), principal: fc.option(fc.constantFrom(...GROUPS)),
    account: fc.option(fc.nat(3)), set: fc.option(fc.nat(1)),
  }),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

const chosen = (mask: number) => RULES.filter((_, index) => Math.floor(mask / 2 ** index) % 2 === 1);

/** A world in which a history happens, and which judges each removal at the moment it is asked for. */
class Judge {
  public readonly wrong: string[] = [];
  public removals = 0;
  private calls = 0;
  /** When a promise was written down. */
  private readonly since = new Map<string, number>();
  private readonly later: { readonly at: number; readonly act: () => void }[] = [];
  public readonly world: DriftWorld;
  private readonly rules: RemovalRules;

  public constructor(private readonly given: History) {
    const { protects } = given;
    this.rules = {
      atMost: protects.atMost,
      protectedPrincipals: protects.principal === null ? [] : [groupId(protects.principal)],
      protectedAccounts: protects.account === null ? [] : [ACCOUNTS[protects.account].id],
      protectedSets: protects.set === null ? [] : [SETS[protects.set]],
    };
    this.world = new DriftWorld({ rules: chosen(given.rules), removal: this.rules, pageSize: given.pageSize });
    this.world.deployAll();
    given.byHand.forEach((index) => this.world.identityCenter.hold(CELLS[index]));
    if (given.afterDeployment) {
      this.world.pending.set('deployed', { kind: 'deployment' });
    }
    let at = 0;
    for (const { after, event: what } of given.events) {
      at += after;
      this.later.push({ at, act: () => this.begin(what) });
    }
    const { identityCenter } = this.world;
    this.world.happen = () => this.pass();
    // whoever waits gives everybody else time.
    const { clock } = this.world;
    const sleep = clock.sleep.bind(clock);
    clock.sleep = async (milliseconds) => {
      await sleep(milliseconds);
      Array.from({ length: milliseconds < 400 ? 1 : 4 }).forEach(() => this.pass());
    };
    identityCenter.before = (call) => {
      this.pass();
      if (call.method === 'deleteAssignment') {
        this.judge({ permissionSetArn: call.permissionSetArn!, accountId: call.accountId!, principal: call.principal! });
      }
      const fault = this.faultNow();
      return fault === undefined || fault === 'lost' ? undefined : fault;
    };
    identityCenter.after = () => (this.faultNow() === 'lost' ? 'unavailable' : undefined);
    identityCenter.staleMs = ({ number }) => given.stale.find((one) => one.at === number)?.ms ?? 0;
  }

  /** Two checks: the second begins where whatever the first did is a matter of course. */
  public async run(): Promise<void> {
    for (const run of ['first', 'second']) {
      try {
        await this.world.check({ run, whole: true });
      } catch (error) {
        // the state machine gives up after some tries; what it did until then is judged all the same.
        if (!(error instanceof Crash) && (error as Error).name !== 'IdentityCenterFailure') {
          throw error;
        }
      }
    }
  }

  /** One thing at a time happens in what a call takes. */
  private pass(): void {
    this.calls++;
    this.later.sort((a, b) => a.at - b.at);
    if (this.later.length > 0 && this.later[0].at <= this.calls) {
      this.later.shift()!.act();
    }
    if (this.given.faults.some(({ at, fault }) => at === this.calls && fault === 'crash')) {
      throw new Crash('crash');
    }
  }

  private faultNow() {
    const now = this.given.faults.find(({ at, fault }) => at === this.calls && fault !== 'crash');
    return now?.fault as Exclude<typeof FAULTS[number], 'crash'> | undefined;
  }

  private soon(calls: number, act: () => void): void {
    this.later.push({ at: this.calls + calls, act });
  }

  private begin(what: Event): void {
    const { world } = this;
    const { identityCenter } = world;
    switch (what.kind) {
      case 'made': return identityCenter.hold(CELLS[what.cell]);
      case 'deleted': return identityCenter.drop(CELLS[what.cell]);
      case 'changed': return identityCenter.change(setArn(SETS[what.set]));
      case 'elevated': {
        const key = assignmentKey(CELLS[what.cell]);
        world.ledger.set(key, CELLS[what.cell]);
        this.since.set(key, this.calls);
        return this.soon(2, () => identityCenter.hold(CELLS[what.cell]));
      }
      case 'elevationEnds': {
        const ended = [...world.ledger.values()][what.cell % Math.max(1, world.ledger.size)];
        if (ended && !world.declared().some((one) => assignmentKey(one) === assignmentKey(ended))) {
          identityCenter.drop(ended);
          this.soon(1, () => world.ledger.delete(assignmentKey(ended)));
        }
        return;
      }
      case 'moved': {
        const account = ACCOUNTS[what.account];
        world.places.set(account.id, { ...account, path: what.unit });
        this.since.set(account.id, this.calls);
        return this.soon(4, () => world.declared().filter(({ accountId }) => accountId === account.id).forEach((one) => identityCenter.hold(one)));
      }
      case 'deployed': return this.deploy(what);
    }
  }

  /** Under way; then the document; then what it declares is made, and at last what it does not declare any more is taken. */
  private deploy({ rules, ends }: Extract<Event, { kind: 'deployed' }>): void {
    const { world } = this;
    if (world.deployment === 'underWay') {
      return;
    }
    world.deployment = 'underWay';
    const before = { declared: world.declared(), document: world.document };
    this.soon(3, () => world.versions.push(documentOf(chosen(rules))));
    this.soon(5, () => world.declared().forEach((one) => world.identityCenter.hold(one)));
    if (ends === 'back') {
      this.soon(7, () => world.versions.push(before.document));
    }
    this.soon(9, () => {
      const kept = new Set([...world.declared(), ...world.ledger.values()].map(assignmentKey));
      if (ends === 'settled') {
        before.declared.filter((one) => !kept.has(assignmentKey(one))).forEach((one) => world.identityCenter.drop(one));
      }
      world.deployment = ends === 'broken' ? 'broken' : 'settled';
    });
  }

  /** Strictly now for the document, the lists of what is protected and the management account; for what others wrote down, all that could be seen. */
  private judge(asked: HeldAssignment): void {
    this.removals++;
    const { world, rules } = this;
    const key = assignmentKey(asked);
    const seen = (what: string, lookedAgo: number) => (this.since.get(what) ?? -1) <= this.calls - lookedAgo;
    const reasons = [
      asked.accountId === MANAGEMENT ? 'in the management account' : '',
      rules.protectedPrincipals.includes(asked.principal.id) || rules.protectedAccounts.includes(asked.accountId) ? 'protected' : '',
      rules.protectedSets.some((set) => setArn(set) === asked.permissionSetArn) ? 'in a protected set' : '',
      world.ledger.has(key) && seen(key, 1) ? 'in the ledger' : '',
      // a place is read one call before the ledger.
      seen(asked.accountId, 2) && world.declared().some((one) => assignmentKey(one) === key) ? 'declared' : '',
      world.deployment !== 'settled' && !this.justBegan() ? 'in a deployment' : '',
    ].filter(Boolean);
    if (reasons.length > 0) {
      this.wrong.push(`${key} is ${reasons.join(' and ')}`);
    }
  }

  /** A deployment that began after the last look has not changed the document yet. */
  private justBegan(): boolean {
    return this.later.some(({ at }) => at >= this.calls + 5);
  }
}

test('in 10,000 random histories nothing is removed that is declared, answered for, protected or in the management account', async () => {
  let [removals, asked] = [0, 0];
  await fc.assert(fc.asyncProperty(history, async (given) => {
    const judge = new Judge(given);
    await judge.run();
    removals += judge.removals;
    asked++;
    expect(judge.wrong).toEqual([]);
  }), { numRuns: 10_000 });
  // a test in which nothing is ever removed would show nothing.
  expect([asked, removals > 1_000]).toEqual([10_000, true]);
}, 300_000);

test('in random histories without faults and without change, all that may go does, and all that is declared stays', async () => {
  const hands = fc.uniqueArray(cell, { maxLength: 6 });
  await fc.assert(fc.asyncProperty(someRules, hands, fc.integer({ min: 1, max: 5 }), async (rules, byHand, atMost) => {
    const world = new DriftWorld({ rules: chosen(rules), removal: { atMost, protectedPrincipals: [], protectedAccounts: [], protectedSets: [] } });
    world.deployAll();
    const declared = world.holds();
    byHand.forEach((index) => world.identityCenter.hold(CELLS[index]));
    const [all, extra] = [world.holds(), world.holds().filter((key) => !declared.includes(key))];
    const free = extra.filter((key) => !key.includes(`|${MANAGEMENT}|`));
    await world.check();
    const may = free.length <= Math.min(atMost, Math.ceil(all.length / 10));
    expect(world.holds()).toEqual(may ? all.filter((key) => !free.includes(key)) : all);
  }), { numRuns: 500 });
}, 60_000);
