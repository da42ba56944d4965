import { directoryAccess } from './directory-permissions';
import type { Organization } from '../organization/organization';
import type { BundledFunctionProps } from '../private/bundled-function';

export interface ApiPlaces {
  readonly organization: Organization;
  readonly tableArn: string;
  readonly stateMachineArn: string;
  readonly endFunctionArn: string;
  /** Whether callers show roles, and not tokens. */
  readonly asksForRoles: boolean;
  readonly account: string;
}

/** What the API's function may do: write requests, but neither rules nor tokens; ask who is who; start, wake and ask for an end. */
export function apiPermissions(places: ApiPlaces): Pick<BundledFunctionProps, 'permissions' | 'wildcards'> {
  const { organization, tableArn, stateMachineArn, endFunctionArn, asksForRoles, account } = places;
  const directory = directoryAccess(organization);
  const roles = `arn:${organization.partition}:iam::${account}:role/aws-reserved/sso.amazonaws.com/*`;
  return {
    permissions: [
      { actions: ['dynamodb:GetItem'], resources: [tableArn] },
      // whoever could write the rules could give anything, in the end.
      { actions: ['dynamodb:PutItem'], resources: [tableArn], conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['elevation/*'] } } },
      { actions: ['dynamodb:Query'], resources: [`${tableArn}/index/requester`, `${tableArn}/index/open`] },
      directory.personByName, directory.person, directory.groupsOfPerson,
      { actions: ['states:StartExecution'], resources: [stateMachineArn] },
      { actions: ['states:SendTaskSuccess'], resources: ['*'] },
      { actions: ['lambda:InvokeFunction'], resources: [endFunctionArn] },
      ...(asksForRoles ? [{ actions: ['iam:GetRole'], resources: [roles] }] : []),
    ],
    wildcards: [
      directory.people, ...directory.groups,
      { resource: '*', reason: 'a task is known by its token alone; the action takes no resource' },
      ...(asksForRoles ? [{ resource: roles, reason: 'whichever role of Identity Center calls is looked up, and no other can be' }] : []),
    ],
  };
}
