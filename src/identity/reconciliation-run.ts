import { type CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { Construct, type IDependable } from 'constructs';
import type { Organization } from '../organization/organization';
import { ResourceHandler } from '../private/resource-handler';

export interface ReconciliationRunProps {
  readonly organization: Organization;
  readonly stateMachineArn: string;
  /** Version of the document; another one starts a run. */
  readonly version: string;
  /** How many custom resources wait one after the other. */
  readonly waiters: number;
  /** What a run needs, down to the last policy. */
  readonly after: IDependable;
}

/** A run for each deployment that changed something, and the deployment's patience. */
export class ReconciliationRun extends Construct {
  public constructor(scope: Construct, id: string, private readonly props: ReconciliationRunProps) {
    super(scope, id);
    const run = this.starter().resource('Run', 'Custom::AccessReconciliation', {
      Version: props.version, ManagementAccountId: props.organization.managementAccount.accountId,
    });
    run.node.addDependency(props.after);
    this.wait(run.getAttString('ExecutionArn'));
  }

  private starter(): ResourceHandler {
    const { stateMachineArn, organization: { partition } } = this.props;
    const { region, account, stackId, stackName } = Stack.of(this);
    const nested = `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}-*`;
    return new ResourceHandler(this, 'Starter', {
      bundle: 'identity/runtime/run-reconciliation.lambda',
      environment: { STATE_MACHINE_ARN: stateMachineArn },
      permissions: [
        { actions: ['states:StartExecution'], resources: [stateMachineArn] },
        { actions: ['cloudformation:DescribeStacks', 'cloudformation:ListStackResources'], resources: [stackId] },
        { actions: ['cloudformation:GetTemplate', 'cloudformation:ListStackResources'], resources: [nested] },
      ],
      wildcards: [{ resource: nested, reason: 'the names of its own nested stacks begin with its name' }],
    });
  }

  /** One that has nothing to wait for any more hands over the same as last time, and CloudFormation leaves out all that come after it. */
  private wait(executionArn: string): void {
    const { stateMachineArn, waiters } = this.props;
    const executions = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:*`;
    const handler = new ResourceHandler(this, 'Patience', {
      bundle: 'identity/runtime/await-reconciliation.lambda',
      environment: { STATE_MACHINE_ARN: stateMachineArn },
      permissions: [{ actions: ['states:DescribeExecution'], resources: [executions] }],
      wildcards: [{ resource: executions, reason: 'whichever run the deployment started, of this one state machine' }],
      timeout: Duration.minutes(15),
    });
    let before: CustomResource | undefined;
    for (let number = 1; number <= waiters; number++) {
      before = handler.resource(`Wait${number}`, 'Custom::AccessReconciled', {
        Awaited: before ? before.getAttString('Awaited') : executionArn, Last: String(number === waiters),
      });
    }
  }
}
