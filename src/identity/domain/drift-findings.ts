import type { Deed } from './drift-scope';
import type { HeldAssignment, SetPlace } from './held-access';

/** What became of a finding. */
export type Outcome =
  | { readonly kind: 'reported' }
  /** It is never touched. */
  | { readonly kind: 'protected'; readonly because: string }
  /** It is no drift any more. */
  | { readonly kind: 'resolved'; readonly because: string }
  | { readonly kind: 'removed' }
  | { readonly kind: 'provisioned' }
  /** It was to be changed, and was not. */
  | { readonly kind: 'left'; readonly because: string };

export type AssignmentFinding = HeldAssignment & {
  /** Declared and not held; or held and not declared. */
  readonly kind: 'missing' | 'undeclared';
};

/** A set whose last change has not arrived in an account. */
export type OutdatedFinding = SetPlace & { readonly kind: 'outdated' };

export type Finding = AssignmentFinding | OutdatedFinding;

/** A finding in the words of the catalogue, as it is told. */
export interface ToldFinding {
  readonly kind: Finding['kind'];
  readonly permissionSet: string;
  readonly permissionSetArn: string;
  readonly accountId: string;
  /** Missing for an account that the catalogue does not know. */
  readonly accountName?: string;
  readonly principalType?: 'GROUP' | 'USER';
  readonly principalId?: string;
  /** Name of the group, where the rules use it. */
  readonly group?: string;
  /** Who made the assignment, and when; missing where no record told. */
  readonly made?: Deed;
  readonly outcome: Outcome;
}

/** What is still so after a check; findings that are protected are listed and not counted. */
export function openFindings(told: readonly ToldFinding[]): Readonly<Record<Finding['kind'], number>> {
  const open = (kind: Finding['kind']) => told.filter((one) => one.kind === kind && (one.outcome.kind === 'reported' || one.outcome.kind === 'left')).length;
  return { missing: open('missing'), undeclared: open('undeclared'), outdated: open('outdated') };
}
