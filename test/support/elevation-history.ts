import { MINUTE, T0 } from './an-elevation';
import { ElevationWorld, PEOPLE, SET, RULES, type Weather, type WorldPorts, personal } from './elevation-world';
import type { Session } from './simulated-access';
import { isOpen, isUnfinished } from '../../src/elevation/domain/elevation';
import { requested, stageMissing, wasActive } from '../../src/elevation/domain/elevation-life';
import type { NoticeKind } from '../../src/elevation/domain/notice';
import { type Begun, awaitConsent, beginElevation } from '../../src/elevation/runtime/begin-elevation';
import { changedElevation } from '../../src/elevation/runtime/changed-elevation';
import { type EndProgress, type EndRequest, endElevation, endElevationsOf } from '../../src/elevation/runtime/end-elevation';
import { lendAccess } from '../../src/elevation/runtime/lend-access';
import { settleLease } from '../../src/elevation/runtime/settle-lease';
import { sweepElevations } from '../../src/elevation/runtime/sweep-elevations';
import { assignmentKey } from '../../src/identity/domain/held-access';

/** What people do. */
export type Deed =
  | { readonly kind: 'ask'; readonly atMinute: number; readonly who: number; readonly minutes: number; readonly consents: number; readonly startsIn?: number;
    readonly consentAfter: number; readonly says: 'consent' | 'consent' | 'reject' | 'nothing'; }
  | { readonly kind: 'end'; readonly atMinute: number; readonly nth: number; readonly by: 'requester' | 'security' | 'withdrawal'; readonly tells: boolean }
  | { readonly kind: 'leave'; readonly atMinute: number; readonly who: number; readonly offboarded: boolean }
  | { readonly kind: 'standingRemoved'; readonly atMinute: number; readonly who: number }
  | { readonly kind: 'group'; readonly atMinute: number; readonly who: number; readonly isMember: boolean }
  | { readonly kind: 'open'; readonly atMinute: number; readonly who: number };

export interface History {
  readonly seed: number;
  readonly weather: Weather;
  readonly standing: readonly number[];
  /** Who has the same access by a group from the beginning. */
  readonly members: readonly number[];
  readonly deeds: readonly Deed[];
}

/** What a test changes in the ports to see that it is noticed. */
export type Mutation = (ports: WorldPorts, world: ElevationWorld) => WorldPorts;

type Work<T> = (ports: WorldPorts, deadlineMs: number) => Promise<T>;

const STORM_MS = 60 * MINUTE;
const LONGEST_MS = 8 * 3_600_000;

/** Plays a history until nothing is left to happen, and tells what must never have been. */
export class ElevationPlay {
  public readonly world: ElevationWorld;
  private readonly waiting = new Map<string, () => void>();
  private asked = 0;
  private tokens = 0;

  public constructor(private readonly history: History, private readonly mutation: Mutation = (ports) => ports) {
    this.world = new ElevationWorld(history.seed, history.weather);
    const { world } = this;
    world.stormUntilMs = T0 + STORM_MS;
    world.start = (id) => void this.execute(id).catch(() => {});
    world.wake = (token) => this.waiting.get(token)?.();
    world.ask = (work) => this.soon(async () => {
      switch (work.kind) {
        case 'end': return this.run(60, async (ports, deadlineMs) => endElevation(work, ports, deadlineMs));
        case 'settle': return this.run(60, async (ports, deadlineMs) => settleLease(work.assignment, ports, deadlineMs));
        default: throw new Error(`nobody asked for ${work.kind}`);
      }
    });
    world.schedule = (id, atMs) => {
      if (!history.weather.schedulesNeverFire) {
        world.time.at(atMs, () => this.soon(async () => this.end({ id })));
      }
    };
  }

  public async play(): Promise<string[]> {
    const { world, history } = this;
    for (const who of history.standing) {
      const assignment = personal(PEOPLE[who]);
      world.access.held.set(assignmentKey(assignment), assignment);
      world.access.standing.add(assignmentKey(assignment));
      world.time.at(T0 + 1_000, () => world.openSession(PEOPLE[who]));
    }
    for (const who of history.members) {
      world.setMember(PEOPLE[who], true);
      world.time.at(T0 + 1_000, () => world.openSession(PEOPLE[who]));
    }
    history.deeds.forEach((deed) => world.time.at(T0 + deed.atMinute * MINUTE + world.dice.below(MINUTE), () => void this.do(deed).catch(() => {})));
    for (let now = T0 + MINUTE; now < T0 + LONGEST_MS; now += MINUTE) {
      void this.run(55, async (ports, deadlineMs) => sweepElevations({ quarantine: false, placesAtMost: 0 }, ports, deadlineMs)).catch(() => {});
      await world.time.pass(now);
      if (now > T0 + STORM_MS && world.leases.size === 0 && ![...world.rows.values()].some(isUnfinished)) {
        break;
      }
    }
    return [...world.wrong, ...this.atRest()];
  }

  private async run<T>(seconds: number, work: Work<T>): Promise<T> {
    return this.world.invoke(seconds, async (ports, deadlineMs) => work(this.mutation(ports, this.world), deadlineMs));
  }

  /** Asynchronous invocations come a little later, in any order, and sometimes twice. */
  private soon(work: () => Promise<unknown>): void {
    const { world } = this;
    for (let times = world.dice.hit(this.history.weather.duplicates) ? 2 : 1; times > 0; times--) {
      world.time.at(world.time.nowMs + world.dice.below(1_500), () => void work().catch(() => {}));
    }
  }

  private async end(request: EndRequest) {
    return this.run(60, async (ports, deadlineMs) => endElevation(request, ports, deadlineMs));
  }

  private async do(deed: Deed): Promise<unknown> {
    const { world } = this;
    switch (deed.kind) {
      case 'open': return world.openSession(PEOPLE[deed.who]);
      case 'ask': return this.ask(deed);
      case 'group': return world.setMember(PEOPLE[deed.who], deed.isMember);
      case 'standingRemoved': return world.removeStanding(PEOPLE[deed.who]);
      case 'leave':
        world.disabled.add(PEOPLE[deed.who]);
        return deed.offboarded ? this.run(60, async (ports, deadlineMs) => endElevationsOf(PEOPLE[deed.who], ports, deadlineMs)) : undefined;
      case 'end': {
        const id = `e-${deed.nth}`;
        if (deed.by === 'withdrawal') {
          return this.run(10, async (ports) => changedElevation(id, ports.elevations, () => ({ kind: 'withdrawn', atMs: ports.clock.nowMs(), by: 'ann' })));
        }
        const reason = deed.by;
        // where nobody is told, the next sweep sees it.
        return deed.tells ? this.end({ id, reason, by: 'somebody' }) : this.run(10, async (ports) => changedElevation(id, ports.elevations, () => (
          { kind: 'ending', atMs: ports.clock.nowMs(), reason, by: 'somebody' })));
      }
    }
  }

  private async ask(deed: Deed & { kind: 'ask' }): Promise<void> {
    const { world } = this;
    const requesterId = PEOPLE[deed.who];
    if (world.disabled.has(requesterId)) {
      return;
    }
    const id = `e-${this.asked++}`;
    const stages = deed.consents === 0 ? [] : [{ approverGroups: ['approvers'], approvals: deed.consents }];
    const row = requested({
      id, requesterId, accountId: personal(requesterId).accountId, set: SET, justification: 'because', seconds: deed.minutes * 60,
      ...(deed.startsIn === undefined ? {} : { startsAtMs: world.time.nowMs + deed.startsIn * MINUTE }),
      terms: { ...RULES.rules[0], stages, rulesVersion: `${RULES.version}-${id}`, ruleNames: ['production'] },
    }, world.time.nowMs);
    for (let nth = 0; nth < deed.consents && deed.says !== 'nothing'; nth++) {
      world.time.at(world.time.nowMs + (deed.consentAfter + nth) * MINUTE, () => void this.says(id, deed.says, `approver-${nth}`).catch(() => {}));
    }
    await this.run(30, async (ports) => {
      await ports.elevations.create(row, id);
      await ports.executions.start(id, 0);
    });
  }

  private async says(id: string, says: 'consent' | 'reject' | 'nothing', approverId: string): Promise<void> {
    await this.run(30, async (ports) => {
      const atMs = ports.clock.nowMs();
      const { elevation } = await changedElevation(id, ports.elevations, (row) => (says === 'reject' ? { kind: 'rejected', atMs, by: approverId }
        : { kind: 'consented', approverId, stage: stageMissing(row) ?? 0, atMs }));
      const token = await ports.elevations.token(id);
      if (token !== undefined && elevation && (says === 'reject' || stageMissing(elevation) === undefined)) {
        await ports.executions.wake(token);
      }
    });
  }

  /** As the state machine does it. */
  private async execute(id: string): Promise<void> {
    const { world } = this;
    if (world.running.has(id)) {
      return;
    }
    world.running.add(id);
    if (world.dice.hit(this.history.weather.lostExecutions)) {
      world.time.at(world.time.nowMs + world.dice.below(40 * MINUTE), () => world.running.delete(id));
    }
    const step = async <T>(seconds: number, work: Work<T>): Promise<T> => {
      for (let tries = 1; ; tries++) {
        if (!world.running.has(id)) {
          return new Promise<T>(() => {});
        }
        try {
          return await this.run(seconds, work);
        } catch (error) {
          if (tries === 4) {
            throw error;
          }
          await world.time.sleep(5_000 * 2 ** tries);
        }
      }
    };
    try {
      await this.lendAndEnd(id, await step(30, async (ports) => beginElevation(id, ports)), step);
    } finally {
      world.running.delete(id);
    }
  }

  private async lendAndEnd(id: string, first: Begun, step: <T>(seconds: number, work: Work<T>) => Promise<T>): Promise<void> {
    const { world } = this;
    let begun = first;
    while (begun.next === 'await') {
      const token = `token-${this.tokens++}`;
      const woken = new Promise<void>((wake) => this.waiting.set(token, wake));
      await step(30, async (ports) => awaitConsent(id, token, ports));
      await woken;
      begun = await step(30, async (ports) => beginElevation(id, ports));
    }
    if (begun.next === 'over') {
      return;
    }
    await world.time.sleep(Date.parse(begun.startsAt) - world.time.nowMs);
    const lend = async () => step(90, async (ports, deadlineMs) => lendAccess(id, ports, deadlineMs)).catch(() => ({ next: 'end' as const }));
    let lent = await lend();
    while (lent.next === 'again') {
      await world.time.sleep(lent.waitSeconds * 1_000);
      lent = await lend();
    }
    if (lent.next === 'active') {
      await world.time.sleep(Date.parse(lent.endsAt) - world.time.nowMs);
    }
    const reason = lent.next === 'end' ? 'grant-failed' : 'time';
    for (let progress: EndProgress = { done: lent.next === 'over', waitSeconds: 0 }; !progress.done;) {
      await world.time.sleep(progress.waitSeconds * 1_000);
      progress = await step(60, async (ports, deadlineMs) => endElevation({ id, reason }, ports, deadlineMs));
    }
  }

  /** What must be so when nothing happens any more. */
  private atRest(): string[] {
    const { world } = this;
    const { access } = world;
    const rows = [...world.rows.values()];
    const over = rows.filter((row) => wasActive(row) && row.state === 'ended');
    const now = world.time.nowMs;
    return [
      ...rows.filter(isOpen).map(({ id, state }) => `${id} is still ${state}`),
      ...rows.filter((row) => row.state === 'rejected' && !this.told(row.id, 'rejected')).map(({ id }) => `nobody was told that ${id} is rejected`),
      ...[...world.leases.keys()].map((key) => `a lease is left: ${key}`),
      ...[...access.held.keys()].filter((key) => !access.standing.has(key)).map((key) => `nobody explains ${key}`),
      ...[...access.standing].filter((key) => !access.held.has(key)).map((key) => `standing access is gone: ${key}`),
      ...over.filter(({ id, endFacts }) => !endFacts?.explainedBy && !(endFacts?.deniedAtMs && access.denials.has(`elevation/${id}`)))
        .map(({ id }) => `${id} ended without a denial`),
      ...over.filter(({ id }) => !world.evidence.has(id)).map(({ id }) => `${id} ended without evidence`),
      ...access.sessions
        .filter((session) => session.untilMs > now && !session.standing && !access.standing.has(session.key) && !access.denialOf(session))
        .filter((session) => !this.isByGroup(session))
        .map(({ userId, issuedMs }) => `a session of ${userId}, issued ${(issuedMs - T0) / 1_000} s in, is open`),
      ...over.filter(({ endReason }) => endReason === 'time').flatMap(({ id, endsAtMs }) => this.lateness(id, endsAtMs!)),
    ];
  }

  /** It came from a group, or a group explained it when what was lent ended. */
  private isByGroup({ key, byGroup, issuedMs }: Session): boolean {
    return byGroup || this.world.explainedByGroup.some((explained) => explained.key === key && explained.atMs >= issuedMs);
  }

  private told(id: string, kind: NoticeKind): boolean {
    return this.world.notices.some((notice) => notice.elevation.id === id && notice.kind === kind);
  }

  /** 90 seconds by the clock of whoever ends it, and a minute for everything that went wrong meanwhile: the next sweep is the next try. */
  private lateness(id: string, endsAtMs: number): string[] {
    const { faults, firstDeniedMs } = this.world;
    const deniedMs = firstDeniedMs.get(id) ?? Infinity;
    const meanwhile = faults.filter((atMs) => atMs > endsAtMs - 2 * MINUTE && atMs <= deniedMs).length;
    const allowedMs = 90_000 + this.history.weather.skewMs + meanwhile * MINUTE;
    return deniedMs - endsAtMs > allowedMs ? [`${id} was denied ${(deniedMs - endsAtMs) / 1_000} s after its end`] : [];
  }
}

