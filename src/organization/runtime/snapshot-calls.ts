import type {
  SnapshotAccount, SnapshotDelegate, SnapshotOrganization, SnapshotPolicy, SnapshotRoot, SnapshotServicePrincipal, SnapshotUnit,
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
  /** Prefix of the IAM action; the rest is the name of the call. */
  readonly service: 'organizations' | 'sso';
  /** The member of the answer that holds the items, or the one item. */
  readonly items: string;
  /** The parameter for what the call is about; `Region` chooses the endpoint instead. */
  readonly about?: string;
  /** What a person reads while the call is made. */
  readonly reads: string;
  /** How many further calls each item leads to: the progress bar counts with it. */
  readonly followedBy?: number;
}

/**
 * Every call of the command. The reader gets names from here, and so does the IAM policy
 * that `--print-policy` prints: a call that is not in this table cannot be made.
 */
export const SNAPSHOT_CALLS: { readonly [call in SnapshotCall]: CallDescription } = {
  DescribeOrganization: { service: 'organizations', items: 'Organization', reads: 'organization' },
  ListRoots: { service: 'organizations', items: 'Roots', reads: 'root', followedBy: 2 },
  ListOrganizationalUnitsForParent: { service: 'organizations', items: 'OrganizationalUnits', about: 'ParentId', reads: 'units', followedBy: 2 },
  ListAccounts: { service: 'organizations', items: 'Accounts', reads: 'accounts', followedBy: 1 },
  ListAccountsForParent: { service: 'organizations', items: 'Accounts', about: 'ParentId', reads: 'accounts of each unit' },
  ListTagsForResource: { service: 'organizations', items: 'Tags', about: 'ResourceId', reads: 'tags of accounts' },
  ListPolicies: { service: 'organizations', items: 'Policies', about: 'Filter', reads: 'policies', followedBy: 2 },
  DescribePolicy: { service: 'organizations', items: 'Policy', about: 'PolicyId', reads: 'contents of policies' },
  ListTargetsForPolicy: { service: 'organizations', items: 'Targets', about: 'PolicyId', reads: 'targets of policies' },
  ListDelegatedAdministrators: { service: 'organizations', items: 'DelegatedAdministrators', reads: 'delegated administrators', followedBy: 1 },
  ListDelegatedServicesForAccount: { service: 'organizations', items: 'DelegatedServices', about: 'AccountId', reads: 'delegated services' },
  ListAWSServiceAccessForOrganization: { service: 'organizations', items: 'EnabledServicePrincipals', reads: 'trusted services' },
  ListInstances: { service: 'sso', items: 'Instances', about: 'Region', reads: 'Identity Center' },
};

/** The IAM action that allows a call, such as `organizations:ListRoots`. */
export function actionOf(call: SnapshotCall): string {
  return `${SNAPSHOT_CALLS[call].service}:${call}`;
}

/** An IAM policy with the actions that are called and no other. Most of them know no resources, and the ids of the rest are what is being read, hence `*`. */
export function snapshotPolicy(): object {
  return {
    Version: '2012-10-17',
    Statement: [{
      Sid: 'ZeroTrustSnapshot',
      Effect: 'Allow',
      Action: (Object.keys(SNAPSHOT_CALLS) as SnapshotCall[]).map(actionOf).sort(),
      Resource: '*',
    }],
  };
}
