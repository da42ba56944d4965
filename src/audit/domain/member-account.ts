import type { AccountPlace } from '../../organization/domain/directory';
import type { Problem } from '../../organization/domain/problem';

/** What is wrong with the account that a prop names for logs or for auditors: guardrails must bind it, and it must be in use. */
export function memberAccountProblems(prop: string, found: { readonly account: AccountPlace } | { readonly problem: Problem }): Problem[] {
  if ('problem' in found) {
    return [found.problem];
  }
  const { active, management, name, id, status } = found.account;
  return [
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
  ];
}
