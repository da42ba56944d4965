import type { Messages } from './messages';

export const LANDING_ZONE: Messages = {
  IdentityCenterMissing: [
    'the snapshot has no Identity Center instance; its Region is the home Region of the landing zone',
    'switch Identity Center on in the management account and take the snapshot again, in its Region',
    'Zone',
  ],
  AccessPortalUrl: [
    "'accessPortalUrl' is 'http://d-0123456789.awsapps.com/start'; it must be an https address of a host and a path, without '#' and '?'",
    "copy the AWS access portal URL from the settings of Identity Center, such as 'https://your-company.awsapps.com/start'",
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
  VaultRemovalPolicy: [
    "'removalPolicy' is 'snapshot'; it must be one of 'retain', 'retain-on-update-or-delete', 'destroy'",
    'leave `removalPolicy` out',
    'Stack/Vault',
  ],
  NetworkActivityService: [
    "'networkActivityServices' names 's3'; it must look like 's3.amazonaws.com'",
    'write the event source of the service',
    'Stack/Trail',
  ],
  NetworkActivityServiceTwice: [
    "'networkActivityServices' names 's3.amazonaws.com' more than once",
    'name it once',
    'Stack/Trail',
  ],
  VaultInManagement: [
    'the stack is in the management account 000000000001, where no guardrail protects the logs',
    'give the stack the env.account of a member account',
    'Stack/Vault',
  ],
  RetentionDestroyed: [
    "'removalPolicy' is DESTROY and 'retention' is COMPLIANCE for 2557 days; locked logs cannot be deleted",
    'leave `removalPolicy` out, or use WormRetention.governance for trying out',
    'Zone/LogArchive/AuditVault',
  ],
  StackAccount: [
    "the stack 'Stack' is in account 000000000002; an organization trail works only in the management account (000000000001)",
    "give the stack env.account '000000000001'",
    'Stack/Trail',
  ],
  ActivityScanLimit: [
    "'scanLimitGigabytes' is 0; it must be a whole number from 1 to 10000",
    'choose what one question may read at most, 100 for a few dozen accounts',
    'Stack/View',
  ],
  ActivityReaderSet: [
    "'readerPermissionSets' names '*'; a permission set has 1 to 32 letters, digits and '+=,.@-_'",
    "name the permission set itself, such as 'SecurityAuditor'",
    'Stack/View',
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
  BreakGlassRole: [
    "'breakGlassRoles' names 'arn:aws:iam::*:role/break-*'; it must be the ARN of one role of this organization, with * for the account at most",
    "write it such as 'arn:aws:iam::*:role/break-glass'",
    'Zone',
  ],
  ClaimBlank: [
    "'claim' is blank; it must say what is claimed",
    'write a sentence that the report can show',
    'LandingZone.mustAllow',
  ],
  ClaimPrincipal: [
    "'principal' is 'arn:aws:iam::*:role/pipe*'; it must be the ARN of one role, user or root, with * for the account at most",
    "write it such as 'arn:aws:iam::*:role/pipeline'",
    'LandingZone.mustAllow',
  ],
  ClaimAction: [
    "'action' is 's3:*'; it must be one action without wildcards",
    "write it such as 's3:GetObject', and claim each action by itself",
    'LandingZone.mustAllow',
  ],
  ClaimRegions: [
    "'regions' is empty; a claim is asked in at least one Region",
    'name a Region, or leave it out',
    'LandingZone.mustAllow',
  ],
  ClaimNobody: [
    "the claim 'the pipeline deploys' is about no account: its principal is 'arn:aws:iam::999999999999:role/pipeline'",
    'name a principal of an active account that `accounts` selects, or write * for the account',
    'LandingZone.mustAllow',
  ],
};
