import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type AlarmRule, alarm, anyOf, anyOfThese, executions, waitingIn } from '../private/alarm';
import { madeName } from '../private/made-name';

export interface ReconciliationAlarmsProps {
  readonly stateMachineArn: string;
  /** Name of the queue of events that started nothing. */
  readonly undeliveredQueue: string;
  readonly actions: string[];
}

/** Alarms over runs that left an account as it should not be, and over accounts that nobody heard of. */
export class ReconciliationAlarms extends Construct {
  public readonly all: CfnAlarm[];

  public constructor(scope: Construct, id: string, private readonly props: ReconciliationAlarmsProps) {
    super(scope, id);
    this.all = [this.failed(), this.undelivered()];
  }

  private failed(): CfnAlarm {
    const ended = (metricName: string) => executions(this.props.stateMachineArn, metricName);
    return this.alarm(
      'Failed', 'A run of the reconciler left accounts that are not as declared. What failed is the cause of the execution, and a list in the bucket of access records.',
      anyOfThese({ failed: ended('ExecutionsFailed'), late: ended('ExecutionsTimedOut'), stopped: ended('ExecutionsAborted') }),
    );
  }

  private undelivered(): CfnAlarm {
    return this.alarm(
      'Undelivered', 'An account came or moved, and the reconciler was not started for it. The event is in the queue; start an execution with {"accountIds": ["…"]}.',
      anyOf(waitingIn(this.props.undeliveredQueue)),
    );
  }

  private alarm(id: string, description: string, rule: AlarmRule): CfnAlarm {
    return alarm(this, id, { name: madeName(this, `reconciled-access-${id.toLowerCase()}`), description, rule, actions: this.props.actions });
  }
}
