import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type AlarmRule, type Metric, alarm, anyOf, anyOfThese, calls, executions, silenceOf, untilNoneOf } from '../private/alarm';
import { madeName } from '../private/made-name';

export interface ElevationAlarmsProps {
  /** Name of the state machine: the dimension of the metrics. */
  readonly elevation: string;
  readonly stateMachineArn: string;
  /** Names of functions. */
  readonly functions: Readonly<Record<'begin' | 'lend' | 'end' | 'sweep' | 'digest' | 'api', string>> & { readonly record?: string };
  readonly actions: string[];
}

const LATE_MS = 15 * 60_000;

/** Alarms over ends that do not come, access that nobody explains, and whatever fails on the way. */
export class ElevationAlarms extends Construct {
  public readonly all: CfnAlarm[];

  public constructor(scope: Construct, id: string, private readonly props: ElevationAlarmsProps) {
    super(scope, id);
    const { functions: { begin, lend, end, sweep, digest, api, record }, stateMachineArn } = props;
    this.all = [
      this.alarm('Overdue', 'Access that was lent is five minutes past its end. Do what the runbook "an elevation will not end" says.', anyOf(this.metric('overdue'))),
      this.alarm('Unexplained', 'Somebody holds a privileged permission set that no elevation lent. Who and where was told through the topic.', untilNoneOf(this.metric('unexplained'))),
      this.alarm('SweepFailed', 'The sweep could not do everything. Its log says what failed; the next sweep tries again.', anyOf(this.metric('failed'))),
      this.alarm('Silent', 'Nobody has looked for ten minutes whether elevations are over.', silenceOf(calls(sweep, 'Invocations'), 2, 300)),
      this.alarm('EndFailed', 'The function that takes access away failed. The sweep calls it again each minute.', anyOf(calls(end, 'Errors'))),
      this.alarm('Failed', 'A function that begins, lends, sweeps or writes the daily message failed.', anyOfThese({
        begin: calls(begin, 'Errors'), lend: calls(lend, 'Errors'), sweep: calls(sweep, 'Errors'), digest: calls(digest, 'Errors'),
      })),
      this.alarm('Stuck', 'An execution of an elevation failed. The sweep starts it again or ends the elevation.', anyOfThese({
        failed: executions(stateMachineArn, 'ExecutionsFailed'), late: executions(stateMachineArn, 'ExecutionsTimedOut'),
      })),
      this.alarm('ApiFailed', 'The API of elevation failed to answer somebody.', anyOf(calls(api, 'Errors'))),
      ...(record === undefined ? [] : [
        // a batch that failed in part is no error of the function: how old the oldest record is tells.
        this.alarm('Unrecorded', 'What became of elevations has not been added to the vault for a quarter of an hour. The stream keeps it for a day.', {
          ...anyOf({ ...calls(record, 'IteratorAge'), statistic: 'Maximum' }), threshold: LATE_MS,
        }),
      ]),
    ];
  }

  private metric(metricName: string): Metric {
    return { namespace: 'ZeroTrust/Elevation', metricName, dimensions: { Elevation: this.props.elevation }, statistic: 'Maximum' };
  }

  private alarm(id: string, description: string, rule: AlarmRule): CfnAlarm {
    return alarm(this, id, { name: madeName(this, `elevation-${id.toLowerCase()}`), description, rule, actions: this.props.actions });
  }
}
