import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { CfnArchive, CfnEventBus, CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface OktaStreamProps {
  readonly name: string;
  readonly eventSourceName: string;
}

const TWO_WEEKS_SECONDS = 14 * 86_400;
/** As long as Okta keeps its System Log. */
const ARCHIVE_DAYS = 90;
/** Six times what the function may take, as Lambda asks for. */
const VISIBILITY_SECONDS = 6 * 120;
const MOST_DELIVERIES = 10;

/** The bus that Okta delivers to, its archive, and the queue in which events wait to be kept. */
export class OktaStream extends Construct {
  public readonly eventBusName: string;
  public readonly archiveName: string;
  public readonly queueArn: string;
  public readonly queueName: string;
  public readonly deadLetterQueueName: string;

  public constructor(scope: Construct, id: string, { name, eventSourceName }: OktaStreamProps) {
    super(scope, id);
    // a bus of a partner has the name of its event source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html
    const bus = new CfnEventBus(this, 'Bus', { name: eventSourceName, eventSourceName });
    const archive = new CfnArchive(this, 'Archive', {
      // no name of ours: one that stays behind must not stand in the way of the next.
      sourceArn: bus.attrArn, retentionDays: ARCHIVE_DAYS, description: 'Events of Okta as they came, to be replayed',
    });
    // what it holds cannot be fetched again after 90 days.
    archive.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const deadLetters = this.queue('DeadLetters', `${name}-dead-letters`, {});
    deadLetters.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { 'AwsSolutions-SQS3': 'it is itself what catches the events, and an alarm watches it' });
    const queue = this.queue('Queue', name, {
      visibilityTimeout: VISIBILITY_SECONDS, redrivePolicy: { deadLetterTargetArn: deadLetters.attrArn, maxReceiveCount: MOST_DELIVERIES },
    });
    const rule = new CfnRule(this, 'Rule', {
      name,
      description: 'Everything that Okta delivers waits to be kept',
      eventBusName: bus.ref,
      eventPattern: { source: [{ prefix: 'aws.partner/okta.com' }] },
      targets: [{ id: 'Queue', arn: queue.attrArn, deadLetterConfig: { arn: deadLetters.attrArn } }],
    });
    [queue, deadLetters].forEach((one) => this.close(one, rule));
    this.eventBusName = bus.ref;
    this.archiveName = archive.ref;
    this.queueArn = queue.attrArn;
    this.queueName = queue.attrQueueName;
    this.deadLetterQueueName = deadLetters.attrQueueName;
  }

  private queue(id: string, queueName: string, more: object): CfnQueue {
    return new CfnQueue(this, id, { queueName, messageRetentionPeriod: TWO_WEEKS_SECONDS, sqsManagedSseEnabled: true, ...more });
  }

  /** Lets the rule in and nothing else. */
  private close(queue: CfnQueue, rule: CfnRule): void {
    new CfnQueuePolicy(this, `${queue.node.id}Policy`, { queues: [queue.ref], policyDocument: { Version: '2012-10-17', Statement: [
      {
        Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: queue.attrArn,
        Condition: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
      },
      { Sid: 'OnlyEncrypted', Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: queue.attrArn, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ] } });
  }
}
