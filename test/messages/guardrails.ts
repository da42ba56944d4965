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
  PolicyName: [
    "the policy name '' has 0 characters; it must have 1 to 128 out of letters, digits, spaces and _.+=,@-",
    'choose a shorter, plainer name',
    'Stack/Deny',
  ],
  PolicySize: [
    "the policy 'zero-trust-region-deny' has 2473 bytes; 1000 fit, 1473 too many",
    'name fewer Regions or principals, or use wildcards where they mean the same',
    'Stack/Deny',
  ],
  PolicySlots: [
    "'Sandbox' has 2 slots for service control policies; 2 are taken ('FullAWSAccess', 'aws-guardrails-x') and 1 more are wanted ('zero-trust-region-deny')",
    "merge or detach some of 'aws-guardrails-x', or attach ours higher up",
    'Stack/Deny',
  ],
  TargetIsManagement: [
    "the target 'management' is the management account, which no service control policy binds",
    'target member accounts or their units; keep work out of the management account',
    'Stack/Deny',
  ],
  ExemptionBlank: [
    "the exemption of 'arn:aws:iam::*:role/deployer' from zero-trust-region-deny has a blank 'ticket'; it must say something",
    'write down where it was agreed',
    'Stack/Deny',
  ],
  ExemptionDate: [
    "'expires' of the exemption of 'arn:aws:iam::*:role/deployer' from zero-trust-region-deny is '2027-02-29'; it must be a day such as '2027-01-31'",
    'write year, month and day with dashes',
    'Stack/Deny',
  ],
  ExemptionExpired: [
    "the exemption of 'arn:aws:iam::*:role/deployer' from zero-trust-region-deny expired on 2026-10-31; the day it is compared with is 2026-11-01 (owner: platform)",
    'do without it, or have its owner renew it with a new day',
    'Stack/Deny',
  ],
  ExemptionLong: [
    "the exemption of 'arn:aws:iam::*:role/deployer' from zero-trust-region-deny expires on 2028-01-01, more than 366 days after 2026-11-01; an exception is for now",
    'choose an earlier day, and renew it then if it is still needed',
    'Stack/Deny',
  ],
  ExemptionEmpty: [
    'an exemption from zero-trust-region-deny names no principal',
    'name role ARNs, or remove the exemption',
    'Stack/Deny',
  ],
  ExemptionPrincipal: [
    "'*' in the exemption of '*' from zero-trust-region-deny is no role ARN of this partition; it must look like 'arn:aws:iam::*:role/name'",
    'write the ARN of the role (not of a session), with * only for what really varies',
    'Stack/Deny',
  ],
  ExemptionTooBroad: [
    "'arn:aws:iam::*:role/*' in the exemption of 'arn:aws:iam::*:role/*' from zero-trust-region-deny matches the Identity Center roles of everybody",
    "name the role, or the set: '…/AWSReservedSSO_<Set>_*'",
    'Stack/Deny',
  ],
  RolloutUnitTwice: [
    "the units 'Sandbox' have more than one stage; a unit is in one stage at a time",
    'keep the stage it is in now',
    'Rollout.stages',
  ],
  RolloutShadowed: [
    "'Workloads/Production' is in the stage observe, but guardrails are enforced on 'Workloads', which binds everything below it",
    "enforce on the units below 'Workloads' that are ready, and not on 'Workloads' itself",
    'Zone',
  ],
  AcknowledgementBlank: [
    "'acknowledgement' of Stage.enforce is blank; it must say why the guardrail does no harm there",
    'write a sentence that the report can show',
    'Stage.enforce',
  ],
};
