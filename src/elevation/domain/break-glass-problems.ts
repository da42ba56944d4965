import type { Problem } from '../../organization/domain/problem';

/** The environment of a function holds 4,096 bytes, and the check finds its accounts and users there. */
export const MOST_BREAK_GLASS_ACCOUNTS = 200;
const FEWEST_USERS = 2;
const MOST_USERS = 5;
const MOST_USER_CHARACTERS = 128;
const LEAST_HOURS = 1;
const MOST_HOURS = 4;
const POLICY_NAME = /^(?=.{1,128}$)(?:[\w+=,.@-]{1,64}\/){0,2}[\w+=,.@-]{1,128}$/;

export interface AskedBreakGlass {
  readonly partition: string;
  readonly managementAccountId: string;
  readonly users: readonly string[];
  readonly sessionHours: number;
  readonly managedPolicy: string;
  readonly accounts: number;
}

/** What is wrong with the way in for emergencies, as it was asked for. */
export function breakGlassProblems(asked: AskedBreakGlass): Problem[] {
  const { users, sessionHours, managedPolicy, accounts } = asked;
  const different = new Set(users).size;
  return [
    ...[...new Set(users)].flatMap((user) => userProblems(user, asked)),
    ...(different >= FEWEST_USERS && different <= MOST_USERS && different === users.length ? [] : [{
      code: 'BreakGlassUsers',
      problem: `'trustedUsers' names ${users.length}, ${different} of them different; it must name ${FEWEST_USERS} to ${MOST_USERS} users, each once`,
      fix: 'name two people at least, so that one who is away locks nobody out, and no more than are needed',
    }]),
    ...(sessionHours >= LEAST_HOURS && sessionHours <= MOST_HOURS ? [] : [{
      code: 'BreakGlassSession',
      problem: `'sessionDuration' is ${sessionHours} hours; it must be from ${LEAST_HOURS} to ${MOST_HOURS}`,
      fix: 'choose a shorter time; whoever needs longer takes the role again',
    }]),
    ...(POLICY_NAME.test(managedPolicy) ? [] : [{
      code: 'BreakGlassPolicy',
      problem: `'managedPolicy' is '${managedPolicy}'; it must be the name of a policy that AWS manages, without its ARN`,
      fix: "write it such as 'AdministratorAccess' or 'job-function/SystemAdministrator'",
    }]),
    ...(accounts <= MOST_BREAK_GLASS_ACCOUNTS ? [] : [{
      code: 'BreakGlassAccounts',
      problem: `'accounts' chooses ${accounts}; at most ${MOST_BREAK_GLASS_ACCOUNTS} can be looked after`,
      fix: 'choose the accounts in which an emergency cannot wait; from the management account OrganizationAccountAccessRole leads into the others',
    }]),
  ];
}

function userProblems(user: string, { partition, managementAccountId }: AskedBreakGlass): Problem[] {
  const why = reasonAgainst(user, partition, managementAccountId);
  return why === undefined ? [] : [{
    code: 'BreakGlassUser',
    problem: `'trustedUsers' names '${user}', ${why}`,
    fix: `write the ARN of a person's IAM user in the management account, such as 'arn:${partition}:iam::${managementAccountId}:user/break-glass/first'`,
  }];
}

function reasonAgainst(user: string, partition: string, managementAccountId: string): string | undefined {
  const [, ofPartition, accountId, kind, name] = /^arn:([^:]*):iam::([^:]*):(user|role|root|group|federated-user|assumed-role)(?:\/([^:]*))?$/.exec(user) ?? [];
  if (kind === undefined || ofPartition !== partition) {
    return 'which is no ARN of IAM in this partition';
  }
  if (/[*?]/.test(user)) {
    return 'which stands for several; each person must be named';
  }
  if (kind === 'root') {
    return 'which is everybody in that account whom IAM lets, not a person';
  }
  if (accountId !== managementAccountId) {
    return 'which is not in the management account; policies of the organization bind it like everybody, so that it may be locked out as well';
  }
  if (kind !== 'user') {
    return 'which is no user; a role is somebody whom another policy decides about, and brings no second factor along';
  }
  return name !== undefined && name.length <= MOST_USER_CHARACTERS && /^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/.test(name) ? undefined
    : `which has no user's path and name of at most ${MOST_USER_CHARACTERS} characters`;
}
