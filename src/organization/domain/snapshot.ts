/** The snapshot shape: answers of the Organizations and Identity Center APIs, with their field names. */
export interface Snapshot {
  readonly Organization: SnapshotOrganization;
  readonly Roots: readonly SnapshotRoot[];
  readonly OrganizationalUnits: readonly SnapshotUnit[];
  readonly Accounts: readonly SnapshotAccount[];
  readonly Policies: readonly SnapshotPolicy[];
  readonly DelegatedAdministrators: readonly SnapshotDelegate[];
  readonly EnabledServicePrincipals: readonly SnapshotServicePrincipal[];
  /** Missing while Identity Center is not switched on. */
  readonly IdentityCenter?: SnapshotIdentityCenter;
  readonly TakenAt: string;
}

export interface SnapshotOrganization {
  readonly Id: string;
  readonly Arn: string;
  readonly FeatureSet: string;
  readonly MasterAccountId: string;
}

export interface SnapshotRoot {
  readonly Id: string;
  readonly Name: string;
  readonly PolicyTypes: readonly { readonly Type: string; readonly Status: string }[];
}

export interface SnapshotUnit {
  readonly Id: string;
  readonly Name: string;
  readonly ParentId: string;
}

export interface SnapshotAccount {
  readonly Id: string;
  readonly Name: string;
  readonly Email: string;
  /** Retired by AWS in September 2026 in favour of `State`; one of the two must be there. */
  readonly Status?: string;
  readonly State?: string;
  readonly ParentId: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

export interface SnapshotPolicy {
  readonly PolicySummary: {
    readonly Id: string;
    readonly Name: string;
    readonly Description?: string;
    readonly Type: string;
    readonly AwsManaged: boolean;
  };
  readonly Content: string;
  readonly Targets: readonly { readonly TargetId: string }[];
}

export interface SnapshotDelegate {
  readonly Id: string;
  readonly DelegatedServices: readonly SnapshotServicePrincipal[];
}

export interface SnapshotServicePrincipal {
  readonly ServicePrincipal: string;
}

export interface SnapshotIdentityCenter {
  readonly InstanceArn: string;
  readonly IdentityStoreId: string;
  readonly Region: string;
  /** These three are there together, or not at all: they are read only when somebody asks for them. */
  readonly Groups?: readonly SnapshotGroup[];
  readonly PermissionSets?: readonly SnapshotPermissionSet[];
  readonly AccountAssignments?: readonly SnapshotAccountAssignment[];
}

export interface SnapshotGroup {
  readonly GroupId: string;
  /** The API may leave it out. */
  readonly DisplayName?: string;
}

export interface SnapshotPermissionSet {
  readonly PermissionSetArn: string;
  readonly Name: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

export interface SnapshotAccountAssignment {
  readonly AccountId: string;
  readonly PermissionSetArn: string;
  /** 'USER' or 'GROUP'. */
  readonly PrincipalType: string;
  readonly PrincipalId: string;
}
