import { SFNClient } from '@aws-sdk/client-sfn';
import { awaitReconciliation } from './await-reconciliation';
import { StepFunctionsExecutions } from './step-functions-executions';
import { customResource } from '../../private/runtime/custom-resource';
import { systemClock } from '../../private/runtime/system-clock';

const executions = new StepFunctionsExecutions(new SFNClient(), process.env.STATE_MACHINE_ARN!);

export const handler = customResource(async ({ RequestType, ResourceProperties }) => {
  const physicalResourceId = 'reconciliation-wait';
  if (RequestType === 'Delete') {
    return { physicalResourceId };
  }
  const { Awaited, Last } = ResourceProperties;
  return { physicalResourceId, data: { Awaited: await awaitReconciliation({ awaited: Awaited, last: Last === 'true' }, { executions, clock: systemClock }) } };
});
