import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { madeName } from '../private/made-name';

export interface DriftAlarmsProps {
  /** Name of the state machine, which is the dimension of the metrics. */
  readonly drift: string;
  readonly stateMachineArn: string;
  /** Name of the function that asks for checks. */
  readonly requestName: string;
  /** Name of the queue of events that did not reach it. */
  readonly undeliveredQueue: string;
  readonly everyHours: number;
  readonly removes: boolean;
  readonly actions: string[];
}

const NAMESPACE = 'ZeroTrust/Identity';
/** A check of everything takes three quarters of an hour in a thousand accounts, and may wait for another. */
const SPARE_HOURS = 3;

/** Alarms over what checks found, and over checks that do not come. */
export class DriftAlarms extends Construct {
  public readonly all: CfnAlarm[];

  public constructor(scope: Construct, id: string, private readonly props: DriftAlarmsProps) {
    super(scope, id);
    this.all = [
      this.found('Missing', 'An assignment that a rule declares does not exist.'),
      this.found('Undeclared', 'Somebody holds a permission set by an assignment that no rule declares.'),
      this.found('Outdated', 'The last change of a permission set has not arrived in an account.'),
      ...(props.removes ? [this.found('BreakerOpen', 'More assignments are undeclared than one check may remove: none was removed.')] : []),
      this.overdue(),
      this.failed(),
      this.unheard(),
    ];
  }

  /** Stays until a check of everything says that there is nothing: checks of a part say only what they found. */
  private found(metricName: string, what: string): CfnAlarm {
    return this.alarm(metricName, {
      alarmDescription: `${what} The list is in the event and in the bucket of access records.`,
      metricName,
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'ignore',
    });
  }

  private overdue(): CfnAlarm {
    return this.alarm('ChecksCompleted', {
      alarmDescription: 'No check of everything was completed in time: what is not looked for is not found.',
      metricName: 'ChecksCompleted',
      statistic: 'Sum',
      period: 3_600,
      evaluationPeriods: this.props.everyHours + SPARE_HOURS,
      threshold: 1,
      comparisonOperator: 'LessThanThreshold',
      treatMissingData: 'breaching',
    });
  }

  private failed(): CfnAlarm {
    const dimensions = [{ name: 'StateMachineArn', value: this.props.stateMachineArn }];
    const executions = (id: string, metricName: string) => ({
      id, returnData: false, metricStat: { metric: { namespace: 'AWS/States', metricName, dimensions }, period: 300, stat: 'Sum' },
    });
    return new CfnAlarm(this, 'Failed', {
      alarmName: madeName(this, 'access-drift-failed'),
      alarmDescription: 'A check did not come to its end. What asked for it is kept, and the next check takes it.',
      metrics: [executions('failed', 'ExecutionsFailed'), executions('late', 'ExecutionsTimedOut'), { id: 'both', expression: 'FILL(failed, 0) + FILL(late, 0)' }],
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: this.actions(),
    });
  }

  /** A queue says how many wait, and Lambda how many it gave up after its own tries; either is an event that nobody looked into. */
  private unheard(): CfnAlarm {
    const counted = (id: string, namespace: string, metricName: string, name: string, value: string, stat: string) => ({
      id, returnData: false, metricStat: { metric: { namespace, metricName, dimensions: [{ name, value }] }, period: 300, stat },
    });
    return new CfnAlarm(this, 'Unheard', {
      alarmName: madeName(this, 'access-drift-unheard'),
      alarmDescription: 'An event that asks for a check asked for none. Start an execution with {}, which reads everything; then empty the queue.',
      metrics: [
        counted('waiting', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', this.props.undeliveredQueue, 'Maximum'),
        counted('dropped', 'AWS/Lambda', 'AsyncEventsDropped', 'FunctionName', this.props.requestName, 'Sum'),
        { id: 'both', expression: 'FILL(waiting, 0) + FILL(dropped, 0)' },
      ],
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: this.actions(),
    });
  }

  private alarm(id: string, props: Omit<ConstructorParameters<typeof CfnAlarm>[2], 'namespace'>): CfnAlarm {
    const alarmName = madeName(this, `access-drift-${id.toLowerCase()}`);
    return new CfnAlarm(this, id, { ...props, alarmName, namespace: NAMESPACE, dimensions: [{ name: 'Drift', value: this.props.drift }], alarmActions: this.actions() });
  }

  private actions(): string[] | undefined {
    return this.props.actions.length > 0 ? this.props.actions : undefined;
  }
}
