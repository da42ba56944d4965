import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoRunLock } from './dynamo-run-lock';
import { takeLock } from './reconciliation-lock';
import { StepFunctionsExecutions } from './step-functions-executions';
import { systemClock } from '../../private/runtime/system-clock';

const { TABLE, STATE_MACHINE_ARN } = process.env;
const lock = new DynamoRunLock(new DynamoDBClient(), TABLE!);
const executions = new StepFunctionsExecutions(new SFNClient(), STATE_MACHINE_ARN!);

export async function handler({ action, owner }: { action: 'take' | 'release'; owner: string }): Promise<void> {
  await (action === 'take' ? takeLock(owner, { lock, executions, clock: systemClock }) : lock.release(owner));
}
