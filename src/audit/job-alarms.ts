import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { alarm, anyOf, calls, silenceOf } from '../private/alarm';
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

  public constructor(scope: Construct, id: string, { job, functionName, failed, silent, actions }: JobAlarmsProps) {
    super(scope, id);
    this.all = [
      alarm(this, 'Failed', { name: madeName(this, `${job}-failed`), description: failed, rule: anyOf(calls(functionName, 'Errors')), actions }),
      alarm(this, 'Silent', { name: madeName(this, `${job}-silent`), description: silent.because, rule: silenceOf(calls(functionName, 'Invocations'), silent.hours), actions }),
    ];
  }
}
