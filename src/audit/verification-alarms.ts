import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type AlarmRule, type Metric, alarm, anyOfThese, executions, silenceOf, untilNoneOf } from '../private/alarm';
import { madeName } from '../private/made-name';

export interface VerificationAlarmsProps {
  /** The dimension of the metrics. */
  readonly verification: string;
  readonly stateMachineArn: string;
  readonly actions: string[];
}

/** A day, and what its run may take. */
const RUN_HOURS = 26;
const CHECK_HOURS = 3;

/** Alarms over what verification found, and over verification that does not come. */
export class VerificationAlarms extends Construct {
  public readonly all: CfnAlarm[];

  public constructor(scope: Construct, id: string, private readonly props: VerificationAlarmsProps) {
    super(scope, id);
    this.all = [
      this.found('InvalidObjects', 'Digests or logs of the audit trail were changed. The runbook is docs/trail-integrity.md.'),
      this.found('MissingObjects', 'Digests or logs of the audit trail are gone. The runbook is docs/trail-integrity.md.'),
      this.found('Unverifiable', 'A part of the audit trail could not be proven to be whole. The runbook is docs/trail-integrity.md.'),
      this.found('LateChains', 'An account and Region has had no digest for two hours: its audit trail may have a gap.'),
      this.found('UncheckedChains', 'Whether an account and Region still has digests could not be looked at.'),
      this.overdue('IntegrityRuns', RUN_HOURS, 'No day of the audit trail was verified to its end for 26 hours.'),
      this.overdue('CompletenessChecks', CHECK_HOURS, 'Nobody looked for three hours whether digests arrive.'),
      this.failed(),
    ];
  }

  private found(metricName: string, description: string): CfnAlarm {
    return this.alarm(metricName, description, untilNoneOf(this.metric(metricName, 'Maximum')));
  }

  private overdue(metricName: string, hours: number, description: string): CfnAlarm {
    return this.alarm(metricName, description, silenceOf(this.metric(metricName, 'Sum'), hours));
  }

  private failed(): CfnAlarm {
    const ended = (metricName: string) => executions(this.props.stateMachineArn, metricName);
    return this.alarm('Failed', 'A verification of the audit trail did not come to its end.', anyOfThese({
      failed: ended('ExecutionsFailed'), late: ended('ExecutionsTimedOut'), aborted: ended('ExecutionsAborted'),
    }));
  }

  private metric(metricName: string, statistic: Metric['statistic']): Metric {
    return { namespace: 'ZeroTrust/Audit', metricName, dimensions: { Verification: this.props.verification }, statistic };
  }

  private alarm(id: string, description: string, rule: AlarmRule): CfnAlarm {
    return alarm(this, id, { name: madeName(this, `trail-${id.toLowerCase()}`), description, rule, actions: this.props.actions });
  }
}
