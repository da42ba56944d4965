import { Stack } from 'aws-cdk-lib';
import type { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Statement } from '../policy/domain/document';
import { madeName } from '../private/made-name';

/** Where detections are published, encrypted with a key of its own, and by nobody but the rules that are given. */
export class DetectionTopic extends Construct {
  public readonly topic: CfnTopic;

  public constructor(scope: Construct, id: string, partition: string) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    const topicName = madeName(this, 'detections');
    const topicArn = `arn:${partition}:sns:${region}:${account}:${topicName}`;
    const Statement: Statement[] = [
      { Sid: 'Administration', Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
      {
        Sid: 'EventBridgePublishes',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
        // aws:SourceArn and aws:SourceAccount are not there when EventBridge publishes: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
        Condition: { StringEquals: { 'kms:EncryptionContext:aws:sns:topicArn': topicArn } },
      },
    ];
    const key = new CfnKey(this, 'Key', { description: 'Encrypts what detections tell', enableKeyRotation: true, keyPolicy: { Version: '2012-10-17', Statement } });
    this.topic = new CfnTopic(this, 'Topic', { topicName, displayName: 'Zero Trust detections', kmsMasterKeyId: key.attrArn });
  }

  /** Lets these rules publish and nobody else; whoever may subscribe is up to policies of the account. */
  public from(rules: readonly CfnRule[]): void {
    const topicArn = this.topic.ref;
    new CfnTopicPolicy(this, 'Policy', { topics: [topicArn], policyDocument: { Version: '2012-10-17', Statement: [
      {
        Sid: 'RulesPublish', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: topicArn,
        Condition: { ArnEquals: { 'aws:SourceArn': rules.map(({ attrArn }) => attrArn) } },
      },
      {
        Sid: 'OnlyRules', Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: topicArn,
        Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
      },
      { Sid: 'OnlyEncrypted', Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: topicArn, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ] } });
  }
}
