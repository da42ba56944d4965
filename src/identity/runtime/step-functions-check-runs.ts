import { ExecutionAlreadyExists, ListExecutionsCommand, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { CheckRuns } from './drift-ports';

/** Checks as executions of one state machine. */
export class StepFunctionsCheckRuns implements CheckRuns {
  public constructor(private readonly client: SFNClient, private readonly stateMachineArn: string) {}

  public async start(run: string, startAtMs: number): Promise<boolean> {
    const input = JSON.stringify({ startAt: new Date(startAtMs).toISOString() });
    try {
      // the same name and input again, while it runs, is the same execution: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
      await this.client.send(new StartExecutionCommand({ stateMachineArn: this.stateMachineArn, name: run, input }));
      return true;
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) {
        throw error;
      }
      return false;
    }
  }

  /** By the time of their start, then by name, so that of any two exactly one waits. */
  public async olderUnderWay(run: string): Promise<boolean> {
    const running: { name: string; startMs: number }[] = [];
    let nextToken: string | undefined;
    do {
      const page = await this.client.send(new ListExecutionsCommand({ stateMachineArn: this.stateMachineArn, statusFilter: 'RUNNING', nextToken }));
      running.push(...(page.executions ?? []).map(({ name, startDate }) => ({ name: name!, startMs: startDate!.getTime() })));
      nextToken = page.nextToken;
    } while (nextToken);
    const own = running.find(({ name }) => name === run);
    const isOlder = ({ name, startMs }: { name: string; startMs: number }) => startMs < own!.startMs || (startMs === own!.startMs && name < run);
    return own !== undefined && running.some((other) => other.name !== run && isOlder(other));
  }
}
