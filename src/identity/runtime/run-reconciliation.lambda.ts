import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SFNClient } from '@aws-sdk/client-sfn';
import { CloudFormationStacks } from './cloudformation-stacks';
import { runReconciliation } from './run-reconciliation';
import { StepFunctionsExecutions } from './step-functions-executions';
import { customResource } from '../../private/runtime/custom-resource';

const stacks = new CloudFormationStacks(new CloudFormationClient({ retryMode: 'adaptive', maxAttempts: 10 }));
const executions = new StepFunctionsExecutions(new SFNClient(), process.env.STATE_MACHINE_ARN!);

export const handler = customResource(async ({ RequestType, RequestId, StackId, ResourceProperties }) => {
  const physicalResourceId = 'reconciliation';
  // whoever moves to the other engine keeps his access.
  if (RequestType === 'Delete') {
    return { physicalResourceId };
  }
  const { Version, ManagementAccountId } = ResourceProperties;
  const request = { requestId: RequestId, stackId: StackId, version: Version, managementAccountId: ManagementAccountId };
  return { physicalResourceId, data: { ExecutionArn: await runReconciliation(request, { stacks, executions }) } };
});
