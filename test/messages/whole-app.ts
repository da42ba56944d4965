import type { Messages } from './messages';

/** What only the synthesis of the whole app can tell. */
export const WHOLE_APP: Messages = {
  PolicyNameTwice: [
    "2 guardrails make a policy called 'zero-trust-region-deny'; names are unique in an organization",
    'give each guardrail a `policyName` of its own',
    'Stack/Other',
  ],
  PolicySlots: [
    "'Sandbox' has 2 slots for service control policies; 2 are taken ('FullAWSAccess', 'aws-guardrails-x'), and 1 more is wanted ('zero-trust-region-deny')",
    "make one place: merge or detach some of 'aws-guardrails-x', attach ours higher up, or give our guardrails the same places so that they share policies",
    'Stack/Deny',
  ],
  PolicyOverflow: [
    "the guardrails 'Keys', 'Bits' must share policies, which lack at least one byte for them; the largest statements are 'Bits/NoKeys2 (73)', 'Keys/NoKeys (72)'",
    'shorten these statements, or attach fewer guardrails to the same places',
    'Stack/Bits',
  ],
  LockedOut: [
    "'the management account asks who it is as OrganizationAccountAccessRole' must stay possible and is denied, in account 'sandbox' (000000000005): by 'Quarantine' of 'zero-trust-quarantine' on 'Sandbox' (arn:aws:iam::000000000005:role/OrganizationAccountAccessRole: sts:GetCallerIdentity on * in 'us-east-1')",
    'leave this action alone in the policy that denies it, exempt the caller from it, or keep it in an earlier stage there; accounts that policies of others close on purpose '
      + 'are named in `closedAccounts` of the landing zone',
    'Stack/Quarantine',
  ],
  NotDenied: [
    "'the pipeline makes a key' must be denied and is not, in 2 accounts 'production' (000000000004), 'sandbox' (000000000005): it is allowed (arn:aws:iam::*:role/pipeline: kms:CreateKey on * in 'eu-west-1')",
    'enforce a guardrail that denies it on these accounts, or narrow the claim with `accounts`',
    'Zone/Management/ProtectedRoles',
  ],
  ExemptRoleUnprotected: [
    "'arn:aws:iam::*:role/mover' is exempt from 'zero-trust-region-deny', and no guardrail of protected roles keeps others from making or taking such a role",
    'name it in the `roles` of the guardrail of protected roles (in a landing zone: `protectedRoles`)',
    'Stack/Roles',
  ],
  RolloutPolicyUnknown: [
    "'rollout' has stages for the policy 'zero-trust-regoin-deny', which no guardrail that follows this rollout has",
    "did you mean 'zero-trust-region-deny' or 'zero-trust-root-deny'?",
    'Zone',
  ],
  LandingZoneTwice: [
    "the organization o-smallorgan has another landing zone in this app, 'Other/Zone'; one organization has one",
    'make one landing zone of both',
    'One/Zone',
  ],
};
