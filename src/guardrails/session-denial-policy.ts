import type { AttachedPolicy } from '../organization/domain/policy-slots';
import { SESSION_DENIAL_POLICY_PREFIX } from '../private/naming';

/** Whether a policy is one of those that deny open sessions: a custom resource attaches them, and nothing takes them away. */
export function isSessionDenialPolicy({ name }: Pick<AttachedPolicy, 'name'>): boolean {
  return name.startsWith(SESSION_DENIAL_POLICY_PREFIX) && /^\d+$/.test(name.slice(SESSION_DENIAL_POLICY_PREFIX.length));
}
