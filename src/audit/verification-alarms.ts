import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { madeName } from '../private/made-name';

export interface VerificationAlarmsProps {
  /** The dimension of the metrics. */
  readonly verification: string;
  readonly stateMachineArn: string;
  readonly actions: string[];
}

const NAMESPACE = 'ZeroTrust/Audit';

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

  /** Stays until the next run says that there is nothing. */
  private found(metricName: string, alarmDescription: string): CfnAlarm {
    return this.alarm(metricName, {
      alarmDescription, metricName, statistic: 'Maximum', period: 300, evaluationPeriods: 1, threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold', treatMissingData: 'ignore',
    });
  }

  private overdue(metricName: string, hours: number, alarmDescription: string): CfnAlarm {
    return this.alarm(metricName, {
      alarmDescription, metricName, statistic: 'Sum', period: 3_600, evaluationPeriods: hours, threshold: 1,
      comparisonOperator: 'LessThanThreshold', treatMissingData: 'breaching',
    });
  }

  private failed(): CfnAlarm {
    const dimensions = [{ name: 'StateMachineArn', value: this.props.stateMachineArn }];
    const executions = (id: string, metricName: string) => ({
      id, returnData: false, metricStat: { metric: { namespace: 'AWS/States', metricName, dimensions }, period: 300, stat: 'Sum' },
    });
    return new CfnAlarm(this, 'Failed', {
      alarmName: madeName(this, 'trail-failed'),
      alarmDescription: 'A verification of the audit trail did not come to its end.',
      metrics: [
        executions('failed', 'ExecutionsFailed'), executions('late', 'ExecutionsTimedOut'), executions('aborted', 'ExecutionsAborted'),
        { id: 'all', expression: 'FILL(failed, 0) + FILL(late, 0) + FILL(aborted, 0)' },
      ],
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: this.actions(),
    });
  }

  private alarm(id: string, props: Omit<ConstructorParameters<typeof CfnAlarm>[2], 'namespace'>): CfnAlarm {
    return new CfnAlarm(this, id, {
      ...props, alarmName: madeName(this, `trail-${id.toLowerCase()}`), namespace: NAMESPACE,
      dimensions: [{ name: 'Verification', value: this.props.verification }], alarmActions: this.actions(),
    });
  }

  private actions(): string[] | undefined {
    return this.props.actions.length > 0 ? this.props.actions : undefined;
  }
}
