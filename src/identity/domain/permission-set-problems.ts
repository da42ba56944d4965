import { type PermissionSetData, isUnlimited, knownStatements } from './permission-set-data';
import { type Problem, listed } from '../../organization/domain/problem';
import type { QuotaValues } from '../../organization/domain/quota-data';
import { bytesWithoutWhiteSpace, minified, policyDocument, utf8Bytes } from '../../policy/domain/document';

// Bounds of CreatePermissionSet: https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html
const NAME = /^[\w+=,.@-]{1,32}$/;
const DESCRIPTION = /^[\t\n\r\u0020-\u007E\u00A1-\u00FF]{1,700}$/;
const RELAY_STATE = /^https:\/\/[\w&$@#\\/%?=~\-'"|!:,.;*+[\] (){}]{1,232}$/;
const SHORTEST_MINUTES = 60;
const LONGEST_MINUTES = 720;
const INLINE_BYTES_WITH_WHITE_SPACE = 32_768;
// 50 by the API, one of which says whose the set is.
const MOST_TAGS = 49;
const POLICY_NAME = /^[\w+=,.@-]{1,128}$/;
/** Without the ARN's beginning: the partition is the organization's, and an ARN would hide what the policy allows. */
const AWS_MANAGED = /^([\w+=,.@-]{1,128}\/)*[\w+=,.@-]{1,128}$/;
const POLICY_PATH = /^\/([\w+=,.@-]+\/)*$/;

/** What Identity Center or IAM would refuse about a set, and what the set says against itself. */
export function permissionSetProblems(set: PermissionSetData, quotas: QuotaValues): Problem[] {
  const problems: Problem[] = [];
  const check = (holds: boolean, code: string, problem: string, fix: string) => {
    if (!holds) {
      problems.push({ code, problem, fix });
    }
  };
  check(NAME.test(set.name), 'PermissionSetName',
    `the permission set '${set.name}' has a name of ${set.name.length} characters; it must have 1 to 32 out of letters, digits and _+=,.@-`,
    'choose a shorter name without spaces');
  check(DESCRIPTION.test(set.description), 'PermissionSetDescription',
    `the description of '${set.name}' has ${set.description.length} characters; it must have 1 to 700 out of Latin-1`,
    'shorten it and use plain characters');
  check(Number.isInteger(set.sessionMinutes) && set.sessionMinutes >= SHORTEST_MINUTES && set.sessionMinutes <= LONGEST_MINUTES, 'PermissionSetSession',
    `'sessionDuration' of '${set.name}' is ${set.sessionMinutes} minutes; it must be a whole number from ${SHORTEST_MINUTES} to ${LONGEST_MINUTES}`,
    'choose a duration from 1 to 12 hours; people sign in again when it runs out');
  check(set.relayState === undefined || RELAY_STATE.test(set.relayState), 'PermissionSetRelayState',
    `'relayState' of '${set.name}' is '${set.relayState}'; it must be an https address of at most 240 characters`,
    'give the address of the console page to open first');
  const statements = knownStatements(set);
  check(!isUnlimited({ ...set, statements }) || set.privileged, 'PermissionSetPrivileged',
    `'${set.name}' says privileged: false, but what it allows has no limit (${listed(set.managedPolicies)}, ${statements.length} statements)`,
    'leave `privileged` out, or narrow what the set allows');
  check(set.managedPolicies.length + set.customerManagedPolicies.length + set.statements.length > 0, 'PermissionSetEmpty',
    `'${set.name}' has no policy and no statement; it would give nobody anything`,
    'add managedPolicies, customerManagedPolicies or statements');
  return [...problems, ...policyProblems(set, quotas), ...tagProblems(set)];
}

function policyProblems(set: PermissionSetData, quotas: QuotaValues): Problem[] {
  const problems: Problem[] = [];
  const attached = [...set.managedPolicies, ...set.customerManagedPolicies.map(({ path, name }) => `${path}${name}`)];
  if (attached.length > quotas.managedPoliciesPerRole) {
    problems.push({
      code: 'PermissionSetPolicies',
      problem: `'${set.name}' has ${attached.length} managed policies; the role it becomes takes ${quotas.managedPoliciesPerRole}`,
      fix: 'merge policies, write statements instead, or override the quota managedPoliciesPerRole if AWS raised it in every account',
    });
  }
  const twice = attached.filter((policy, index) => attached.indexOf(policy) !== index);
  if (twice.length > 0) {
    problems.push({ code: 'PermissionSetPolicyTwice', problem: `'${set.name}' names ${listed(twice)} more than once`, fix: 'name each policy once' });
  }
  const references = [...set.customerManagedPolicies, ...(set.boundary?.kind === 'customer' ? [set.boundary.policy] : [])];
  for (const { name, path } of references) {
    if (!POLICY_NAME.test(name) || !POLICY_PATH.test(path) || path.length > 512) {
      problems.push({
        code: 'PermissionSetPolicyName',
        problem: `'${set.name}' names the customer managed policy '${path}${name}'; the name takes 1 to 128 characters of letters, digits and _+=,.@-, the path begins and ends with '/'`,
        fix: 'write the name without the path, and the path as IAM shows it',
      });
    }
  }
  const managed = [...set.managedPolicies, ...(set.boundary?.kind === 'aws' ? [set.boundary.policy] : [])];
  for (const policy of managed.filter((name) => !AWS_MANAGED.test(name))) {
    problems.push({
      code: 'PermissionSetManagedPolicy',
      problem: `'${set.name}' names the AWS managed policy '${policy}'; it must be its name with its path, such as 'ReadOnlyAccess' or 'job-function/ViewOnlyAccess'`,
      fix: "leave 'arn:aws:iam::aws:policy/' out; policies of your own go into customerManagedPolicies",
    });
  }
  const inline = minified(policyDocument(set.statements));
  const bytes = bytesWithoutWhiteSpace(inline);
  if (bytes > quotas.inlinePolicyBytes || utf8Bytes(inline) > INLINE_BYTES_WITH_WHITE_SPACE) {
    problems.push({
      code: 'PermissionSetInlineSize',
      problem: `the inline policy of '${set.name}' has ${bytes} bytes without white space; ${quotas.inlinePolicyBytes} fit`,
      fix: 'use wildcards of a service where they mean the same, or a customer managed policy',
    });
  }
  return problems;
}

function tagProblems(set: PermissionSetData): Problem[] {
  const tags = Object.entries(set.tags);
  const wrong = tags.filter(([key, value]) => !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key) || key.startsWith('aws:') || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value));
  const problems: Problem[] = wrong.map(([key, value]) => ({
    code: 'PermissionSetTag',
    problem: `the tag '${key}' = '${value}' of '${set.name}' is not allowed; keys take 1 to 128 characters and do not begin with 'aws:', values at most 256`,
    fix: 'use letters, digits, spaces and _.:/=+-@',
  }));
  return tags.length <= MOST_TAGS ? problems : [...problems, {
    code: 'PermissionSetTag', problem: `'${set.name}' has ${tags.length} tags; ${MOST_TAGS} fit`, fix: 'remove some',
  }];
}
