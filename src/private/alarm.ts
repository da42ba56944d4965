import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** What CloudWatch counts, and of whom. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Of five minutes: how often, or how many at most. */
  readonly statistic: 'Sum' | 'Maximum';
}

/** When an alarm goes off. */
export type AlarmRule = Omit<ConstructorParameters<typeof CfnAlarm>[2], 'alarmName' | 'alarmDescription' | 'alarmActions'>;

export interface AlarmProps {
  readonly name: string;
  /** What is wrong, as a sentence or two. */
  readonly description: string;
  readonly rule: AlarmRule;
  /** ARNs of what it tells; nobody when there is none. */
  readonly actions: string[];
}

const PERIOD_SECONDS = 300;

export function alarm(scope: Construct, id: string, { name, description, rule, actions }: AlarmProps): CfnAlarm {
  return new CfnAlarm(scope, id, { ...rule, alarmName: name, alarmDescription: description, alarmActions: actions.length > 0 ? actions : undefined });
}

/** Once is enough, and where nothing is counted nothing happened. */
export function anyOf(metric: Metric): AlarmRule {
  return { ...counted(metric), period: PERIOD_SECONDS, ...AT_LEAST_ONE, treatMissingData: 'notBreaching' };
}

/** Like `anyOf`, and stays until it is said that there is none. */
export function untilNoneOf(metric: Metric): AlarmRule {
  return { ...anyOf(metric), treatMissingData: 'ignore' };
}

/** Not one in so many periods. */
export function silenceOf(metric: Metric, periods: number, periodSeconds = 3_600): AlarmRule {
  return {
    ...counted(metric), period: periodSeconds, evaluationPeriods: periods, threshold: 1, comparisonOperator: 'LessThanThreshold', treatMissingData: 'breaching',
  };
}

/** One of several, each by an id of its own. */
export function anyOfThese(metrics: Readonly<Record<string, Metric>>): AlarmRule {
  const ids = Object.keys(metrics);
  return {
    metrics: [
      ...Object.entries(metrics).map(([id, metric]) => {
        const { statistic, ...of } = counted(metric);
        return { id, returnData: false, metricStat: { metric: of, period: PERIOD_SECONDS, stat: statistic } };
      }),
      { id: ids.length === 2 ? 'both' : 'all', expression: ids.map((id) => `FILL(${id}, 0)`).join(' + ') },
    ],
    ...AT_LEAST_ONE,
    treatMissingData: 'notBreaching',
  };
}

/** A queue says how many wait in it. */
export function waitingIn(queueName: string): Metric {
  return { namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible', dimensions: { QueueName: queueName }, statistic: 'Maximum' };
}

/** What Lambda counts of one function, such as 'Errors'. */
export function calls(functionName: string, metricName: string): Metric {
  return { namespace: 'AWS/Lambda', metricName, dimensions: { FunctionName: functionName }, statistic: 'Sum' };
}

/** Executions of a state machine that ended so, such as 'ExecutionsFailed'. */
export function executions(stateMachineArn: string, metricName: string): Metric {
  return { namespace: 'AWS/States', metricName, dimensions: { StateMachineArn: stateMachineArn }, statistic: 'Sum' };
}

const AT_LEAST_ONE = { evaluationPeriods: 1, threshold: 1, comparisonOperator: 'GreaterThanOrEqualToThreshold' };

function counted({ namespace, metricName, dimensions, statistic }: Metric) {
  return { namespace, metricName, dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })), statistic };
}
