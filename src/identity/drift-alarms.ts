import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type AlarmRule, type Metric, alarm, anyOfThese, calls, executions, silenceOf, untilNoneOf, waitingIn } from '../private/alarm';
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
    return this.alarm(metricName, `${what} The list is in the event and in the bucket of access records.`, untilNoneOf(this.metric(metricName, 'Maximum')));
  }

  private overdue(): CfnAlarm {
    return this.alarm(
      'ChecksCompleted', 'No check of everything was completed in time: what is not looked for is not found.',
      silenceOf(this.metric('ChecksCompleted', 'Sum'), this.props.everyHours + SPARE_HOURS),
    );
  }

  private failed(): CfnAlarm {
    const ended = (metricName: string) => executions(this.props.stateMachineArn, metricName);
    return this.alarm(
      'Failed', 'A check did not come to its end. What asked for it is kept, and the next check takes it.',
      anyOfThese({ failed: ended('ExecutionsFailed'), late: ended('ExecutionsTimedOut') }),
    );
  }

  /** A queue says how many wait, and Lambda how many it gave up after its own tries; either is an event that nobody looked into. */
  private unheard(): CfnAlarm {
    const { requestName, undeliveredQueue } = this.props;
    return this.alarm(
      'Unheard', 'An event that asks for a check asked for none. Start an execution with {}, which reads everything; then empty the queue.',
      anyOfThese({
        waiting: waitingIn(undeliveredQueue),
        dropped: calls(requestName, 'AsyncEventsDropped'),
      }),
    );
  }

  private metric(metricName: string, statistic: Metric['statistic']): Metric {
    return { namespace: 'ZeroTrust/Identity', metricName, dimensions: { Drift: this.props.drift }, statistic };
  }

  private alarm(id: string, description: string, rule: AlarmRule): CfnAlarm {
    return alarm(this, id, { name: madeName(this, `access-drift-${id.toLowerCase()}`), description, rule, actions: this.props.actions });
  }
}
