import type { Invariant } from './invariant-claims';
import type { ProtectedRolesData } from './protected-roles';
import { type IdentityCenterPlace, administrator } from '../../organization/domain/callers';
import { stackSetRole } from '../../organization/domain/stack-sets';
import { ACCOUNT, inAskedAccount } from '../../policy/domain/claim';

/** Where claims about protected roles are asked. */
export interface ProtectedRolesPlace extends IdentityCenterPlace {
  /** Where IAM is asked. */
  readonly globalRegion: string;
  /** Where everything else is asked: the home Region, if there is one. */
  readonly workRegion: string;
  /** Whether StackSets make policies of permission sets. */
  readonly deployedPolicies: boolean;
}

const OF_ROLES = ['iam:CreateRole', 'iam:UpdateAssumeRolePolicy', 'iam:PassRole', 'sts:AssumeRole'];
const OF_BOOTSTRAP_ROLES = ['iam:UpdateAssumeRolePolicy', 'iam:PassRole'];

/** What Administrator must not be able to do with what is protected, and what StackSets must. */
export function protectedRolesInvariants(data: ProtectedRolesData, place: ProtectedRolesPlace): Invariant[] {
  const { roles, stackSetRoles, bootstrapRoles, policies } = data;
  const asked = { principal: administrator(place), regions: [place.globalRegion] };
  const calls = (actions: readonly string[], pattern: string, kind = ':role/') => actions.map((action): Invariant => (
    { ...asked, claim: `Administrator calls ${action} for ${pattern.split(kind)[1]}`, action, resource: exampleOf(pattern) }));
  return [
    ...[...roles, ...stackSetRoles].flatMap((pattern) => calls(OF_ROLES, pattern)),
    ...bootstrapRoles.flatMap((pattern) => calls(OF_BOOTSTRAP_ROLES, pattern)),
    ...calls(['iam:CreatePolicy', 'iam:CreatePolicyVersion'], policies, ':policy/'),
    ...(place.deployedPolicies ? stackSetInvariants(data, place) : []),
    ...forwardingInvariants(data, place),
    ...accessInvariants(data, place),
  ];
}

/** StackSets write policies of this library, and what else is protected is out of their reach. */
function stackSetInvariants({ policies, ownRoles }: ProtectedRolesData, place: ProtectedRolesPlace): Invariant[] {
  const asked = { principal: stackSetRole(place), regions: [place.globalRegion] };
  return [
    { ...asked, claim: 'StackSets change a policy of permission sets', action: 'iam:CreatePolicyVersion', resource: exampleOf(policies), expected: 'allowed' },
    ...ownRoles.map((own) => ({ ...asked, claim: 'StackSets change a role of this library', action: 'iam:PutRolePolicy', resource: exampleOf(own) })),
    { ...asked, claim: 'StackSets assign a permission set', action: 'sso:CreateAccountAssignment', resource: '*', regions: [place.workRegion] },
  ];
}

function forwardingInvariants({ partition, forwarding }: ProtectedRolesData, place: ProtectedRolesPlace): Invariant[] {
  const principal = administrator(place);
  return forwarding.map((pattern) => (pattern.includes(':role/') ? {
    principal, claim: 'Administrator changes the role that sends events to detections', action: 'iam:PutRolePolicy', resource: exampleOf(pattern), regions: [place.globalRegion],
  } : {
    principal, claim: 'Administrator switches a rule off that sends events to detections', action: 'events:DisableRule', regions: [place.workRegion],
    resource: `arn:${partition}:events:${place.workRegion}:${ACCOUNT}:${exampleOf(pattern).split(':').slice(5).join(':')}`,
  }));
}

/** What decides who holds what: assignments and groups, records and machines of the library, the stacks it stands in. */
function accessInvariants({ partition, stacks }: ProtectedRolesData, place: ProtectedRolesPlace): Invariant[] {
  const home = place.workRegion;
  const asked = { principal: administrator(place), regions: [home] };
  const ours = (service: string, resource: string) => `arn:${partition}:${service}:${home}:${ACCOUNT}:${resource}`;
  return [
    { ...asked, claim: 'Administrator assigns a permission set', action: 'sso:CreateAccountAssignment', resource: '*' },
    { ...asked, claim: 'Administrator starts a state machine of the library', action: 'states:StartExecution', resource: ours('states', 'stateMachine:zero-trust-any') },
    { ...asked, claim: 'Administrator writes a record of the library', action: 'dynamodb:PutItem', resource: ours('dynamodb', 'table/zero-trust-any') },
    { ...asked, claim: 'Administrator joins a group', action: 'identitystore:CreateGroupMembership', resource: '*' },
    ...stacks.map(({ accountId, name }) => ({
      ...asked, claim: `Administrator updates the stack ${name}`, action: 'cloudformation:UpdateStack', only: accountId,
      resource: `arn:${partition}:cloudformation:${home}:${accountId}:stack/${name}/1`,
    })),
  ];
}

/** An ARN that a pattern matches. */
function exampleOf(pattern: string): string {
  return inAskedAccount(pattern).replace(/\*/g, 'any').replace(/\?/g, 'x');
}
