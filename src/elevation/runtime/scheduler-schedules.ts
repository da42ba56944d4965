import {
  ConflictException, CreateScheduleCommand, type CreateScheduleCommandInput, DeleteScheduleCommand, ResourceNotFoundException, type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { Schedules } from './ports';

export interface ScheduleTarget {
  readonly group: string;
  readonly functionArn: string;
  /** What EventBridge Scheduler calls the function with. */
  readonly roleArn: string;
}

/** One schedule for each elevation, which is gone once it has fired. */
export class SchedulerSchedules implements Schedules {
  public constructor(private readonly client: SchedulerClient, private readonly target: ScheduleTarget) {}

  public async scheduleEnd(id: string, atMs: number): Promise<void> {
    const { group, functionArn, roleArn } = this.target;
    // whole seconds only, and never before the end.
    const at = new Date(Math.ceil(atMs / 1_000) * 1_000).toISOString().slice(0, 19);
    const schedule: CreateScheduleCommandInput = {
      GroupName: group, Name: nameOf(id), ScheduleExpression: `at(${at})`, ScheduleExpressionTimezone: 'UTC', FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE', Target: { Arn: functionArn, RoleArn: roleArn, Input: JSON.stringify({ kind: 'end', id }) },
    };
    try {
      await this.client.send(new CreateScheduleCommand(schedule));
    } catch (error) {
      if (!(error instanceof ConflictException)) {
        throw error;
      }
      await this.client.send(new UpdateScheduleCommand(schedule));
    }
  }

  public async cancelEnd(id: string): Promise<void> {
    try {
      await this.client.send(new DeleteScheduleCommand({ GroupName: this.target.group, Name: nameOf(id) }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) {
        throw error;
      }
    }
  }
}

function nameOf(id: string): string {
  return `end-${id}`;
}
