import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ASSIGNMENT_CHANGES, DEPLOYED, SET_CHANGES } from './domain/check-request';

export interface DriftTriggersProps {
  /** ARN of the function that asks for a check. */
  readonly requestArn: string;
  readonly everyHours: number;
}

/** What asks for a check: time, changes of assignments and of sets, and the end of each deployment of this stack. */
export class DriftTriggers extends Construct {
  public constructor(scope: Construct, id: string, private readonly props: DriftTriggersProps) {
    super(scope, id);
    const { everyHours } = props;
    this.rule('Schedule', 'Who holds what is compared with what is declared', {
      scheduleExpression: everyHours === 1 ? 'rate(1 hour)' : `rate(${everyHours} hours)`,
    });
    this.rule('Changes', 'Somebody changed an assignment or a permission set', { eventPattern: {
      'source': ['aws.sso'],
      'detail-type': ['AWS API Call via CloudTrail'],
      'detail': { eventSource: ['sso.amazonaws.com'], eventName: [...ASSIGNMENT_CHANGES, ...SET_CHANGES] },
    } });
    this.rule('Deployed', 'A deployment of the catalogue ended', { eventPattern: {
      'source': ['aws.cloudformation'],
      'detail-type': ['CloudFormation Stack Status Change'],
      'detail': { 'stack-id': [Stack.of(this).stackId], 'status-details': { status: DEPLOYED } },
    } });
  }

  private rule(id: string, description: string, when: { readonly scheduleExpression?: string; readonly eventPattern?: object }): void {
    const rule = new CfnRule(this, id, { description, ...when, targets: [{ id: 'Request', arn: this.props.requestArn }] });
    new CfnPermission(this, `${id}Permission`, {
      action: 'lambda:InvokeFunction', functionName: this.props.requestArn, principal: 'events.amazonaws.com', sourceArn: rule.attrArn,
    });
  }
}
