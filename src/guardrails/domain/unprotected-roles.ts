import type { Problem } from '../../organization/domain/problem';
import { coversArn } from '../../policy/domain/pattern';

/** What a guardrail has to do with roles. */
export interface RoleFacts {
  readonly name: string;
  /** ARN patterns that it leaves alone. */
  readonly exempt: readonly string[];
  /** ARN patterns that it keeps others from making and taking. */
  readonly protects: readonly string[];
}

/** Roles of Identity Center are made and taken through Identity Center only. */
export function isIdentityCenterPattern(pattern: string): boolean {
  return pattern.includes(':role/aws-reserved/');
}

/** Exempt roles that anybody could make or take, although the app protects roles. */
export function unprotectedRoles(guardrails: readonly RoleFacts[]): Problem[] {
  const guards = guardrails.flatMap(({ protects }) => protects);
  return guards.length === 0 ? [] : guardrails.flatMap(({ name, exempt }) => exempt
    .filter((pattern) => !isIdentityCenterPattern(pattern) && !guards.some((guard) => coversArn(guard, pattern)))
    .map((pattern) => ({
      code: 'ExemptRoleUnprotected',
      problem: `'${pattern}' is exempt from '${name}', and no guardrail of protected roles keeps others from making or taking such a role`,
      fix: 'name it in the `roles` of the guardrail of protected roles (in a landing zone: `protectedRoles`)',
    })));
}
