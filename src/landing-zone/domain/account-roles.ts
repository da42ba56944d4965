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

export type Roles = { readonly kind: 'found'; readonly roles: AccountRoles } | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** The accounts behind the roles; each exists, is active, and is one a role may live in. */
export function accountRoles(wanted: WantedRoles, directory: Directory): Roles {
  const problems: Problem[] = [];
  const find = (prop: string, nameOrId: string, memberOnly: boolean) => {
    const found = findAccount(nameOrId, directory);
    if ('problem' in found) {
      problems.push({ ...found.problem, problem: `'${prop}': ${found.problem.problem}` });
      return undefined;
    }
    problems.push(...unfit(prop, found.account, memberOnly));
    return found.account;
  };
  const logArchive = find('logArchiveAccount', wanted.logArchive, true);
  const audit = find('auditAccount', wanted.audit, true);
  const identity = wanted.identity !== undefined
    ? find('identityAccount', wanted.identity, false)
    : wanted.registeredIdentity !== undefined ? find('identityAccount', wanted.registeredIdentity, true) : audit;
  const registered = wanted.registeredIdentity;
  if (identity && registered !== undefined && !identity.management && identity.id !== registered) {
    problems.push({
      code: 'IdentityAccountOther',
      problem: `'identityAccount' is '${identity.name}' (${identity.id}), but Identity Center is administered by ${registered}; it takes one administrator`,
      fix: 'leave `identityAccount` out, or deregister the other account by hand and take the snapshot again',
    });
  }
  return logArchive && audit && identity && problems.length === 0
    ? { kind: 'found', roles: { logArchive, audit, identity } } : { kind: 'refused', problems };
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
