import { Reference, Stack, Tokenization } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnSubscription, type CfnTopic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { type AccountName, below, named, runningPart } from './construct-parts';
import type { DetectionsPart, ForwardingPart, LandingZoneParts } from './domain/landing-zone-parts';
import { DetectionForwarding } from '../audit/detection-forwarding';
import { Detections } from '../audit/detections';
import { MemberDetectionForwarding } from '../audit/member-detection-forwarding';

/** Detections among constructs, and what sends events to them. */
export function detectionParts(constructs: readonly IConstruct[], accountName: AccountName): Pick<LandingZoneParts, 'detections' | 'forwardings'> {
  return {
    detections: constructs.filter((one): one is Detections => one instanceof Detections).map((one): DetectionsPart => ({
      ...runningPart(one, ['AWS::Events::EventBus', 'AWS::SNS::Topic'], [one.alarm], accountName),
      detections: one.names,
      rules: below(one, CfnRule).map((rule) => named(rule, rule.name)),
      topic: named(one.topic, one.topic.topicName),
      subscribed: isSubscribed(one.topic, named(one.topic, one.topic.topicName)),
    })),
    forwardings: constructs.flatMap((one): ForwardingPart[] => {
      if (one instanceof DetectionForwarding) {
        const part = runningPart(one, ['AWS::Events::Rule'], [one.alarm], accountName);
        return [{ ...part, from: 'management', regions: [Stack.of(one).region], detections: one.names }];
      }
      return one instanceof MemberDetectionForwarding ? [{
        ...runningPart(one, ['AWS::CloudFormation::StackSet'], [], accountName), from: 'members', regions: one.regions, detections: one.names,
      }] : [];
    }),
  };
}

/** Whether a subscription of this app is to the topic, in whichever stack; one that somebody makes by hand is not seen. */
function isSubscribed(topic: CfnTopic, topicName: string): boolean {
  const inline = Stack.of(topic).resolve(topic.subscription) as unknown[] | undefined;
  return (inline ?? []).length > 0 || below(topic.node.root, CfnSubscription).some(({ topicArn }) => {
    const reference = Tokenization.reverseString(topicArn).firstToken;
    return Reference.isReference(reference) ? reference.target === topic : topicArn.endsWith(`:${topicName}`);
  });
}
