/** One AWS quota: a number that came from a page on a day. */
export interface QuotaFact {
  readonly value: number;
  readonly unit: string;
  readonly source: string;
  /** The day the number was read, ISO 8601. */
  readonly read: string;
}

const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html';
const IDENTITY_CENTER = 'https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';
const CLOUDFORMATION = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html';

/** The quotas the library designs around, as AWS documents them. */
export const QUOTA_DATA = {
  scpBytes: { value: 10_240, unit: 'bytes of one service control policy', source: ORGANIZATIONS, read: '2026-11-01' },
  scpsPerTarget: { value: 10, unit: 'service control policies attached to a root, unit or account', source: ORGANIZATIONS, read: '2026-11-01' },
  rcpBytes: { value: 5_120, unit: 'bytes of one resource control policy', source: ORGANIZATIONS, read: '2026-11-01' },
  rcpsPerTarget: { value: 5, unit: 'resource control policies attached to a root, unit or account', source: ORGANIZATIONS, read: '2026-11-01' },
  permissionSetsPerAccount: { value: 500, unit: 'permission sets provisioned to one account', source: IDENTITY_CENTER, read: '2026-11-01' },
  groupsPerSetAndAccount: { value: 100, unit: 'groups assigned with one permission set to one account', source: IDENTITY_CENTER, read: '2026-11-01' },
  inlinePolicyBytes: { value: 10_240, unit: 'bytes without white space of a permission set\'s inline policy', source: IDENTITY_CENTER, read: '2026-11-01' },
  managedPoliciesPerRole: { value: 10, unit: 'managed policies on one role', source: IAM, read: '2026-11-01' },
  assignmentsInFlight: { value: 10, unit: 'account assignment operations under way at once', source: IDENTITY_CENTER, read: '2026-11-01' },
  provisioningsInFlight: { value: 3, unit: 'permission sets provisioned at once', source: IDENTITY_CENTER, read: '2026-11-01' },
  resourcesPerStack: { value: 500, unit: 'resources in one CloudFormation stack', source: CLOUDFORMATION, read: '2026-11-01' },
  resourcesPerStackTree: { value: 2_500, unit: 'resources in one deployment of nested stacks', source: CLOUDFORMATION, read: '2026-11-01' },
  parametersPerTemplate: { value: 200, unit: 'parameters of one CloudFormation template', source: CLOUDFORMATION, read: '2026-11-01' },
} as const satisfies Record<string, QuotaFact>;

export type QuotaName = keyof typeof QUOTA_DATA;

/** The quotas in force for one organization: the documented ones, except where a team was granted others. */
export type QuotaValues = Readonly<Record<QuotaName, number>>;
