import { SHORTEST_SECONDS, LONGEST_SECONDS } from './decide-request';
import type { ElevationDenial, ElevationRule } from './elevation-rules';
import { patternProblem } from './patterns';
import { didYouMean } from '../../organization/domain/near-misses';
import { type Problem, listed } from '../../organization/domain/problem';

export const MOST_APPROVALS = 10;
export const MOST_STAGES = 5;
const DAY_SECONDS = 86_400;

/** A set of the catalogue, as far as elevation asks. */
export interface OfferedSet {
  readonly name: string;
  readonly privileged: boolean;
  readonly sessionSeconds: number;
}

export interface RuleFindings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly { readonly id: string; readonly message: string }[];
}

/** What is wrong with rules and denials, and what is allowed but unwise; groups are still names. */
export function ruleFindings(rules: readonly ElevationRule[], denials: readonly ElevationDenial[], sets: readonly OfferedSet[]): RuleFindings {
  return {
    problems: [
      ...nameProblems([...rules, ...denials].map(({ name }) => name)),
      ...rules.flatMap((rule) => ruleProblems(rule, sets)),
      ...denials.flatMap((denial) => denialProblems(denial, sets)),
    ],
    warnings: [...rules.flatMap((rule) => ruleWarnings(rule, sets)), ...overlapWarnings(rules)],
  };
}

function nameProblems(names: readonly string[]): Problem[] {
  const bad = names.filter((name) => name.trim() === '' || name.length > 64 || /[\p{Cc}\p{Cs}]/u.test(name));
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) < index))];
  return [
    ...(bad.length === 0 ? [] : [{
      code: 'ElevationName',
      problem: `${listed(bad)} cannot be the name of a policy of elevation; a name has 1 to 64 characters and no control characters`,
      fix: 'give the policy a `name` that people will understand in a message',
    }]),
    ...(twice.length === 0 ? [] : [{
      code: 'ElevationName',
      problem: `${listed(twice)} is the name of several policies of elevation; names are unique, because requests and evidence speak of them`,
      fix: 'give each policy a `name` of its own',
    }]),
  ];
}

function setProblems(label: string, permissionSet: string, sets: readonly OfferedSet[]): Problem[] {
  const known = sets.find(({ name }) => name === permissionSet);
  return known ? [] : [{
    code: 'ElevationSetUnknown',
    problem: `${label} names the permission set '${permissionSet}', which the catalogue does not have`,
    fix: didYouMean(permissionSet, sets.map(({ name }) => name)) || 'name a set of the catalogue',
  }];
}

function ruleProblems(rule: ElevationRule, sets: readonly OfferedSet[]): Problem[] {
  const label = `the policy '${rule.name}'`;
  const check = (holds: boolean, code: string, problem: string, fix: string): Problem[] => (holds ? [] : [{ code, problem: `${label} ${problem}`, fix }]);
  const range = (seconds: number, least: number, most: number) => Number.isInteger(seconds) && seconds >= least && seconds <= most;
  const set = sets.find(({ name }) => name === rule.permissionSet);
  return [
    ...setProblems(label, rule.permissionSet, sets),
    ...check(set === undefined || set.privileged, 'ElevationSetNotPrivileged',
      `lends '${rule.permissionSet}', which is not privileged: people may hold it permanently`, 'give it by a rule of access, or mark the set as privileged'),
    ...groupProblems(label, 'requesters', rule.requesterGroups),
    ...rule.stages.flatMap(({ approverGroups }) => groupProblems(label, 'approvers', approverGroups)),
    ...check(rule.stages.length <= MOST_STAGES, 'ElevationStages',
      `has ${rule.stages.length} stages of consent; at most ${MOST_STAGES} are asked one after the other`,
      'ask several groups in one stage'),
    ...rule.stages.flatMap(({ approvals }) => check(range(approvals, 1, MOST_APPROVALS), 'ElevationApprovals',
      `asks for ${approvals} approvals; 1 to ${MOST_APPROVALS} people can be asked for`, 'choose a number that this group can reach without the one who asks')),
    ...check(range(rule.maxSeconds, SHORTEST_SECONDS, LONGEST_SECONDS) && rule.maxSeconds % 60 === 0, 'ElevationDuration',
      `has a 'maxDuration' of ${minutes(rule.maxSeconds)}; it must be 15 minutes to 12 hours, in whole minutes`, 'choose a shorter time; people may ask again when it runs out'),
    ...check(range(rule.startWithinSeconds, 0, 30 * DAY_SECONDS), 'ElevationStart',
      `has a 'startWithin' of ${minutes(rule.startWithinSeconds)}; it must be 0 to 30 days`, 'choose a time of 30 days at most'),
    ...check(range(rule.requestExpiresSeconds, 300, 30 * DAY_SECONDS), 'ElevationExpiry',
      `has a 'requestExpiresAfter' of ${minutes(rule.requestExpiresSeconds)}; it must be 5 minutes to 30 days`, 'choose a time in which people can consent'),
    ...[...rule.justificationPatterns, ...rule.ticketPatterns].flatMap((pattern) => {
      const problem = patternProblem(pattern);
      return problem === undefined ? [] : check(false, 'ElevationPattern',
        `has the pattern '${pattern}', which ${problem}`, 'write a simple regular expression, such as "(CHG|INC)-[0-9]+"');
    }),
  ];
}

function groupProblems(label: string, prop: string, groups: readonly string[]): Problem[] {
  const blank = groups.filter((group) => !/^[^\p{Cc}\p{Cs}]{1,1024}$/u.test(group) || group.trim() === '');
  return groups.length > 0 && blank.length === 0 ? [] : [{
    code: 'ElevationGroups',
    problem: `${label} has ${groups.length === 0 ? `no '${prop}'` : `${listed(blank)} among its '${prop}'`}; it must name at least one group, each in 1 to 1024 characters`,
    fix: 'name groups of Identity Center as they are called there',
  }];
}

function denialProblems(denial: ElevationDenial, sets: readonly OfferedSet[]): Problem[] {
  const label = `the denial '${denial.name}'`;
  return [
    ...denial.permissionSets.flatMap((set) => setProblems(label, set, sets)),
    ...groupProblems(label, 'groups', denial.groups),
    ...(denial.reason.trim() !== '' && denial.reason.length <= 200 ? [] : [{
      code: 'ElevationDenialReason',
      problem: `${label} has a reason of ${denial.reason.length} characters; 1 to 200 are needed, because whoever asks is told`,
      fix: 'say in one sentence why',
    }]),
  ];
}

function ruleWarnings(rule: ElevationRule, sets: readonly OfferedSet[]): RuleFindings['warnings'][number][] {
  const set = sets.find(({ name }) => name === rule.permissionSet);
  const others = (groups: readonly string[]) => groups.filter((group) => !rule.requesterGroups.includes(group));
  const among = rule.stages.filter(({ approverGroups }) => others(approverGroups).length === 0);
  return [
    ...(rule.stages.length > 0 ? [] : [{
      id: 'elevation-without-consent',
      message: `'${rule.name}' lends '${rule.permissionSet}' to ${listed(rule.requesterGroups)} without anybody's consent.`,
    }]),
    ...(set === undefined || set.sessionSeconds <= rule.maxSeconds ? [] : [{
      id: 'elevation-shorter-than-session',
      message: `A session of '${rule.permissionSet}' lasts up to ${minutes(set.sessionSeconds)}, an elevation by '${rule.name}' ${minutes(rule.maxSeconds)}: `
        + 'sessions that are open at its end are denied then, which takes as long as a service control policy takes to arrive. A shorter session needs no denial.',
    }]),
    ...(among.length === 0 ? [] : [{
      id: 'elevation-approvers-are-requesters',
      message: `Those who consent by '${rule.name}' are the same groups as those who ask: people consent for each other, and the group needs at least `
        + `${Math.max(...among.map(({ approvals }) => approvals)) + 1} people. A deployment of these rules fails when there are fewer.`,
    }]),
  ];
}

/** Two policies that give the same thing to the same people. */
function overlapWarnings(rules: readonly ElevationRule[]): RuleFindings['warnings'][number][] {
  return rules.flatMap((one, index) => rules.slice(index + 1).flatMap((other) => {
    const accounts = one.accountIds.filter((id) => other.accountIds.includes(id));
    const groups = one.requesterGroups.filter((group) => other.requesterGroups.includes(group));
    return one.permissionSet !== other.permissionSet || accounts.length === 0 || groups.length === 0 ? [] : [{
      id: 'elevation-policies-overlap',
      message: `'${one.name}' and '${other.name}' both lend '${one.permissionSet}' to ${listed(groups)} in ${accounts.length} ${accounts.length === 1 ? 'account' : 'accounts'}: `
        + 'there the strictest of each dimension counts, and consent is needed as each of them asks for it.',
    }];
  }));
}

function minutes(seconds: number): string {
  return seconds % 3_600 === 0 ? `${seconds / 3_600} hours` : `${seconds / 60} minutes`;
}
