import { type Problem, listed } from '../../organization/domain/problem';

/** Access as entitlements of people to roles of the accounts. */
export interface AccountAccessChoice {
  readonly kind: 'account-access';
  readonly applicationArn: string;
  /** Path and name of the role that stands for each permission set in every account, such as 'team/Operator'. */
  readonly roles: Readonly<Record<string, string>>;
}

/** How access is lent, as data. */
export type BackendChoice = { readonly kind: 'assignment' } | AccountAccessChoice;

/** https://docs.aws.amazon.com/account-access/latest/APIReference/API_CreateEntitlement.html; a longer one is none, too. */
const APPLICATION = /^arn:([a-z0-9-]+):account-access:([a-z0-9]+(?:-[a-z0-9]+)*):([0-9]{12}):application\/[a-zA-Z0-9-]+$/;
const LONGEST_APPLICATION = 2_048;
const SHORTEST_APPLICATION = 49;

/** https://docs.aws.amazon.com/account-access/latest/APIReference/API_PrincipalRoleEntitlement.html, and what IAM says of its lengths. */
const ROLE = /^([a-zA-Z0-9+=,.@_-]+\/)*[a-zA-Z0-9+=,.@_-]{1,64}$/;
/** With the slash before it, a path has 512 characters at most. */
const LONGEST_PATH = 511;
/** Nobody edits the trust policy of a role that AWS made. */
const MADE_BY_AWS = /^aws-(reserved|service-role)\//;

export interface ApplicationPlace {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** Undefined for what is no ARN of an application. */
export function applicationPlace(arn: string): ApplicationPlace | undefined {
  const [, partition, region, accountId] = (arn.length >= SHORTEST_APPLICATION && arn.length <= LONGEST_APPLICATION && APPLICATION.exec(arn)) || [];
  return partition === undefined ? undefined : { partition, region, accountId };
}

export function applicationProblems(arn: string): Problem[] {
  return applicationPlace(arn) ? [] : [{
    code: 'ElevationBackendApplication',
    problem: `'applicationArn' is '${arn}'; an application of account access manager is 'arn:aws:account-access:<Region>:<account>:application/<id>'`,
    fix: "take it from 'aws account-access list-applications' in the management account; an application of Identity Center ('arn:aws:sso::…') is another thing",
  }];
}

export function roleProblems(roles: AccountAccessChoice['roles']): Problem[] {
  const bad = Object.values(roles).filter((role) => !ROLE.test(role) || MADE_BY_AWS.test(role) || role.lastIndexOf('/') + 1 > LONGEST_PATH);
  const twice = [...new Set(Object.values(roles).filter((role, index, all) => all.indexOf(role) < index))];
  return [
    ...(Object.keys(roles).length > 0 ? [] : [{
      code: 'ElevationBackendRoles',
      problem: "'roles' is empty; it must name the role that stands for each permission set that is lent",
      fix: "name them, such as { Administrator: 'team/Operator' }",
    }]),
    ...(bad.length === 0 ? [] : [{
      code: 'ElevationBackendRole',
      problem: `${listed(bad)} cannot be lent: it takes the name of a role, after its path where it has one, in letters, digits and any of '+=,.@_-', `
        + '64 characters at most and 511 before them, and of a role that AWS did not make',
      fix: "write path and name without a slash before them, such as 'team/Operator'",
    }]),
    ...(twice.length === 0 ? [] : [{
      code: 'ElevationBackendRole',
      problem: `${listed(twice)} stands for several permission sets; who ends an elevation of one would end sessions of the other`,
      fix: 'give each permission set a role of its own',
    }]),
  ];
}
