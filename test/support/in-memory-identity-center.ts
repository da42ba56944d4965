import {
  type AccountAssignment, type FailureKind, type IdentityCenter, IdentityCenterFailure, type Operation, type Page, type Principal, type SetInAccount,
} from '../../src/identity/runtime/identity-center';
import type { Clock } from '../../src/private/runtime/clock';

/** One call, as it was made. */
export interface Call {
  readonly method: keyof IdentityCenter;
  readonly permissionSetArn?: string;
  readonly accountId?: string;
  readonly principal?: Principal;
  readonly next?: string;
  /** How many calls were made before. */
  readonly number: number;
}

/** A kind of failure, or anything else to throw: an `Error` that is no `IdentityCenterFailure` stands for a crash of the caller. */
export type Fault = FailureKind | Error | undefined;

export interface InMemoryIdentityCenterOptions {
  readonly clock: Clock;
  /** ARNs of the permission sets of the instance. */
  readonly sets: readonly string[];
  /** Accounts that assignments can be made in; others are 'missing'. Default: any. */
  readonly accounts?: readonly string[];
  /** Items of one page of any list; 100 unless told. */
  readonly pageSize?: number;
  /** How long a change takes, in milliseconds; 5,000 unless told. */
  readonly operationMs?: number;
  /** Changes under way at once, above which a further one is 'throttled'; 10 unless told. */
  readonly mostInFlight?: number;
}

interface Held extends AccountAssignment {
  readonly fromMs: number;
  untilMs: number;
}

interface Running {
  readonly requestId: string;
  readonly kind: 'creation' | 'deletion' | 'provisioning';
  readonly key: string;
  readonly doneMs: number;
  readonly finish: () => string | undefined;
  status: Operation['status'];
  failureReason?: string;
}

const placeOf = ({ accountId, permissionSetArn }: SetInAccount) => `${accountId}|${permissionSetArn}`;
const keyOf = (assignment: AccountAssignment) => `${placeOf(assignment)}|${assignment.principal.type}|${assignment.principal.id}`;

/**
 * An Identity Center in memory: it pages, finishes changes later, has a limit of changes under way, refuses two of the same thing at once,
 * and fails or answers late where a test tells it to. `hold`, `held`, `change` and `outdated` are the test's own hands and eyes and count as no call.
 */
export class InMemoryIdentityCenter implements IdentityCenter {
  /** Every call that was made, refused ones included. */
  public readonly calls: Call[] = [];
  /** The most changes that were ever under way at once. */
  public peakInFlight = 0;

  private readonly entries = new Map<string, Held[]>();
  private readonly running = new Map<string, Running>();
  private readonly old = new Map<string, Set<string>>();
  private requests = 0;

  public constructor(private readonly options: InMemoryIdentityCenterOptions) {}

  /** What a call fails with before it has an effect. */
  public before: (call: Call) => Fault = () => undefined;
  /** What a call fails with after its effect: only the answer is lost. */
  public after: (call: Call) => Fault = () => undefined;
  /** The reason with which an accepted change fails later. */
  public fails: (kind: 'creation' | 'deletion' | 'provisioning', where: SetInAccount, principal?: Principal) => string | undefined = () => undefined;
  /** How many milliseconds old the answer of a list is. */
  public staleMs: (call: Call) => number = () => 0;

  /** Makes an assignment that nobody asked for through a call. */
  public hold(assignment: AccountAssignment): void {
    const list = this.entries.get(keyOf(assignment)) ?? [];
    this.entries.set(keyOf(assignment), list);
    const now = this.options.clock.nowMs();
    if (!list.some(({ untilMs }) => untilMs > now)) {
      const { permissionSetArn, accountId, principal } = assignment;
      list.push({ permissionSetArn, accountId, principal, fromMs: now, untilMs: Infinity });
    }
  }

  /** Takes an assignment away as somebody else would. */
  public drop(assignment: AccountAssignment): void {
    const now = this.options.clock.nowMs();
    this.entries.get(keyOf(assignment))?.forEach((entry) => {
      entry.untilMs = Math.min(entry.untilMs, now);
    });
  }

  /** All that exists now, in no order that means anything. */
  public held(): AccountAssignment[] {
    this.settle();
    const held = this.heldAt(this.options.clock.nowMs());
    return held.map(({ permissionSetArn, accountId, principal }) => ({ permissionSetArn, accountId, principal }));
  }

  /** A permission set changes: it is outdated wherever somebody holds it. */
  public change(permissionSetArn: string): void {
    const holders = this.held().filter((held) => held.permissionSetArn === permissionSetArn);
    this.old.set(permissionSetArn, new Set(holders.map(({ accountId }) => accountId)));
  }

  /** Accounts in which a set's last change has not arrived. */
  public outdated(permissionSetArn: string): string[] {
    this.settle();
    return [...this.old.get(permissionSetArn) ?? []].sort();
  }

  /** Changes under way now. */
  public inFlight(): number {
    this.settle();
    return [...this.running.values()].filter(({ status }) => status === 'IN_PROGRESS').length;
  }

  public async permissionSets(next?: string): Promise<Page<string>> {
    return this.answering({ method: 'permissionSets', next }, () => this.page(this.options.sets, next));
  }

  public async accountsWith(permissionSetArn: string, which: 'all' | 'outdated', next?: string): Promise<Page<string>> {
    return this.answering({ method: 'accountsWith', permissionSetArn, next }, (call) => {
      this.requireSet(permissionSetArn);
      const atMs = this.options.clock.nowMs() - this.staleMs(call);
      const all = new Set(this.heldAt(atMs).filter((held) => held.permissionSetArn === permissionSetArn).map(({ accountId }) => accountId));
      return this.page([...all].filter((id) => which === 'all' || this.old.get(permissionSetArn)?.has(id)).sort(), next);
    });
  }

  public async assignments(where: SetInAccount, next?: string): Promise<Page<Principal>> {
    return this.answering({ method: 'assignments', ...where, next }, (call) => {
      this.requireSet(where.permissionSetArn);
      const held = this.heldAt(this.options.clock.nowMs() - this.staleMs(call));
      return this.page(held.filter((one) => placeOf(one) === placeOf(where)).map(({ principal }) => principal), next);
    });
  }

  public async createAssignment(assignment: AccountAssignment): Promise<Operation> {
    return this.answering({ method: 'createAssignment', ...assignment }, () => {
      this.requireSet(assignment.permissionSetArn);
      this.requireAccount(assignment.accountId);
      return this.accept('creation', assignment, () => this.hold(assignment), assignment.principal);
    });
  }

  public async creation(requestId: string): Promise<Operation> {
    return this.answering({ method: 'creation' }, () => this.status(requestId, 'creation'));
  }

  public async deleteAssignment(assignment: AccountAssignment): Promise<Operation> {
    return this.answering({ method: 'deleteAssignment', ...assignment }, () => {
      this.requireSet(assignment.permissionSetArn);
      this.requireAccount(assignment.accountId);
      const now = this.options.clock.nowMs();
      if (!this.isBusy(keyOf(assignment)) && !this.entries.get(keyOf(assignment))?.some(({ untilMs }) => untilMs > now)) {
        throw new IdentityCenterFailure('missing', 'ResourceNotFoundException: there is no such account assignment');
      }
      return this.accept('deletion', assignment, () => this.drop(assignment), assignment.principal);
    });
  }

  public async deletion(requestId: string): Promise<Operation> {
    return this.answering({ method: 'deletion' }, () => this.status(requestId, 'deletion'));
  }

  public async provision(where: SetInAccount): Promise<Operation> {
    return this.answering({ method: 'provision', ...where }, () => {
      this.requireSet(where.permissionSetArn);
      this.requireAccount(where.accountId);
      return this.accept('provisioning', where, () => this.old.get(where.permissionSetArn)?.delete(where.accountId));
    });
  }

  public async provisioning(requestId: string): Promise<Operation> {
    return this.answering({ method: 'provisioning' }, () => this.status(requestId, 'provisioning'));
  }

  private async answering<T>(made: Omit<Call, 'number'>, answer: (call: Call) => T): Promise<T> {
    const call: Call = { ...made, number: this.calls.length };
    this.calls.push(call);
    this.settle();
    raise(this.before(call));
    const result = answer(call);
    raise(this.after(call));
    return result;
  }

  private accept(kind: Running['kind'], where: SetInAccount, effect: () => void, principal?: Principal): Operation {
    const key = principal ? keyOf({ ...where, principal }) : placeOf(where);
    if (this.isBusy(key)) {
      throw new IdentityCenterFailure('conflict', 'ConflictException: the same request is in progress');
    }
    const limit = this.options.mostInFlight ?? 10;
    if (this.inFlight() >= limit) {
      throw new IdentityCenterFailure('throttled', `ThrottlingException: more than ${limit} requests are under way`);
    }
    const failure = this.fails(kind, where, principal);
    const running: Running = {
      requestId: `request-${++this.requests}`, kind, key, status: 'IN_PROGRESS', doneMs: this.options.clock.nowMs() + (this.options.operationMs ?? 5_000),
      finish: () => failure ?? void effect(),
    };
    this.running.set(running.requestId, running);
    this.peakInFlight = Math.max(this.peakInFlight, this.inFlight());
    return shown(running);
  }

  private isBusy(key: string): boolean {
    return [...this.running.values()].some((running) => running.key === key && running.status === 'IN_PROGRESS');
  }

  private status(requestId: string, kind: Running['kind']): Operation {
    const running = this.running.get(requestId);
    if (running?.kind !== kind) {
      throw new IdentityCenterFailure('missing', `ResourceNotFoundException: there is no request ${requestId}`);
    }
    return shown(running);
  }

  /** Finishes what is due, in the order it became so. */
  private settle(): void {
    const now = this.options.clock.nowMs();
    for (const running of this.running.values()) {
      if (running.status === 'IN_PROGRESS' && running.doneMs <= now) {
        running.failureReason = running.finish();
        running.status = running.failureReason === undefined ? 'SUCCEEDED' : 'FAILED';
      }
    }
  }

  private heldAt(atMs: number): Held[] {
    return [...this.entries.values()].flat().filter(({ fromMs, untilMs }) => fromMs <= atMs && untilMs > atMs);
  }

  private page<T>(items: readonly T[], next = '0'): Page<T> {
    const [start, size] = [Number(next), this.options.pageSize ?? 100];
    return { items: items.slice(start, start + size), ...(items.length > start + size ? { next: String(start + size) } : {}) };
  }

  private requireSet(permissionSetArn: string): void {
    if (!this.options.sets.includes(permissionSetArn)) {
      throw new IdentityCenterFailure('missing', `ResourceNotFoundException: there is no permission set ${permissionSetArn}`);
    }
  }

  private requireAccount(accountId: string): void {
    if (this.options.accounts && !this.options.accounts.includes(accountId)) {
      throw new IdentityCenterFailure('missing', `ResourceNotFoundException: ${accountId} is not an active account of the organization`);
    }
  }
}

function raise(fault: Fault): void {
  if (fault !== undefined) {
    throw fault instanceof Error ? fault : new IdentityCenterFailure(fault, `told to fail: ${fault}`);
  }
}

function shown({ requestId, status, failureReason }: Running): Operation {
  return { requestId, status, failureReason };
}
