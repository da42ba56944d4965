import { InMemoryIdentityCenter, type InMemoryIdentityCenterOptions } from './in-memory-identity-center';
import { VirtualClock } from './virtual-clock';
import { readApplied, writeApplied } from '../../src/identity/domain/applied-access';
import type { AccountFacts, DeployedAccess } from '../../src/identity/domain/desired-access';
import type { LivePlace, Standing } from '../../src/identity/domain/reconcile-plan';
import type { BrakeLimits } from '../../src/identity/domain/removal-brake';
import { Superseded, type VersionedAccess } from '../../src/identity/runtime/access-documents';
import { type AccountRecord, type AccountRecords, Overtaken, type RecordChange } from '../../src/identity/runtime/account-records';
import { finishReconciliation } from '../../src/identity/runtime/finish-reconciliation';
import type { AccountAssignment } from '../../src/identity/runtime/identity-center';
import type { KeptAccessDocuments } from '../../src/identity/runtime/keep-access-document';
import { noteFailure } from '../../src/identity/runtime/note-failure';
import { patientIdentityCenter } from '../../src/identity/runtime/patient-identity-center';
import { planReconciliation } from '../../src/identity/runtime/plan-reconciliation';
import { reconcileAccount } from '../../src/identity/runtime/reconcile-account';
import type { RunFiles, RunPlan, RunRequest, RunResult } from '../../src/identity/runtime/run-files';

export const INSTANCE = 'arn:aws:sso:::instance/ssoins-0123456789abcdef';
export const MANAGEMENT = '000000000001';
export const setArn = (name: string) => `arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-${name}`;
export const groupId = (name: string) => `id-of-${name}`;

/** Who holds what: account → 'set group'. */
export type Matrix = Readonly<Record<string, readonly string[]>>;

/** The document of a matrix, whose rules give each account what it holds, by name; `everywhere` are rules for all accounts. */
export function documentOf(
  matrix: Matrix, { everywhere = [] as string[], sets = ['Reader', 'Writer', 'Admin'], groups = ['ants', 'bees', 'cats', 'dogs'] } = {},
): DeployedAccess {
  const split = (cell: string) => cell.split(' ');
  const own = Object.entries(matrix).flatMap(([id, cells]) => cells.filter((cell) => !everywhere.includes(cell)).map((cell) => ({ id, cell })));
  const rules = [
    ...own.map(({ id, cell }) => ({ permissionSet: split(cell)[0], group: split(cell)[1], accounts: { kind: 'named' as const, accounts: [id] } })),
    ...everywhere.map((cell) => ({ permissionSet: split(cell)[0], group: split(cell)[1], accounts: { kind: 'under' as const, units: ['Workloads'] } })),
  ];
  return {
    schemaVersion: 1, organizationId: 'o-world', managementAccountId: MANAGEMENT, sets, groups, instanceArn: INSTANCE,
    setArns: sets.map(setArn), groupIds: groups.map(groupId), rules,
    accounts: Object.entries(matrix).map(([id, cells]) => ({
      ...factsOf(id),
      holds: sets.map((name, index) => [index, ...cells.filter((cell) => split(cell)[0] === name).map((cell) => groups.indexOf(split(cell)[1]))])
        .filter((row) => row.length > 1),
    })),
  };
}

export function factsOf(id: string, path = 'Workloads'): AccountFacts {
  return { id, name: `account-${id}`, path, tags: {} };
}

export function assignment(accountId: string, cell: string): AccountAssignment {
  const [set, group] = cell.split(' ');
  return { accountId, permissionSetArn: setArn(set), principal: { type: 'GROUP', id: groupId(group) } };
}

export class InMemoryDocuments implements KeptAccessDocuments {
  readonly versions: DeployedAccess[] = [];

  async read(version?: string): Promise<VersionedAccess> {
    const number = version === undefined ? this.versions.length : Number(version.slice(1));
    return { version: `v${number}`, access: structuredClone(this.versions[number - 1]) };
  }

  async newest(): Promise<VersionedAccess | undefined> {
    return this.versions.length > 0 ? this.read() : undefined;
  }

  async write(access: DeployedAccess): Promise<string> {
    this.versions.push(structuredClone(access));
    return `v${this.versions.length}`;
  }
}

/** Keeps what an item of the table would keep, as text. */
export class InMemoryRecords implements AccountRecords {
  readonly items = new Map<string, { applied: string; observed?: AccountFacts; outcome?: AccountRecord['outcome']; changedMs?: number; worker?: string }>();
  /** What a call fails with, before or after its effect. */
  fault: (method: keyof AccountRecords) => 'before' | 'after' | undefined = () => undefined;

  async all(): Promise<readonly AccountRecord[]> {
    return this.during('all', () => [...this.items.keys()].map((id) => this.record(id)));
  }

  async place(accountId: string, observed: AccountFacts | undefined): Promise<void> {
    return this.during('place', () => { this.item(accountId).observed = observed; });
  }

  async forget(accountId: string): Promise<void> {
    return this.during('forget', () => { this.items.delete(accountId); });
  }

  async claim(accountId: string, worker: string): Promise<AccountRecord> {
    return this.during('claim', () => {
      this.item(accountId).worker = worker;
      return this.record(accountId);
    });
  }

  async save(accountId: string, worker: string, { applied, outcome, changedMs }: RecordChange): Promise<void> {
    return this.during('save', () => {
      const item = this.item(accountId);
      if (item.worker !== worker) {
        throw new Overtaken(`${accountId} has another worker`);
      }
      item.applied = applied ? writeApplied(applied) : item.applied;
      item.outcome = outcome ?? item.outcome;
      item.changedMs = changedMs ?? item.changedMs;
    });
  }

  private during<T>(method: keyof AccountRecords, effect: () => T): T {
    const fault = this.fault(method);
    if (fault === 'before') {
      throw new Error('crash');
    }
    const result = effect();
    if (fault === 'after') {
      throw new Error('crash');
    }
    return result;
  }

  private item(accountId: string) {
    const item = this.items.get(accountId) ?? { applied: writeApplied([]) };
    this.items.set(accountId, item);
    return item;
  }

  private record(accountId: string): AccountRecord {
    const { applied, observed, outcome, changedMs } = this.items.get(accountId)!;
    return { accountId, applied: readApplied(applied), observed, outcome, changedMs };
  }
}

export class InMemoryFiles implements RunFiles {
  readonly accounts = new Map<string, readonly string[]>();
  readonly results: RunResult[] = [];

  async writeAccounts(run: string, accountIds: readonly string[]): Promise<void> {
    this.accounts.set(run, accountIds);
  }

  async readAccounts(run: string): Promise<readonly string[]> {
    return this.accounts.get(run) ?? [];
  }

  async writeResult(result: RunResult): Promise<void> {
    this.results.push(result);
  }
}

/** Everything a run needs, and the run itself as the state machine conducts it. */
export class ReconcilerWorld {
  readonly clock: VirtualClock;
  readonly identityCenter: InMemoryIdentityCenter;
  readonly documents = new InMemoryDocuments();
  readonly records = new InMemoryRecords();
  readonly files = new InMemoryFiles();
  readonly live = new Map<string, LivePlace>();
  /** Where the snapshot still takes accounts for active that are not. */
  readonly standings = new Map<string, Standing>();
  /** What CloudFormation says of the stack. */
  rollingBack = false;
  readonly asked: string[] = [];
  limits: BrakeLimits = { most: 50, advice: 'Raise maxRemovals.' };
  /** How long an invocation lives. */
  lambdaMs = 15 * 60_000;
  private runs = 0;
  private workers = 0;

  constructor(options: Partial<Omit<InMemoryIdentityCenterOptions, 'clock' | 'sets'>> & { sets?: string[]; chance?: () => number } = {}) {
    this.clock = new VirtualClock(undefined, options.chance);
    const sets = (options.sets ?? ['Reader', 'Writer', 'Admin']).map(setArn);
    this.identityCenter = new InMemoryIdentityCenter({ ...options, clock: this.clock, sets });
  }

  /** What a deployment writes, without its brake. */
  async deploy(matrix: Matrix, options: Parameters<typeof documentOf>[1] = {}): Promise<void> {
    await this.documents.write(documentOf(matrix, options));
  }

  async run(request: RunRequest = {}): Promise<RunResult & { error?: string; cause?: string }> {
    const run = `run-${++this.runs}`;
    let plan: RunPlan | undefined;
    let stopped: { Error: string; Cause: string } | undefined;
    try {
      plan = await planReconciliation(run, request, { limits: this.limits, stackId: 'stack' }, {
        documents: this.documents, records: this.records, files: this.files, places: { find: async (id) => this.find(id) },
        stacks: { isRollingBack: async () => this.rollingBack },
      });
      await this.planned();
      await this.eachAccount(run, plan, request);
    } catch (error) {
      const { name, message } = error as Error;
      stopped = { Error: name, Cause: JSON.stringify({ errorType: name, errorMessage: message }) };
    }
    const ending = await finishReconciliation({ run, plan, stopped }, { files: this.files, records: this.records, documents: this.documents });
    return { ...this.files.results.at(-1)!, ...(ending.failed ? { error: ending.error, cause: ending.cause } : {}) };
  }

  /** What happens between the plan and the first account. */
  planned: () => Promise<void> = async () => {};

  private find(accountId: string): LivePlace {
    this.asked.push(accountId);
    return this.live.get(accountId) ?? { kind: 'gone' };
  }

  private async eachAccount(run: string, plan: RunPlan, { recheck }: RunRequest): Promise<void> {
    const waiting = [...await this.files.readAccounts(run)];
    const lane = async () => {
      for (let accountId = waiting.shift(); accountId !== undefined; accountId = waiting.shift()) {
        await this.account(accountId, run, plan, recheck);
      }
    };
    await Promise.all(Array.from({ length: 10 }, lane));
  }

  /** As the child of the distributed map: again until done, and what cannot be done at all is noted. */
  private async account(accountId: string, run: string, { version, rollingBack }: RunPlan, recheck?: boolean): Promise<void> {
    for (let tries = 1; ;) {
      const request = { accountId, run, version, recheck, rollingBack, worker: `worker-${++this.workers}`, deadlineMs: this.clock.nowMs() + this.lambdaMs };
      const identityCenter = patientIdentityCenter(this.identityCenter, this.clock, 1.5);
      try {
        const places = { standing: async () => this.standings.get(accountId) ?? 'active' as const };
        if ((await reconcileAccount(request, { documents: this.documents, records: this.records, identityCenter, places, clock: this.clock })).done) {
          return;
        }
      } catch (error) {
        if (error instanceof Superseded) {
          return;
        }
        if (++tries > 3) {
          await noteFailure(accountId, run, request.worker, (error as Error).message, this.records).catch(() => {});
          return;
        }
      }
    }
  }

  /** Who holds what, in words. */
  held(): Record<string, string[]> {
    const found: Record<string, string[]> = {};
    for (const { accountId, permissionSetArn, principal } of this.identityCenter.held()) {
      (found[accountId] ??= []).push(`${permissionSetArn.split('/ps-')[1]} ${principal.id.replace('id-of-', '')}`);
    }
    return Object.fromEntries(Object.entries(found).sort().map(([id, cells]) => [id, cells.sort()]));
  }

  /** Calls that ask for a change, in words. */
  changes(): string[] {
    return this.identityCenter.calls.filter(({ method }) => method === 'createAssignment' || method === 'deleteAssignment')
      .map(({ method, accountId, permissionSetArn, principal }) => `${method === 'createAssignment' ? '+' : '-'} ${accountId} ${permissionSetArn!.split('/ps-')[1]} ${principal!.id.replace('id-of-', '')}`);
  }
}

/** One in which a matrix is declared. */
export async function deployedReconcilerWorld(
  matrix: Record<string, string[]>, options: ConstructorParameters<typeof ReconcilerWorld>[0] = {},
): Promise<ReconcilerWorld> {
  const world = new ReconcilerWorld(options);
  await world.deploy(matrix);
  return world;
}
