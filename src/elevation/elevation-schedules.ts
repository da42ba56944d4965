import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { madeName } from '../private/made-name';
import { ROLE_PATH } from '../private/naming';

export interface ElevationSchedulesProps {
  readonly partition: string;
  readonly endFunctionArn: string;
}

/** Where schedules of ends stand, one for each elevation, and the role by which they call the function that ends it and nothing else. */
export class ElevationSchedules extends Construct {
  public readonly groupName: string;
  public readonly roleArn: string;
  /** ARN of whatever schedule of an end stands there. */
  public readonly scheduleArns: string;

  public constructor(scope: Construct, id: string, { partition, endFunctionArn }: ElevationSchedulesProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.groupName = madeName(this, 'elevation-ends');
    new CfnScheduleGroup(this, 'Group', { name: this.groupName });
    const inGroup = (kind: string, name: string) => stack.formatArn({
      partition, service: 'scheduler', resource: kind, resourceName: name, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    this.scheduleArns = inGroup('schedule', `${this.groupName}/end-*`);
    this.roleArn = new CfnRole(this, 'Role', {
      path: ROLE_PATH,
      assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{
        Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'scheduler.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': inGroup('schedule-group', this.groupName) } },
      }] },
      policies: [{ policyName: 'Ends', policyDocument: { Version: '2012-10-17', Statement: [
        { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: endFunctionArn },
      ] } }],
    }).attrArn;
  }
}
