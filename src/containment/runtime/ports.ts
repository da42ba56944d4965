import type { Clock } from '../../private/runtime/clock';
import type { Denial } from '../domain/denial';
import type { PlacedDenial } from '../domain/denial-placement';

/** The truth about who is denied. Reads are consistent. */
export interface DenialLedger {
  all(): Promise<readonly PlacedDenial[]>;
  /** Replaces what the same id said before; the policy it stands in stays the same. All of them or none. */
  put(denials: readonly Denial[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** Removes those that still end when they are said to end here: one that was asked for again stays. */
  forget(denials: readonly Pick<Denial, 'id' | 'endsAtMs'>[]): Promise<void>;
  /** Writes down in which policy a denial is about to stand; without effect on one that was removed meanwhile. */
  place(denials: readonly Required<PlacedDenial>[]): Promise<void>;
  /** Lets one worker at a time write policies. True when it is this one's, until then. */
  take(owner: string, untilMs: number, nowMs: number): Promise<boolean>;
  release(owner: string): Promise<void>;
}

export interface StoredPolicy {
  readonly name: string;
  readonly id: string;
  readonly content: string;
}

export interface ManagementPolicy {
  read(): Promise<StoredPolicy>;
  write(policy: StoredPolicy, content: string): Promise<void>;
}

/** The policies in the management account; made before, and never attached, detached or deleted here. */
export interface DenialPolicies {
  /** The policy of IAM that permission sets of the management account carry. */
  readonly management?: ManagementPolicy;
  /** Service control policies, by their number. Fails when one is missing. */
  slots(): Promise<readonly StoredPolicy[]>;
  write(policy: StoredPolicy, content: string): Promise<void>;
}

/** Somebody else writes policies at the same moment, or too many calls are made: later it may work. */
export class PolicyBusy extends Error {
  public override readonly name = 'PolicyBusy';
}

export interface DenialPorts {
  readonly ledger: DenialLedger;
  readonly policies: DenialPolicies;
  readonly clock: Clock;
}
