import type { AccountAccessChoice, BackendChoice } from './domain/backend-choice';
import type { Organization } from '../organization/organization';
import type { BundledFunctionProps } from '../private/bundled-function';

/** What is lent where. What is lent in the management account is lent by roles of that account, which stand in none of these permissions. */
export interface BackendFacts {
  /** With an instance of Identity Center. */
  readonly organization: Organization;
  /** ARNs of the permission sets that are lent; tokens are fine. */
  readonly setArns: readonly string[];
  /** Undefined for every account, those that come later included. */
  readonly accountIds: readonly string[] | undefined;
  readonly choice: BackendChoice;
}

export type BackendPermissions = Pick<BundledFunctionProps, 'permissions' | 'wildcards'>;

/** What the one function may do that lends: it reads back what it made, and takes nothing back. */
export function lendingPermissions(facts: BackendFacts): BackendPermissions {
  return facts.choice.kind === 'account-access' ? entitlements(facts.choice, ['account-access:CreateEntitlement', 'account-access:ListEntitlements'])
    : assignments(facts, ['sso:CreateAccountAssignment', 'sso:ListAccountAssignments'], ['sso:DescribeAccountAssignmentCreationStatus']);
}

/** What the one function may do that takes back: it can lend nothing. Where roles are lent, sets that were lent before are taken back, too. */
export function removalPermissions(facts: BackendFacts): BackendPermissions {
  const ofSets = assignments(facts, ['sso:DeleteAccountAssignment', 'sso:ListAccountAssignments'], ['sso:DescribeAccountAssignmentDeletionStatus']);
  if (facts.choice.kind === 'assignment') {
    return ofSets;
  }
  const ofRoles = entitlements(facts.choice, ['account-access:DeleteEntitlement', 'account-access:ListEntitlements']);
  return { permissions: [...ofRoles.permissions, ...ofSets.permissions], wildcards: [...ofRoles.wildcards, ...ofSets.wildcards] };
}

/** What the sweeper may do: see who holds what. */
export function listingPermissions(facts: BackendFacts): BackendPermissions {
  return facts.choice.kind === 'account-access' ? entitlements(facts.choice, ['account-access:ListEntitlements'])
    : assignments(facts, ['sso:ListAccountAssignments'], []);
}

/** Only the application narrows: https://docs.aws.amazon.com/service-authorization/latest/reference/list_account-access.html */
function entitlements({ applicationArn }: AccountAccessChoice, actions: string[]): BackendPermissions {
  return { permissions: [{ actions, resources: [applicationArn] }], wildcards: [] };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamidentitycenter.html */
function assignments({ organization, setArns, accountIds }: BackendFacts, onAssignments: string[], onInstance: string[]): BackendPermissions {
  if (setArns.length === 0) {
    return { permissions: [], wildcards: [] };
  }
  const { partition, identityCenter } = organization;
  const account = (id: string) => `arn:${partition}:sso:::account/${id}`;
  const { instanceArn } = identityCenter!;
  return {
    permissions: [
      { actions: onAssignments, resources: [instanceArn, ...setArns, ...(accountIds ?? ['*']).map(account)] },
      ...(onInstance.length === 0 ? [] : [{ actions: onInstance, resources: [instanceArn] }]),
    ],
    wildcards: accountIds ? [] : [{ resource: account('*'), reason: 'every account of the organization, those that come later included; the permission sets are named' }],
  };
}
