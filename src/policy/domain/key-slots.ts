import { type AccessRequest, foldKey } from './request';

/** Stands for a value that nobody knows. */
export const UNKNOWN = Symbol('unknown');

/** What a request says about a condition key: text or a list, nothing when the key is absent, or that nobody knows. */
export type Given = string | readonly string[] | undefined | typeof UNKNOWN;

/** The slot of `aws:PrincipalArn`, which every chain has. */
export const PRINCIPAL_ARN = 0;

/** Requests may bring any number of tags in any spelling; no more than these are remembered. */
const SPELLINGS = 1_000;
const NOT_ASKED = -1;

/**
 * The condition keys that the documents of one chain ask for, each with a slot of its own.
 *
 * What a request says is read once into a list by slot; keys that no document asks for are passed over.
 */
export class KeySlots {
  private readonly slots = new Map([['aws:principalarn', PRINCIPAL_ARN]]);
  /** Slots by the spelling of requests, which repeats from one to the next: a quarter of an evaluation would go into folding. */
  private readonly spelt = new Map<string, number>();

  /** The slot of a key in lower case. All are given while the chain is compiled, before the first request is read. */
  public slotOf(key: string): number {
    const slot = this.slots.get(key) ?? this.slots.size;
    this.slots.set(key, slot);
    return slot;
  }

  public read(context: AccessRequest['context']): Given[] {
    const values = new Array<Given>(this.slots.size);
    for (const key in context) {
      const slot = this.slotOfSpelling(key);
      if (slot !== NOT_ASKED) {
        values[slot] = context[key];
      }
    }
    return values;
  }

  public hide(values: Given[], keys: readonly string[]): void {
    for (const key of keys) {
      const slot = this.slotOfSpelling(key);
      if (slot !== NOT_ASKED) {
        values[slot] = UNKNOWN;
      }
    }
  }

  private slotOfSpelling(key: string): number {
    let slot = this.spelt.get(key);
    if (slot === undefined) {
      slot = this.slots.get(foldKey(key)) ?? NOT_ASKED;
      if (this.spelt.size < SPELLINGS) {
        this.spelt.set(key, slot);
      }
    }
    return slot;
  }
}
