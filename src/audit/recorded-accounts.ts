import type { IConstruct } from 'constructs';
import { identityCenterMissing } from '../private/placement';
import { memberAccountProblems } from './domain/member-account';
import type { Accounts } from '../organization/accounts';
import { selectAccounts } from '../organization/domain/account-selection';
import type { AccountPlace } from '../organization/domain/directory';
import type { Problem } from '../organization/domain/problem';
import { STACK_SETS } from '../organization/domain/stack-sets';
import type { Organization } from '../organization/organization';
import { OrganizationFeatures } from '../organization/organization-features';

export interface RecordedAccounts {
  readonly members: readonly AccountPlace[];
  /** Whether the management account is among those asked for. */
  readonly management: boolean;
  readonly logArchiveId: string;
  readonly problems: readonly Problem[];
}

/** Whom a selector means, and where the records go; with everything that is wrong with both. */
export function recordedAccounts(organization: Organization, accounts: Accounts, logArchiveAccount: string): RecordedAccounts {
  const selected = selectAccounts(accounts._selection(), organization._directory());
  const chosen = selected.kind === 'selected' ? selected.accounts : [];
  const archive = organization._find(logArchiveAccount);
  return {
    members: chosen.filter(({ management }) => !management),
    management: chosen.some(({ management }) => management),
    logArchiveId: 'account' in archive ? archive.account.id : '',
    problems: [
      ...(organization.homeRegion ? [] : [identityCenterMissing('its Region is the home Region, where the landing bucket is')]),
      ...(selected.kind === 'refused' ? selected.problems : []),
      ...memberAccountProblems('logArchiveAccount', archive),
    ],
  };
}

/** Whatever gives StackSets trusted access must be there, in the snapshot or made before. */
export function stackSetProblems(scope: IConstruct, organization: Organization): Problem[] {
  const trusting = trustingStackSets(scope, organization);
  return organization.enabledServicePrincipals.includes(STACK_SETS) || trusting.length > 0 ? [] : [{
    code: 'StackSetsNotTrusted',
    problem: 'recorders are to be deployed into member accounts, and StackSets have no trusted access to the organization',
    fix: `name '${STACK_SETS}' in \`trustedServices\` of OrganizationFeatures and make that first, or run \`aws cloudformation activate-organizations-access\` and take the snapshot again`,
  }];
}

export function trustingStackSets(scope: IConstruct, organization: Organization): OrganizationFeatures[] {
  return scope.node.root.node.findAll().filter((other): other is OrganizationFeatures =>
    other instanceof OrganizationFeatures && other._trusts(STACK_SETS, organization.organizationId));
}
