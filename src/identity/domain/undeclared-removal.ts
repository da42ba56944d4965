import type { DeployedAccess } from './desired-access';
import type { Outcome } from './drift-findings';
import { type HeldAssignment, setName } from './held-access';
import { checkedSetNames } from './retired-sets';

/** What is never removed, and how much at most. */
export interface RemovalRules {
  /** Most removals of one check. */
  readonly atMost: number;
  /** Ids of groups and users. */
  readonly protectedPrincipals: readonly string[];
  /** Ids of accounts. */
  readonly protectedAccounts: readonly string[];
  /** Names of permission sets. */
  readonly protectedSets: readonly string[];
}

/** At most this share of all assignments goes in one check, rounded up to a whole assignment. */
export const MOST_PERCENT = 10;

export type RemovalPlan =
  | { readonly kind: 'remove'; readonly assignments: readonly HeldAssignment[] }
  /** Nothing is removed: something is wrong on a larger scale than one assignment. */
  | { readonly kind: 'breaker'; readonly because: string };

/** Why an assignment is never touched, if it is not. */
export function protection(assignment: HeldAssignment, rules: RemovalRules, access: DeployedAccess): string | undefined {
  // a delegated administrator cannot, and in the management account itself it takes rights over its IAM roles.
  if (assignment.accountId === access.managementAccountId) {
    return 'it is in the management account, where this check changes nothing';
  }
  const set = setName(access, assignment.permissionSetArn);
  if (set === undefined) {
    return 'its permission set is not declared here';
  }
  const { protectedPrincipals, protectedAccounts, protectedSets } = rules;
  const { principal, accountId } = assignment;
  const listed = protectedPrincipals.includes(principal.id) || protectedAccounts.includes(accountId) || protectedSets.includes(set);
  return listed ? 'it is on the list of what is never removed' : undefined;
}

/** How many assignments one check may remove, of so many that there are. */
export function removalLimit(atMost: number, assignments: number): number {
  return Math.min(atMost, Math.ceil(assignments * MOST_PERCENT / 100));
}

/**
 * All that is undeclared and not protected, or nothing at all.
 *
 * @param assignments what there is of declared sets: what was read, or what is declared where only a part was read
 */
export function removalPlan(undeclared: readonly HeldAssignment[], assignments: number, rules: RemovalRules, access: DeployedAccess): RemovalPlan {
  const known = new Set(checkedSetNames(access));
  const unknown = rules.protectedSets.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    return { kind: 'breaker', because: `the list of what is never removed names sets that the catalogue does not declare: ${unknown.join(', ')}` };
  }
  const free = undeclared.filter((one) => protection(one, rules, access) === undefined);
  const limit = removalLimit(rules.atMost, assignments);
  return free.length <= limit ? { kind: 'remove', assignments: free } : {
    kind: 'breaker',
    because: `${free.length} assignments would be removed; one check removes at most ${limit} (${rules.atMost}, or ${MOST_PERCENT} % of ${assignments})`,
  };
}

/** What the newest look at everything says of an assignment that is about to be removed. */
export interface LastLook {
  readonly held: boolean;
  readonly declared: boolean;
  /** A deployment neither runs nor has failed half-way. */
  readonly settled: boolean;
  /** Somebody answers for it, such as an elevation. */
  readonly known: boolean;
  readonly protectedBecause?: string;
}

/** What is told of an assignment that stays after all; undefined when it may go. */
export function reasonToStay({ held, declared, settled, known, protectedBecause }: LastLook): Outcome | undefined {
  if (!held) {
    return { kind: 'resolved', because: 'it is gone already' };
  }
  if (!settled) {
    return { kind: 'left', because: 'a deployment is under way or has failed' };
  }
  if (declared || known) {
    return { kind: 'resolved', because: declared ? 'it is declared by now' : 'somebody answers for it by now' };
  }
  return protectedBecause === undefined ? undefined : { kind: 'protected', because: protectedBecause };
}
