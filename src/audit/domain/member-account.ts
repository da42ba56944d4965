import type { AccountPlace } from '../../organization/domain/directory';
import type { Problem } from '../../organization/domain/problem';

/** The account behind a prop, and what speaks against it; without an account the id is empty, and there is a problem. */
export interface MemberAccount {
  readonly id: string;
  readonly problems: readonly Problem[];
}

/** Whether what was found is an account that guardrails bind and that is in use. */
export function memberAccount(prop: string, found: { account: AccountPlace } | { problem: Problem }): MemberAccount {
  if ('problem' in found) {
    return { id: '', problems: [found.problem] };
  }
  const { id, name, active, status, management } = found.account;
  return { id, problems: [
    ...(active ? [] : [{
      code: 'RoleAccountNotActive',
      problem: `'${prop}' is '${name}' (${id}), which is ${status}; it must be ACTIVE`,
      fix: 'name an active account, or reopen this one and take the snapshot again',
    }]),
    ...(management ? [{
      code: 'RoleAccountIsManagement',
      problem: `'${prop}' is the management account '${name}' (${id}), where no guardrail protects logs and findings`,
      fix: 'name a member account',
    }] : []),
  ] };
}
