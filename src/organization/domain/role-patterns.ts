import type { IdentityCenterPlace } from './callers';
import type { Problem } from './problem';
import { matchesArn, matchesWildcard } from '../../policy/domain/pattern';

/** A role ARN in which wildcards may stand for parts; users and root are never exempt. */
const ROLE_PATTERN = /^arn:(\*|aws[a-z-]*):iam::(\*|\d{12}):role\/[\w+=,.@*?/-]{1,512}$/;

/** Whether a text is an ARN of roles of a partition, in which wildcards may stand for parts. */
export function isRolePattern(pattern: string, partition: string): boolean {
  return ROLE_PATTERN.test(pattern) && matchesWildcard(pattern.split(':')[1], partition);
}

/** What is wrong with role ARN patterns that a guardrail leaves alone, with codes that begin with `kind`. */
export function principalProblems(kind: string, what: string, patterns: readonly string[], place: IdentityCenterPlace): Problem[] {
  return patterns.flatMap((pattern): Problem[] => {
    if (!isRolePattern(pattern, place.partition)) {
      return [{
        code: `${kind}Principal`,
        problem: `'${pattern}' in ${what} is no role ARN of this partition; it must look like 'arn:${place.partition}:iam::*:role/name'`,
        fix: 'write the ARN of the role (not of a session), with * only for what really varies',
      }];
    }
    return matchesEverybody(pattern, place) ? [{
      code: `${kind}TooBroad`,
      problem: `'${pattern}' in ${what} matches the Identity Center roles of everybody`,
      fix: "name the role, or the set: '…/AWSReservedSSO_<Set>_*'",
    }] : [];
  });
}

/**
 * Whether a pattern matches the Identity Center roles of whatever set, in whatever account: whoever is assigned a set would be exempt.
 * Two sets that share no letter stand for all, so that a pattern for one set is not mistaken for one for everybody.
 */
function matchesEverybody(pattern: string, { partition, homeRegion }: IdentityCenterPlace): boolean {
  const account = /^\d{12}$/.test(pattern.split(':')[4]) ? pattern.split(':')[4] : '000000000000';
  const folders = ['', ...(homeRegion === undefined ? [] : [`${homeRegion}/`])];
  return folders.some((folder) => ['Kx_0123456789abcdef', 'Wy_fedcba9876543210'].every((set) =>
    matchesArn(pattern, `arn:${partition}:iam::${account}:role/aws-reserved/sso.amazonaws.com/${folder}AWSReservedSSO_${set}`)));
}
