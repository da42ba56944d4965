import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { madeName } from '../private/made-name';

export interface ReconciliationAlarmsProps {
  readonly stateMachineArn: string;
  /** Name of the queue of events that started nothing. */
  readonly undeliveredQueue: string;
  readonly actions: string[];
}

/** Alarms over runs that left an account as it should not be, and over accounts that nobody heard of. */
export class ReconciliationAlarms extends Construct {
  public readonly all: CfnAlarm[];

  public constructor(scope: Construct, id: string, private readonly props: ReconciliationAlarmsProps) {
    super(scope, id);
    this.all = [this.failed(), this.undelivered()];
  }

  private failed(): CfnAlarm {
    const dimensions = [{ name: 'StateMachineArn', value: this.props.stateMachineArn }];
    const executions = (id: string, metricName: string) => ({
      id, returnData: false, metricStat: { metric: { namespace: 'AWS/States', metricName, dimensions }, period: 300, stat: 'Sum' },
    });
    return this.alarm('Failed', {
      alarmDescription: 'A run of the reconciler left accounts that are not as declared. What failed is the cause of the execution, and a list in the bucket of access records.',
      metrics: [
        executions('failed', 'ExecutionsFailed'), executions('late', 'ExecutionsTimedOut'), executions('stopped', 'ExecutionsAborted'),
        { id: 'all', expression: 'FILL(failed, 0) + FILL(late, 0) + FILL(stopped, 0)' },
      ],
    });
  }

  private undelivered(): CfnAlarm {
    return this.alarm('Undelivered', {
      alarmDescription: 'An account came or moved, and the reconciler was not started for it. The event is in the queue; start an execution with {"accountIds": ["…"]}.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [{ name: 'QueueName', value: this.props.undeliveredQueue }],
      statistic: 'Maximum',
      period: 300,
    });
  }

  private alarm(id: string, props: Partial<ConstructorParameters<typeof CfnAlarm>[2]>): CfnAlarm {
    const { actions } = this.props;
    return new CfnAlarm(this, id, {
      alarmName: madeName(this, `reconciled-access-${id.toLowerCase()}`), ...props, evaluationPeriods: 1, threshold: 1, comparisonOperator: 'GreaterThanOrEqualToThreshold', treatMissingData: 'notBreaching',
      alarmActions: actions.length > 0 ? actions : undefined,
    });
  }
}
