import { Validations } from 'aws-cdk-lib';
import type { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { madeName } from './made-name';

const TWO_WEEKS_SECONDS = 14 * 86_400;

/** Where events stay that rules could not deliver. */
export class UndeliveredEvents extends Construct {
  public readonly queueArn: string;
  public readonly queueName: string;
  private readonly queue: CfnQueue;

  /** @param what begins the name of the queue */
  public constructor(scope: Construct, id: string, what: string) {
    super(scope, id);
    this.queue = new CfnQueue(this, 'Queue', { queueName: madeName(this, what), messageRetentionPeriod: TWO_WEEKS_SECONDS, sqsManagedSseEnabled: true });
    this.queue.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { 'AwsSolutions-SQS3': 'it is itself what catches the events, and an alarm watches it' });
    this.queueArn = this.queue.attrArn;
    this.queueName = this.queue.attrQueueName;
  }

  /** Lets these rules in and nothing else. */
  public from(rules: readonly CfnRule[]): void {
    new CfnQueuePolicy(this, 'Policy', { queues: [this.queue.ref], policyDocument: { Version: '2012-10-17', Statement: [
      {
        Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: this.queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': rules.map(({ attrArn }) => attrArn) } },
      },
      { Sid: 'OnlyEncrypted', Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: this.queueArn, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ] } });
  }
}
