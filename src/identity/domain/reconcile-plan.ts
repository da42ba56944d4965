import { type RemovedCell, accountDifference, wantedCells } from './access-difference';
import type { AppliedCell } from './applied-access';
import type { AccountFacts, DeployedAccess } from './desired-access';

/** Where an account really is, as the organization says now. */
export type LivePlace =
  | { readonly kind: 'active'; readonly facts: AccountFacts }
  /** Closed or suspended: nobody signs in there, and nothing can be changed there. */
  | { readonly kind: 'closed' }
  /** Not in the organization any more. */
  | { readonly kind: 'gone' }
  /** In a place that reads as another one. */
  | { readonly kind: 'unclear'; readonly reason: string };

/** Whether an account can be worked on. */
export type Standing = 'active' | 'closed' | 'gone';

/** What is known of an account before a run. */
export interface KnownAccount {
  readonly id: string;
  readonly applied: readonly AppliedCell[];
  /** The place that was observed while the system ran, when the document had another. */
  readonly observed?: AccountFacts;
}

export interface AccountPlan {
  readonly id: string;
  /** The place to remember instead of the document's; undefined when the document knows it. */
  readonly observed?: AccountFacts;
  readonly creations: number;
  readonly removed: readonly RemovedCell[];
}

export type PlannedAccount =
  | { readonly kind: 'planned'; readonly plan: AccountPlan }
  /** Nothing can or may be done there. */
  | { readonly kind: 'skipped' }
  /** What the rules give there cannot be known: nothing is given or taken, and somebody has to see to it. */
  | { readonly kind: 'unclear'; readonly reason: string }
  /** What was applied there left with the account. */
  | { readonly kind: 'forgotten' };

/**
 * Whether the document alone says what an account shall hold. It does not for one that it has never heard of, and for one
 * that was seen elsewhere later: a deployment from an older snapshot must not take away what a move gave.
 */
export function needsLivePlace(access: DeployedAccess, { id, observed }: KnownAccount): boolean {
  if (id === access.managementAccountId) {
    return false;
  }
  const known = access.accounts.find((account) => account.id === id);
  return known === undefined || (observed !== undefined && !samePlace(known, observed));
}

export function planAccount(access: DeployedAccess, account: KnownAccount, live?: LivePlace): PlannedAccount {
  if (account.id === access.managementAccountId || live?.kind === 'closed') {
    return { kind: 'skipped' };
  }
  if (live?.kind === 'gone') {
    return { kind: 'forgotten' };
  }
  if (live?.kind === 'unclear') {
    return live;
  }
  const known = access.accounts.find(({ id }) => id === account.id);
  const observed = live && !(known && samePlace(known, live.facts)) ? live.facts : undefined;
  const { create, remove } = accountDifference(wantedCells(access, account.id, observed), account.applied);
  const name = `${observed?.name ?? known?.name ?? 'account'} (${account.id})`;
  return { kind: 'planned', plan: {
    id: account.id,
    observed,
    creations: create.length,
    removed: remove.map(({ permissionSet, group }) => ({ permissionSet, group, account: name })),
  } };
}

/** The name may change without changing what the rules give. */
function samePlace(a: AccountFacts, b: AccountFacts): boolean {
  const tags = (facts: AccountFacts) => JSON.stringify(Object.entries(facts.tags).sort(([x], [y]) => (x < y ? -1 : 1)));
  return a.path === b.path && tags(a) === tags(b);
}
