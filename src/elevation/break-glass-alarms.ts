import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type AlarmRule, type Metric, alarm, anyOf, anyOfThese, calls, silenceOf, untilNoneOf, waitingIn } from '../private/alarm';
import { madeName } from '../private/made-name';

export interface BreakGlassAlarmsProps {
  /** The dimension of the metrics. */
  readonly check: string;
  readonly functionName: string;
  readonly undeliveredQueue: string;
  readonly alarmOnUse: boolean;
  readonly actions: string[];
}

/** A check a day, of which one may be lost; an alarm cannot look back further than seven days, so that weekly checks could not be missed in time. */
const SILENT_HOURS = 49;

/** Alarms over uses of the way in for emergencies, and over whether it is open. */
export class BreakGlassAlarms extends Construct {
  public readonly all: CfnAlarm[];

  public constructor(scope: Construct, id: string, private readonly props: BreakGlassAlarmsProps) {
    super(scope, id);
    const { functionName, undeliveredQueue, alarmOnUse } = props;
    this.all = [
      ...(alarmOnUse ? [this.alarm(
        'Used', 'Somebody took a role for emergencies. Ask who declared the emergency; if nobody did, end its sessions as the runbook says.',
        anyOf(this.metric('Used', 'Sum')),
      )] : []),
      this.alarm(
        'Found', 'The way in for emergencies is not as it was declared, or something denies it. What is wrong stands in the log of the check.',
        untilNoneOf(this.metric('Findings', 'Maximum')),
      ),
      this.alarm('Silent', 'Nobody looked for two days whether the way in for emergencies is open.', silenceOf(this.metric('ChecksCompleted', 'Sum'), SILENT_HOURS)),
      this.alarm('Failed', 'A check of the way in for emergencies did not come to its end. Its log says why.', anyOf(calls(functionName, 'Errors'))),
      this.alarm(
        'Unheard', 'An event about the way in for emergencies was lost: a role may have been taken and nobody told. The event is in the queue, if it did not reach the function.',
        anyOfThese({ waiting: waitingIn(undeliveredQueue), dropped: calls(functionName, 'AsyncEventsDropped') }),
      ),
    ];
  }

  private metric(metricName: string, statistic: Metric['statistic']): Metric {
    return { namespace: 'ZeroTrust/BreakGlass', metricName, dimensions: { Check: this.props.check }, statistic };
  }

  private alarm(id: string, description: string, rule: AlarmRule): CfnAlarm {
    return alarm(this, id, { name: madeName(this, `break-glass-${id.toLowerCase()}`), description, rule, actions: this.props.actions });
  }
}
