import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { type AlarmRule, type Metric, alarm, anyOf, calls, silenceOf } from '../private/alarm';
import { madeName } from '../private/made-name';

export interface DenialAlarmsProps {
  readonly functionName: string;
  /** Name of the ledger, which is the dimension of the metrics. */
  readonly ledgerName: string;
  readonly actions: string[];
}

/** From so much on, somebody should attach another policy. */
const NEARLY_FULL_PERCENT = 80;

/** Alarms over policies that are nearly full, denials without room, and a function that fails or does not run. */
export function denialAlarms(scope: Construct, { functionName, ledgerName, actions }: DenialAlarmsProps): CfnAlarm[] {
  const metric = (metricName: string, statistic: Metric['statistic']): Metric => (
    { namespace: 'ZeroTrust/Containment', metricName, dimensions: { Ledger: ledgerName }, statistic });
  const make = (id: string, description: string, rule: AlarmRule) => alarm(scope, id, {
    name: madeName(scope, `session-denial-${id.toLowerCase()}`), description, rule, actions,
  });
  return [
    make('NearlyFull', `Policies that deny sessions have used more than ${NEARLY_FULL_PERCENT} % of their room: raise the number of policies before denials have none.`,
      { ...anyOf(metric('FillPercent', 'Maximum')), threshold: NEARLY_FULL_PERCENT }),
    make('WithoutRoom', 'Sessions should be denied and no policy has room for it: they stay open. Raise the number of policies now.', anyOf(metric('WithoutRoom', 'Maximum'))),
    make('Failing', 'The function that denies sessions fails: whoever left, or whose elevation ended, may still have an open session.', anyOf(calls(functionName, 'Errors'))),
    make('Silent', 'Nobody has looked for ten minutes whether the policies say whom to deny.', silenceOf(metric('Kept', 'Sum'), 2, 300)),
  ];
}
