import { setImmediate } from 'node:timers/promises';
import type { Denial } from '../../src/containment/domain/denial';
import { denialDocument } from '../../src/containment/domain/denial-document';
import type { PlacedDenial } from '../../src/containment/domain/denial-placement';
import type { DenialPlaces } from '../../src/containment/domain/denials-in-force';
import { type DenialPorts, PolicyBusy, type StoredPolicy } from '../../src/containment/runtime/ports';

export const MANAGEMENT_ID = '000000000001';

/** A ledger and policies that several workers use at once; each call may fail before or after it took effect, and takes its turn among others. */
export class DenialWorld {
  public nowMs = Date.parse('2026-12-01T00:00:00Z');
  public readonly contents: string[];
  public management = denialDocument([], 'aws');
  public writes = 0;
  public readonly ledgerItems = new Map<string, PlacedDenial>();
  private lock?: { owner: string; untilMs: number };
  private writing = 0;

  public constructor(
    public readonly places: DenialPlaces,
    /** Asked before and after every effect; an error is thrown there. */
    public fault: (when: 'before' | 'after', what: string) => Error | undefined = () => undefined,
    /** How many milliseconds a call takes. */
    public latencyMs: () => number = () => 20,
  ) {
    this.contents = Array.from({ length: places.count }, () => denialDocument([], 'aws'));
  }

  public ports(): DenialPorts {
    const call = async <T>(what: string, effect: () => T): Promise<T> => {
      // other workers go on meanwhile.
      await setImmediate();
      this.throwIf('before', what);
      this.nowMs += this.latencyMs();
      const answer = effect();
      this.throwIf('after', what);
      await setImmediate();
      return answer;
    };
    const write = async (set: () => void) => {
      if (this.writing > 0) {
        throw new PolicyBusy('somebody else writes');
      }
      this.writing++;
      try {
        await call('write', () => {
          set();
          this.writes++;
        });
      } finally {
        this.writing--;
      }
    };
    return {
      clock: { nowMs: () => this.nowMs, random: () => 0.5, sleep: async (ms) => {
        await setImmediate();
        this.nowMs += ms / 4;
        await setImmediate();
      } },
      ledger: {
        all: async () => call('all', () => [...this.ledgerItems.values()].map((item) => ({ ...item }))),
        put: async (denials) => call('put', () => denials.forEach((denial) => this.put(denial))),
        remove: async (ids) => call('remove', () => ids.forEach((id) => this.ledgerItems.delete(id))),
        forget: async (denials) => call('forget', () => denials.forEach(({ id, endsAtMs }) => {
          if (this.ledgerItems.get(id)?.endsAtMs === endsAtMs) {
            this.ledgerItems.delete(id);
          }
        })),
        place: async (denials) => call('place', () => denials.forEach(({ id, slot }) => {
          const item = this.ledgerItems.get(id);
          if (item) {
            this.ledgerItems.set(id, { ...item, slot });
          }
        })),
        take: async (owner, untilMs, nowMs) => call('take', () => {
          const free = this.lock === undefined || this.lock.untilMs < nowMs || this.lock.owner === owner;
          this.lock = free ? { owner, untilMs } : this.lock;
          return free;
        }),
        release: async (owner) => call('release', () => {
          this.lock = this.lock?.owner === owner ? undefined : this.lock;
        }),
      },
      policies: {
        slots: async () => call('read', () => this.contents.map((content, index): StoredPolicy => ({ id: `p-${index}`, name: `deny-${index + 1}`, content }))),
        write: async ({ id }, content) => write(() => {
          this.contents[Number(id.slice(2))] = content;
        }),
        management: this.places.managementBytes === undefined ? undefined : {
          read: async () => call('read', () => ({ id: 'arn', name: 'management', content: this.management })),
          write: async (_, content) => write(() => {
            this.management = content;
          }),
        },
      },
    };
  }

  private put(denial: Denial): void {
    const slot = this.ledgerItems.get(denial.id)?.slot;
    this.ledgerItems.set(denial.id, { ...denial, ...(slot === undefined ? {} : { slot }) });
  }

  private throwIf(when: 'before' | 'after', what: string): void {
    const error = this.fault(when, what);
    if (error) {
      throw error;
    }
  }
}
