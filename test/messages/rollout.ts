import type { Messages } from './messages';

export const ROLLOUT: Messages = {
  TargetIsManagement: [
    "the target 'management' is the management account, which no policy binds",
    'target member accounts or their units; keep work out of the management account',
    'Stack/Deny',
  ],
  RolloutUnitTwice: [
    "'Sandbox' has more than one stage; a place is in one stage at a time",
    'keep the stage it is in now',
    'Rollout',
  ],
  RolloutShadowed: [
    "'Workloads/Production' is in the stage observe, but guardrails are enforced on 'Workloads', which binds everything below it",
    "enforce on the places below 'Workloads' that are ready, and not on 'Workloads' itself",
    'Zone',
  ],
  EnforceReason: [
    "Stage.enforce has neither 'evidence' nor 'acknowledgement'; it must have one of them",
    'give the evidence when there is some, else the acknowledgement',
    'Stage.enforce',
  ],
  AcknowledgementBlank: [
    "'acknowledgement' of Stage.enforce is blank; it must say why the guardrail does no harm there",
    'write a sentence that the report can show',
    'Stage.enforce',
  ],
  EvidenceUnreadable: [
    "the evidence 'nowhere.json' cannot be read: ENOENT: no such file or directory, open 'nowhere.json'",
    'give its path relative to the working directory',
    'nowhere.json',
  ],
  EvidenceShape: [
    'from is "September"; it must be a day such as \'2026-11-01\'',
    'correct the file; docs/rollout-evidence.md describes it',
    'Evidence.fromObject',
  ],
  EvidenceUnit: [
    "the evidence for 'zero-trust-region-deny' in 'Sandbox' comes from events of 'Workloads'",
    "replay the events of 'Sandbox', or of a unit above it",
    'Stack/Deny',
  ],
  EvidenceDate: [
    "the evidence for 'zero-trust-region-deny' in 'Sandbox' was approved on 2026-11-02; the day it is compared with is 2026-11-01",
    'correct the day, or wait for it',
    'Stack/Deny',
  ],
  EvidencePolicy: [
    "the evidence for 'zero-trust-region-deny' in 'Sandbox' speaks of 'zero-trust-root-deny' only",
    'replay the events against this policy as well',
    'Stack/Deny',
  ],
  EvidenceHash: [
    "the evidence for 'Keys' in 'Sandbox' is about a document with the hash 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef; the one to be deployed has 0bed39654c1ebd4ded50282b974ed0a1e177b5259383d711b7a6bf206115b54d",
    'replay the events against the document as it is now',
    'Stack/Keys',
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
    'name one, or remove the exemption',
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
  ExemptionKind: [
    "the exemption of '444455556666' from zero-trust-region-deny names external accounts; an exemption from it can name principals or accounts",
    'use Exemption.principals(…), or leave it out',
    'Stack/Deny',
  ],
  ExemptionNeedless: [
    'an exemption from zero-trust-region-deny names only the management account, which no policy binds',
    'remove the exemption',
    'Stack/Deny',
  ],
  ExemptionExternal: [
    "'000000000005' in the exemption of '000000000005' from zero-trust-perimeter is no account outside the organization",
    "write twelve digits in quotes; accounts of the organization need no exemption, and 111122223333 is AWS's example, which stands for outsiders here",
    'Stack/Perimeter',
  ],
};
