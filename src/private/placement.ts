import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Problem } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';

/** Where a construct's stack must be, and why. */
export interface Placement {
  /** The construct, as a sentence begins: 'an organization trail'. */
  readonly what: string;
  /** Ids of the accounts it works in, with their role: 'the management account'. */
  readonly accounts?: { readonly ids: readonly string[]; readonly role: string };
  /** The Region it works in, and what is there: 'Identity Center lives there'. */
  readonly region?: { readonly name: string; readonly because: string };
  /** Whether the account decides what is made, so that a stack without a concrete one is refused. */
  readonly concrete?: boolean;
}

/** What is wrong with the stack a construct stands in. A stack without a concrete environment is checked only where it must have one. */
export function placementProblems(scope: IConstruct, { what, accounts, region, concrete }: Placement): Problem[] {
  const stack = Stack.of(scope);
  const problems: Problem[] = [];
  if (concrete && Token.isUnresolved(stack.account)) {
    problems.push({
      code: 'StackEnvironment',
      problem: `the stack '${stack.node.path}' has no account; ${what} is made differently in the management account and elsewhere`,
      fix: 'give the stack env.account and env.region',
    });
  } else if (accounts && !Token.isUnresolved(stack.account) && !accounts.ids.includes(stack.account)) {
    problems.push({
      code: 'StackAccount',
      problem: `the stack '${stack.node.path}' is in account ${stack.account}; ${what} works only in ${accounts.role} (${accounts.ids.slice(0, 3).join(' or ')}${accounts.ids.length > 3 ? ', …' : ''})`,
      fix: `give the stack env.account '${accounts.ids[0]}'`,
    });
  }
  if (region && !Token.isUnresolved(stack.region) && stack.region !== region.name) {
    problems.push({
      code: 'StackRegion',
      problem: `the stack '${stack.node.path}' is in ${stack.region}; ${what} works only in ${region.name}, because ${region.because}`,
      fix: `give the stack env.region '${region.name}'`,
    });
  }
  return problems;
}

/** @param nothing what is not there without Identity Center: 'there is nothing to compare' */
export function identityCenterMissing(nothing: string): Problem {
  return {
    code: 'IdentityCenterMissing',
    problem: `the snapshot has no Identity Center instance; ${nothing}`,
    fix: 'switch Identity Center on in the management account and take the snapshot again, in its Region',
  };
}

/** What is wrong with the stack of something that works beside Identity Center: in the account that administers it, in its Region. */
export function identityCenterProblems(
  scope: IConstruct, organization: Organization, { what, nothing, concrete }: Pick<Placement, 'what' | 'concrete'> & { readonly nothing: string },
): Problem[] {
  const { identityCenter, managementAccount } = organization;
  if (!identityCenter) {
    return [identityCenterMissing(nothing)];
  }
  const delegate = organization.delegatedAdministrator('sso.amazonaws.com');
  return placementProblems(scope, {
    what,
    accounts: delegate && {
      ids: [delegate.accountId, managementAccount.accountId], role: 'the delegated administrator of Identity Center or the management account',
    },
    region: { name: identityCenter.region, because: 'Identity Center lives there' },
    concrete,
  });
}

/** The placement of what can be made in the management account only. */
export function inManagementAccount(what: string, organization: { readonly managementAccount: { readonly accountId: string } }): Placement {
  return { what, accounts: { ids: [organization.managementAccount.accountId], role: 'the management account' } };
}
