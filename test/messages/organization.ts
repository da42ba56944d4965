import type { Messages } from './messages';

export const ORGANIZATION: Messages = {
  SnapshotUnreadable: [
    "the snapshot 'nowhere.json' cannot be read: ENOENT: no such file or directory, open 'nowhere.json'",
    'write it with `zero-trust snapshot > organization.json`, and give its path relative to the working directory',
    'nowhere.json',
  ],
  SnapshotShape: [
    "TakenAt is '2026-11-01'; it must look like a moment in UTC, such as '2026-11-01T00:00:00Z'",
    'take the snapshot again with `zero-trust snapshot`, or correct this member by hand',
    'Organization.fromObject',
  ],
  SnapshotRoots: [
    "the snapshot has 2 roots ('r-root', 'r-other'); an organization has exactly one",
    'take one snapshot for each organization and do not join them',
    'Organization.fromObject',
  ],
  SnapshotDuplicateId: [
    "the id '000000000005' stands for 2 things; ids are unique",
    'remove the copy, or take the snapshot again',
    'Organization.fromObject',
  ],
  SnapshotDuplicateUnit: [
    "two units are called 'Workloads' under 'r-root'; siblings have different names",
    'remove the copy, or take the snapshot again',
    'Organization.fromObject',
  ],
  SnapshotOrphan: [
    "the parent of 'sandbox' (000000000005) is 'ou-root-nowhere1', which is neither the root nor a unit of this snapshot",
    'add the missing unit, or take the snapshot again',
    'Organization.fromObject',
  ],
  SnapshotCycle: [
    "the units 'ou-root-workloads', 'ou-root-production' are their own ancestors or hang below such units; every unit must lead up to the root",
    'correct the parents, or take the snapshot again',
    'Organization.fromObject',
  ],
  SnapshotDepth: [
    "the unit 'Level5' (ou-root-level005) is 6 levels below the root; AWS allows 5",
    'correct the parents, or take the snapshot again',
    'Organization.fromObject',
  ],
  SnapshotPolicyTarget: [
    "the policy 'Lost' (p-12345678) is attached to '999999999999', which this snapshot does not contain",
    'add the missing targets, or take the snapshot again',
    'Organization.fromObject',
  ],
  SnapshotPolicyContent: [
    "the content of the policy 'Listed' (p-12345678) is not a JSON object: it is a list",
    "copy the policy's content exactly as DescribePolicy returns it",
    'Organization.fromObject',
  ],
  SnapshotManagementAccount: [
    "the management account '999999999999' is not among the 5 accounts of the snapshot",
    'add it, or take the snapshot again',
    'Organization.fromObject',
  ],
  SnapshotDelegate: [
    "the delegated administrators '999999999999' are not among the accounts of the snapshot",
    'add them, or take the snapshot again',
    'Organization.fromObject',
  ],
  SnapshotAssignmentSet: [
    "the assignments of the snapshot use the permission sets 'arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0000000000000001', which are not among its 0 permission sets",
    'take the snapshot again with `zero-trust snapshot --access`',
    'Organization.fromObject',
  ],
  QuotaOutOfRange: [
    "the quota 'scpsPerTarget' is 0; it must be a whole number of 1 or more",
    'leave it out for the documented 10 service control policies attached to a root, unit or account',
    'Organization.fromObject',
  ],
  AccountUnknown: [
    "there is no account 'sandbix' among the 5 of the organization",
    "did you mean 'sandbox'?",
    'Organization.select',
  ],
  AccountAmbiguous: [
    "'sandbox' is the name of 2 accounts: 000000000005 and 999999999999",
    'write the id of the one you mean',
    'Organization.select',
  ],
  AccountNotActive: [
    "the account 'sandbox' is SUSPENDED; only ACTIVE accounts can be given access",
    'remove it from the selection, or reopen the account and take the snapshot again',
    'Organization.select',
  ],
  AccountsEmpty: [
    "accounts tagged 'stage' = 'none' selects no active account; a selection must name at least one",
    'widen the selection, or remove what uses it',
    'Organization.select',
  ],
  UnitUnknown: [
    "there is no unit 'Workload' among the 4 of the organization",
    "did you mean 'Workloads' or 'Workloads/Production'?",
    'Organization.select',
  ],
  DelegateIsManagement: [
    "the management account 'management' cannot be the delegated administrator of sso.amazonaws.com; a member account can",
    'name a member account',
    'Stack/Features',
  ],
  DelegateTwice: [
    "'delegatedAdministrators' names 'sso.amazonaws.com' more than once; here a service has one administrator",
    'name one account for it',
    'Stack/Features',
  ],
  PolicyTypeUnknown: [
    "'policyTypes' names 'SERVICE_CONTROL', which is no policy type of Organizations",
    "did you mean 'SERVICE_CONTROL_POLICY'?",
    'Stack/Features',
  ],
  ServicePrincipal: [
    "'cloudtrail' is no service principal; it must look like 'cloudtrail.amazonaws.com'",
    'write the principal as the service documents it',
    'Stack/Features',
  ],
};
