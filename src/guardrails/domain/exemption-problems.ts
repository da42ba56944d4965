import { type DatedException, datedProblems } from '../../organization/domain/days';
import { type Problem, listed } from '../../organization/domain/problem';
import { matchesArn, matchesWildcard } from '../../policy/domain/pattern';

export interface ExemptionData extends DatedException {
  readonly principals: readonly string[];
  readonly ticket: string;
}

/** A role ARN in which wildcards may stand for parts; users and root are never exempt. */
const ROLE_PATTERN = /^arn:(\*|aws[a-z-]*):iam::(\*|\d{12}):role\/[\w+=,.@*?/-]{1,512}$/;

/** Where the roles are that an exemption must not match all of. */
export interface IdentityCenterPlace {
  readonly partition: string;
  /** Missing while Identity Center is not switched on. */
  readonly homeRegion?: string;
}

export function exemptionProblems(guardrail: string, exemption: ExemptionData, place: IdentityCenterPlace, asOf: string): Problem[] {
  const what = `the exemption of ${listed(exemption.principals)} from ${guardrail}`;
  const problems = datedProblems('Exemption', what, exemption, asOf);
  if (exemption.ticket.trim() === '') {
    problems.push({ code: 'ExemptionBlank', problem: `${what} has a blank 'ticket'; it must say something`, fix: 'write down where it was agreed' });
  }
  if (exemption.principals.length === 0) {
    problems.push({ code: 'ExemptionEmpty', problem: `an exemption from ${guardrail} names no principal`, fix: 'name role ARNs, or remove the exemption' });
  }
  for (const pattern of exemption.principals) {
    if (!ROLE_PATTERN.test(pattern) || !matchesWildcard(pattern.split(':')[1], place.partition)) {
      problems.push({
        code: 'ExemptionPrincipal',
        problem: `'${pattern}' in ${what} is no role ARN of this partition; it must look like 'arn:${place.partition}:iam::*:role/name'`,
        fix: 'write the ARN of the role (not of a session), with * only for what really varies',
      });
    } else if (matchesEverybody(pattern, place)) {
      problems.push({
        code: 'ExemptionTooBroad',
        problem: `'${pattern}' in ${what} matches the Identity Center roles of everybody`,
        fix: "name the role, or the set: '…/AWSReservedSSO_<Set>_*'",
      });
    }
  }
  return problems;
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
