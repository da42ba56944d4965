import type { Detection, DetectionFacts } from './detection';
import { ruleChanges } from './rule-changes';

/** By the field that names the topic: https://docs.aws.amazon.com/sns/latest/api/API_Operations.html */
const BY_TOPIC = ['AddPermission', 'DeleteTopic', 'RemovePermission', 'SetTopicAttributes', 'Subscribe'];
const BY_SUBSCRIPTION = ['SetSubscriptionAttributes', 'Unsubscribe'];
const BY_RESOURCE = ['PutDataProtectionPolicy'];
const OF_KEYS = ['DisableKey', 'PutKeyPolicy', 'ScheduleKeyDeletion'];

/**
 * Tries and deployments, too. Any key of the audit account: events name keys by an id that is made at deployment. On the account's own bus, where its calls are
 * without being sent.
 */
export function detectionsTampering(facts: DetectionFacts): Detection {
  const { auditAccountId, detectionBus } = facts;
  const topic = [{ prefix: facts.topicArnPrefix }];
  const [sns, events] = [{ eventSource: ['sns.amazonaws.com'] }, { eventSource: ['events.amazonaws.com'] }];
  return {
    name: 'detections-tampering',
    title: 'Somebody changed the topic or the bus of detections, a rule or a key of the audit account, or tried to',
    severity: 'critical',
    reason: 'whoever has something to hide sees to it first that nobody is told',
    unseen: 'a topic that is gone or whose key is, because calls are told minutes later: the alarm over what could not be published sees that; '
      + 'whoever unsubscribes by the link in a mail without signing in; alarms that are deleted',
    runbook: 'If it was no deployment, compare topic, key, bus and rules with their template (`cdk diff`), put them back, and read in the trail what happened meanwhile.',
    bus: 'default',
    accounts: 'audit',
    region: 'home',
    pattern: {
      'detail-type': ['AWS API Call via CloudTrail'],
      'account': [auditAccountId],
      'detail': {
        $or: [
          { ...sns, eventName: BY_TOPIC, requestParameters: { topicArn: topic } },
          { ...sns, eventName: BY_SUBSCRIPTION, requestParameters: { subscriptionArn: topic } },
          { ...sns, eventName: BY_RESOURCE, requestParameters: { resourceArn: topic } },
          { eventSource: ['kms.amazonaws.com'], eventName: OF_KEYS },
          { ...events, eventName: ['DeleteEventBus', 'UpdateEventBus'], requestParameters: { name: [detectionBus] } },
          { ...events, eventName: ['PutPermission', 'RemovePermission'], requestParameters: { eventBusName: [detectionBus] } },
          ruleChanges(facts),
        ],
      },
    },
  };
}
