import type { Dice, SimulatedTime } from './simulated-time';
import type { Denial } from '../../src/containment/domain/denial';
import { type HeldAssignment, assignmentKey } from '../../src/identity/domain/held-access';
import { IdentityCenterFailure, type Operation } from '../../src/identity/runtime/identity-center';

export interface Session {
  readonly userId: string;
  readonly accountId: string;
  readonly key: string;
  readonly issuedMs: number;
  readonly untilMs: number;
  /** Whether it came from an assignment that was there before any elevation. */
  readonly standing: boolean;
  /** Whether a group gave the person the same when it was opened. */
  readonly byGroup: boolean;
}

interface Running {
  readonly requestId: string;
  readonly key: string;
  readonly doneMs: number;
  readonly fails?: string;
  /** Says SUCCEEDED before it fails. */
  readonly lies: boolean;
  done: boolean;
}

export const SET_NAME = 'Administrator';

/** Assignments, sessions and denials as they truly are. Changes of assignments take their time; nobody sees more than AWS would show. */
export class SimulatedAccess {
  public readonly held = new Map<string, HeldAssignment>();
  public readonly standing = new Set<string>();
  /** People with access by a group: since when. */
  public readonly members = new Map<string, number>();
  public readonly sessions: Session[] = [];
  public readonly denials = new Map<string, Denial>();
  private readonly running = new Map<string, Running>();
  private made = 0;

  public constructor(private readonly time: SimulatedTime, private readonly dice: Dice, private readonly weather: { fails: number; lies: number }) {}

  /** Called when an assignment is about to be gone, and when one is there. */
  public onRemoved: (assignment: HeldAssignment) => void = () => {};
  public onMade: (assignment: HeldAssignment) => void = () => {};

  public create(assignment: HeldAssignment): Operation {
    return this.accept(assignment, () => {
      this.held.set(assignmentKey(assignment), assignment);
      this.onMade(assignment);
    }, this.dice.hit(this.weather.fails) ? 'told to fail' : undefined);
  }

  public delete(assignment: HeldAssignment): Operation {
    const key = assignmentKey(assignment);
    if (!this.held.has(key) && !this.isBusy(key)) {
      throw new IdentityCenterFailure('missing', 'ResourceNotFoundException');
    }
    return this.accept(assignment, () => {
      this.onRemoved(assignment);
      this.held.delete(key);
    }, this.dice.hit(this.weather.fails) ? 'told to fail' : undefined);
  }

  public status(requestId: string): Operation {
    const { done, fails, lies } = this.running.get(requestId)!;
    const status = done ? (fails === undefined ? 'SUCCEEDED' : 'FAILED') : lies ? 'SUCCEEDED' : 'IN_PROGRESS';
    return { requestId, status, failureReason: done ? fails : undefined };
  }

  /** A person opens a session, if that is possible. */
  public open(assignment: HeldAssignment, sessionSeconds: number): Session | undefined {
    const key = assignmentKey(assignment);
    const byGroup = this.members.has(assignment.principal.id);
    if (!this.held.has(key) && !byGroup) {
      return undefined;
    }
    const session = {
      userId: assignment.principal.id, accountId: assignment.accountId, key,
      issuedMs: this.time.nowMs, untilMs: this.time.nowMs + sessionSeconds * 1_000, standing: this.standing.has(key), byGroup,
    };
    this.sessions.push(session);
    return session;
  }

  /** What denies it now. */
  public denialOf({ userId, accountId, issuedMs }: Session): Denial | undefined {
    const covers = ({ scope }: Denial) => scope.kind === 'everything'
      || (scope.kind === 'set' && scope.accountId === accountId && scope.setName === SET_NAME && issuedMs < (scope.issuedBeforeMs ?? Infinity));
    return [...this.denials.values()].find((denial) => denial.userId === userId && denial.endsAtMs > this.time.nowMs && covers(denial));
  }

  private accept(assignment: HeldAssignment, effect: () => void, fails?: string): Operation {
    const key = assignmentKey(assignment);
    if (this.isBusy(key)) {
      throw new IdentityCenterFailure('conflict', 'ConflictException');
    }
    const requestId = `request-${++this.made}`;
    const running: Running = {
      requestId, key, doneMs: this.time.nowMs + 1_000 + this.dice.below(8_000), fails, done: false,
      lies: fails !== undefined && this.dice.hit(this.weather.lies),
    };
    this.running.set(requestId, running);
    this.time.at(running.doneMs, () => {
      running.done = true;
      if (fails === undefined) {
        effect();
      }
    });
    return this.status(requestId);
  }

  private isBusy(key: string): boolean {
    return [...this.running.values()].some((running) => running.key === key && !running.done);
  }
}
