import type { Denial } from './denial';
import { EMPTY_BYTES, denialBytes } from './denial-document';

/** A denial with the policy it stands in; missing while it stands in none. */
export interface PlacedDenial extends Denial {
  readonly slot?: number;
}

export interface Slots {
  readonly partition: string;
  readonly count: number;
  /** Bytes that one policy may have. */
  readonly bytes: number;
}

export interface Placement {
  readonly placed: readonly Required<PlacedDenial>[];
  /** What fits nowhere: people who left before ends of elevations, never dropped silently. */
  readonly left: readonly Denial[];
  /** How much of the room of all of them together is used, for whichever kind of denial there is less left, from 0 to 1. */
  readonly fill: number;
}

/** Ends of elevations leave so much of each policy to people who left: theirs are small, and cannot wait. */
const KEPT_FOR_LEAVERS = 0.2;

/**
 * Which denial stands in which policy. One that stands somewhere stays there: a denial that moved would be in neither policy, or in both,
 * for as long as the two take to be written.
 */
export function placeDenials(denials: readonly PlacedDenial[], { partition, count, bytes }: Slots): Placement {
  const used = Array<number>(count).fill(EMPTY_BYTES);
  const placed: Required<PlacedDenial>[] = [];
  const left: Denial[] = [];
  const put = (denial: Denial, slot: number) => {
    used[slot] += denialBytes(denial, partition);
    placed.push({ ...denial, slot });
  };
  const homeless: Denial[] = [];
  for (const denial of [...denials].sort(byUrgency)) {
    const { slot, ...bare } = denial;
    if (slot !== undefined && slot < count && used[slot] + denialBytes(bare, partition) <= bytes) {
      put(bare, slot);
    } else {
      homeless.push(bare);
    }
  }
  for (const denial of homeless) {
    const most = denial.scope.kind === 'everything' ? bytes : bytes * (1 - KEPT_FOR_LEAVERS);
    const slot = used.findIndex((taken) => taken + denialBytes(denial, partition) <= most);
    if (slot < 0) {
      left.push(denial);
    } else {
      put(denial, slot);
    }
  }
  return { placed, left, fill: Math.max(usedOf(used, bytes), usedOf(used, bytes * (1 - KEPT_FOR_LEAVERS))) };
}

/** The part of the room up to so many bytes of each policy that is taken. */
function usedOf(used: readonly number[], most: number): number {
  const free = used.reduce((sum, taken) => sum + Math.max(0, most - taken), 0);
  return 1 - free / (used.length * (most - EMPTY_BYTES));
}

function byUrgency(a: Denial, b: Denial): number {
  const rank = ({ scope }: Denial) => (scope.kind === 'everything' ? 0 : 1);
  return rank(a) - rank(b) || (a.id < b.id ? -1 : 1);
}
