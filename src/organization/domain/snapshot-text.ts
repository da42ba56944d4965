import { compare } from './order';

/** How the API reference orders members; members it does not have yet follow in alphabetical order. */
const MEMBERS = [
  'Organization', 'Roots', 'OrganizationalUnits', 'Accounts', 'Policies', 'DelegatedAdministrators', 'EnabledServicePrincipals', 'IdentityCenter', 'TakenAt',
  'PolicySummary', 'Content', 'Targets',
  'Id', 'TargetId', 'ServicePrincipal', 'Key', 'Value', 'Arn',
  'FeatureSet', 'MasterAccountArn', 'MasterAccountId', 'MasterAccountEmail', 'AvailablePolicyTypes',
  'Email', 'Name', 'Description', 'Type', 'Status', 'State', 'Path', 'Paths', 'AwsManaged', 'PolicyTypes',
  'JoinedMethod', 'JoinedTimestamp', 'DateEnabled', 'DelegationEnabledDate', 'ParentId', 'Tags', 'DelegatedServices',
  'InstanceArn', 'IdentityStoreId', 'Region',
  'Groups', 'PermissionSets', 'AccountAssignments', 'GroupId', 'AccountId', 'PermissionSetArn', 'PrincipalType', 'PrincipalId', 'DisplayName',
];
const PLACES = new Map(MEMBERS.map((member, index) => [member, index]));

/** By what the items of a list are told apart; an assignment only by several of them. */
const IDENTITIES = ['Id', 'TargetId', 'ServicePrincipal', 'Key', 'GroupId', 'AccountId', 'PermissionSetArn', 'PrincipalId', 'Type'];

/**
 * A snapshot as text, the same for the same organization whatever order the API answered in:
 * lists by id, members in one order, so that two snapshots differ where the organization does.
 */
export function snapshotText(snapshot: object): string {
  return `${JSON.stringify(inOrder(snapshot), null, 1)}\n`;
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(inOrder).sort((a, b) => compare(identity(a), identity(b)));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.sort(([a], [b]) => place(a) - place(b) || compare(a, b)).map(([name, member]) => [name, inOrder(member)]));
}

function place(member: string): number {
  return PLACES.get(member) ?? MEMBERS.length;
}

function identity(item: unknown): string {
  if (typeof item !== 'object' || item === null) {
    return String(item);
  }
  const members = item as Record<string, unknown>;
  return members.PolicySummary ? identity(members.PolicySummary) : IDENTITIES.map((name) => members[name]).filter((id) => id !== undefined).join('\n');
}
