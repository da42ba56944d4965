import type { Messages } from './messages';

export const GUARDRAILS: Messages = {
  AsOf: [
    "'asOf' is 'today'; it must be a day such as '2026-11-01'",
    'write year, month and day with dashes, or leave it out for today',
    'Stack/Deny',
  ],
  RegionsEmpty: [
    "'allowedRegions' is empty; that would deny every Region",
    'name the Regions that people work in',
    'Stack/Deny',
  ],
  RegionUnknown: [
    "'allowedRegions' names 'eu-wset-3', which is no Region of this partition",
    "did you mean 'eu-west-3' or 'eu-west-1' or 'eu-west-2'; a Region newer than the installed aws-cdk-lib is known after updating it",
    'Stack/Deny',
  ],
  RegionTwice: [
    "'allowedRegions' names 'eu-west-1' more than once",
    'name each Region once',
    'Stack/Deny',
  ],
  HomeRegionDenied: [
    "'allowedRegions' ('eu-west-3') leaves out eu-west-1, where the landing zone deploys its own stacks",
    "add 'eu-west-1'",
    'Stack/Deny',
  ],
  OptInQualifier: [
    "the qualifier 'team-one-two' has 12 characters; it must have 1 to 10 letters or digits",
    'write it as `cdk bootstrap --qualifier` was given it',
    'Stack/Deny',
  ],
  OptInRegions: [
    "something in 'optIns' names no Region; it must say where the work is",
    'name the Regions, or leave the opt-in out',
    'Stack/Deny',
  ],
  DeployerPrincipal: [
    "'arn:aws:iam::000000000005:user/deployer' in 'deployers' of zero-trust-region-deny is no role ARN of this partition; it must look like 'arn:aws:iam::*:role/name'",
    'write the ARN of the role (not of a session), with * only for what really varies',
    'Stack/Deny',
  ],
  DeployerTooBroad: [
    "'arn:aws:iam::*:role/*' in 'deployers' of zero-trust-region-deny matches the Identity Center roles of everybody",
    "name the role, or the set: '…/AWSReservedSSO_<Set>_*'",
    'Stack/Deny',
  ],
  PolicyName: [
    "the policy name '' has 0 characters; it must have 1 to 128 out of letters, digits, spaces and _.+=,@-",
    'choose a shorter, plainer name',
    'Stack/Deny',
  ],
  PolicySize: [
    "the policy 'zero-trust-region-deny' has 2501 bytes; 1000 fit, 1501 too many; its largest statement is 'DenyOtherRegions' (2082 bytes by itself)",
    'name fewer Regions or principals, or use wildcards where they mean the same',
    'Stack/Deny',
  ],
  VaultBucketName: [
    "the bucket '*' of 'vaultBuckets' must have 3 to 63 characters out of lower-case letters, digits, '.' and '-', as S3 names buckets",
    'write the name of one bucket, without wildcards and without its ARN',
    'Stack/Deny',
  ],
  VaultKeyAlias: [
    "the alias 'vault' of 'vaultKeys' must look like 'alias/name'",
    "write the alias of the key, with 'alias/' before it",
    'Stack/Deny',
  ],
  MfaEvidenceTag: [
    "'sessionTag' is 'aws:mfa'; it must have 1 to 128 characters out of letters, digits, spaces and _.:/=+-@, and must not begin with 'aws:'",
    'choose a plain word, such as the default, and send the same one from the identity provider',
    'Stack/Mfa',
  ],
  MfaEvidenceValue: [
    "'value' is '${aws:username}'; it must have 1 to 256 characters out of letters, digits, spaces and _.:/=+-@",
    'choose a plain word, such as the default, and send the same one from the identity provider',
    'Stack/Mfa',
  ],
  ProtectedRole: [
    "'roles' names 'arn:aws:iam::*:role/*'; it must be patterns of some roles, such as 'arn:aws:iam::*:role/break-glass'",
    'write the ARN of the role, with * only for what varies; not every role can be protected',
    'Stack/Roles',
  ],
  AssignerPrincipal: [
    "'*' in 'assigners' is no role ARN of this partition; it must look like 'arn:aws:iam::*:role/name'",
    'write the ARN of the role (not of a session), with * only for what really varies',
    'Stack/Roles',
  ],
  AssignerTooBroad: [
    "'arn:aws:iam::*:role/*' in 'assigners' matches the Identity Center roles of everybody",
    "name the role, or the set: '…/AWSReservedSSO_<Set>_*'",
    'Stack/Roles',
  ],
  GlobalRegionRolePrincipal: [
    "'*' in 'globalRegionRoles' is no role ARN of this partition; it must look like 'arn:aws:iam::*:role/name'",
    'write the ARN of the role (not of a session), with * only for what really varies',
    'Stack/Deny',
  ],
  GlobalRegionRoleTooBroad: [
    "'arn:aws:iam::*:role/*' in 'globalRegionRoles' matches the Identity Center roles of everybody",
    "name the role, or the set: '…/AWSReservedSSO_<Set>_*'",
    'Stack/Deny',
  ],
  RecorderPrincipal: [
    "'*' in 'recorders' is no role ARN of this partition; it must look like 'arn:aws:iam::*:role/name'",
    'write the ARN of the role (not of a session), with * only for what really varies',
    'Stack/Services',
  ],
  RecorderTooBroad: [
    "'arn:aws:iam::*:role/*' in 'recorders' matches the Identity Center roles of everybody",
    "name the role, or the set: '…/AWSReservedSSO_<Set>_*'",
    'Stack/Services',
  ],
  PurposeBlank: [
    "'purpose' is blank; it must say what the policy is for",
    'write a sentence that the report can show',
    'Stack/Keys',
  ],
  StatementsEmpty: [
    "'statements' is empty; a policy has at least one statement",
    'write a statement, or remove the policy',
    'Stack/Keys',
  ],
  StatementToken: [
    "'statements[1]' holds a value that is known only at deployment; nothing can be proved of it",
    'write the account, Region or partition out',
    'Stack/Keys',
  ],
  PolicyMalformed: [
    "'statements[0]' has neither Action nor NotAction; it must have one of them",
    'correct the statement',
    'Stack/Keys',
  ],
  ScpPrincipal: [
    "'statements[0]' has Principal; a service control policy is about every principal of the accounts it binds",
    'use a condition on aws:PrincipalArn',
    'Stack/Keys',
  ],
  RcpAllow: [
    "'statements[0]' has the Effect 'Allow'; a resource control policy has only Deny",
    'write what must not be possible',
    'Stack/Keys',
  ],
  RcpPrincipal: [
    "'statements[0]' has a Principal; a resource control policy is about every principal",
    'leave it out, and use a condition on aws:PrincipalArn or aws:PrincipalAccount',
    'Stack/Keys',
  ],
  RcpAction: [
    "'statements[0]' has an action that names no service; a resource control policy names services, and has no NotAction",
    "write actions such as 's3:*'",
    'Stack/Keys',
  ],
};
