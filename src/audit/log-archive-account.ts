import type { AccountPlace } from '../organization/domain/directory';
import type { Problem } from '../organization/domain/problem';

/** What is wrong with an account as the log archive. */
export function logArchiveProblems({ name, id, status, active, management }: AccountPlace): Problem[] {
  return [
    ...(active ? [] : [{
      code: 'RoleAccountNotActive',
      problem: `'logArchiveAccount' is '${name}' (${id}), which is ${status}; it must be ACTIVE`,
      fix: 'name an active account, or reopen this one and take the snapshot again',
    }]),
    ...(management ? [{
      code: 'RoleAccountIsManagement',
      problem: `'logArchiveAccount' is the management account '${name}' (${id}), where no guardrail protects logs and findings`,
      fix: 'name a member account',
    }] : []),
  ];
}
