import { createHash } from 'node:crypto';
import { KEY, TrailWorld } from './trail-world';
import type { CompletenessRecord } from '../../src/audit/domain/completeness-record';
import type { PlannedChain } from '../../src/audit/domain/day-plan';
import type { IntegrityIndex } from '../../src/audit/domain/integrity-index';
import type { ListedAccount, Roster } from '../../src/audit/domain/roster';
import { checkTrailCompleteness } from '../../src/audit/runtime/check-completeness';
import { finishIntegrity } from '../../src/audit/runtime/finish-integrity';
import type { Evidence, WorkFiles } from '../../src/audit/runtime/integrity-ports';
import { IntegrityRun, ROSTER_KEY } from '../../src/audit/runtime/integrity-run';
import { planIntegrity } from '../../src/audit/runtime/plan-integrity';
import type { VerificationPorts } from '../../src/audit/runtime/trail-ports';
import { verifyDay } from '../../src/audit/runtime/verify-day';

export class Crash extends Error {}

type Happen = (call: string, when: 'before' | 'after') => void;
const noFault: Happen = () => undefined;

/** A vault with versions, a bucket for work, an organization and a clock; every call passes `happen`, which may crash or fail. */
export class VerificationWorld {
  readonly versions = new Map<string, string[]>();
  readonly files = new Map<string, string>();
  readonly announced: { kind: string; detail: any }[] = [];
  readonly metrics: Record<string, number>[] = [];
  readonly calls: string[] = [];
  accounts: ListedAccount[] = [];
  nowMs = 0;
  /** Before an effect, and after it: a step may die in either place. */
  happen: Happen = noFault;

  constructor(readonly trails: readonly TrailWorld[], readonly regions: readonly string[] = ['eu-west-1']) {}

  get trail() {
    return this.trails[0].trail;
  }

  async effect<T>(call: string, work: () => T): Promise<T> {
    this.calls.push(call);
    this.happen(call, 'before');
    const answer = work();
    this.happen(call, 'after');
    return answer;
  }

  evidence(): Evidence {
    const newest = (key: string) => this.versions.get(key)?.at(-1);
    const add = (key: string, text: string) => void this.versions.set(key, [...this.versions.get(key) ?? [], text]);
    return {
      read: async (key) => this.effect(`read ${key}`, () => {
        const text = newest(key);
        return text === undefined ? undefined : { text, versionId: `v${this.versions.get(key)!.length}` };
      }),
      write: async (key, text) => this.effect(`write ${key}`, () => add(key, text)),
      writeOnce: async (key, text) => this.effect(`write once ${key}`, () => newest(key) === undefined && (add(key, text), true)),
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
    };
  }

  work(): WorkFiles {
    return {
      read: async <T>(key: string) => this.effect(`load ${key}`, () => {
        const text = this.files.get(key);
        return text === undefined ? undefined : JSON.parse(text) as T;
      }),
      write: async (key, content) => this.effect(`save ${key}`, () => void this.files.set(key, JSON.stringify(content))),
    };
  }

  ports(changed: Partial<VerificationPorts> = {}) {
    const stored = new TrailWorld(this.trail);
    this.trails.forEach((one) => one.stored.forEach((object, key) => stored.stored.set(key, object)));
    stored.keys = [KEY];
    return {
      ...stored.ports(),
      ...changed,
      files: this.work(),
      evidence: this.evidence(),
      accounts: { list: async () => this.effect('accounts', () => this.accounts) },
      findings: {
        announce: async (kind: string, details: readonly object[]) => this.effect(`announce ${details.length}`, () => void this.announced.push(...details.map((detail) => ({ kind, detail })))),
      },
      metrics: { record: (counts: Readonly<Record<string, number>>) => void this.metrics.push({ ...counts }) },
      time: { nowMs: () => this.nowMs },
    };
  }

  async plan(run: string, startedAt: string, date?: unknown, changed: Partial<VerificationPorts> = {}) {
    await planIntegrity({ run, startedAt, date }, this.trail, this.regions, this.ports(changed));
    return new IntegrityRun(this.work(), run).chains();
  }

  async verify(run: string, chain: PlannedChain, { deadlineMs = Infinity, changed = {} as Partial<VerificationPorts> } = {}): Promise<void> {
    for (let progress = { next: 0, done: false }; !progress.done;) {
      progress = await verifyDay({ run, chain, next: progress.next }, this.trail, this.ports(changed), deadlineMs);
    }
  }

  async finish(run: string): Promise<any> {
    return finishIntegrity(run, this.trail, this.ports());
  }

  /** A whole run, as the state machine does it; a chain that cannot be verified is left out. */
  async run(
    run: string, startedAt: string, { date, changed = {} }: { date?: unknown; changed?: Partial<VerificationPorts> } = {},
  ): Promise<IntegrityIndex> {
    for (const chain of await this.plan(run, startedAt, date, changed)) {
      await this.verify(run, chain, { changed });
    }
    const { evidence } = await this.finish(run);
    return this.index(evidence);
  }

  index(key: string): IntegrityIndex {
    return JSON.parse(this.versions.get(key)!.at(-1)!);
  }

  async check(changed: Partial<VerificationPorts> = {}): Promise<CompletenessRecord> {
    return checkTrailCompleteness(this.trail, this.regions, this.ports(changed));
  }

  roster(): Roster {
    return JSON.parse(this.files.get(ROSTER_KEY)!);
  }
}
