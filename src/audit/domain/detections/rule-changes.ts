import { byOthersThan } from './cloudtrail-pattern';
import type { DetectionFacts, EventPattern } from './detection';

/** The detail of events about rules of this library, tries and deployments included, by the field that names the rule. */
export function ruleChanges({ partition, rulePrefixes }: DetectionFacts): EventPattern {
  const rule = rulePrefixes.map((prefix) => ({ prefix }));
  return {
    eventSource: ['events.amazonaws.com'],
    $or: [
      { eventName: ['DeleteRule', 'DisableRule'], requestParameters: { name: rule } },
      { eventName: ['RemoveTargets'], requestParameters: { rule } },
      {
        // what StackSets make in each account and Region would be hundreds of messages: that somebody changed the StackSet is told instead.
        ...byOthersThan([`arn:${partition}:iam::*:role/stacksets-exec-*`]),
        $or: [{ eventName: ['PutRule'], requestParameters: { name: rule } }, { eventName: ['PutTargets'], requestParameters: { rule } }],
      },
    ],
  };
}
