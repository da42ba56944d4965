import { FakeSystemLog, type LoggedEvent } from './fake-system-log';
import { asDelivered } from './okta-event';
import { HOUR_MS, type OktaEvent, eventKey, hourFolder, uuidOfKey } from '../../src/audit/domain/okta-event';
import type { HourEvidence } from '../../src/audit/domain/okta-evidence';
import type { OktaProgress } from '../../src/audit/domain/okta-hours';
import type { OktaSource, ReconcilerPorts } from '../../src/audit/runtime/okta-ports';
import { OktaSystemLog } from '../../src/audit/runtime/okta-system-log';
import { reconcileOkta } from '../../src/audit/runtime/reconcile-okta';
import { writeOktaEvents } from '../../src/audit/runtime/write-okta-events';

export const ORG = 'https://small.okta.com';

/** A process that died: nothing that it goes on to do has any effect. */
export class Died extends Error {}

export interface WorldOptions {
  readonly events: readonly LoggedEvent[];
  readonly startMs: number;
  readonly progress?: OktaProgress;
  readonly pageSize?: number;
  readonly token?: string;
  /** How long an answer of Okta takes: events become visible between two pages. */
  readonly answerMs?: number;
}

/** The vault, Okta and the clock in memory. Effects happen; then the process may die. */
export class OktaWorld {
  public nowMs: number;
  public readonly objects = new Map<string, { event: OktaEvent; source: OktaSource; writes: number }>();
  public readonly evidence = new Map<number, HourEvidence>();
  public readonly counts: Record<string, number> = {};
  public readonly effects: string[] = [];
  public readonly systemLog: FakeSystemLog;
  public progress?: OktaProgress;
  /** The process dies after so many more effects. */
  public effectsLeft = Infinity;
  private lease?: { owner: string; untilMs: number };
  private dead = false;
  private runs = 0;

  public constructor(private readonly options: WorldOptions) {
    this.nowMs = options.startMs;
    this.progress = options.progress;
    this.systemLog = new FakeSystemLog(options.events, () => this.nowMs, options.pageSize ?? 3);
  }

  /** One run of the reconciler, as an hourly schedule starts it. */
  public async reconcile({ seconds = 900, diesAfter = Infinity } = {}): Promise<string> {
    this.begin(diesAfter);
    const endMs = this.nowMs + seconds * 1_000;
    return this.settled(reconcileOkta({ owner: `run-${this.runs}`, deadlineMs: endMs, leaseUntilMs: endMs + 1_000 }, this.ports()));
  }

  /** One batch of the writer; what it does not take comes back. */
  public async deliver(details: readonly unknown[], { diesAfter = Infinity } = {}): Promise<unknown[]> {
    this.begin(diesAfter);
    try {
      const again = await writeOktaEvents(details.map((detail, index) => ({ id: String(index), body: asDelivered(detail) })), this.ports());
      return this.dead ? [...details] : again.map((id) => details[Number(id)]);
    } catch (error) {
      if (error instanceof Died) {
        return [...details];
      }
      throw error;
    }
  }

  public uuids(): string[] {
    return [...this.objects.keys()].map((key) => uuidOfKey(key)!).sort();
  }

  public ports(): ReconcilerPorts {
    return {
      vault: {
        uuids: async (hourMs) => this.asked(() => new Set([...this.objects.keys()].filter((key) => key.startsWith(hourFolder('okta/', hourMs))).map((key) => uuidOfKey(key)!))),
        keep: async (event, source) => this.done(`keep ${event.uuid}`, () => {
          const key = eventKey('okta/', event);
          const there = this.objects.get(key);
          if (!there) {
            this.objects.set(key, { event, source, writes: 1 });
          }
          return there ? 'known' : 'kept';
        }),
      },
      evidence: {
        read: async (hourMs) => this.asked(() => this.evidence.get(hourMs)),
        write: async (hourMs, evidence) => this.done(`evidence ${Object.values(evidence.looks).at(-1)!.state}`, () => { this.evidence.set(hourMs, structuredClone(evidence)); }),
      },
      metrics: { record: (counts) => {
        this.alive();
        Object.entries(counts).forEach(([name, count]) => { this.counts[name] = (this.counts[name] ?? 0) + count; });
        this.afterwards();
      } },
      progress: {
        begin: async (owner, first, nowMs, untilMs) => this.done('begin', () => {
          if (this.lease && this.lease.untilMs >= nowMs) {
            return undefined;
          }
          this.lease = { owner, untilMs };
          this.progress = this.progress ?? first;
          return this.progress;
        }),
        advance: async (owner, look, fromMs, toMs) => this.done(`advance ${look}`, () => {
          if (this.lease?.owner !== owner || this.progress![look] !== fromMs || toMs !== fromMs + HOUR_MS) {
            throw new Error('moved by somebody else');
          }
          this.progress = { ...this.progress!, [look]: toMs };
        }),
        end: async (owner) => this.done('end', () => { this.lease = this.lease?.owner === owner ? undefined : this.lease; }),
      },
      systemLog: new OktaSystemLog(ORG, async () => this.options.token ?? 'secret', this.clock(), this.fetched()),
      clock: this.clock(),
    };
  }

  private clock() {
    return { nowMs: () => this.nowMs, sleep: async (ms: number) => { this.nowMs += ms; }, random: () => 0.5 };
  }

  private fetched(): typeof fetch {
    return async (url, init) => {
      this.alive();
      this.nowMs += this.options.answerMs ?? 0;
      const { status, headers, body } = this.systemLog.answer(new URL(String(url)), new Headers(init!.headers).get('authorization'));
      if (status === 0) {
        throw new TypeError('the connection broke');
      }
      return new Response(body, { status, headers });
    };
  }

  private begin(diesAfter: number): void {
    this.runs += 1;
    this.dead = false;
    this.effectsLeft = diesAfter;
  }

  private async settled(work: Promise<string>): Promise<string> {
    try {
      return await work;
    } catch (error) {
      return this.dead ? 'died' : (error as Error).message;
    }
  }

  private async asked<T>(answer: () => T): Promise<T> {
    this.alive();
    return answer();
  }

  private async done<T>(name: string, effect: () => T): Promise<T> {
    this.alive();
    const result = effect();
    this.effects.push(name);
    this.afterwards();
    return result;
  }

  private alive(): void {
    if (this.dead) {
      throw new Died();
    }
  }

  private afterwards(): void {
    this.effectsLeft -= 1;
    if (this.effectsLeft <= 0) {
      this.dead = true;
      throw new Died();
    }
  }
}
