import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';

export interface OktaAlarmsProps {
  /** The dimension of the metrics, and how the names of the alarms begin. */
  readonly name: string;
  readonly heartbeatMinutes: number;
  readonly queueName: string;
  readonly deadLetterQueueName: string;
  readonly actions: string[];
}

const NAMESPACE = 'ZeroTrust/Audit';
/** Two runs may fail by a limit or a storm; a third one is somebody's business. */
const OVERDUE_HOURS = 3;
const LATE_SECONDS = 1_800;

type AlarmSettings = Omit<ConstructorParameters<typeof CfnAlarm>[2], 'evaluationPeriods' | 'comparisonOperator'>;

/** Alarms over what did not come, what came to nothing, and what was lost. */
export class OktaAlarms extends Construct {
  public readonly all: CfnAlarm[];

  public constructor(scope: Construct, id: string, private readonly props: OktaAlarmsProps) {
    super(scope, id);
    this.all = [
      this.heartbeat(),
      this.counted('StreamDeactivated', 'A log stream of Okta was switched off. Look in Okta under Reports, Log Streaming, and activate it again; what is missing is backfilled every hour.'),
      this.counted('EventsBackfilled', 'The stream lost events; they were found in the System Log and kept. Which ones stands in evidence/okta/ of the vault.'),
      this.counted('HoursOutOfReach', 'Okta deleted hours of its System Log before they were compared: what the stream lost of them is lost. They stand in evidence/okta/ as out-of-reach.'),
      this.counted('EventsUnreadable', 'Okta delivered something without a uuid or a time, which is not in the vault. The stream\'s are in the queue of dead letters.'),
      this.counted('TokenRefused', 'Okta refused the API token (401 or 403), or the secret holds none. Tokens end when nobody uses them for 30 days or when their user is deactivated.'),
      this.overdue(),
      this.late(),
      this.deadLetters(),
    ];
  }

  private heartbeat(): CfnAlarm {
    const { heartbeatMinutes, queueName } = this.props;
    return this.alarm('Heartbeat', heartbeatMinutes, 'LessThanThreshold', {
      alarmDescription: `No event of Okta in ${heartbeatMinutes} minutes: the stream is off, or nobody does anything.`,
      namespace: 'AWS/SQS', metricName: 'NumberOfMessagesSent', dimensions: [{ name: 'QueueName', value: queueName }],
      statistic: 'Sum', period: 60, threshold: 1, treatMissingData: 'breaching',
    });
  }

  private counted(metricName: string, alarmDescription: string): CfnAlarm {
    return this.alarm(metricName, 1, 'GreaterThanOrEqualToThreshold', {
      alarmDescription, namespace: NAMESPACE, metricName, dimensions: [{ name: 'Okta', value: this.props.name }],
      statistic: 'Sum', period: 300, threshold: 1, treatMissingData: 'notBreaching',
    });
  }

  private overdue(): CfnAlarm {
    return this.alarm('RunsCompleted', OVERDUE_HOURS, 'LessThanThreshold', {
      alarmDescription: 'The System Log was not compared in time: what the stream loses is not noticed.',
      namespace: NAMESPACE, metricName: 'RunsCompleted', dimensions: [{ name: 'Okta', value: this.props.name }],
      statistic: 'Sum', period: 3_600, threshold: 1, treatMissingData: 'breaching',
    });
  }

  private late(): CfnAlarm {
    return this.alarm('Late', 1, 'GreaterThanThreshold', {
      alarmDescription: `An event waits for more than ${LATE_SECONDS / 60} minutes to be kept: the vault does not take it. It waits for 14 days at most.`,
      namespace: 'AWS/SQS', metricName: 'ApproximateAgeOfOldestMessage', dimensions: [{ name: 'QueueName', value: this.props.queueName }],
      statistic: 'Maximum', period: 300, threshold: LATE_SECONDS, treatMissingData: 'notBreaching',
    });
  }

  private deadLetters(): CfnAlarm {
    return this.alarm('DeadLetters', 1, 'GreaterThanOrEqualToThreshold', {
      alarmDescription: 'Events could not be kept. Look into the queue, mend it, and send them again with a redrive.',
      namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible', dimensions: [{ name: 'QueueName', value: this.props.deadLetterQueueName }],
      statistic: 'Maximum', period: 300, threshold: 1, treatMissingData: 'notBreaching',
    });
  }

  private alarm(id: string, evaluationPeriods: number, comparisonOperator: string, settings: AlarmSettings): CfnAlarm {
    const { name, actions } = this.props;
    return new CfnAlarm(this, id, {
      ...settings, alarmName: `${name}-${id.toLowerCase()}`, evaluationPeriods, comparisonOperator, alarmActions: actions.length > 0 ? actions : undefined,
    });
  }
}
