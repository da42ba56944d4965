import type { Detection, DetectionFacts } from './detection';
import { ruleChanges } from './rule-changes';

const OF_STACK_SETS = ['DeleteStackInstances', 'DeleteStackSet', 'UpdateStackInstances', 'UpdateStackSet'];

/** Those of the audit account are told by `detectionsTampering` as well, so that either rule tells of the end of the other. */
export function forwardingTampering(facts: DetectionFacts): Detection {
  const { forwardingStackSet } = facts;
  return {
    name: 'forwarding-tampering',
    title: 'Somebody changed a rule that tells detections, or the StackSet that makes them, or tried to',
    severity: 'critical',
    reason: 'an account that sends nothing looks like one in which nothing happens',
    unseen: 'the end of the very rule that would tell it, because calls are told minutes later; changes of the roles that send; '
      + 'rules that a role called stacksets-exec-* makes or changes; Regions where nothing forwards',
    runbook: 'If it was no deployment, compare rules and StackSet with their templates (`cdk diff`), deploy them again, and read in the trail what happened in the account meanwhile.',
    bus: 'detections',
    accounts: 'every',
    region: 'each',
    pattern: {
      'detail-type': ['AWS API Call via CloudTrail'],
      'detail': {
        $or: [
          ruleChanges(facts),
          {
            eventSource: ['cloudformation.amazonaws.com'], eventName: OF_STACK_SETS,
            requestParameters: { stackSetName: [forwardingStackSet, { prefix: `${forwardingStackSet}:` }] },
          },
        ],
      },
    },
  };
}
