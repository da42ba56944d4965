import { SUCCEEDED } from './cloudtrail-pattern';
import type { Detection } from './detection';

/**
 * What ends an organization's trail, or takes accounts from where guardrails bind; policy types are with the policies.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html
 */
const CHANGES = [
  'CloseAccount', 'DeleteOrganization', 'DeleteResourcePolicy', 'DeregisterDelegatedAdministrator', 'DisableAWSServiceAccess', 'MoveAccount', 'PutResourcePolicy',
  'RemoveAccountFromOrganization',
];

/** The only guard there is over most of it: no service control policy binds the management account. */
export const organizationChanges: Detection = {
  name: 'organization-changes',
  title: 'An account was moved, closed or taken out, or the organization trusts a service or an administrator no longer',
  severity: 'critical',
  reason: 'a service that is trusted no longer ends its organization trail or its StackSets, and an account elsewhere is bound by other guardrails or none',
  unseen: 'a try that was denied, but for that of leaving; an account that its own owner closes, until it is missing in the next snapshot',
  runbook: 'Ask who called. Trust the service again, register the administrator again or move the account back, and look whether trail, StackSets and recorders are still there.',
  bus: 'detections',
  accounts: 'every',
  region: 'global',
  pattern: {
    'detail-type': ['AWS API Call via CloudTrail', 'AWS Service Event via CloudTrail'],
    'detail': {
      eventSource: ['organizations.amazonaws.com'],
      $or: [
        { eventName: CHANGES, ...SUCCEEDED },
        // a member that has left sends nothing any more: its tries, and what the management account is told of its leaving.
        { eventName: ['AccountDepartedOrganization', 'LeaveOrganization'] },
      ],
    },
  },
};
