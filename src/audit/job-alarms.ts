import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { madeName } from '../private/made-name';

export interface JobAlarmsProps {
  /** How the names of the alarms go on, such as 'identity-snapshot'. */
  readonly job: string;
  readonly functionName: string;
  /** What is wrong when it fails, as a sentence. */
  readonly failed: string;
  /** What is wrong when it does not run at all, and after how many hours that shows. */
  readonly silent: { readonly because: string; readonly hours: number };
  readonly actions: string[];
}

/** Alarms over a function that a schedule calls: that it fails, and that it is not called. */
export class JobAlarms extends Construct {
  public readonly all: CfnAlarm[];

  public constructor(scope: Construct, id: string, props: JobAlarmsProps) {
    super(scope, id);
    const common = {
      namespace: 'AWS/Lambda', dimensions: [{ name: 'FunctionName', value: props.functionName }], statistic: 'Sum', threshold: 1,
      alarmActions: props.actions.length > 0 ? props.actions : undefined,
    };
    this.all = [
      new CfnAlarm(this, 'Failed', {
        ...common, alarmName: madeName(this, `${props.job}-failed`), alarmDescription: props.failed, metricName: 'Errors', period: 300,
        evaluationPeriods: 1, comparisonOperator: 'GreaterThanOrEqualToThreshold', treatMissingData: 'notBreaching',
      }),
      new CfnAlarm(this, 'Silent', {
        ...common, alarmName: madeName(this, `${props.job}-silent`), alarmDescription: props.silent.because, metricName: 'Invocations', period: 3_600,
        evaluationPeriods: props.silent.hours, comparisonOperator: 'LessThanThreshold', treatMissingData: 'breaching',
      }),
    ];
  }
}
