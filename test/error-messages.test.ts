import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { refusal } from './support/messages';
import { PROVOCATIONS } from './support/provocations';

/** What a person reads: each code's message, its fix, and where it stands. */
const MESSAGES: Record<string, [problem: string, fix: string, at: string]> = {
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
  AsOf: [
    "'asOf' is 'today'; it must be a day such as '2026-11-01'",
    'write year, month and day with dashes, or leave it out for today',
    'Stack/Deny/Policy',
  ],
  RegionsEmpty: [
    "'allowedRegions' is empty; that would deny every Region",
    'name the Regions that people work in',
    'Stack/Deny/Policy',
  ],
  RegionUnknown: [
    "'allowedRegions' names 'eu-wset-3', which is no Region of this partition",
    "did you mean 'eu-west-3' or 'eu-west-1' or 'eu-west-2'?",
    'Stack/Deny/Policy',
  ],
  RegionTwice: [
    "'allowedRegions' names 'eu-west-1' more than once",
    'name each Region once',
    'Stack/Deny/Policy',
  ],
  HomeRegionDenied: [
    "'allowedRegions' ('eu-west-3') leaves out eu-west-1, where the landing zone deploys its own stacks",
    "add 'eu-west-1'",
    'Stack/Deny/Policy',
  ],
  PolicyName: [
    "the policy name '' has 0 characters; it must have 1 to 128 out of letters, digits, spaces and _.+=,@-",
    'choose a shorter, plainer name',
    'Stack/Deny/Policy',
  ],
  PolicySize: [
    "the policy 'zero-trust-region-deny' has 2473 bytes; 1000 fit, 1473 too many",
    'name fewer Regions or principals, or use wildcards where they mean the same',
    'Stack/Deny/Policy',
  ],
  PolicySlots: [
    "'Sandbox' has 2 slots for service control policies; 2 are taken ('FullAWSAccess', 'aws-guardrails-x') and 1 more are wanted ('zero-trust-region-deny')",
    "merge or detach some of 'aws-guardrails-x', or attach ours higher up",
    'Stack/Deny/Policy',
  ],
  TargetIsManagement: [
    "the target 'management' is the management account, which no service control policy binds",
    'target member accounts or their units; keep work out of the management account',
    'Stack/Deny/Policy',
  ],
  ExemptionBlank: [
    "the exemption of 'arn:aws:iam::*:role/deployer' from zero-trust-region-deny has a blank 'ticket'; it must say something",
    'write down where it was agreed',
    'Stack/Deny/Policy',
  ],
  ExemptionDate: [
    "'expires' of the exemption of 'arn:aws:iam::*:role/deployer' from zero-trust-region-deny is '2027-02-29'; it must be a day such as '2027-01-31'",
    'write year, month and day with dashes',
    'Stack/Deny/Policy',
  ],
  ExemptionExpired: [
    "the exemption of 'arn:aws:iam::*:role/deployer' from zero-trust-region-deny expired on 2026-10-31; the day it is compared with is 2026-11-01 (owner: platform)",
    'do without it, or have its owner renew it with a new day',
    'Stack/Deny/Policy',
  ],
  ExemptionEmpty: [
    'an exemption from zero-trust-region-deny names no principal',
    'name role ARNs, or remove the exemption',
    'Stack/Deny/Policy',
  ],
  ExemptionPrincipal: [
    "'*' in the exemption of '*' from zero-trust-region-deny is no role ARN; it must look like 'arn:aws:iam::*:role/name'",
    'write the ARN of the role (not of a session), with * only for what really varies',
    'Stack/Deny/Policy',
  ],
  ExemptionTooBroad: [
    "'arn:aws:iam::*:role/*' in the exemption of 'arn:aws:iam::*:role/*' from zero-trust-region-deny matches the Identity Center roles of everybody",
    "name the role, or the set: '…/AWSReservedSSO_<Set>_*'",
    'Stack/Deny/Policy',
  ],
  RolloutUnitTwice: [
    "the units 'Sandbox' have more than one stage; a unit is in one stage at a time",
    'keep the stage it is in now',
    'Rollout.stages',
  ],
  AcknowledgementBlank: [
    "'acknowledgement' of Stage.enforce is blank; it must say why the guardrail does no harm there",
    'write a sentence that the report can show',
    'Stage.enforce',
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
    "rule 1 (' ' gets 'Reader' in accounts 'sandbox') names a group of 0 characters; it must have 1 to 1024",
    'write the display name of the group as Identity Center shows it, or its id',
    'Stack/Catalog',
  ],
  RuleSetUnknown: [
    "rule 1 ('readers' gets 'Raeder' in accounts 'sandbox') names a permission set that is not among the 1 of 'permissionSets'",
    "did you mean 'Reader'?",
    'Stack/Catalog',
  ],
  StandingPrivileged: [
    "rule 1 ('admins' gets 'Administrator' in accounts 'sandbox') would hold a privileged set permanently; privileged sets are held for a limited time",
    'remove the rule and let people elevate, or give it `standing: { reason, owner, expires }`, which the report will show',
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
    'Stack/Catalog/Sets',
  ],
  CatalogRegion: [
    'the stack is in us-east-1; Identity Center lives in eu-west-1 and is served only there',
    "give the stack env.region 'eu-west-1'",
    'Stack/Catalog',
  ],
  ManagementScopeMissing: [
    "1 assignments fall in the management account 'management' (000000000001), which the delegated administrator of Identity Center cannot serve",
    'give `managementScope`, a scope in a stack of the management account, or leave the management account out with `.except(…)`',
    'Stack/Catalog',
  ],
  IdentityCenterMissing: [
    'the snapshot has no Identity Center instance; its Region is the home Region of the landing zone',
    'switch Identity Center on in the management account and take the snapshot again, in its Region',
    'Zone',
  ],
  RetentionYears: [
    'WormRetention.compliance is given 100 years; it must be a whole number from 1 to 99',
    'choose the years that the regulator asks for, 7 for most financial records',
    'WormRetention.compliance',
  ],
  RetentionAcknowledgement: [
    "'acknowledgement' of WormRetention.compliance is blank; in COMPLIANCE mode nobody, root and AWS Support included, can delete a log before its time",
    'write in a sentence that this is wanted and who decided it',
    'WormRetention.compliance',
  ],
  RetentionDays: [
    'WormRetention.governance is given 0 days; it must be a whole number from 1 to 36500',
    'choose 30 days to try out, or as long as logs are wanted',
    'WormRetention.governance',
  ],
  RetentionDestroyed: [
    "'removalPolicy' is DESTROY and 'retention' is COMPLIANCE for 2557 days; locked logs cannot be deleted",
    'leave `removalPolicy` out, or use WormRetention.governance for trying out',
    'Zone/LogArchive/AuditVault',
  ],
  TrailAccount: [
    'the stack is in account 000000000002; CloudFormation creates an organization trail only in the management account 000000000001',
    "give the stack env.account '000000000001'",
    'Stack/Trail',
  ],
  RoleAccountIsManagement: [
    "'auditAccount' is the management account 'management' (000000000001), where no guardrail protects logs and findings",
    'name a member account',
    'Zone',
  ],
  RoleAccountNotActive: [
    "'auditAccount' is 'audit' (000000000002), which is SUSPENDED; it must be ACTIVE",
    'name an active account, or reopen this one and take the snapshot again',
    'Zone',
  ],
  IdentityAccountOther: [
    "'identityAccount' is 'audit' (000000000002), but Identity Center is administered by 000000000003; it takes one administrator",
    'leave `identityAccount` out, or deregister the other account by hand and take the snapshot again',
    'Zone',
  ],
  LandingZoneScope: [
    'the landing zone stands inside a Stack; it makes a stack for each account itself',
    'give it the App or a Stage as its scope',
    'Stack/Zone',
  ],
};

test.each(Object.entries(MESSAGES))('%s says what was given, what is allowed, how to fix it, and where', (code, [problem, fix, at]) => {
  expect(refusal(PROVOCATIONS[code])).toBe(`[${code}] ${problem}\n  fix: ${fix}\n  at: ${at}`);
});

test('every code of the sources is quoted here, and no other', () => {
  const sources = (readdirSync(join(__dirname, '..', 'src'), { recursive: true }) as string[]).filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(__dirname, '..', 'src', name), 'utf8')).join('\n');
  const written = [...sources.matchAll(/code: '(\w+)'|check\([^']+'(\w+)',$|datedProblems\('(\w+)'/gm)]
    .flatMap(([, plain, checked, dated]) => (dated ? [`${dated}Blank`, `${dated}Date`, `${dated}Expired`] : [plain ?? checked]));
  expect([...new Set(written)].sort()).toEqual(Object.keys(MESSAGES).sort());
});
