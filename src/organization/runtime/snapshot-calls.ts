import type {
  SnapshotAccount, SnapshotAccountAssignment, SnapshotDelegate, SnapshotGroup, SnapshotOrganization, SnapshotPermissionSet, SnapshotPolicy,
  SnapshotRoot, SnapshotServicePrincipal, SnapshotUnit,
} from '../domain/snapshot';

/** One item of each answer. Only the members that the code looks at are named; the snapshot keeps all that the API returns. */
export interface SnapshotItems {
  DescribeOrganization: SnapshotOrganization;
  ListRoots: SnapshotRoot;
  ListOrganizationalUnitsForParent: Omit<SnapshotUnit, 'ParentId'>;
  ListAccounts: ListedAccount;
  ListAccountsForParent: ListedAccount;
  ListTagsForResource: { readonly Key: string; readonly Value: string };
  ListPolicies: SnapshotPolicy['PolicySummary'];
  DescribePolicy: Pick<SnapshotPolicy, 'PolicySummary' | 'Content'>;
  ListTargetsForPolicy: SnapshotPolicy['Targets'][number];
  ListDelegatedAdministrators: Omit<SnapshotDelegate, 'DelegatedServices'>;
  ListDelegatedServicesForAccount: SnapshotServicePrincipal;
  ListAWSServiceAccessForOrganization: SnapshotServicePrincipal;
  ListInstances: ListedInstance;
  ListGroups: SnapshotGroup;
  /** Only its ARN. */
  ListPermissionSets: string;
  DescribePermissionSet: Omit<SnapshotPermissionSet, 'Tags'>;
  ListPermissionSetTags: { readonly Key: string; readonly Value: string };
  /** Only its id. */
  ListAccountsForProvisionedPermissionSet: string;
  ListAccountAssignments: SnapshotAccountAssignment;
}

export type SnapshotCall = keyof SnapshotItems;

export type ListedAccount = Omit<SnapshotAccount, 'ParentId' | 'Tags'>;

export interface ListedInstance {
  readonly InstanceArn: string;
  readonly IdentityStoreId: string;
  readonly OwnerAccountId?: string;
  readonly Status?: string;
  /** Where an instance that is replicated to several Regions has its home. */
  readonly PrimaryRegion?: string;
}

interface CallDescription {
  /** Prefix of the IAM action. */
  readonly service: 'organizations' | 'sso' | 'identitystore';
  /** The rest of the action, where the name of the call is taken by another service. */
  readonly operation?: string;
  /** The member of the answer that holds the items, or the one item. */
  readonly items: string;
  /** The parameters for what the call is about; `Region` chooses the endpoint instead. */
  readonly about?: readonly string[];
  /** What a person reads while the call is made. */
  readonly reads: string;
  /** How many further calls each item leads to: the progress bar counts with it. */
  readonly followedBy?: number;
  /** Made only when groups, permission sets and assignments are asked for. */
  readonly access?: true;
}

/**
 * Every call of the command. The reader gets names from here, and so does the IAM policy
 * that `--print-policy` prints: a call that is not in this table cannot be made.
 */
export const SNAPSHOT_CALLS: { readonly [call in SnapshotCall]: CallDescription } = {
  DescribeOrganization: { service: 'organizations', items: 'Organization', reads: 'organization' },
  ListRoots: { service: 'organizations', items: 'Roots', reads: 'root', followedBy: 2 },
  ListOrganizationalUnitsForParent: { service: 'organizations', items: 'OrganizationalUnits', about: ['ParentId'], reads: 'units', followedBy: 2 },
  ListAccounts: { service: 'organizations', items: 'Accounts', reads: 'accounts', followedBy: 1 },
  ListAccountsForParent: { service: 'organizations', items: 'Accounts', about: ['ParentId'], reads: 'accounts of each unit' },
  ListTagsForResource: { service: 'organizations', items: 'Tags', about: ['ResourceId'], reads: 'tags of accounts' },
  ListPolicies: { service: 'organizations', items: 'Policies', about: ['Filter'], reads: 'policies', followedBy: 2 },
  DescribePolicy: { service: 'organizations', items: 'Policy', about: ['PolicyId'], reads: 'contents of policies' },
  ListTargetsForPolicy: { service: 'organizations', items: 'Targets', about: ['PolicyId'], reads: 'targets of policies' },
  ListDelegatedAdministrators: { service: 'organizations', items: 'DelegatedAdministrators', reads: 'delegated administrators', followedBy: 1 },
  ListDelegatedServicesForAccount: { service: 'organizations', items: 'DelegatedServices', about: ['AccountId'], reads: 'delegated services' },
  ListAWSServiceAccessForOrganization: { service: 'organizations', items: 'EnabledServicePrincipals', reads: 'trusted services' },
  ListInstances: { service: 'sso', items: 'Instances', about: ['Region'], reads: 'Identity Center' },
  ListGroups: { service: 'identitystore', items: 'Groups', about: ['Region', 'IdentityStoreId'], reads: 'groups', access: true },
  ListPermissionSets: { service: 'sso', items: 'PermissionSets', about: ['Region', 'InstanceArn'], reads: 'permission sets', followedBy: 3, access: true },
  DescribePermissionSet: { service: 'sso', items: 'PermissionSet', about: ['Region', 'InstanceArn', 'PermissionSetArn'], reads: 'names of permission sets', access: true },
  ListPermissionSetTags: {
    service: 'sso', operation: 'ListTagsForResource', items: 'Tags', about: ['Region', 'InstanceArn', 'ResourceArn'], reads: 'tags of permission sets', access: true,
  },
  ListAccountsForProvisionedPermissionSet: {
    service: 'sso', items: 'AccountIds', about: ['Region', 'InstanceArn', 'PermissionSetArn'], reads: 'accounts of permission sets', followedBy: 1, access: true,
  },
  ListAccountAssignments: {
    service: 'sso', items: 'AccountAssignments', about: ['Region', 'InstanceArn', 'PermissionSetArn', 'AccountId'], reads: 'assignments', access: true,
  },
};

/** The IAM action that allows a call, such as `organizations:ListRoots`. */
export function actionOf(call: SnapshotCall): string {
  const { service, operation = call } = SNAPSHOT_CALLS[call];
  return `${service}:${operation}`;
}

/** What a call is about, as one text: ids and ARNs hold no spaces. */
export function aboutText(...values: readonly string[]): string {
  return values.join(' ');
}

/** The parameters that say what a call is about, by name. */
export function aboutOf(call: SnapshotCall, about: string | undefined): Readonly<Record<string, string>> {
  const values = about?.split(' ') ?? [];
  return Object.fromEntries((SNAPSHOT_CALLS[call].about ?? []).map((name, index) => [name, values[index]]));
}

/** An IAM policy with the actions that are called and no other. Most of them know no resources, and the ids of the rest are what is being read, hence `*`. */
export function snapshotPolicy(access = false): object {
  const calls = (Object.keys(SNAPSHOT_CALLS) as SnapshotCall[]).filter((call) => access || !SNAPSHOT_CALLS[call].access);
  return {
    Version: '2012-10-17',
    Statement: [{
      Sid: 'ZeroTrustSnapshot',
      Effect: 'Allow',
      Action: calls.map(actionOf).sort(),
      Resource: '*',
    }],
  };
}
