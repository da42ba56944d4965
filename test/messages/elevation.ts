import type { Messages } from './messages';

export const ELEVATION: Messages = {
  ElevationName: [
    "'not contractors' is the name of several policies of elevation; names are unique, because requests and evidence speak of them",
    'give each policy a `name` of its own',
    'Elevation',
  ],
  ElevationSetUnknown: [
    "the policy 'operations' names the permission set 'Adminstrator', which the catalogue does not have",
    "did you mean 'Administrator'?",
    'Elevation',
  ],
  ElevationSetNotPrivileged: [
    "the policy 'operations' lends 'ReadOnly', which is not privileged: people may hold it permanently",
    'give it by a rule of access, or mark the set as privileged',
    'Elevation',
  ],
  ElevationGroups: [
    "the policy 'operations' has no 'requesters'; it must name at least one group, each in 1 to 1024 characters",
    'name groups of Identity Center as they are called there',
    'Elevation',
  ],
  ElevationStages: [
    "the policy 'operations' has 6 stages of consent; at most 5 are asked one after the other",
    'ask several groups in one stage',
    'Elevation',
  ],
  ElevationApprovals: [
    "the policy 'operations' asks for 11 approvals; 1 to 10 people can be asked for",
    'choose a number that this group can reach without the one who asks',
    'Elevation',
  ],
  ElevationDuration: [
    "the policy 'operations' has a 'maxDuration' of 20 hours; it must be 15 minutes to 12 hours, in whole minutes",
    'choose a shorter time; people may ask again when it runs out',
    'Elevation',
  ],
  ElevationStart: [
    "the policy 'operations' has a 'startWithin' of -1 minutes; it must be 0 to 30 days",
    'choose a time of 30 days at most',
    'Elevation',
  ],
  ElevationExpiry: [
    "the policy 'operations' has a 'requestExpiresAfter' of 1 minutes; it must be 5 minutes to 30 days",
    'choose a time in which people can consent',
    'Elevation',
  ],
  ElevationPattern: [
    "the policy 'operations' has the pattern '(a+)+', which repeats a group, which may take for ever; repeat single characters or classes only",
    'write a simple regular expression, such as "(CHG|INC)-[0-9]+"',
    'Elevation',
  ],
  ElevationDenialReason: [
    "the denial 'not contractors' has a reason of 0 characters; 1 to 200 are needed, because whoever asks is told",
    'say in one sentence why',
    'Elevation',
  ],
  ElevationPoliciesMissing: [
    "'policies' is empty; elevation must have at least one policy",
    'leave elevation out where nobody is lent anything',
    'Identity/Elevation',
  ],
  ElevationSetNotInManagement: [
    "'Administrator' is lent in the management account, and the catalogue makes no twin of it there",
    "name it in the catalogue's `lentInManagement`, or leave the management account out with `.except(…)`",
    'Identity/Elevation',
  ],
  ElevationLeasesUnread: [
    'the drift check of the catalogue does not read the table of `leases`: it would take what is lent for drift, and remove it where it removes',
    'give the catalogue `drift: { ledgerTable: leases.table }`',
    'Identity/Elevation',
  ],
  ElevationManagementUndenied: [
    "'Administrator for ops' lends in the management account 'management', from which Identity Center is administered: sessions there could not be denied at their end",
    'administer Identity Center from a member account, or leave the management account out with `.except(…)`',
    'Management/Elevation',
  ],
  ElevationCallRate: [
    "'callsPerSecond' is 0; it must be a whole number from 1 to 1,000",
    'twenty are enough for some thousand people',
    'Identity/Elevation',
  ],
  ElevationRulesSize: [
    'policies and denials have 160896 bytes together, accounts by their ids; at most 100000 can be put in force',
    'name fewer accounts in fewer policies',
    'Identity/Elevation',
  ],
  ElevationBackendGroup: [
    'an elevation by group membership was asked for; whoever leaves a group may still open sessions for up to an hour, and an elevation must end on time',
    'use ElevationBackend.userAssignment()',
    'ElevationBackend.groupMembership',
  ],
  ElevationBackendApplication: [
    "'applicationArn' is 'arn:aws:sso::000000000001:application/ssoins-1234567890123456/apl-1234567890123456'; an application of account access manager is "
    + "'arn:aws:account-access:<Region>:<account>:application/<id>'",
    "take it from 'aws account-access list-applications' in the management account; an application of Identity Center ('arn:aws:sso::…') is another thing",
    'ElevationBackend.accountAccess',
  ],
  ElevationBackendRole: [
    "'/team/Operator' cannot be lent: it takes the name of a role, after its path where it has one, in letters, digits and any of '+=,.@_-', "
    + '64 characters at most and 511 before them, and of a role that AWS did not make',
    "write path and name without a slash before them, such as 'team/Operator'",
    'ElevationBackend.accountAccess',
  ],
  ElevationBackendRoles: [
    "'roles' is empty; it must name the role that stands for each permission set that is lent",
    "name them, such as { Administrator: 'team/Operator' }",
    'ElevationBackend.accountAccess',
  ],
  ElevationBackendManagement: [
    "the policies 'operations' lend in the management account 000000000001; sessions of a role there cannot be ended, because service control policies "
    + 'do not bind it and its role carries no policy of ours',
    'leave the management account out of them, or lend with ElevationBackend.userAssignment()',
    'Elevation',
  ],
  ElevationBackendPartition: [
    "the organization is in the partition 'aws-cn'; account access manager is in 'aws' only",
    'lend with ElevationBackend.userAssignment()',
    'Elevation',
  ],
  ManagementAccessSets: [
    "'permissionSetArns' is empty; it must name at least one permission set",
    'leave the construct out where nothing is lent in the management account',
    'Stack/Access',
  ],
  SessionDenialPolicies: [
    "'policies' is 6; it must be a whole number from 1 to 5",
    'two are enough for some hundred people who leave within twelve hours',
    'Stack/Denials',
  ],
};
