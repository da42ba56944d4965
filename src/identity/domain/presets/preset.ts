import type { PermissionSetData } from '../../domain/permission-set-data';

export type Statement = PermissionSetData['statements'][number];

/** What a preset gives, written to what the role does; docs/permission-sets.md has it as a table. */
export interface Preset {
  readonly name: string;
  readonly description: string;
  readonly sessionMinutes: number;
  /** AWS managed policies whose width is the role's; why stands beside each use. */
  readonly managedPolicies: readonly string[];
  readonly statements: readonly Statement[];
  /** Actions that must stay possible wherever somebody holds the set. */
  readonly work: readonly string[];
  readonly privileged?: boolean;
}

export const EIGHT_HOURS = 480;

/** Names and state of what an account holds, and hardly any contents: what everybody who works in an account looks at first. AWS extends it for new services. */
export const VIEW_ONLY = 'job-function/ViewOnlyAccess';
