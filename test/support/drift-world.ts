import { InMemoryIdentityCenter } from './in-memory-identity-center';
import { VirtualClock } from './virtual-clock';
import { type AccountFacts, type DeployedAccess, cellsAt } from '../../src/identity/domain/desired-access';
import type { CheckRequest, Deed } from '../../src/identity/domain/drift-scope';
import { type HeldAssignment, assignmentKey } from '../../src/identity/domain/held-access';
import type { RemovalRules } from '../../src/identity/domain/undeclared-removal';
import { beginCheck } from '../../src/identity/runtime/begin-check';
import { compareAccess } from '../../src/identity/runtime/compare-access';
import type { DriftAnnouncement } from '../../src/identity/runtime/drift-ports';
import { listSlice } from '../../src/identity/runtime/list-slice';
import { patientIdentityCenter } from '../../src/identity/runtime/patient-identity-center';
import { provisionOutdated } from '../../src/identity/runtime/provision-outdated';
import { type Published, publishFindings } from '../../src/identity/runtime/publish-findings';
import { removeUndeclared } from '../../src/identity/runtime/remove-undeclared';

export const INSTANCE = 'arn:aws:sso:::instance/ssoins-0123456789abcdef';
export const setArn = (name: string) => `arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-${name.toLowerCase().padEnd(16, '0')}`;
export const SETS = ['Reader', 'Builder'];
export const FOREIGN_SET = setArn('Foreign');
export const GROUPS = ['readers', 'builders', 'auditors'];
export const MANAGEMENT = '000000000001';
export const ACCOUNTS: readonly AccountFacts[] = [
  { id: MANAGEMENT, name: 'management', path: '', tags: {} },
  { id: '000000000002', name: 'audit', path: 'Security', tags: {} },
  { id: '000000000003', name: 'production', path: 'Workloads', tags: {} },
  { id: '000000000004', name: 'sandbox', path: 'Sandbox', tags: {} },
];
export const groupId = (name: string) => `id-of-${name}`;

/** A rule of the world: a group holds a set in the accounts of a unit. */
export interface WorldRule {
  readonly permissionSet: string;
  readonly group: string;
  readonly unit: string;
}

export const held = (permissionSet: string, accountId: string, group: string): HeldAssignment => ({
  permissionSetArn: setArn(permissionSet), accountId, principal: { type: 'GROUP', id: groupId(group) },
});

/** The document of some rules. */
export function documentOf(rules: readonly WorldRule[]): DeployedAccess {
  const empty: DeployedAccess = {
    schemaVersion: 1, organizationId: 'o-world', managementAccountId: MANAGEMENT, sets: SETS, groups: GROUPS, instanceArn: INSTANCE,
    setArns: SETS.map(setArn), groupIds: GROUPS.map(groupId), accounts: [],
    rules: rules.map(({ unit, ...rule }) => ({ ...rule, accounts: { kind: 'under', units: [unit] } })),
  };
  return { ...empty, accounts: ACCOUNTS.map((account) => {
    const cells = cellsAt(empty, account);
    const holdersOf = (set: string) => cells.filter(({ permissionSet }) => permissionSet === set).map(({ group }) => GROUPS.indexOf(group)).sort();
    return { ...account, holds: SETS.map((set, number) => [number, ...holdersOf(set)]).filter(({ length }) => length > 1) };
  }) };
}

export const RULES: readonly WorldRule[] = [
  { permissionSet: 'Reader', group: 'readers', unit: 'Workloads' }, { permissionSet: 'Reader', group: 'readers', unit: 'Sandbox' },
  { permissionSet: 'Reader', group: 'auditors', unit: 'Security' }, { permissionSet: 'Builder', group: 'builders', unit: 'Sandbox' },
];

export interface DriftWorldOptions {
  readonly rules?: readonly WorldRule[];
  readonly removal?: RemovalRules;
  readonly pageSize?: number;
}

/** Where a check stops so that its step begins anew. */
export class Crash extends Error {}

/** An organization in memory with a catalogue, and everything a check asks and tells. Each asked port first lets something happen. */
export class DriftWorld {
  public readonly clock = new VirtualClock();
  public readonly identityCenter: InMemoryIdentityCenter;
  public readonly versions: DeployedAccess[];
  public readonly places = new Map<string, AccountFacts>();
  public readonly ledger = new Map<string, HeldAssignment>();
  public readonly pending = new Map<string, CheckRequest>();
  public readonly files = new Map<string, string>();
  public readonly announced: DriftAnnouncement[] = [];
  public readonly counted: Readonly<Record<string, number>>[] = [];
  public readonly history = new Map<string, Deed>();
  public readonly removal?: RemovalRules;
  public deployment: 'settled' | 'underWay' | 'broken' = 'settled';
  public olderRun = false;

  public constructor({ rules = RULES, removal, pageSize = 2 }: DriftWorldOptions = {}) {
    this.identityCenter = new InMemoryIdentityCenter({ clock: this.clock, sets: [...SETS.map(setArn), FOREIGN_SET], pageSize, operationMs: 2_000 });
    this.versions = [documentOf(rules)];
    this.removal = removal;
    this.identityCenter.before = () => void this.happen();
  }

  /** Called before each port answers: something happens, or the step crashes. */
  public happen: () => void = () => {};

  public get document(): DeployedAccess {
    return this.versions[this.versions.length - 1];
  }

  /** Makes exactly what the document declares. */
  public deployAll(): void {
    this.declared().forEach((one) => this.identityCenter.hold(one));
  }

  /** What the newest document declares, by the newest places. */
  public declared(): HeldAssignment[] {
    return ACCOUNTS.flatMap((account) => cellsAt(this.document, this.places.get(account.id) ?? account)
      .map(({ permissionSet, group }) => held(permissionSet, account.id, group)));
  }

  /** Keys of what is held, sorted. */
  public holds(): string[] {
    return this.identityCenter.held().map(assignmentKey).sort();
  }

  public ports() {
    const asked = <T>(answer: () => T) => {
      this.happen();
      return answer();
    };
    return {
      clock: this.clock,
      impatient: this.identityCenter,
      identityCenter: patientIdentityCenter(this.identityCenter, this.clock, 8),
      documents: { read: async (version?: string) => asked(() => {
        const number = version === undefined ? this.versions.length : Number(version);
        return { version: String(number), access: this.versions[number - 1] };
      }) },
      deployments: { state: async () => asked(() => this.deployment) },
      places: { read: async () => asked(() => new Map(this.places)) },
      ledger: { known: async (given: readonly HeldAssignment[]) => asked(() => given.filter((one) => this.ledger.has(assignmentKey(one)))) },
      runs: { start: async () => true, olderUnderWay: async () => asked(() => this.olderRun) },
      requests: {
        add: async (id: string, request: CheckRequest) => void this.pending.set(id, request),
        pending: async () => asked(() => ({ ids: [...this.pending.keys()], requests: [...this.pending.values()], more: false })),
        done: async (ids: readonly string[]) => asked(() => ids.forEach((id) => this.pending.delete(id))),
      },
      records: {
        write: async (run: string, name: string, content: unknown) => asked(() => void this.files.set(`${run}/${name}`, JSON.stringify(content))),
        read: async <T>(run: string, name: string) => asked(() => {
          const text = this.files.get(`${run}/${name}`);
          return text === undefined ? undefined : JSON.parse(text) as T;
        }),
        keyOf: (run: string, name: string) => `${run}/${name}`,
      },
      history: { madeBy: async () => asked(() => this.history) },
      announcements: { announce: async (announcement: DriftAnnouncement) => asked(() => void this.announced.push(announcement)) },
      metrics: { record: (counts: Readonly<Record<string, number>>) => void this.counted.push(counts) },
    };
  }

  /** One check from its beginning to its end, a step that crashes begun anew as the state machine does. Undefined when it had nothing to tell. */
  public async check({ run = 'run', whole = true, sliceMs = 60_000 } = {}): Promise<Published | undefined> {
    const ports = this.ports();
    const deadline = () => this.clock.nowMs() + sliceMs;
    const begun = await retried(async () => beginCheck(run, whole, ports));
    if (begun.next !== 'read') {
      return undefined;
    }
    let compared: Awaited<ReturnType<typeof compareAccess>>;
    let { cursor } = begun;
    do {
      for (let done = false; !done;) {
        const from = cursor;
        ({ done, ...cursor } = await retried(async () => listSlice(run, from, ports, deadline())));
      }
      const read = cursor;
      compared = await retried(async () => compareAccess(run, read, this.removal, ports));
      cursor = compared.cursor ?? cursor;
      await this.clock.sleep(60_000);
    } while (compared.next === 'readAgain');
    if (compared.next === 'none') {
      return undefined;
    }
    for (let progress = { round: 0, at: 0, done: !compared.provision }; !progress.done;) {
      const from = progress;
      progress = await retried(async () => provisionOutdated(run, from, ports, deadline()));
    }
    for (let done = !compared.remove; !done;) {
      ({ done } = await retried(async () => removeUndeclared(run, this.removal!, ports, deadline())));
    }
    return retried(async () => publishFindings(run, ports));
  }
}

/** As often as the state machine tries a step. */
async function retried<T>(step: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof Crash) || tries === 5) {
        throw error;
      }
    }
  }
}

/** One in which everybody holds what is declared. */
export function deployedDriftWorld(options: DriftWorldOptions = {}): DriftWorld {
  const made = new DriftWorld(options);
  made.deployAll();
  return made;
}

/** What a check wrote down. */
export const findingsOf = (one: DriftWorld) => JSON.parse(one.files.get('run/findings')!).findings;
export const deletionsOf = (one: DriftWorld) => one.identityCenter.calls.filter(({ method }) => method === 'deleteAssignment');
