import { DescribeExecutionCommand, ExecutionAlreadyExists, ExecutionDoesNotExist, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { ExecutionState, Executions } from './run-lock';

export class StepFunctionsExecutions implements Executions {
  public constructor(private readonly client: SFNClient, private readonly stateMachineArn: string) {}

  public async state(executionArn: string): Promise<ExecutionState> {
    try {
      const { status, stopDate, error, cause } = await this.client.send(new DescribeExecutionCommand({ executionArn }));
      if (status === 'RUNNING' || status === 'PENDING_REDRIVE') {
        return { kind: 'running' };
      }
      const endedMs = stopDate?.getTime() ?? 0;
      return status === 'SUCCEEDED'
        ? { kind: 'succeeded', endedMs }
        : { kind: 'failed', endedMs, cause: `${error ?? status}: ${cause ?? 'no cause was given'}` };
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) {
        return { kind: 'unknown' };
      }
      throw error;
    }
  }

  public async start(name: string, input: object): Promise<string> {
    try {
      const started = new StartExecutionCommand({ stateMachineArn: this.stateMachineArn, name, input: JSON.stringify(input) });
      const { executionArn } = await this.client.send(started);
      return executionArn!;
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) {
        return `${this.stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      }
      throw error;
    }
  }
}
