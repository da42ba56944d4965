import type { Statement } from './preset';

/** Every verb with which IAM begins the name of a change, so that a change that IAM adds tomorrow is denied as well. */
const CHANGES = [
  'Accept', 'Add', 'Associate', 'Attach', 'Change', 'Create', 'Deactivate', 'Delete', 'Detach', 'Disable', 'Enable', 'Put', 'Reject', 'Remove', 'Reset', 'Resync', 'Send', 'Set',
  'Tag', 'Untag', 'Update', 'Upload',
].map((verb) => `iam:${verb}*`);

/** Roles that AWS services make for themselves, with policies of AWS. */
const SERVICE_LINKED = 'arn:*:iam::*:role/aws-service-role/*';

/** Services make the roles they need when they are used for the first time; what these may do is AWS's to say. */
export const LET_SERVICES_LINK: Statement = {
  Sid: 'LetServicesLink', Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', Resource: SERVICE_LINKED,
};

/** Nobody makes users, keys, providers, policies or roles beyond those named; service-linked roles only where the set gives them. */
export function keepIdentities(changeable: readonly string[] = []): Statement {
  return { Sid: 'KeepIdentities', Effect: 'Deny', Action: CHANGES, NotResource: [SERVICE_LINKED, ...changeable] };
}

export function rolesUnder(path: string): string {
  return `arn:*:iam::*:role${path}*`;
}

/** Jobs and machines run as roles that were made for them, under a path that says so. */
export function passRolesUnder(path: string): Statement[] {
  return [
    { Sid: 'PassRoles', Effect: 'Allow', Action: 'iam:PassRole', Resource: rolesUnder(path) },
    { Sid: 'PassNoOtherRole', Effect: 'Deny', Action: 'iam:PassRole', NotResource: rolesUnder(path) },
  ];
}

/** For whoever starts nothing that runs as a role. */
export const PASS_NO_ROLE: Statement = {
  Sid: 'PassNoRole', Effect: 'Deny', Action: 'iam:PassRole', Resource: '*', // no role at all.
};
