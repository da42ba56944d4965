import type { Messages } from './messages';

export const IDENTITY: Messages = {
  AccessAttributesCount: [
    "'attributes' has 0; Identity Center takes 1 to 50",
    'name one, or leave attributes for access control out',
    'Stack/Attributes',
  ],
  AccessAttributeKey: [
    "the attribute 'aws:department' is no key of a session tag; it must have 1 to 128 characters out of letters, digits, spaces and _.:/=+-@, and must not begin with 'aws:'",
    "choose a plain word, such as 'department'",
    'Stack/Attributes',
  ],
  AccessAttributeSource: [
    "the source of 'department' is 'enterprise.department'; it must have 1 to 256 characters and a path into the identity store",
    "write it such as '${path:enterprise.department}'; for a user directory of Microsoft AD '${dir:…}' or '${user:…}'",
    'Stack/Attributes',
  ],
  AccessAttributeTwice: [
    "'Department' is named more than once; keys are the same in upper and lower case",
    'name each key once',
    'Stack/Attributes',
  ],
  AccessAttributeEvidence: [
    "the attribute 'mfa' comes from the identity store ('${path:userType}'), and MFA evidence takes the same session tag for the word of the identity provider; the store's value would win",
    'take the attribute out: the identity provider sends this tag itself; or give one of the two another key',
    'Stack/Attributes',
  ],
  AccessAttributesTwice: [
    "another construct of this app configures attributes for access control, 'Stack/Attributes'; an Identity Center instance has one configuration",
    'name all attributes in one of them',
    'Stack/More',
  ],
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
  ManagedPolicyStatement: [
    "a statement of the policy 'edge' cannot be deployed: A PolicyStatement used in an identity-based policy cannot specify any IAM principals.",
    'write effect, actions and resources, no principal, and write account, Region and partition out',
    'CustomerManagedPolicy.deployed',
  ],
  ManagedPolicyEmpty: [
    "the policy 'edge' has no statement; IAM takes no policy without one",
    'add a statement, or remove the policy',
    'Stack/Policies',
  ],
  ManagedPolicySize: [
    "the policy 'edge' has 6240 characters without white space; 6144 fit",
    'make two policies of it, or use wildcards of a service where they mean the same',
    'Stack/Policies',
  ],
  ManagedPolicyDescription: [
    "the description of the policy 'edge' has 0 characters; it must have 1 to 1024, not only blanks",
    'shorten it, or leave it out',
    'Stack/Policies',
  ],
  ManagedPolicyTwice: [
    "'edge' of 'Reader' is not the policy that 'Other' has under this name; names are unique in an account",
    'make the policy once and give it to each set, or rename one',
    'Stack/Policies',
  ],
  ManagedPolicyNameTaken: [
    "'Other' names '/team/edge', which must exist already, and '/zero-trust/policies/edge' is to be made beside it; an account has one policy of a name, whatever its path",
    'rename the one that is made',
    'Stack/Policies',
  ],
  ManagedPolicyReach: [
    "the policy 'edge' is made in accounts under 'Workloads', and rules give 'Reader' in 'sandbox' as well",
    'widen `accounts` of the policy, or leave it out',
    'Stack/Policies',
  ],
  StackSetsNotTrusted: [
    'policies are to be deployed into member accounts, and StackSets have no trusted access to the organization',
    "name 'member.org.stacksets.cloudformation.amazonaws.com' in `trustedServices` of OrganizationFeatures and make that first, or run `aws cloudformation activate-organizations-access` and take the snapshot again",
    'Stack/Policies',
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
  PresetRolePath: [
    "'passRolePath' is '/'; it must be a path such as '/application/', beginning and ending with '/', without wildcards, of at most 512 characters, and not under '/aws-reserved/', '/aws-service-role/', '/zero-trust/'",
    'make the roles of applications under a path of their own, and write that path',
    'PermissionSet.developer',
  ],
  PresetService: [
    "'additionalServices' has 'iam'; it must be prefixes of actions such as 'sagemaker', and none that gives access, spends, deploys as others or watches",
    'write what stands before the colon of an action; for services that give access write a set of your own, with actions and resources',
    'PermissionSet.developer',
  ],
  PresetRole: [
    "'assumeRoles' has 'arn:aws:iam::*:role/*'; it must be ARNs of roles with at least three characters before the first *, such as 'arn:aws:iam::*:role/cdk-hnb659fds-*', and none under '/aws-reserved/', '/aws-service-role/', '/zero-trust/'",
    'write the ARN of the role, with * only for what varies',
    'PermissionSet.devOps',
  ],
  PresetObjects: [
    "'readObjects' has 'arn:aws:s3:::*'; it must be ARNs of buckets or objects such as 'arn:aws:s3:::reports/monthly/*', with * in the key only, and none of the landing zone's own buckets",
    'write the name of the bucket out, and as much of the key as is meant',
    'PermissionSet.readOnly',
  ],
  PresetName: [
    "'runbooks' has '*'; it must be names of runbooks, with * at most at the end and three characters before it, and none of the landing zone's",
    'write the names that are meant',
    'PermissionSet.operator',
  ],
  PresetTag: [
    "'tagKey' is 'data-access' and 'tagValue' is '*'; both must be written out, the key with 1 to 128 and the value with 1 to 256 letters, digits, spaces and _.:/=+-@, and not begin with 'aws:'",
    'write the tag that the data carries',
    'PermissionSet.dataAnalyst',
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
  AssignmentsTooMany: [
    '1 accounts and 1 permission sets make 102 resources of one stack; 101 fit',
    'take `AssignmentEngine.reconciled()`, or give sets to fewer accounts or groups',
    'Stack/Catalog',
  ],
  MaxRemovals: [
    "'maxRemovals' of the reconciled engine is -1; it must be a whole number from 0 to 100000",
    'write how many assignments one deployment may take away',
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
  DriftInterval: [
    "'every' is 1.5 hours; it must be a whole number from 1 to 144",
    'choose from 1 hour to 6 days; changes and deployments are checked besides',
    'Stack/Drift',
  ],
  DriftRemovals: [
    "'atMost' is 0; it must be a whole number from 1 to 100",
    'choose how many assignments may go at once while nobody looks, or UndeclaredAssignments.report() for none',
    'Stack/Drift',
  ],
  DriftProtectedPrincipal: [
    "'protectedPrincipalIds' names 'readers'; a group or user is known by its id, and a name would protect nobody",
    "copy the id from Identity Center, such as 'd4e8a4f8-10c1-70a2-9e52-0123456789ab'",
    'Stack/Drift',
  ],
  ManagementScopeMissing: [
    "1 assignments fall in the management account 'management' (000000000001), which the delegated administrator of Identity Center cannot serve",
    'give `managementScope`, a scope in a stack of the management account, or leave the management account out with `.except(…)`',
    'Stack/Catalog',
  ],
};
