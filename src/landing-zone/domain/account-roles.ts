import { findAccount } from '../../organization/domain/account-selection';
import { type AccountPlace, type Directory } from '../../organization/domain/directory';
import type { Problem } from '../../organization/domain/problem';

/** Which account does what. */
export interface WantedRoles {
  readonly logArchive: string;
  readonly audit: string;
  /** Missing: the registered delegated administrator of Identity Center, else the audit account. */
  readonly identity?: string;
  /** Id of the account that is registered for Identity Center in the snapshot. */
  readonly registeredIdentity?: string;
}

export interface AccountRoles {
  readonly logArchive: AccountPlace;
  readonly audit: AccountPlace;
  readonly identity: AccountPlace;
}

/**
 * The accounts behind the roles, each of which must exist, be active, and be one a role may live in.
 *
 * Where one is refused, another account stands in for it, so that what is wrong elsewhere can be said in the same error; nothing is built then.
 */
export function accountRoles(wanted: WantedRoles, directory: Directory): { readonly roles: AccountRoles; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const find = (prop: string, nameOrId: string, memberOnly: boolean) => {
    const found = findAccount(nameOrId, directory);
    if ('problem' in found) {
      problems.push({ ...found.problem, problem: `'${prop}': ${found.problem.problem}` });
      return undefined;
    }
    const wrong = unfit(prop, found.account, memberOnly);
    problems.push(...wrong);
    return wrong.length === 0 ? found.account : undefined;
  };
  const logArchive = find('logArchiveAccount', wanted.logArchive, true);
  const audit = find('auditAccount', wanted.audit, true);
  let identity = wanted.identity !== undefined
    ? find('identityAccount', wanted.identity, false)
    : wanted.registeredIdentity !== undefined ? find('identityAccount', wanted.registeredIdentity, true) : audit;
  const registered = wanted.registeredIdentity;
  if (identity && registered !== undefined && !identity.management && identity.id !== registered) {
    const asked = identity;
    identity = directory.accounts.get(registered);
    problems.push({
      code: 'IdentityAccountOther',
      problem: `'identityAccount' is '${asked.name}' (${asked.id}), but Identity Center is administered by ${registered}; it takes one administrator`,
      fix: 'leave `identityAccount` out, or deregister the other account by hand and take the snapshot again',
    });
  }
  const standIn = [...directory.accounts.values()].find(({ active, management }) => active && !management) ?? [...directory.accounts.values()][0];
  const managementStandIn = [...directory.accounts.values()].find(({ management }) => management)!;
  return { roles: { logArchive: logArchive ?? standIn, audit: audit ?? standIn, identity: identity ?? managementStandIn }, problems };
}

function unfit(prop: string, account: AccountPlace, memberOnly: boolean): Problem[] {
  if (!account.active) {
    return [{
      code: 'RoleAccountNotActive',
      problem: `'${prop}' is '${account.name}' (${account.id}), which is ${account.status}; it must be ACTIVE`,
      fix: 'name an active account, or reopen this one and take the snapshot again',
    }];
  }
  return !memberOnly || !account.management ? [] : [{
    code: 'RoleAccountIsManagement',
    problem: `'${prop}' is the management account '${account.name}' (${account.id}), where no guardrail protects logs and findings`,
    fix: 'name a member account',
  }];
}
