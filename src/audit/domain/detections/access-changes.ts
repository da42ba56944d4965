import { SUCCEEDED, apiCalls, byOthersThan } from './cloudtrail-pattern';
import type { Detection, DetectionFacts } from './detection';

/** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_Operations.html */
const CHANGES = [
  'AttachCustomerManagedPolicyReferenceToPermissionSet', 'AttachManagedPolicyToPermissionSet', 'CreateAccountAssignment', 'CreatePermissionSet',
  'DeleteAccountAssignment', 'DeleteInlinePolicyFromPermissionSet', 'DeletePermissionSet', 'DeletePermissionsBoundaryFromPermissionSet',
  'DetachCustomerManagedPolicyReferenceFromPermissionSet', 'DetachManagedPolicyFromPermissionSet', 'PutInlinePolicyToPermissionSet',
  'PutPermissionsBoundaryToPermissionSet', 'UpdatePermissionSet',
];

export function accessChanges({ assigners, managementAccountId, identityAccountId }: DetectionFacts): Detection {
  return {
    name: 'access-changes',
    title: 'An assignment or a permission set was changed past deployments and elevation',
    severity: 'high',
    reason: 'who holds what is declared and reviewed; what is given by hand is neither',
    unseen: 'members that come into a group, which the identity provider and its own log answer for',
    runbook: 'Take the change back, or declare it. The drift check reports what stays undeclared.',
    bus: 'detections',
    accounts: 'identity',
    region: 'home',
    pattern: apiCalls(['sso.amazonaws.com'], CHANGES, {
      accountIds: [...new Set([managementAccountId, identityAccountId])], detail: { ...SUCCEEDED, ...byOthersThan(assigners) },
    }),
  };
}
