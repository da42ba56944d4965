import { type GivenSet, type UsedPolicy, assumedReferences, fullName, reachOf, usedPolicies } from './customer-policies';
import type { PermissionSetData } from './permission-set-data';
import { describeSelection, selectAccounts } from '../../organization/domain/account-selection';
import type { Directory } from '../../organization/domain/directory';
import { type Problem, listed } from '../../organization/domain/problem';
import { minified, policyDocument } from '../../policy/domain/document';

/** Characters of a managed policy, white space not counted; no quota that AWS raises: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (read 2026-11-01). */
const POLICY_CHARACTERS = 6_144;
/** Of a StackSet: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html */
const DESCRIPTION_CHARACTERS = 1_024;

/** Everything wrong with the policies that the library is to make: each by itself, beside one another, and against the rules. */
export function customerPolicyProblems(sets: readonly PermissionSetData[], rules: readonly GivenSet[], directory: Directory): Problem[] {
  const used = usedPolicies(sets);
  return [
    ...used.flatMap(contentProblems),
    ...twiceProblems(used),
    ...takenProblems(used, sets),
    ...used.flatMap((one) => reachProblems(one, rules, directory)),
  ];
}

function contentProblems({ policy: { name, description, statements } }: UsedPolicy): Problem[] {
  const characters = minified(policyDocument(statements)).replace(/\s/g, '').length;
  const about = `the policy '${name}'`;
  return [
    ...(statements.length > 0 ? [] : [{ code: 'ManagedPolicyEmpty', problem: `${about} has no statement; IAM takes no policy without one`, fix: 'add a statement, or remove the policy' }]),
    ...(characters <= POLICY_CHARACTERS ? [] : [{
      code: 'ManagedPolicySize',
      problem: `${about} has ${characters} characters without white space; ${POLICY_CHARACTERS} fit`,
      fix: 'make two policies of it, or use wildcards of a service where they mean the same',
    }]),
    ...(description === undefined || (description.trim().length > 0 && description.length <= DESCRIPTION_CHARACTERS) ? [] : [{
      code: 'ManagedPolicyDescription',
      problem: `the description of ${about} has ${description.length} characters; it must have 1 to ${DESCRIPTION_CHARACTERS}, not only blanks`,
      fix: 'shorten it, or leave it out',
    }]),
  ];
}

/** IAM tells neither paths nor upper and lower case of names apart: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
function twiceProblems(used: readonly UsedPolicy[]): Problem[] {
  const names = used.map(({ policy }) => policy.name.toLowerCase());
  return used.filter((_, index) => names.indexOf(names[index]) < index).map(({ policy, permissionSets }) => ({
    code: 'ManagedPolicyTwice',
    problem: `'${policy.name}' of ${listed(permissionSets)} is not the policy that ${listed(used[names.indexOf(policy.name.toLowerCase())].permissionSets)} has under this name; names are unique in an account`,
    fix: 'make the policy once and give it to each set, or rename one',
  }));
}

/** A policy of the same name elsewhere keeps the library's from being made. */
function takenProblems(used: readonly UsedPolicy[], sets: readonly PermissionSetData[]): Problem[] {
  const ours = new Map(used.map(({ policy }) => [policy.name.toLowerCase(), fullName(policy)]));
  return sets.flatMap((set) => assumedReferences(set).flatMap((reference) => {
    const made = ours.get(reference.name.toLowerCase());
    return made === undefined || made === fullName(reference) ? [] : [{
      code: 'ManagedPolicyNameTaken',
      problem: `'${set.name}' names '${fullName(reference)}', which must exist already, and '${made}' is to be made beside it; an account has one policy of a name, whatever its path`,
      fix: 'rename the one that is made',
    }];
  }));
}

function reachProblems({ policy, permissionSets }: UsedPolicy, rules: readonly GivenSet[], directory: Directory): Problem[] {
  if (!policy.accounts) {
    return [];
  }
  const made = selectAccounts(policy.accounts, directory);
  if (made.kind === 'refused') {
    return made.problems.map((problem) => ({ ...problem, problem: `the policy '${policy.name}': ${problem.problem}` }));
  }
  const outside = reachOf(permissionSets, rules, directory).filter((account) => !made.accounts.includes(account)).map(({ name }) => name);
  return outside.length === 0 ? [] : [{
    code: 'ManagedPolicyReach',
    problem: `the policy '${policy.name}' is made in ${describeSelection(policy.accounts)}, and rules give ${listed(permissionSets)} in ${listed(outside)} as well`,
    fix: 'widen `accounts` of the policy, or leave it out',
  }];
}
