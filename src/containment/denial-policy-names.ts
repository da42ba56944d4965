import { ROLE_PATH, SESSION_DENIAL_POLICY_PREFIX } from '../private/naming';

/** Path of the policy of IAM in the management account. */
export const DENIAL_POLICY_PATH = ROLE_PATH;

/** A managed policy of IAM has no more characters: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const MANAGEMENT_POLICY_BYTES = 6_144;

export function denialPolicyNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${SESSION_DENIAL_POLICY_PREFIX}${index + 1}`);
}
