import type { Statement } from '../../policy/domain/document';

/** A permission set as plain data: what a value class holds, a template is made of, and the report shows. */
export interface PermissionSetData {
  readonly name: string;
  readonly description: string;
  readonly sessionMinutes: number;
  /** Names of AWS managed policies with their path, such as 'job-function/ViewOnlyAccess'. */
  readonly managedPolicies: readonly string[];
  readonly customerManagedPolicies: readonly PolicyReference[];
  readonly statements: readonly Statement[];
  readonly boundary?: BoundaryData;
  readonly relayState?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly privileged: boolean;
}

/** A customer managed policy by name; each account has its own copy. */
export interface PolicyReference {
  readonly name: string;
  readonly path: string;
}

export type BoundaryData =
  | { readonly kind: 'aws'; readonly policy: string }
  | { readonly kind: 'customer'; readonly policy: PolicyReference };

/** AWS managed policies with which a person can give themselves anything. */
const UNLIMITED_POLICIES = ['AdministratorAccess', 'IAMFullAccess'];

/** Whoever may do all of these can give themselves anything else. */
const ESCALATION = ['iam:attachrolepolicy', 'iam:createaccesskey', 'iam:putuserpolicy'];

/** Whether what a set allows has no limit of its own: such a set is privileged, whatever its author says. */
export function isUnlimited({ managedPolicies, statements }: Pick<PermissionSetData, 'managedPolicies' | 'statements'>): boolean {
  return managedPolicies.some((policy) => UNLIMITED_POLICIES.includes(policy)) || statements.some(({ Effect, Action, NotAction }) =>
    Effect === 'Allow' && (Action !== undefined ? ESCALATION.every((action) => names(Action, action)) : ESCALATION.every((action) => !names(NotAction, action))));
}

/** Whether one of the patterns matches an action, upper and lower case alike as IAM does. */
function names(patterns: unknown, action: string): boolean {
  return [patterns].flat().some((pattern) => {
    const expression = String(pattern).toLowerCase().replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '.');
    return new RegExp(`^${expression}$`).test(action);
  });
}
