import {
  ExecutionAlreadyExists, InvalidToken, ListExecutionsCommand, type SFNClient, SendTaskSuccessCommand, StartExecutionCommand, StopExecutionCommand,
  TaskDoesNotExist, TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { Executions } from './ports';

const OVER = [InvalidToken, TaskDoesNotExist, TaskTimedOut];

/** Executions of the state machine of elevations, named by elevation and attempt: the name is used once, so that a second start starts none. */
export class StepFunctionsElevations implements Executions {
  public constructor(private readonly client: SFNClient, private readonly stateMachineArn: string) {}

  public async start(id: string, attempt: number): Promise<void> {
    try {
      await this.client.send(new StartExecutionCommand({ stateMachineArn: this.stateMachineArn, name: `${id}-${attempt}`, input: JSON.stringify({ id, attempt }) }));
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) {
        throw error;
      }
    }
  }

  public async running(id: string): Promise<boolean> {
    return (await this.ofElevation(id)).length > 0;
  }

  public async* runningIds(): AsyncIterable<string> {
    for await (const { id } of this.allRunning()) {
      yield id;
    }
  }

  public async stop(id: string, cause: string): Promise<void> {
    for (const executionArn of await this.ofElevation(id)) {
      await this.client.send(new StopExecutionCommand({ executionArn, cause }));
    }
  }

  public async wake(token: string): Promise<void> {
    try {
      await this.client.send(new SendTaskSuccessCommand({ taskToken: token, output: '{}' }));
    } catch (error) {
      if (!OVER.some((kind) => error instanceof kind)) {
        throw error;
      }
    }
  }

  private async ofElevation(id: string): Promise<string[]> {
    const arns: string[] = [];
    for await (const one of this.allRunning()) {
      arns.push(...(one.id === id ? [one.arn] : []));
    }
    return arns;
  }

  private async* allRunning(): AsyncIterable<{ readonly id: string; readonly arn: string }> {
    let nextToken: string | undefined;
    do {
      const page = await this.client.send(new ListExecutionsCommand({ stateMachineArn: this.stateMachineArn, statusFilter: 'RUNNING', nextToken }));
      yield* (page.executions ?? []).map(({ name, executionArn }) => ({ id: name!.replace(/-\d+$/, ''), arn: executionArn! }));
      nextToken = page.nextToken;
    } while (nextToken);
  }
}
