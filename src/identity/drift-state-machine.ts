import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { type DriftStatesProps, driftStates } from './drift-states';
import { ROLE_PATH } from '../private/naming';
import { explainWildcards } from '../private/wildcard-reason';

export interface DriftStateMachineProps {
  readonly name: string;
  readonly states: DriftStatesProps;
  /** ARNs of all functions that it calls. */
  readonly functionArns: string[];
}

const LOG_DAYS = 365;

/** The state machine of a check, with its role and its log. */
export class DriftStateMachine extends Construct {
  public constructor(scope: Construct, id: string, { name, states, functionArns }: DriftStateMachineProps) {
    super(scope, id);
    // the prefix keeps the resource policy of log delivery, which all state machines of an account share, from growing with each of them.
    const log = new CfnLogGroup(this, 'Log', { logGroupName: `/aws/vendedlogs/states/${name}`, retentionInDays: LOG_DAYS });
    log.applyRemovalPolicy(RemovalPolicy.DESTROY);
    const role = new CfnRole(this, 'Role', {
      path: ROLE_PATH,
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{
          Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'states.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
        }],
      },
      policies: [{ policyName: 'Steps', policyDocument: { Version: '2012-10-17', Statement: [
        { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: functionArns },
        { Effect: 'Allow', Action: LOG_DELIVERY, Resource: '*' },
        { Effect: 'Allow', Action: ['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' },
      ] } }],
    });
    explainWildcards(this, [{ resource: '*', reason: 'log delivery and traces take no resource: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html' }]);
    new CfnStateMachine(this, 'Machine', {
      stateMachineName: name,
      definitionString: Stack.of(this).toJsonString(driftStates(states)),
      roleArn: role.attrArn,
      loggingConfiguration: { level: 'ALL', includeExecutionData: false, destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: log.attrArn } }] },
      tracingConfiguration: { enabled: true },
    });
  }
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy */
const LOG_DELIVERY = [
  'logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies', 'logs:GetLogDelivery',
  'logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:UpdateLogDelivery',
];
