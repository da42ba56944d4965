import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type AlarmRule, type Metric, alarm, anyOf, silenceOf, waitingIn } from '../private/alarm';

export interface OktaAlarmsProps {
  /** The dimension of the metrics, and how the names of the alarms begin. */
  readonly name: string;
  readonly heartbeatMinutes: number;
  readonly queueName: string;
  readonly deadLetterQueueName: string;
  readonly actions: string[];
}

/** Two runs may fail by a limit or a storm; a third one is somebody's business. */
const OVERDUE_HOURS = 3;
const LATE_SECONDS = 1_800;

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
    const { heartbeatMinutes } = this.props;
    const sent = this.queued('NumberOfMessagesSent', 'Sum');
    return this.alarm('Heartbeat', `No event of Okta in ${heartbeatMinutes} minutes: the stream is off, or nobody does anything.`, silenceOf(sent, heartbeatMinutes, 60));
  }

  private counted(metricName: string, description: string): CfnAlarm {
    return this.alarm(metricName, description, anyOf(this.metric(metricName)));
  }

  private overdue(): CfnAlarm {
    return this.alarm(
      'RunsCompleted', 'The System Log was not compared in time: what the stream loses is not noticed.', silenceOf(this.metric('RunsCompleted'), OVERDUE_HOURS),
    );
  }

  private late(): CfnAlarm {
    const oldest = this.queued('ApproximateAgeOfOldestMessage', 'Maximum');
    return this.alarm(
      'Late', `An event waits for more than ${LATE_SECONDS / 60} minutes to be kept: the vault does not take it. It waits for 14 days at most.`,
      { ...anyOf(oldest), comparisonOperator: 'GreaterThanThreshold', threshold: LATE_SECONDS },
    );
  }

  private deadLetters(): CfnAlarm {
    return this.alarm(
      'DeadLetters', 'Events could not be kept. Look into the queue, mend it, and send them again with a redrive.', anyOf(waitingIn(this.props.deadLetterQueueName)),
    );
  }

  private metric(metricName: string): Metric {
    return { namespace: 'ZeroTrust/Audit', metricName, dimensions: { Okta: this.props.name }, statistic: 'Sum' };
  }

  private queued(metricName: string, statistic: Metric['statistic']): Metric {
    return { namespace: 'AWS/SQS', metricName, dimensions: { QueueName: this.props.queueName }, statistic };
  }

  private alarm(id: string, description: string, rule: AlarmRule): CfnAlarm {
    const { name, actions } = this.props;
    return alarm(this, id, { name: `${name}-${id.toLowerCase()}`, description, rule, actions });
  }
}
