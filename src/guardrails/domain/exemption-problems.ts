import { type DatedException, datedProblems } from '../../organization/domain/days';
import { type Problem, listed } from '../../organization/domain/problem';

export interface ExemptionData extends DatedException {
  readonly principals: readonly string[];
  readonly ticket: string;
}

/** A role ARN in which wildcards may stand for parts; users and root are never exempt. */
const ROLE_PATTERN = /^arn:(\*|aws[a-z-]*):iam::(\*|\d{12}):role\/[\w+=,.@*?/-]{1,512}$/;

/** A role of Identity Center, as a pattern must not match it: whoever is assigned a set would be exempt. */
const IDENTITY_CENTER_ROLES = ['eu-west-1/', ''].map((region) =>
  `arn:aws:iam::000000000000:role/aws-reserved/sso.amazonaws.com/${region}AWSReservedSSO_AnySet_0123456789abcdef`);

export function exemptionProblems(guardrail: string, exemption: ExemptionData, asOf: string): Problem[] {
  const what = `the exemption of ${listed(exemption.principals)} from ${guardrail}`;
  const problems = datedProblems('Exemption', what, exemption, asOf);
  if (exemption.ticket.trim() === '') {
    problems.push({ code: 'ExemptionBlank', problem: `${what} has a blank 'ticket'; it must say something`, fix: 'write down where it was agreed' });
  }
  if (exemption.principals.length === 0) {
    problems.push({ code: 'ExemptionEmpty', problem: `an exemption from ${guardrail} names no principal`, fix: 'name role ARNs, or remove the exemption' });
  }
  for (const pattern of exemption.principals) {
    if (!ROLE_PATTERN.test(pattern)) {
      problems.push({
        code: 'ExemptionPrincipal',
        problem: `'${pattern}' in ${what} is no role ARN; it must look like 'arn:aws:iam::*:role/name'`,
        fix: 'write the ARN of the role (not of a session), with * only for what really varies',
      });
    } else if (IDENTITY_CENTER_ROLES.some((role) => likeMatches(pattern, role))) {
      problems.push({
        code: 'ExemptionTooBroad',
        problem: `'${pattern}' in ${what} matches the Identity Center roles of everybody`,
        fix: "name the role, or the set: '…/AWSReservedSSO_<Set>_*'",
      });
    }
  }
  return problems;
}

/** ArnLike on whole ARNs whose wildcards stay within one of the six parts: a `*` there does not cross a colon. */
function likeMatches(pattern: string, arn: string): boolean {
  const parts = arn.split(':');
  return pattern.split(':').every((part, index) => {
    const expression = part.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '.');
    // the account id of the sample stands for any.
    return index === 4 || new RegExp(`^${expression}$`).test(parts[index]);
  });
}
