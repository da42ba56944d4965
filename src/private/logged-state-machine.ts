import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { ROLE_PATH } from './naming';
import { type WildcardReason, explainWildcards } from './wildcard-reason';

export interface LoggedStateMachineProps {
  readonly name: string;
  /** In the Amazon States Language. */
  readonly definition: object;
  /** ARNs of all functions that it calls. */
  readonly functionArns: string[];
  /** Where it has a distributed map. */
  readonly map?: DistributedMap;
}

/** What a map needs that runs each of its items as an execution of its own. */
export interface DistributedMap {
  /** ARN of the state machine itself. */
  readonly arn: string;
  /** The bucket with the list of items, below 'runs/'. */
  readonly bucketArn: string;
  /** Why the folder of the list is not narrower. */
  readonly wildcards: readonly WildcardReason[];
}

const LOG_DAYS = 365;

/** A state machine with its role and its log. */
export class LoggedStateMachine extends Construct {
  public constructor(scope: Construct, id: string, private readonly props: LoggedStateMachineProps) {
    super(scope, id);
    const { name, definition } = props;
    // the prefix keeps the resource policy of log delivery, which all state machines of an account share, from growing with each of them.
    const log = new CfnLogGroup(this, 'Log', { logGroupName: `/aws/vendedlogs/states/${name}`, retentionInDays: LOG_DAYS });
    log.applyRemovalPolicy(RemovalPolicy.DESTROY);
    const role = new CfnRole(this, 'Role', {
      path: ROLE_PATH,
      assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{
        Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'states.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }] },
      policies: [{ policyName: 'Steps', policyDocument: { Version: '2012-10-17', Statement: this.statements() } }],
    });
    new CfnStateMachine(this, 'Machine', {
      stateMachineName: name,
      definitionString: Stack.of(this).toJsonString(definition),
      roleArn: role.attrArn,
      loggingConfiguration: { level: 'ALL', includeExecutionData: false, destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: log.attrArn } }] },
      tracingConfiguration: { enabled: true },
    });
  }

  private statements(): object[] {
    const { functionArns, map } = this.props;
    const mapping = map ? this.mapping(map) : [];
    explainWildcards(this, [{ resource: '*', reason: 'log delivery and traces take no resource: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html' }]);
    return [
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: functionArns },
      ...mapping,
      { Effect: 'Allow', Action: LOG_DELIVERY, Resource: '*' },
      { Effect: 'Allow', Action: ['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' },
    ];
  }

  /** https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html */
  private mapping({ arn, bucketArn, wildcards }: DistributedMap): object[] {
    const children = `${arn.replace(':stateMachine:', ':execution:')}/*`;
    explainWildcards(this, [...wildcards, { resource: children, reason: 'the children of its own distributed maps' }]);
    return [
      { Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucketArn}/runs/*` },
      { Effect: 'Allow', Action: 'states:StartExecution', Resource: arn },
      { Effect: 'Allow', Action: ['states:DescribeExecution', 'states:StopExecution'], Resource: children },
    ];
  }
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy */
const LOG_DELIVERY = [
  'logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies', 'logs:GetLogDelivery',
  'logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:UpdateLogDelivery',
];
