import type { Messages } from './messages';

export const IDENTITY: Messages = {
  PermissionSetName: [
    "the permission set 'Read Only' has a name of 9 characters; it must have 1 to 32 out of letters, digits and _+=,.@-",
    'choose a shorter name without spaces',
    'Stack/Catalog',
  ],
  PermissionSetDescription: [
    "the description of 'Reader' has 0 characters; it must have 1 to 700 out of Latin-1",
    'shorten it and use plain characters',
    'Stack/Catalog',
  ],
  PermissionSetSession: [
    "'sessionDuration' of 'Reader' is 1200 minutes; it must be a whole number from 60 to 720",
    'choose a duration from 1 to 12 hours; people sign in again when it runs out',
    'Stack/Catalog',
  ],
  PermissionSetRelayState: [
    "'relayState' of 'Reader' is 'http://example'; it must be an https address of at most 240 characters",
    'give the address of the console page to open first',
    'Stack/Catalog',
  ],
  PermissionSetPrivileged: [
    "'Reader' says privileged: false, but what it allows has no limit ('AdministratorAccess', 0 statements)",
    'leave `privileged` out, or narrow what the set allows',
    'Stack/Catalog',
  ],
  PermissionSetEmpty: [
    "'Reader' has no policy and no statement; it would give nobody anything",
    'add managedPolicies, customerManagedPolicies or statements',
    'Stack/Catalog',
  ],
  PermissionSetPolicies: [
    "'Reader' has 11 managed policies; the role it becomes takes 10",
    'merge policies, write statements instead, or override the quota managedPoliciesPerRole if AWS raised it in every account',
    'Stack/Catalog',
  ],
  PermissionSetPolicyTwice: [
    "'Reader' names 'ReadOnlyAccess' more than once",
    'name each policy once',
    'Stack/Catalog',
  ],
  PermissionSetManagedPolicy: [
    "'Reader' names the AWS managed policy 'arn:aws:iam::aws:policy/AdministratorAccess'; it must be its name with its path, such as 'ReadOnlyAccess' or 'job-function/ViewOnlyAccess'",
    "leave 'arn:aws:iam::aws:policy/' out; policies of your own go into customerManagedPolicies",
    'Stack/Catalog',
  ],
  PermissionSetPolicyName: [
    "'Reader' names the customer managed policy '/team/edge'; the name takes 1 to 128 characters of letters, digits and _+=,.@-, the path begins and ends with '/'",
    'write the name without the path, and the path as IAM shows it',
    'Stack/Catalog',
  ],
  PermissionSetInlineSize: [
    "the inline policy of 'Reader' has 11095 bytes without white space; 10240 fit",
    'use wildcards of a service where they mean the same, or a customer managed policy',
    'Stack/Catalog',
  ],
  PermissionSetTag: [
    "the tag 'aws:team' = 'x' of 'Reader' is not allowed; keys take 1 to 128 characters and do not begin with 'aws:', values at most 256",
    'use letters, digits, spaces and _.:/=+-@',
    'Stack/Catalog',
  ],
  PermissionSetStatement: [
    "a statement of 'Reader' does not belong into a permission set: A PolicyStatement used in an identity-based policy cannot specify any IAM principals.",
    'write effect, actions and resources, and no principal: the people who hold the set are the principal',
    'PermissionSet.custom',
  ],
  PermissionSetTwice: [
    "two permission sets are called 'reader'; names are unique, upper and lower case alike",
    'rename or remove one',
    'Stack/Catalog',
  ],
  PermissionSetTwinName: [
    "'ReadOnlyForTheWholeCompany1x' is used in the management account, where it is called 'ReadOnlyForTheWholeCompany1x-mgmt': 33 characters; 32 fit",
    'shorten the name to 27 characters',
    'Stack/Catalog',
  ],
  RuleGroup: [
    "rule 1 (' ' gets 'Reader' in accounts 'sandbox') names a group of 1 characters; it must have 1 to 1024, no control characters, and no blanks around it",
    'write the display name of the group as Identity Center shows it, or its id',
    'Stack/Catalog',
  ],
  RuleGroupSpelling: [
    "the rules spell one group 'Readers', 'readers'; Identity Center takes these for the same group",
    'write it one way, as Identity Center shows it',
    'Stack/Catalog',
  ],
  RuleSetUnknown: [
    "rule 1 ('readers' gets 'Raeder' in accounts 'sandbox') names a permission set that is not among the 1 of 'permissionSets'",
    "did you mean 'Reader'?",
    'Stack/Catalog',
  ],
  StandingPrivileged: [
    "rule 1 ('admins' gets 'Administrator' in accounts 'sandbox') would hold a privileged set permanently; privileged sets are held for a limited time",
    'remove the rule, or give it `standing: { reason, owner, expires }`, which the report will show',
    'Stack/Catalog',
  ],
  StandingNeedless: [
    "rule 1 ('readers' gets 'Reader' in accounts 'sandbox') carries a standing exception, but 'Reader' is not privileged",
    'remove `standing`, or mark the set as privileged',
    'Stack/Catalog',
  ],
  StandingExceptionBlank: [
    "the standing exception of rule 1 ('admins' gets 'Administrator' in accounts 'sandbox') has a blank 'owner'; it must say something",
    'write the owner down: an auditor will ask for it',
    'Stack/Catalog',
  ],
  StandingExceptionDate: [
    "'expires' of the standing exception of rule 1 ('admins' gets 'Administrator' in accounts 'sandbox') is 'soon'; it must be a day such as '2027-01-31'",
    'write year, month and day with dashes',
    'Stack/Catalog',
  ],
  StandingExceptionExpired: [
    "the standing exception of rule 1 ('admins' gets 'Administrator' in accounts 'sandbox') expired on 2026-10-31; the day it is compared with is 2026-11-01 (owner: secops)",
    'do without it, or have its owner renew it with a new day',
    'Stack/Catalog',
  ],
  StandingExceptionLong: [
    "the standing exception of rule 1 ('admins' gets 'Administrator' in accounts 'sandbox') expires on 9999-12-31, more than 366 days after 2026-11-01; an exception is for now",
    'choose an earlier day, and renew it then if it is still needed',
    'Stack/Catalog',
  ],
  GroupsPerSetAndAccount: [
    "2 groups get 'Reader' in 'sandbox' (000000000005); Identity Center allows 1",
    'join groups in the identity provider',
    'Stack/Catalog',
  ],
  SetsPerAccount: [
    "2 permission sets reach 'sandbox' (000000000005); Identity Center provisions 1 to one account",
    'join sets that differ little',
    'Stack/Catalog',
  ],
  AssignmentsPerStack: [
    '1 permission sets and 1 assignments would stand in one stack; 1 fit',
    'give sets to fewer accounts or groups, or make a second catalogue, with sets of other names, in a stack of its own',
    'Stack/Catalog',
  ],
  StackRegion: [
    "the stack 'Stack' is in us-east-1; a permission set catalogue works only in eu-west-1, because Identity Center lives there",
    "give the stack env.region 'eu-west-1'",
    'Stack/Catalog',
  ],
  StackEnvironment: [
    "the stack 'Anywhere' has no account; a permission set catalogue is made differently in the management account and elsewhere",
    'give the stack env.account and env.region',
    'Anywhere/Catalog',
  ],
  ManagementScopeMissing: [
    "1 assignments fall in the management account 'management' (000000000001), which the delegated administrator of Identity Center cannot serve",
    'give `managementScope`, a scope in a stack of the management account, or leave the management account out with `.except(…)`',
    'Stack/Catalog',
  ],
};
