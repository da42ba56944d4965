import { type Problem, listed } from '../../organization/domain/problem';

/** Paths under which roles stand that administer accounts. */
const ADMINISTRATION = ['/aws-reserved/', '/aws-service-role/', '/zero-trust/'];

/** Services with which people give themselves or others access, spend, or switch off what watches, and those whose stacks and builds run as roles that go further. */
const GOVERNING = [
  'access-analyzer', 'account', 'account-access', 'auditmanager', 'billing', 'cloudformation', 'cloudtrail', 'codebuild', 'codepipeline', 'config', 'controltower', 'detective', 'fms',
  'guardduty', 'iam', 'identity-sync', 'identitystore', 'inspector2', 'kms', 'macie2', 'organizations', 'payments', 'ram', 'rolesanywhere', 'savingsplans', 'securityhub',
  'securitylake', 'servicecatalog', 'signin', 'ssm', 'ssm-quicksetup', 'sso', 'sso-directory', 'sts', 'tax',
];

const ROLE = /^arn:(\*|aws[a-z-]*):iam::(\*|\d{12}):role\/([\w+=,.@/-]{3,}[\w+=,.@*/-]*)$/;
const OBJECT = /^arn:aws[a-z-]*:s3:::(?!zero-trust-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[^?$]+)?$/;

/** A name may end in a wildcard, and then says enough before it to be about something. */
const NAMES: Readonly<Record<string, { readonly what: string; readonly pattern: RegExp }>> = {
  stacks: { what: 'names of stacks', pattern: /^(?!CDKToolkit|StackSet-)[a-zA-Z][a-zA-Z0-9-]{2,}\*?$/ },
  runbooks: { what: 'names of runbooks', pattern: /^[\w.-]{3,}\*?$/ },
  readLogGroups: { what: 'names of log groups', pattern: /^(?!\/?zero-trust)[\w./#-]{3,}\*?$/ },
  buckets: { what: 'names of buckets', pattern: /^(?!zero-trust-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/ },
};

/** The path of the roles that people pass. */
export function rolePathProblems(path: string): Problem[] {
  return /^\/([\w+=,.@-]+\/)+$/.test(path) && path.length <= 512 && !ADMINISTRATION.some((reserved) => path.startsWith(reserved)) ? [] : [{
    code: 'PresetRolePath',
    problem: `'passRolePath' is '${path}'; it must be a path such as '/application/', beginning and ending with '/', without wildcards, of at most 512 characters, `
      + `and not under ${listed(ADMINISTRATION)}`,
    fix: 'make the roles of applications under a path of their own, and write that path',
  }];
}

/** Services that a team adds to those that a preset uses. */
export function serviceProblems(services: readonly string[]): Problem[] {
  const wrong = services.filter((service) => !/^[a-z0-9-]{2,}$/.test(service) || GOVERNING.includes(service));
  return wrong.length === 0 ? [] : [{
    code: 'PresetService',
    problem: `'additionalServices' has ${listed(wrong)}; it must be prefixes of actions such as 'sagemaker', and none that gives access, spends, deploys as others or watches`,
    fix: 'write what stands before the colon of an action; for services that give access write a set of your own, with actions and resources',
  }];
}

/** Roles that people may take besides their own. */
export function assumedRoleProblems(roles: readonly string[]): Problem[] {
  const wrong = roles.filter((role) => {
    const name = ROLE.exec(role)?.[3];
    return name === undefined || ADMINISTRATION.some((reserved) => `/${name}`.startsWith(reserved) || (name.includes('*') && reserved.startsWith(`/${name.split('*')[0]}`)));
  });
  return wrong.length === 0 ? [] : [{
    code: 'PresetRole',
    problem: `'assumeRoles' has ${listed(wrong)}; it must be ARNs of roles with at least three characters before the first *, such as 'arn:aws:iam::*:role/cdk-hnb659fds-*', `
      + `and none under ${listed(ADMINISTRATION)}`,
    fix: 'write the ARN of the role, with * only for what varies',
  }];
}

/** Objects of S3 that somebody reads because it was asked for. */
export function objectProblems(prop: string, arns: readonly string[]): Problem[] {
  const wrong = arns.filter((arn) => !OBJECT.test(arn));
  return wrong.length === 0 ? [] : [{
    code: 'PresetObjects',
    problem: `'${prop}' has ${listed(wrong)}; it must be ARNs of buckets or objects such as 'arn:aws:s3:::reports/monthly/*', with * in the key only, and none of the landing zone's own buckets`,
    fix: 'write the name of the bucket out, and as much of the key as is meant',
  }];
}

export function nameProblems(prop: string, names: readonly string[]): Problem[] {
  const { what, pattern } = NAMES[prop];
  const wrong = names.filter((name) => !pattern.test(name));
  return wrong.length === 0 ? [] : [{
    code: 'PresetName',
    problem: `'${prop}' has ${listed(wrong)}; it must be ${what}, ${prop === 'buckets' ? 'without wildcards' : 'with * at most at the end and three characters before it'}, and none of the landing zone's`,
    fix: 'write the names that are meant',
  }];
}

/** A tag by which data is told; a wildcard or a variable in it would be one for S3. */
export function tagProblems(key: string, value: string): Problem[] {
  return /^(?!aws:)[\w .:/=+@-]{1,128}$/.test(key) && /^[\w .:/=+@-]{1,256}$/.test(value) ? [] : [{
    code: 'PresetTag',
    problem: `'tagKey' is '${key}' and 'tagValue' is '${value}'; both must be written out, the key with 1 to 128 and the value with 1 to 256 letters, digits, spaces and _.:/=+-@, and not begin with 'aws:'`,
    fix: 'write the tag that the data carries',
  }];
}
