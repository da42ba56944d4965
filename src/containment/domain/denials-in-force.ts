import type { Denial } from './denial';
import { denialDocument } from './denial-document';
import { type PlacedDenial, type Slots, placeDenials } from './denial-placement';

/** Where denials are written. */
export interface DenialPlaces extends Slots {
  readonly managementAccountId: string;
  /** Bytes that the policy of IAM in the management account may have; missing where there is none. */
  readonly managementBytes?: number;
}

/** What the policies should say now. */
export interface DenialPlan {
  /** Those that are not over. */
  readonly current: readonly Denial[];
  readonly placed: readonly Required<PlacedDenial>[];
  readonly left: readonly Denial[];
  /** Of each service control policy. */
  readonly documents: readonly string[];
  /** Of the policy of IAM in the management account, which service control policies do not bind. */
  readonly managementDocument?: string;
  /** How full they are, or the policy of the management account where that is fuller, from 0 to 1. */
  readonly fill: number;
}

/** The policies as a projection of the ledger: a function of what it holds and of the moment. */
export function denialPlan(denials: readonly PlacedDenial[], nowMs: number, places: DenialPlaces): DenialPlan {
  const current = denials.filter(({ endsAtMs }) => endsAtMs > nowMs);
  // service control policies do not bind the management account: what is about it alone needs no room in them.
  const { managementAccountId, managementBytes, partition } = places;
  const inMembers = ({ scope }: Denial) => scope.kind === 'everything' || scope.accountId !== managementAccountId;
  const inManagement = ({ scope }: Denial) => scope.kind === 'everything' || scope.accountId === managementAccountId;
  const members = placeDenials(current.filter(inMembers), places);
  const management = managementBytes === undefined ? undefined
    : placeDenials(current.filter(inManagement).map(({ slot: _slot, ...denial }) => denial), { partition, count: 1, bytes: managementBytes });
  const elsewhere = current.filter((denial) => !inMembers(denial));
  const left = [...members.left, ...(management?.left ?? elsewhere)];
  return {
    current,
    placed: members.placed,
    left: left.filter(({ id }, index) => left.findIndex((other) => other.id === id) === index),
    documents: Array.from({ length: places.count }, (_, slot) => denialDocument(members.placed.filter((denial) => denial.slot === slot), partition)),
    ...(management ? { managementDocument: denialDocument(management.placed, partition) } : {}),
    fill: Math.max(members.fill, management?.fill ?? 0),
  };
}
