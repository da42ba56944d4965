import { type AccessDocuments, currentAccess } from './access-documents';
import type { AccountRecord, AccountRecords, RecordChange } from './account-records';
import { type ChangeKind, OPERATION_LIMIT_MS, changeAssignment } from './assignment-change';
import type { IdentityCenter } from './identity-center';
import { listedCells } from './listed-cells';
import type { OrganizationPlaces } from './organization-places';
import { WORKER_LIFE_MS } from './reconciliation-lock';
import type { Clock } from '../../private/runtime/clock';
import { accountDifference, wantedCells } from '../domain/access-difference';
import { type AppliedCell, type NamedCell, cellKey } from '../domain/applied-access';

export interface ReconcileAccountRequest {
  readonly accountId: string;
  readonly run: string;
  readonly version: string;
  readonly recheck?: boolean;
  /** As the plan found it; nobody who starts a run can say so. */
  readonly rollingBack?: boolean;
  /** Different for every invocation. */
  readonly worker: string;
  /** When the invocation is over, whatever it is doing. */
  readonly deadlineMs: number;
}

export interface ReconcileAccountPorts {
  readonly documents: AccessDocuments;
  readonly records: AccountRecords;
  readonly identityCenter: IdentityCenter;
  readonly places: Pick<OrganizationPlaces, 'standing'>;
  readonly clock: Clock;
}

/** A list that was read right after a change may be older than the change. */
const READ_BACK_WAITS_MS = [0, 2_000, 4_000, 8_000];

/** So long after the last change no worker is at work any more, and no list is so old: what it shows may be taken for what is. */
const SETTLED_MS = WORKER_LIFE_MS + 5 * 60_000;

/** What one more operation may take, and reading everything back after it. */
const ONE_MORE_MS = OPERATION_LIMIT_MS + 60_000;

const MOST_FAILURES = 50;

const SKIPPED = { closed: 'it is closed or suspended', gone: 'it is not in the organization any more' };

/**
 * Makes one account as desired: what is missing is given first, then what was given earlier and is not wanted any more is taken.
 *
 * What is about to be changed is written down before, so that no crash leaves an assignment that nobody answers for; what exists
 * already is adopted. Everything that was changed is read back. Running it twice does no harm. Not done means: call again.
 *
 * The document is compared once more, before the account is claimed: a run that somebody redrives days later has neither the lock
 * nor the latest wishes. `Superseded` leaves the account to whoever has them.
 */
export async function reconcileAccount(request: ReconcileAccountRequest, ports: ReconcileAccountPorts): Promise<{ readonly done: boolean }> {
  const { access } = await currentAccess(ports.documents, request.version, request.rollingBack);
  const record = await ports.records.claim(request.accountId, request.worker);
  const work = new AccountWork(request, ports, record);
  const { create, remove } = accountDifference(wantedCells(access, request.accountId, record.observed), work.applied());
  const standing = create.length + remove.length > 0 ? await ports.places.standing(request.accountId) : 'active';
  return { done: standing === 'active' ? await work.do(create, remove) : await work.skip(SKIPPED[standing]) };
}

class AccountWork {
  private readonly cells: Map<string, AppliedCell>;
  private readonly failed = new Map<string, string>();
  private readonly given: NamedCell[] = [];
  private readonly taken: NamedCell[] = [];

  public constructor(
    private readonly request: ReconcileAccountRequest, private readonly ports: ReconcileAccountPorts, private readonly record: AccountRecord,
  ) {
    this.cells = new Map(record.applied.map((cell) => [cellKey(cell), request.recheck ? { ...cell, confirmed: false } : cell]));
  }

  public applied(): AppliedCell[] {
    return [...this.cells.values()];
  }

  public async do(create: readonly NamedCell[], remove: readonly NamedCell[]): Promise<boolean> {
    const missing = await this.adopt(create);
    let finished = true;
    if (missing.length + remove.length > 0) {
      [...missing, ...remove].forEach((cell) => this.cells.set(cellKey(cell), { ...cell, confirmed: false }));
      await this.save({ changedMs: this.ports.clock.nowMs() });
      finished = await this.change('create', missing, this.given) && await this.change('delete', remove, this.taken);
      await this.readBack();
    }
    await this.save(finished ? { outcome: { run: this.request.run, failures: this.failures() } } : {});
    return finished;
  }

  /** What was applied stays known: a suspended account comes back with it. */
  public async skip(skipped: string): Promise<boolean> {
    await this.save({ outcome: { run: this.request.run, failures: [], skipped } });
    return true;
  }

  /** Confirms what is there already; the rest is missing. After a recent change only Identity Center's answer to a request is trusted. */
  private async adopt(create: readonly NamedCell[]): Promise<readonly NamedCell[]> {
    if (create.length === 0 || this.ports.clock.nowMs() - (this.record.changedMs ?? -Infinity) < SETTLED_MS) {
      return create;
    }
    const there = await this.list(create);
    create.filter((cell) => there.has(cellKey(cell))).forEach((cell) => this.confirm(cell));
    return create.filter((cell) => !there.has(cellKey(cell)));
  }

  /** One after the other: how many accounts are worked on at once is how many operations are under way. */
  private async change(kind: ChangeKind, cells: readonly NamedCell[], changed: NamedCell[]): Promise<boolean> {
    for (const cell of cells) {
      if (this.ports.clock.nowMs() + ONE_MORE_MS > this.request.deadlineMs) {
        return false;
      }
      const assignment = { permissionSetArn: cell.permissionSetArn, accountId: this.request.accountId, principal: { type: 'GROUP' as const, id: cell.groupId } };
      const reason = await changeAssignment(kind, assignment, this.ports.identityCenter, this.ports.clock);
      if (reason === undefined) {
        changed.push(cell);
      } else {
        this.fail(cell, kind === 'create' ? 'was not given' : 'was not taken away', reason);
      }
    }
    return true;
  }

  private async readBack(): Promise<void> {
    const open = { given: [...this.given], taken: [...this.taken] };
    for (const wait of READ_BACK_WAITS_MS) {
      if (open.given.length + open.taken.length === 0) {
        return;
      }
      await this.ports.clock.sleep(wait);
      const there = await this.list([...open.given, ...open.taken]);
      open.given.filter((cell) => there.has(cellKey(cell))).forEach((cell) => this.confirm(cell));
      open.taken.filter((cell) => !there.has(cellKey(cell))).forEach((cell) => this.cells.delete(cellKey(cell)));
      open.given = open.given.filter((cell) => !there.has(cellKey(cell)));
      open.taken = open.taken.filter((cell) => there.has(cellKey(cell)));
    }
    open.given.forEach((cell) => this.fail(cell, 'was given', 'but Identity Center does not list it'));
    open.taken.forEach((cell) => this.fail(cell, 'was taken away', 'but Identity Center still lists it'));
  }

  private confirm(cell: NamedCell): void {
    this.cells.set(cellKey(cell), { ...cell, confirmed: true });
  }

  private async list(cells: readonly NamedCell[]): Promise<Set<string>> {
    return listedCells(this.ports.identityCenter, this.request.accountId, new Set(cells.map(({ permissionSetArn }) => permissionSetArn)));
  }

  private async save(change: RecordChange): Promise<void> {
    await this.ports.records.save(this.request.accountId, this.request.worker, { applied: this.applied(), ...change });
  }

  private fail(cell: NamedCell, what: string, reason: string): void {
    this.failed.set(cellKey(cell), `'${cell.permissionSet}' of '${cell.group}' ${what}: ${reason}`.slice(0, 400));
  }

  private failures(): string[] {
    const all = [...this.failed.values()];
    return all.length > MOST_FAILURES ? [...all.slice(0, MOST_FAILURES), `and ${all.length - MOST_FAILURES} more`] : all;
  }
}
