import { Stack } from 'aws-cdk-lib';
import type { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Statement } from '../policy/domain/document';
import { madeName } from '../private/made-name';
import { DETECTION_KEY_ALIAS } from '../private/naming';

/** Where detections are published, encrypted with a key of its own, and by nobody but the rules that are given and alarms of the account. */
export class DetectionTopic extends Construct {
  public readonly topic: CfnTopic;

  /** Known before it is deployed, so that alarms of other stacks need no export. */
  public readonly topicArn: string;

  public constructor(scope: Construct, id: string, private readonly partition: string) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    const topicName = madeName(this, 'detections');
    this.topicArn = `arn:${partition}:sns:${region}:${account}:${topicName}`;
    const Statement: Statement[] = [
      { Sid: 'Administration', Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
      {
        Sid: 'ServicesPublish',
        Effect: 'Allow',
        Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
        // aws:SourceArn and aws:SourceAccount are not there when EventBridge publishes: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
        Condition: { StringEquals: { 'kms:EncryptionContext:aws:sns:topicArn': this.topicArn } },
      },
    ];
    const key = new CfnKey(this, 'Key', { description: 'Encrypts what detections tell', enableKeyRotation: true, keyPolicy: { Version: '2012-10-17', Statement } });
    new CfnAlias(this, 'Alias', { aliasName: DETECTION_KEY_ALIAS, targetKeyId: key.attrKeyId });
    this.topic = new CfnTopic(this, 'Topic', { topicName, displayName: 'Zero Trust detections', kmsMasterKeyId: key.attrArn });
  }

  /** Lets these rules and the alarms of the account publish and nobody else; whoever may subscribe is up to policies of the account. */
  public from(rules: readonly CfnRule[]): void {
    const topicArn = this.topic.ref;
    const { account, region } = Stack.of(this);
    new CfnTopicPolicy(this, 'Policy', { topics: [topicArn], policyDocument: { Version: '2012-10-17', Statement: [
      {
        Sid: 'RulesPublish', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: topicArn,
        Condition: { ArnEquals: { 'aws:SourceArn': rules.map(({ attrArn }) => attrArn) } },
      },
      {
        Sid: 'AlarmsPublish', Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:Publish', Resource: topicArn,
        Condition: { ArnLike: { 'aws:SourceArn': `arn:${this.partition}:cloudwatch:${region}:${account}:alarm:*` }, StringEquals: { 'aws:SourceAccount': account } },
      },
      {
        Sid: 'OnlyServices', Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: topicArn,
        Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
      },
      { Sid: 'OnlyEncrypted', Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: topicArn, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ] } });
  }
}
