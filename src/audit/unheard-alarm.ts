import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { madeName } from '../private/made-name';

/** The alarm over a queue of events that did not get through. */
export function unheardAlarm(scope: Construct, queueName: string, actions: string[] | undefined): CfnAlarm {
  return new CfnAlarm(scope, 'Alarm', {
    alarmName: madeName(scope, 'detections-unheard'),
    alarmDescription: 'Something was detected and nobody was told. The event is in the queue.',
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesVisible',
    dimensions: [{ name: 'QueueName', value: queueName }],
    statistic: 'Maximum',
    period: 300,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
    alarmActions: actions,
  });
}
