import { Reference, Stack, Tokenization } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnSubscription, type CfnTopic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { all, below } from './construct-tree';
import { type AccountName, runningPart } from './part';
import { named } from './template-names';
import { DetectionForwarding } from '../../audit/detection-forwarding';
import { Detections } from '../../audit/detections';
import { MemberDetectionForwarding } from '../../audit/member-detection-forwarding';
import type { LandingZoneParts } from '../domain/landing-zone-parts';

/** Detections among constructs, and what sends events to them. */
export function detectionParts(constructs: readonly IConstruct[], accountName: AccountName): Pick<LandingZoneParts, 'detections' | 'forwardings'> {
  return {
    detections: all(constructs, Detections).map((one) => ({
      ...runningPart(one, ['AWS::Events::EventBus', 'AWS::SNS::Topic'], accountName),
      detections: one.names,
      atHome: one._comingByThemselves(),
      rules: below(one, CfnRule).map((rule) => named(rule, rule.name)),
      topic: named(one.topic, one.topic.topicName),
      subscribed: isSubscribed(one.topic, named(one.topic, one.topic.topicName)),
    })),
    forwardings: [
      ...all(constructs, DetectionForwarding).map((one) => ({
        ...runningPart(one, ['AWS::Events::Rule'], accountName), from: 'management' as const, regions: [Stack.of(one).region], detections: one.names,
      })),
      ...all(constructs, MemberDetectionForwarding).map((one) => ({
        ...runningPart(one, ['AWS::CloudFormation::StackSet'], accountName), from: 'members' as const, regions: one.regions, detections: one.names,
      })),
    ],
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
