import { MINUTE, T0 } from './an-elevation';
import { worldPorts } from './elevation-world-ports';
import { SET_NAME, SimulatedAccess } from './simulated-access';
import { Dice, SimulatedTime } from './simulated-time';
import type { Denial } from '../../src/containment/domain/denial';
import { type Elevation, isUnfinished } from '../../src/elevation/domain/elevation';
import type { ElevationRules, LentSet } from '../../src/elevation/domain/elevation-rules';
import type { EvidenceRecord } from '../../src/elevation/domain/evidence-record';
import type { Lease } from '../../src/elevation/domain/lease';
import type { Notice } from '../../src/elevation/domain/notice';
import type { PinnedRules } from '../../src/elevation/runtime/pinned-rules';
import type { ElevationPorts } from '../../src/elevation/runtime/ports';
import type { EndWork, SweepPorts, UnexplainedAssignment } from '../../src/elevation/runtime/sweep-ports';
import { type HeldAssignment, assignmentKey } from '../../src/identity/domain/held-access';
import { IdentityCenterFailure } from '../../src/identity/runtime/identity-center';

export const ACCOUNT = '000000000003';
export const SET: LentSet = { permissionSet: 'Administrator', arn: 'arn:aws:sso:::permissionSet/ssoins-0/ps-admin', name: SET_NAME, sessionSeconds: 6 * 3_600 };
export const PEOPLE = ['ann', 'bob', 'cem'] as const;
export const personal = (userId: string): HeldAssignment => ({ permissionSetArn: SET.arn, accountId: ACCOUNT, principal: { type: 'USER', id: userId } });
/** A group that holds the set without any elevation. */
export const STANDING_GROUP: HeldAssignment = { permissionSetArn: SET.arn, accountId: ACCOUNT, principal: { type: 'GROUP', id: 'keepers' } };

export const RULES: ElevationRules = {
  version: 'v1', denials: [], sets: [SET], managementSets: [], managementAccountId: '000000000001', securityGroups: ['security'],
  rules: [{
    name: 'production', permissionSet: SET.permissionSet, accountIds: [ACCOUNT], requesterGroups: ['ops'], stages: [], maxSeconds: 43_200,
    startWithinSeconds: 86_400, requestExpiresSeconds: 3_600, justificationPatterns: [], ticketPatterns: [], allowOverlap: true,
  }],
};

/** How many effects of a thousand go wrong in each way. */
export interface Weather {
  readonly crash: number;
  readonly throttled: number;
  readonly lost: number;
  readonly late: number;
  readonly fails: number;
  readonly lies: number;
  readonly tables: number;
  readonly denials: number;
  readonly slow: number;
  readonly duplicates: number;
  readonly schedulesNeverFire: boolean;
  readonly lostExecutions: number;
  readonly staleMs: number;
  /** How far clocks of workers are from the true time, at most. */
  readonly skewMs: number;
}

export const CALM: Weather = {
  crash: 0, throttled: 0, lost: 0, late: 0, fails: 0, lies: 0, tables: 0, denials: 0, slow: 0, duplicates: 0, schedulesNeverFire: false,
  lostExecutions: 0, staleMs: 0, skewMs: 0,
};

export type WorldPorts = ElevationPorts & SweepPorts & { readonly pinnedRules: PinnedRules };

/** One invocation of a function: it dies where it crashes, and nothing that it awaits ever comes back. */
export interface Worker {
  readonly skewMs: number;
  dead: boolean;
  die: (error: Error) => void;
}

export const never = async <T>() => new Promise<T>(() => {});

/** Everything that elevations are made of, in memory, where any effect may be the last one of whoever caused it. */
export class ElevationWorld {
  public readonly time = new SimulatedTime(T0);
  public readonly dice: Dice;
  public readonly access: SimulatedAccess;
  public readonly rows = new Map<string, Elevation>();
  public readonly leases = new Map<string, Lease>();
  public readonly tokens = new Map<string, string>();
  public readonly evidence = new Map<string, EvidenceRecord>();
  public readonly schedules = new Map<string, number>();
  public readonly unexplained = new Map<string, UnexplainedAssignment>();
  public readonly notices: Notice[] = [];
  public readonly calls: string[] = [];
  public readonly disabled = new Set<string>();
  public readonly running = new Set<string>();
  /** When something went wrong. */
  public readonly faults: number[] = [];
  /** Whatever must never be. */
  public readonly wrong: string[] = [];
  public stormUntilMs = Infinity;
  public readonly firstDeniedMs = new Map<string, number>();
  public readonly activeSinceMs = new Map<string, number>();
  /** Whose sessions went on when an elevation ended because a group explained them, and when. */
  public readonly explainedByGroup: { readonly key: string; readonly atMs: number }[] = [];
  private readonly firstSaidMs = new Map<string, number>();
  private readonly leftGroupMs = new Map<string, number>();
  private readonly seen = new Map<string, { readonly atMs: number; readonly row: Elevation }[]>();

  public constructor(seed: number, public readonly weather: Weather) {
    this.dice = new Dice(seed);
    this.access = new SimulatedAccess(this.time, this.dice, weather);
    this.access.onRemoved = (assignment) => this.checkRemoval(assignment);
    // whoever can opens a session at once.
    this.access.onMade = (assignment) => this.openSession(assignment.principal.id);
  }

  /** What the driver of a history does for the world. */
  public ask: (work: EndWork) => void = () => {};
  public wake: (token: string) => void = () => {};
  public start: (id: string) => void = () => {};
  public schedule: (id: string, atMs: number) => void = () => {};

  /** Runs one function for at most so many seconds. */
  public async invoke<T>(seconds: number, work: (ports: WorldPorts, deadlineMs: number) => Promise<T>): Promise<T> {
    const { skewMs } = this.weather;
    const worker: Worker = { skewMs: skewMs === 0 ? 0 : this.dice.pick([-1, -0.5, 0, 0.5, 1]) * skewMs, dead: false, die: () => {} };
    return new Promise<T>((resolve, reject) => {
      worker.die = reject;
      this.time.at(this.time.nowMs + seconds * 1_000, () => this.kill(worker, 'out of time'));
      work(worldPorts(this, worker), this.time.nowMs + worker.skewMs + seconds * 667).then(resolve, reject);
    });
  }

  /** A person opens a session, if there is an assignment; one with a right to it is let in. */
  public openSession(userId: string): void {
    const session = this.disabled.has(userId) ? undefined : this.access.open(personal(userId), SET.sessionSeconds);
    const denial = session && this.access.denialOf(session);
    if (denial && (this.access.standing.has(session.key) || this.activeRows(session.key).length > 0 || this.isDespiteGroup(userId, denial))) {
      this.wrong.push(`${userId} has access and is not let in because of ${denial.id}`);
    }
  }

  public rules(): ElevationRules {
    return RULES;
  }

  /** The rules that a row was decided by: those of its terms, and the set that it names. */
  public pinnedRules(version: string): ElevationRules | undefined {
    const row = [...this.rows.values()].find(({ terms }) => terms.rulesVersion === version);
    if (!row) {
      return version === this.rules().version ? this.rules() : undefined;
    }
    const { terms, permissionSet, accountId, permissionSetArn: arn, setName: name, sessionSeconds } = row;
    const rules = terms.ruleNames.map((ruleName) => ({ ...this.rules().rules[0], ...terms, name: ruleName, permissionSet, accountIds: [accountId] }));
    return { ...this.rules(), version, rules, sets: [{ permissionSet, arn, name, sessionSeconds }] };
  }

  private activeRows(key: string): Elevation[] {
    return [...this.rows.values()].filter((row) => row.state === 'active' && assignmentKey(personal(row.requesterId)) === key
      && row.endsAtMs! > this.time.nowMs + this.weather.skewMs && !this.disabled.has(row.requesterId));
  }

  private checkRemoval(assignment: HeldAssignment): void {
    const key = assignmentKey(assignment);
    if (this.access.standing.has(key)) {
      this.wrong.push(`standing access of ${assignment.principal.id} is removed`);
    }
    this.activeRows(key).forEach(({ id }) => this.wrong.push(`access of ${id} ends before its time`));
  }

  public checkDenial(ids: readonly string[]): void {
    for (const id of ids) {
      const elevationId = /^elevation\/(.*)$/.exec(id)?.[1];
      if (elevationId !== undefined && !this.firstDeniedMs.has(elevationId)) {
        this.firstDeniedMs.set(elevationId, this.time.nowMs);
      }
    }
    ids.filter((id) => !this.firstSaidMs.has(id)).forEach((id) => this.firstSaidMs.set(id, this.time.nowMs));
    for (const session of this.access.sessions) {
      const denial = this.access.denialOf(session);
      if (!denial) {
        continue;
      }
      const active = this.activeRows(session.key).filter(({ id }) => session.issuedMs >= this.activeSinceMs.get(id)!);
      active.forEach((row) => this.wrong.push(`a session of ${row.id} is denied by ${denial.id}`));
      if (this.isDespiteGroup(session.userId, denial)) {
        this.wrong.push(`a session of ${session.userId} is denied by ${denial.id} although a group gives the same`);
      }
      if (session.standing && this.access.standing.has(session.key)) {
        this.wrong.push(`a standing session of ${session.userId} is denied by ${denial.id}`);
      }
    }
  }

  /** Sessions are denied before the assignment is touched, unless that was what went wrong. */
  public checkOrder(assignment: HeldAssignment): void {
    const key = assignmentKey(assignment);
    const wentWrong = this.faults.some((atMs) => atMs > this.time.nowMs - 120_000);
    const open = this.access.sessions.filter((session) => session.key === key && session.untilMs > this.time.nowMs);
    if (!wentWrong && !this.leases.get(key)?.standingGroups && open.some((session) => !this.access.denialOf(session))) {
      this.wrong.push(`the assignment of ${assignment.principal.id} is removed while a session is not denied`);
    }
  }

  /** An administrator takes away what was there before any elevation. */
  public removeStanding(userId: string): void {
    const key = assignmentKey(personal(userId));
    if (this.access.standing.delete(key)) {
      this.access.held.delete(key);
      this.faults.push(this.time.nowMs);
    }
  }

  /** The directory puts somebody into the group, or out of it. */
  public setMember(userId: string, isMember: boolean): void {
    if (isMember === this.access.members.has(userId)) {
      return;
    }
    this.faults.push(this.time.nowMs);
    if (isMember) {
      this.access.members.set(userId, this.time.nowMs);
    } else {
      this.access.members.delete(userId);
      this.leftGroupMs.set(userId, this.time.nowMs);
    }
  }

  /** What a lease says of groups is so, or was a moment ago. */
  public checkGroups({ standingGroups, principal, ...place }: Lease): void {
    if (standingGroups) {
      this.explainedByGroup.push({ key: assignmentKey({ ...place, principal }), atMs: this.time.nowMs });
      const isNew = !this.leases.get(assignmentKey({ ...place, principal }))?.standingGroups;
      if (isNew && !this.access.members.has(principal.id) && (this.leftGroupMs.get(principal.id) ?? -Infinity) < this.time.nowMs - 2 * MINUTE) {
        this.wrong.push(`${principal.id} is said to have access by a group`);
      }
    }
  }

  /** Whether somebody is denied who was in the group for long when that was decided, and nothing kept anybody from seeing it. */
  private isDespiteGroup(userId: string, { id }: Denial): boolean {
    const [memberMs, saidMs] = [this.access.members.get(userId) ?? Infinity, this.firstSaidMs.get(id)!];
    return !this.disabled.has(userId) && memberMs < saidMs - 2 * MINUTE && !this.faults.some((atMs) => atMs > saidMs - 2 * MINUTE && atMs <= saidMs);
  }

  private kill(worker: Worker, why: string): void {
    worker.dead = true;
    worker.die(new Error(why));
  }

  private fault(perMille: number): boolean {
    const hit = this.time.nowMs < this.stormUntilMs && this.dice.hit(perMille);
    if (hit) {
      this.faults.push(this.time.nowMs);
    }
    return hit;
  }

  private async crash<T>(worker: Worker): Promise<T> {
    this.kill(worker, 'crashed');
    return never<T>();
  }

  /** One effect: it may be slow, may not happen, may happen without anybody hearing of it, or be the last. */
  public async effect<T>(worker: Worker, kind: 'table' | 'sso' | 'denials' | 'other', work: () => T): Promise<T> {
    if (worker.dead) {
      return never<T>();
    }
    if (this.dice.hit(this.weather.slow)) {
      await this.time.sleep(this.dice.below(1_000));
    }
    if (worker.dead) {
      return never<T>();
    }
    if (this.fault(this.weather.crash)) {
      return this.crash<T>(worker);
    }
    if (kind === 'sso' && this.fault(this.weather.throttled)) {
      throw new IdentityCenterFailure(this.dice.hit(500) ? 'throttled' : 'conflict', 'told to fail');
    }
    if ((kind === 'table' && this.fault(this.weather.tables)) || (kind === 'denials' && this.fault(this.weather.denials))) {
      throw new Error(`${kind}: told to fail`);
    }
    const answer = work();
    if (this.fault(this.weather.crash)) {
      return this.crash<T>(worker);
    }
    if (kind === 'sso' && this.fault(this.weather.lost)) {
      throw new IdentityCenterFailure('unavailable', 'the answer was lost');
    }
    return answer;
  }

  public saveRow(row: Elevation): 'written' | 'conflict' {
    const before = this.rows.get(row.id);
    if (before && before.revision !== row.revision - 1) {
      return 'conflict';
    }
    this.rows.set(row.id, row);
    this.seen.set(row.id, [...this.seen.get(row.id) ?? [], { atMs: this.time.nowMs, row }]);
    if (row.state === 'active' && before?.state !== 'active') {
      this.activeSinceMs.set(row.id, this.time.nowMs);
      const wentWrong = this.faults.some((atMs) => atMs > this.time.nowMs - 10_000);
      if (!wentWrong && !this.access.held.has(assignmentKey(personal(row.requesterId)))) {
        this.wrong.push(`${row.id} is active and has no access`);
      }
      this.time.at(this.time.nowMs + this.dice.below(300_000), () => this.openSession(row.requesterId));
    }
    if (row.endFacts?.explainedBy && !this.firstDeniedMs.has(row.id)) {
      this.firstDeniedMs.set(row.id, this.time.nowMs);
    }
    return 'written';
  }

  /** As an index has them: a moment old. */
  public index(): Elevation[] {
    const atMs = this.time.nowMs - this.dice.below(this.weather.staleMs + 1);
    return [...this.seen.values()].flatMap((versions) => versions.filter((each) => each.atMs <= atMs).slice(-1))
      .map(({ row }) => row).filter(isUnfinished);
  }

  public create(worker: Worker, assignment: HeldAssignment) {
    if (this.fault(this.weather.late)) {
      // on its way for minutes, and whoever sent it is gone.
      this.time.at(this.time.nowMs + this.dice.below(600_000), () => {
        try {
          this.access.create(assignment);
        } catch (error) {
          this.calls.push(`a late call met ${(error as Error).message}`);
        }
      });
      this.kill(worker, 'crashed');
      throw new Error('crashed');
    }
    return this.access.create(assignment);
  }
}
