import { SUCCEEDED, apiCalls } from './cloudtrail-pattern';
import type { Detection, DetectionFacts } from './detection';

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html */
const CHANGES = ['AttachPolicy', 'CreatePolicy', 'DeletePolicy', 'DetachPolicy', 'DisablePolicyType', 'EnablePolicyType', 'UpdatePolicy'];

/** Deployments too: a guardrail that changes is told to somebody besides the person who changes it. */
export function organizationPolicies({ managementAccountId }: DetectionFacts): Detection {
  return {
    name: 'organization-policies',
    title: 'A policy of the organization was made, changed, attached, detached or deleted',
    severity: 'high',
    reason: 'service control policies are the guardrails of every account',
    unseen: 'calls of a delegated administrator of Organizations, which arrive in its own account; accounts that move to where other policies bind, which `organization-changes` tells',
    runbook: 'Find the deployment that explains it. If there is none, attach the previous document with the files of the rollback, and ask who called.',
    bus: 'detections',
    accounts: 'management',
    region: 'global',
    pattern: apiCalls(['organizations.amazonaws.com'], CHANGES, { accountIds: [managementAccountId], detail: SUCCEEDED }),
  };
}
