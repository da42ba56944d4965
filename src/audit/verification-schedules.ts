import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { callingRule } from '../private/calling-rule';
import { madeName } from '../private/made-name';
import { ROLE_PATH } from '../private/naming';

export interface VerificationSchedulesProps {
  readonly partition: string;
  readonly stateMachineArn: string;
  /** ARN of the function that looks which digests arrive. */
  readonly completenessArn: string;
}

/** When both checks run. */
export class VerificationSchedules extends Construct {
  public constructor(scope: Construct, id: string, { partition, stateMachineArn, completenessArn }: VerificationSchedulesProps) {
    super(scope, id);
    const dailyName = madeName(this, 'trail-daily');
    const dailyArn = Stack.of(this).formatArn({ partition, service: 'events', resource: 'rule', resourceName: dailyName });
    const role = new CfnRole(this, 'Role', {
      path: ROLE_PATH,
      assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{
        Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'events.amazonaws.com' }, Condition: { ArnEquals: { 'aws:SourceArn': dailyArn } },
      }] },
      policies: [{ policyName: 'Start', policyDocument: { Version: '2012-10-17', Statement: [
        { Effect: 'Allow', Action: 'states:StartExecution', Resource: stateMachineArn },
      ] } }],
    });
    new CfnRule(this, 'Daily', {
      name: dailyName,
      description: 'Yesterday of the audit trail is verified',
      // digests of the last hours of a day have arrived by then.
      scheduleExpression: 'cron(30 4 * * ? *)',
      targets: [{ id: 'Verification', arn: stateMachineArn, roleArn: role.attrArn, input: '{}' }],
    });
    callingRule(this, 'Hourly', {
      name: madeName(this, 'trail-hourly'),
      description: 'Whether every account and Region has had a digest of the audit trail',
      scheduleExpression: 'rate(1 hour)',
      target: { id: 'Completeness', arn: completenessArn },
    });
  }
}
