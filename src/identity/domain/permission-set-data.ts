import type { Selection } from '../../organization/domain/account-selection';
import type { Statement } from '../../policy/domain/document';
import { matchesWildcard } from '../../policy/domain/pattern';

/** A permission set as plain data: what a value class holds, a template is made of, and the report shows. */
export interface PermissionSetData {
  readonly name: string;
  readonly description: string;
  readonly sessionMinutes: number;
  /** Names of AWS managed policies with their path, such as 'job-function/ViewOnlyAccess'. */
  readonly managedPolicies: readonly string[];
  readonly customerManagedPolicies: readonly PolicyReference[];
  /** Contents of those of its customer managed policies that the library deploys, its boundary among them. */
  readonly deployed?: readonly DeployedPolicy[];
  readonly statements: readonly Statement[];
  readonly boundary?: BoundaryData;
  readonly relayState?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Actions that it is for. Missing: examples are taken from its policies. */
  readonly work?: readonly string[];
  readonly privileged: boolean;
}

/** A customer managed policy by name; each account has its own copy. */
export interface PolicyReference {
  readonly name: string;
  readonly path: string;
}

/** A customer managed policy that the library makes in accounts, with what it says. */
export interface DeployedPolicy extends PolicyReference {
  readonly description?: string;
  readonly statements: readonly Statement[];
  /** Where it is made. Missing: in every member account, those that come later included. */
  readonly accounts?: Selection;
}

export type BoundaryData =
  | { readonly kind: 'aws'; readonly policy: string }
  | { readonly kind: 'customer'; readonly policy: PolicyReference };

/** What people who hold the set are allowed by statements that are known: its own, and those of policies that the library deploys for it. */
export function knownStatements(
  { customerManagedPolicies, deployed = [], statements }: Pick<PermissionSetData, 'customerManagedPolicies' | 'deployed' | 'statements'>,
): readonly Statement[] {
  const attached = deployed.filter((policy) => customerManagedPolicies.some(({ name, path }) => name === policy.name && path === policy.path));
  return attached.length === 0 ? statements : [...statements, ...attached.flatMap((policy) => policy.statements)];
}

/** AWS managed policies with which a person can give themselves anything. */
const UNLIMITED_POLICIES = [
  'AdministratorAccess', 'AWSOrganizationsFullAccess', 'AWSSSOMasterAccountAdministrator', 'AWSSSOMemberAccountAdministrator', 'IAMFullAccess',
];

/** Actions each of which, on every resource, lets somebody give themselves anything else; how is said beside it. */
export const ESCALATION: readonly string[] = [
  'iam:AddUserToGroup', // join the administrators.
  'iam:AttachGroupPolicy', 'iam:AttachRolePolicy', 'iam:AttachUserPolicy', // attach AdministratorAccess.
  'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile', // become somebody else.
  'iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', // change a policy that is attached already.
  'iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary', 'iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary', // leave the boundary.
  'iam:PassRole', // start something that runs as a role that may do more.
  'iam:PutGroupPolicy', 'iam:PutRolePolicy', 'iam:PutUserPolicy', // write one inline.
  'iam:UpdateSAMLProvider', // sign in as whom one likes.
  'sso:AttachManagedPolicyToPermissionSet', 'sso:CreateAccountAssignment', 'sso:PutInlinePolicyToPermissionSet', // take or widen a permission set.
  'iam:UpdateAssumeRolePolicy', // let oneself assume any role.
];

/** Whether what a set allows has no limit of its own: such a set is privileged, whatever its author says. */
export function isUnlimited({ managedPolicies, statements }: Pick<PermissionSetData, 'managedPolicies' | 'statements'>): boolean {
  return managedPolicies.some((policy) => UNLIMITED_POLICIES.includes(policy))
    || statements.some((statement) => statement.Effect === 'Allow' && everywhere(statement) && ESCALATION.some((action) => allows(statement, action)));
}

/** Something without a path of its own, of each kind that an escalation is about: a pattern that covers it is no limit. */
const ANYTHING = ['aws', 'aws-cn', 'aws-us-gov'].flatMap((partition) => [
  ...['group', 'policy', 'role', 'saml-provider', 'user'].map((kind) => `arn:${partition}:iam::111122223333:${kind}/Any`),
  `arn:${partition}:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef`,
]);

function everywhere({ Resource, NotResource }: Statement): boolean {
  return NotResource !== undefined || [Resource].flat().some((pattern) => ANYTHING.some((arn) => matchesWildcard(String(pattern), arn)));
}

function allows({ Action, NotAction }: Statement, action: string): boolean {
  // IAM does not tell upper and lower case of actions apart.
  const named = [Action ?? NotAction].flat().some((pattern) => matchesWildcard(String(pattern).toLowerCase(), action.toLowerCase()));
  return named === (Action !== undefined);
}
