import type { IdentityCenterPlace } from '../../organization/domain/callers';
import type { Directory } from '../../organization/domain/directory';
import type { Problem } from '../../organization/domain/problem';
import { principalProblems } from '../../organization/domain/role-patterns';

export interface RoleProps {
  readonly deployers: readonly string[];
  readonly breakGlassRoles: readonly string[];
}

/** Where the roles are. */
export interface RolePlace extends IdentityCenterPlace {
  readonly directory: Directory;
}

/** What is wrong with the roles that a landing zone is given. What is proved of a break-glass role is asked of one role, not of a pattern. */
export function rolePropProblems({ deployers, breakGlassRoles }: RoleProps, place: RolePlace): Problem[] {
  const one = new RegExp(`^arn:${place.partition}:iam::(\\*|\\d{12}):role/[\\w+=,.@/-]{1,512}$`);
  const known = (arn: string) => arn.split(':')[4] === '*' || place.directory.accounts.has(arn.split(':')[4]);
  return [
    ...principalProblems('Deployer', "'deployers'", deployers, place),
    ...breakGlassRoles.filter((arn) => !one.test(arn) || !known(arn)).map((arn) => ({
      code: 'BreakGlassRole',
      problem: `'breakGlassRoles' names '${arn}'; it must be the ARN of one role of this organization, with * for the account at most`,
      fix: `write it such as 'arn:${place.partition}:iam::*:role/break-glass'`,
    })),
  ];
}
