import { Stack } from 'aws-cdk-lib';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Statement } from '../policy/domain/document';
import { madeName } from '../private/made-name';
import { ELEVATION_ROLE_PATH } from '../private/naming';

/** Where people are told of elevations: encrypted with a key of its own, and published to by functions of elevation only. */
export class ElevationTopic extends Construct {
  public readonly topic: CfnTopic;
  public readonly keyArn: string;

  public constructor(scope: Construct, id: string, partition: string) {
    super(scope, id);
    const { account } = Stack.of(this);
    const functions = { ArnLike: { 'aws:PrincipalArn': `arn:${partition}:iam::${account}:role${ELEVATION_ROLE_PATH}*` } };
    const root = { AWS: `arn:${partition}:iam::${account}:root` };
    const keyStatements: Statement[] = [
      { Sid: 'Administration', Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' }, // in a key policy '*' is the key itself.
    ];
    const key = new CfnKey(this, 'Key', {
      description: 'Encrypts what people are told of elevations', enableKeyRotation: true, keyPolicy: { Version: '2012-10-17', Statement: keyStatements },
    });
    this.keyArn = key.attrArn;
    this.topic = new CfnTopic(this, 'Topic', { topicName: madeName(this, 'elevation'), displayName: 'Elevation', kmsMasterKeyId: key.attrArn });
    new CfnTopicPolicy(this, 'Policy', { topics: [this.topic.ref], policyDocument: { Version: '2012-10-17', Statement: [
      { Sid: 'FunctionsPublish', Effect: 'Allow', Principal: root, Action: 'sns:Publish', Resource: this.topic.ref, Condition: functions },
      {
        // a notice that somebody forged would send people to consent to something else.
        Sid: 'OnlyFunctions', Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: this.topic.ref,
        Condition: { ArnNotLike: functions.ArnLike },
      },
      { Sid: 'OnlyEncrypted', Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: this.topic.ref, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ] } });
  }
}
